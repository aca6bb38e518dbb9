#include <atomic>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <utility>

#include <cupel/error/errors.hpp>
#include <cupel/sql/expression/function_registry.hpp>
#include <cupel/util/str_cat.hpp>

namespace cupel {

namespace {

struct Registry {
  std::shared_mutex mutex;
  std::map<std::string, FunctionOptions, std::less<>> functions;
  std::atomic<bool> any{false};
};

Registry& registry() {
  static Registry all;
  return all;
}

}  // namespace

void register_function(std::string_view name, FunctionOptions options) {
  if (name.empty() || name.back() == '.') {
    throw ArgumentError(
        str_cat("register_function(): ", quoted(name), " is no name of a function"));
  }
  Registry& all = registry();
  const std::unique_lock lock(all.mutex);
  all.functions.insert_or_assign(to_lower(name), std::move(options));
  all.any.store(true, std::memory_order_release);
}

void unregister_function(std::string_view name) {
  Registry& all = registry();
  const std::unique_lock lock(all.mutex);
  all.functions.erase(to_lower(name));
  all.any.store(!all.functions.empty(), std::memory_order_release);
}

std::optional<FunctionOptions> detail::registered_function(std::string_view name) {
  Registry& all = registry();
  if (!all.any.load(std::memory_order_acquire)) return std::nullopt;
  const std::shared_lock lock(all.mutex);
  const auto found = all.functions.find(to_lower(name));
  return found == all.functions.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace cupel
