#include "cupel/sql/compiler/compiles_function.hpp"

#include <atomic>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <utility>

#include "cupel/util/str_cat.hpp"

#include "sql/compiler/function_hooks.hpp"

namespace cupel {

namespace {

struct Hooks {
  std::shared_mutex mutex;
  std::map<std::pair<std::string, std::string>, FunctionHook> all;  ///< by name and dialect
  std::atomic<bool> any{false};
};

Hooks& hooks() {
  static Hooks instance;
  return instance;
}

std::string full_name(const Function& function) {
  std::string name;
  for (const Name& package : function.packages()) str_append(name, package.text(), ".");
  return to_lower(name + function.name().text());
}

}  // namespace

void compiles_function(std::string_view name, FunctionHook hook, std::string_view dialect) {
  Hooks& h = hooks();
  const std::unique_lock lock(h.mutex);
  h.all.insert_or_assign({to_lower(name), std::string(dialect)}, std::move(hook));
  h.any.store(true, std::memory_order_release);
}

void deregister_compiles_function(std::string_view name) {
  Hooks& h = hooks();
  const std::unique_lock lock(h.mutex);
  const std::string key = to_lower(name);
  std::erase_if(h.all, [&key](const auto& entry) { return entry.first.first == key; });
  h.any.store(!h.all.empty(), std::memory_order_release);
}

FunctionHook function_hook(const Function& function, const std::string& dialect) {
  Hooks& h = hooks();
  if (!h.any.load(std::memory_order_acquire)) return {};
  const std::string name = full_name(function);
  const std::shared_lock lock(h.mutex);
  auto found = h.all.find({name, dialect});
  if (found == h.all.end()) found = h.all.find({name, std::string()});
  return found == h.all.end() ? FunctionHook() : found->second;
}

}  // namespace cupel
