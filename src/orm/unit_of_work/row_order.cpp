#include "orm/unit_of_work/row_order.hpp"

#include <algorithm>
#include <compare>
#include <functional>
#include <span>
#include <utility>

#include "cupel/orm/mapper/identity_key.hpp"
#include "cupel/orm/mapper/mapper.hpp"
#include "cupel/sql/expression/column_clause.hpp"

#include "orm/unit_of_work/persistence.hpp"

namespace cupel {
namespace {

std::strong_ordering compare(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return a.kind() <=> b.kind();
  switch (a.kind()) {
    case ValueKind::null:
      return std::strong_ordering::equal;
    case ValueKind::integer:
      return a.as<std::int64_t>() <=> b.as<std::int64_t>();
    case ValueKind::text:
      return a.as<std::string>().compare(b.as<std::string>()) <=> 0;
    default:
      // Dates, UUIDs and the like: their text sorts as they do, or at least always the same way.
      return a.repr().compare(b.repr()) <=> 0;
  }
}

bool before(const std::vector<Value>& a, const std::vector<Value>& b) {
  return std::lexicographical_compare(
      a.begin(), a.end(), b.begin(), b.end(),
      [](const Value& l, const Value& r) { return compare(l, r) < 0; });
}

bool before(const IdentityKey& a, const IdentityKey& b) {
  if (a.kind() != b.kind()) return a.kind() < b.kind();
  switch (a.kind()) {
    case IdentityKind::integer:
      return std::get<std::int64_t>(a.key()) < std::get<std::int64_t>(b.key());
    case IdentityKind::text:
      return std::get<std::string>(a.key()) < std::get<std::string>(b.key());
    case IdentityKind::values:
      break;
  }
  return before(std::get<std::vector<Value>>(a.key()), std::get<std::vector<Value>>(b.key()));
}

/// Keys of which a column's type orders its values in its own way; empty where none does.
class OwnOrder {
 public:
  explicit OwnOrder(const Mapper& mapper) {
    const auto& columns = mapper.primary_key();
    const auto own = [](const Ptr<const ColumnClause>& c) { return c->type()->has_sort_key(); };
    if (std::any_of(columns.begin(), columns.end(), own)) columns_ = columns;
  }
  explicit operator bool() const noexcept { return !columns_.empty(); }

  std::vector<Value> operator()(const IdentityKey& key) const {
    std::vector<Value> values = key.values();
    for (std::size_t i = 0; i < values.size(); ++i) {
      const TypeEngine& type = *columns_[i]->type();
      if (type.has_sort_key()) values[i] = type.sort_key(values[i]);
    }
    return values;
  }

 private:
  std::span<const Ptr<const ColumnClause>> columns_;
};

void sort_by(const OwnOrder& order, const FlushContext& context, std::span<Instance*> rows) {
  std::vector<std::pair<std::vector<Value>, Instance*>> keyed;
  keyed.reserve(rows.size());
  for (Instance* row : rows) keyed.emplace_back(order(context.identity_of(*row)), row);
  std::stable_sort(keyed.begin(), keyed.end(),
                   [](const auto& a, const auto& b) { return before(a.first, b.first); });
  std::ranges::transform(keyed, rows.begin(), [](const auto& entry) { return entry.second; });
}

/// Most programs change objects in the order in which they loaded them.
bool are_in_order(const FlushContext& context, std::span<Instance* const> persistent) {
  if (persistent.size() < 2 || context.identities_ascend(persistent)) return true;
  IdentityKey last = context.identity_of(*persistent.front());
  for (const Instance* instance : persistent.subspan(1)) {
    IdentityKey next = context.identity_of(*instance);
    if (before(next, last)) return false;
    last = std::move(next);
  }
  return true;
}

/// Brings the new objects to the front and gives where those with a row begin. Most flushes have
/// only the one or the other.
std::vector<Instance*>::iterator part_by_row(std::vector<Instance*>& instances) {
  const auto has_row = [](const Instance* i) { return i->is(Instance::has_key); };
  const auto with_row = std::find_if(instances.begin(), instances.end(), has_row);
  if (std::all_of(with_row, instances.end(), has_row)) return with_row;
  return std::stable_partition(with_row, instances.end(), std::not_fn(has_row));
}

}  // namespace

void sort_for_flush(const FlushContext& context, std::vector<Instance*>& instances) {
  const auto with_row = part_by_row(instances);
  const auto by_entry = [](const Instance* a, const Instance* b) { return a->order < b->order; };
  if (!std::is_sorted(instances.begin(), with_row, by_entry)) {
    std::stable_sort(instances.begin(), with_row, by_entry);
  }
  if (with_row == instances.end()) return;
  const std::span<Instance*> rows{with_row, instances.end()};
  if (const OwnOrder own_order(mapper_of(*rows.front())); own_order) {
    return sort_by(own_order, context, rows);
  }
  if (are_in_order(context, rows)) return;
  std::vector<std::pair<IdentityKey, Instance*>> keyed;
  keyed.reserve(static_cast<std::size_t>(instances.end() - with_row));
  for (auto at = with_row; at != instances.end(); ++at) {
    keyed.emplace_back(context.identity_of(**at), *at);
  }
  std::stable_sort(keyed.begin(), keyed.end(),
                   [](const auto& a, const auto& b) { return before(a.first, b.first); });
  auto place = with_row;
  for (const auto& [key, instance] : keyed) *place++ = instance;
}

}  // namespace cupel
