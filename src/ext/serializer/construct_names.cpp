#include "ext/serializer/construct_names.hpp"

#include <mutex>
#include <utility>
#include <vector>

#include <cupel/error/core_errors.hpp>

#include "ext/serializer/bytes.hpp"

namespace cupel {
namespace detail {
namespace {

/// Never destroyed: static statements may be written until the very end.
struct ConstructNames {
  std::mutex mutex;
  std::vector<ConstructClass> classes;

  static ConstructNames& instance() {
    static auto* names = new ConstructNames;
    return *names;
  }
};

}  // namespace

void register_construct(std::function<Ptr<ClauseElement>()> make, ConstructWalk walk,
                        std::function<bool(const ClauseElement&)> is_sound) {
  const Ptr<ClauseElement> sample = make ? make() : nullptr;
  if (!sample || sample->construct_name().empty()) {
    throw ArgumentError(
        "register_construct() wants what makes a construct with a name: its class overrides "
        "construct_name()");
  }
  const ClauseElement& made = *sample;
  ConstructClass entry{std::string(made.construct_name()), typeid(made), std::move(make), walk,
                       std::move(is_sound)};
  ConstructNames& names = ConstructNames::instance();
  const std::lock_guard lock(names.mutex);
  std::erase_if(names.classes,
                [&](const ConstructClass& known) { return known.name == entry.name; });
  names.classes.push_back(std::move(entry));
}

std::optional<ConstructClass> registered_construct(std::string_view name) {
  ConstructNames& names = ConstructNames::instance();
  const std::lock_guard lock(names.mutex);
  for (const ConstructClass& known : names.classes) {
    if (known.name == name) return known;
  }
  return std::nullopt;
}

}  // namespace detail

void serializer::FieldStream::refuse_field() const {
  detail::throw_damaged_bytes("a field of a construct that is of another kind");
}

}  // namespace cupel
