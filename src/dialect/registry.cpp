#include "cupel/dialect/registry.hpp"

#include <map>
#include <mutex>

#include "cupel/dialect/dialect.hpp"
#include "cupel/dialect/url.hpp"
#include "cupel/error/core_errors.hpp"
#include "cupel/error/did_you_mean.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {

namespace {

struct Registry {
  std::mutex mutex;
  std::map<std::string, DialectFactory, std::less<>> factories;
  std::map<std::string, const dbapi::Driver*, std::less<>> drivers;
};

// Made at the first use: dialects register from static initialisers of any order.
Registry& registry() {
  static Registry the_registry;
  return the_registry;
}

DialectFactory find_factory(std::string_view drivername) {
  Registry& r = registry();
  const std::lock_guard lock(r.mutex);
  std::string name(drivername);
  if (const std::size_t plus = name.find('+'); plus != std::string::npos) name[plus] = '.';
  if (const auto it = r.factories.find(name); it != r.factories.end()) return it->second;
  return nullptr;
}

}  // namespace

void register_dialect(std::string_view name, DialectFactory factory) {
  Registry& r = registry();
  const std::lock_guard lock(r.mutex);
  r.factories.insert_or_assign(std::string(name), std::move(factory));
}

std::unique_ptr<Dialect> make_dialect(std::string_view drivername) {
  if (const DialectFactory factory = find_factory(drivername)) return factory();
  const std::vector<std::string> names = registered_dialects();
  const std::string_view backend = drivername.substr(0, drivername.find('+'));
  throw NoSuchModuleError(
      str_cat("no dialect is registered for ", quoted(drivername), did_you_mean(drivername, names),
              "; registered are: ", names.empty() ? std::string("none") : join(names, ", "),
              ". Link the dialect's component: find_package(Cupel COMPONENTS ", backend,
              ") and target_link_libraries(your_target Cupel::", backend, ")"),
      "t0a2");
}

bool has_dialect(std::string_view drivername) {
  return static_cast<bool>(find_factory(drivername));
}

std::vector<std::string> registered_dialects() {
  Registry& r = registry();
  const std::lock_guard lock(r.mutex);
  std::vector<std::string> out;
  for (const auto& [name, factory] : r.factories) out.push_back(name);
  return out;
}

void register_driver(std::string_view name, const dbapi::Driver& driver) {
  Registry& r = registry();
  const std::lock_guard lock(r.mutex);
  r.drivers.insert_or_assign(std::string(name), &driver);
}

const dbapi::Driver& find_driver(std::string_view name) {
  Registry& r = registry();
  const std::lock_guard lock(r.mutex);
  if (const auto it = r.drivers.find(name); it != r.drivers.end()) return *it->second;
  throw NoSuchModuleError(
      str_cat("the driver ", quoted(name),
              " is not part of the program. Link "
              "its component: find_package(Cupel COMPONENTS ",
              name, ") and target_link_libraries(your_target Cupel::", name, ")"),
      "t0a2");
}

std::string URL::get_driver_name() const {
  if (const std::size_t plus = parts_.drivername.find('+'); plus != std::string::npos) {
    return parts_.drivername.substr(plus + 1);
  }
  if (!has_dialect(parts_.drivername)) return {};
  const auto dialect = make_dialect(parts_.drivername);
  return dialect->driver() ? std::string(dialect->driver()->name()) : std::string();
}

}  // namespace cupel
