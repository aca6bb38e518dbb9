#include "cupel/sql/compiler/compiles_ddl.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <shared_mutex>
#include <vector>

#include "sql/compiler/ddl_hooks.hpp"

namespace cupel {

namespace {

struct Entry {
  const std::type_info* type;
  std::string dialect;
  DdlHook hook;
};

struct Registry {
  std::shared_mutex mutex;
  std::vector<Entry> entries;
  std::atomic<bool> any{false};
};

Registry& registry() {
  static Registry instance;
  return instance;
}

}  // namespace

DdlHook find_ddl_hook(const DdlElement& element, std::string_view dialect) {
  Registry& r = registry();
  if (!r.any.load(std::memory_order_acquire)) return {};
  const std::shared_lock lock(r.mutex);
  const Entry* general = nullptr;
  for (const Entry& entry : r.entries) {
    if (*entry.type != typeid(element)) continue;
    if (entry.dialect == dialect) return entry.hook;
    if (entry.dialect.empty()) general = &entry;
  }
  return general != nullptr ? general->hook : DdlHook();
}

namespace detail {

void register_ddl_hook(const std::type_info& type, std::string_view dialect, DdlHook hook) {
  Registry& r = registry();
  const std::unique_lock lock(r.mutex);
  std::erase_if(r.entries, [&](const Entry& e) { return *e.type == type && e.dialect == dialect; });
  r.entries.push_back({&type, std::string(dialect), std::move(hook)});
  r.any.store(true, std::memory_order_release);
}

void remove_ddl_hooks(const std::type_info& type) {
  Registry& r = registry();
  const std::unique_lock lock(r.mutex);
  std::erase_if(r.entries, [&](const Entry& e) { return *e.type == type; });
}

}  // namespace detail
}  // namespace cupel
