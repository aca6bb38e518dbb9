#include "cupel/sql/compiler/compiles_ddl.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <shared_mutex>
#include <vector>

#include "sql/compiler/ddl_hooks.hpp"

namespace cupel {

namespace {

struct DdlEntry {
  const std::type_info* type;
  std::string dialect;
  DdlHook hook;
};

struct DdlHooks {
  std::shared_mutex mutex;
  std::vector<DdlEntry> entries;
  std::atomic<bool> any{false};
};

DdlHooks& ddl_hooks() {
  static DdlHooks instance;
  return instance;
}

}  // namespace

DdlHook find_ddl_hook(const DdlElement& element, std::string_view dialect) {
  DdlHooks& hooks = ddl_hooks();
  if (!hooks.any.load(std::memory_order_acquire)) return {};
  const std::shared_lock lock(hooks.mutex);
  const DdlEntry* general = nullptr;
  for (const DdlEntry& entry : hooks.entries) {
    if (*entry.type != typeid(element)) continue;
    if (entry.dialect == dialect) return entry.hook;
    if (entry.dialect.empty()) general = &entry;
  }
  return general != nullptr ? general->hook : DdlHook();
}

namespace detail {

void register_ddl_hook(const std::type_info& type, std::string_view dialect, DdlHook hook) {
  DdlHooks& hooks = ddl_hooks();
  const std::unique_lock lock(hooks.mutex);
  std::erase_if(hooks.entries,
                [&](const DdlEntry& e) { return *e.type == type && e.dialect == dialect; });
  hooks.entries.push_back({&type, std::string(dialect), std::move(hook)});
  hooks.any.store(true, std::memory_order_release);
}

void remove_ddl_hooks(const std::type_info& type) {
  DdlHooks& hooks = ddl_hooks();
  const std::unique_lock lock(hooks.mutex);
  std::erase_if(hooks.entries, [&](const DdlEntry& e) { return *e.type == type; });
}

}  // namespace detail
}  // namespace cupel
