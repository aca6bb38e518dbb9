#include "cupel/sql/compiler/compiles.hpp"

#include <atomic>
#include <memory>
#include <mutex>

#include "sql/compiler/hooks.hpp"

namespace cupel {
namespace {

struct Hook {
  ElementKind kind;
  const std::type_info* type;
  std::string dialect;
  CompilesHook render;

  [[nodiscard]] bool is_for(ElementKind k, const std::type_info* t) const noexcept {
    return kind == k && (type == t || (type != nullptr && t != nullptr && *type == *t));
  }
};
using HookTable = std::vector<Hook>;

/// Readers take the current table without a lock; superseded tables stay, registrations are few.
struct Registry {
  std::mutex mutex;
  std::vector<std::unique_ptr<const HookTable>> tables;
  std::atomic<const HookTable*> current{nullptr};
  std::atomic<std::uint64_t> kinds{0};
};

Registry& registry() {
  static Registry instance;
  return instance;
}

void publish(Registry& r, HookTable table) {
  std::uint64_t kinds = 0;
  for (const Hook& hook : table) kinds |= std::uint64_t{1} << static_cast<unsigned>(hook.kind);
  r.tables.push_back(std::make_unique<const HookTable>(std::move(table)));
  r.current.store(r.tables.back().get(), std::memory_order_release);
  r.kinds.store(kinds, std::memory_order_release);
}

HookTable copy_without(const Registry& r, ElementKind kind, const std::type_info* type,
                       const std::string* dialect) {
  HookTable table;
  if (const HookTable* now = r.current.load(std::memory_order_acquire)) {
    for (const Hook& hook : *now) {
      if (hook.is_for(kind, type) && (dialect == nullptr || hook.dialect == *dialect)) continue;
      table.push_back(hook);
    }
  }
  return table;
}

}  // namespace

static_assert(kElementKindCount <= 64);

std::uint64_t hooked_kinds() noexcept {
  static Registry& r = registry();
  return r.kinds.load(std::memory_order_acquire);
}

const CompilesHook* find_hook(const ClauseElement& element, std::string_view dialect) {
  const HookTable* table = registry().current.load(std::memory_order_acquire);
  if (table == nullptr) return nullptr;
  const std::type_info* type =
      element.kind() == ElementKind::extension ? &typeid(element) : nullptr;
  const CompilesHook* general = nullptr;
  for (const Hook& hook : *table) {
    if (!hook.is_for(element.kind(), type)) continue;
    if (hook.dialect == dialect) return &hook.render;
    if (hook.dialect.empty()) general = &hook.render;
  }
  return general;
}

namespace detail {

void register_hook(ElementKind kind, const std::type_info* type, std::string dialect,
                   CompilesHook hook) {
  Registry& r = registry();
  const std::lock_guard lock(r.mutex);
  HookTable table = copy_without(r, kind, type, &dialect);
  table.push_back({kind, type, std::move(dialect), std::move(hook)});
  publish(r, std::move(table));
}

void remove_hooks(ElementKind kind, const std::type_info* type) {
  Registry& r = registry();
  const std::lock_guard lock(r.mutex);
  publish(r, copy_without(r, kind, type, nullptr));
}

}  // namespace detail
}  // namespace cupel
