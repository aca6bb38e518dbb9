#include <algorithm>
#include <utility>

#include <cupel/sql/expression/column_collection.hpp>
#include <cupel/sql/expression/column_element.hpp>
#include <cupel/util/hash.hpp>
#include <cupel/util/text_word.hpp>

namespace cupel {
namespace {

// Up to here comparing the keys one by one is faster than hashing the one that is looked for.
constexpr std::size_t kLinear = 12;

}  // namespace

void ColumnCollection::add(std::string key, const ColumnElement& column) {
  const std::uint64_t head = text_word(key);
  entries_.push_back({std::move(key), &column, head});
  index_from(entries_.size() - 1);
}

void ColumnCollection::add_or_replace(std::string key, const ColumnElement& column) {
  for (Entry& entry : entries_) {
    if (entry.key == key) {
      entry.column = &column;
      return;
    }
  }
  add(std::move(key), column);
}

void ColumnCollection::clear() {
  entries_.clear();
  buckets_.clear();
}

void ColumnCollection::index_from(std::size_t first) {
  if (entries_.size() <= kLinear) return;
  if (buckets_.size() < entries_.size() * 2) {
    std::size_t size = 32;
    while (size < entries_.size() * 4) size *= 2;
    buckets_.assign(size, 0);
    first = 0;
  }
  const std::size_t mask = buckets_.size() - 1;
  for (std::size_t i = first; i < entries_.size(); ++i) {
    std::size_t at = hash_text(entries_[i].key) & mask;
    while (buckets_[at] != 0 && entries_[buckets_[at] - 1].key != entries_[i].key) {
      at = (at + 1) & mask;
    }
    if (buckets_[at] == 0) buckets_[at] = static_cast<std::uint32_t>(i + 1);
  }
}

const ColumnElement* ColumnCollection::find(std::string_view key) const noexcept {
  const std::uint64_t head = text_word(key);
  if (!buckets_.empty()) return find_hashed(key, head);
  for (const Entry& entry : entries_) {
    if (entry.has_key(key, head)) return entry.column;
  }
  return nullptr;
}

const ColumnElement* ColumnCollection::find_hashed(std::string_view key,
                                                   std::uint64_t head) const noexcept {
  const std::size_t mask = buckets_.size() - 1;
  for (std::size_t at = hash_text(key) & mask; buckets_[at] != 0; at = (at + 1) & mask) {
    const Entry& entry = entries_[buckets_[at] - 1];
    if (entry.has_key(key, head)) return entry.column;
  }
  return nullptr;
}

bool ColumnCollection::contains_column(const ColumnElement& column) const noexcept {
  return std::any_of(entries_.begin(), entries_.end(), [&](const Entry& entry) {
    return entry.column->identity() == column.identity();
  });
}

const ColumnElement* ColumnCollection::corresponding_column(const ColumnElement& column,
                                                            bool require_embedded) const {
  for (const Entry& entry : entries_) {
    if (entry.column->identity() == column.identity()) return entry.column;
  }
  std::vector<const ClauseElement*> wanted;
  column.collect_proxy_set(wanted);
  // The candidate that shares most of the lineage wins; among equals the one whose shared part lies
  // nearest to itself.
  const ColumnElement* best = nullptr;
  std::size_t best_shared = 0;
  std::size_t best_distance = 0;
  std::vector<const ClauseElement*> lineage;
  for (const Entry& entry : entries_) {
    lineage.clear();
    entry.column->collect_proxy_set(lineage);
    std::size_t shared = 0;
    std::size_t distance = 0;
    bool embedded = true;
    for (const ClauseElement* element : wanted) {
      const auto found = std::find(lineage.begin(), lineage.end(), element);
      if (found == lineage.end()) {
        embedded = false;
        continue;
      }
      ++shared;
      distance += static_cast<std::size_t>(found - lineage.begin());
    }
    if (shared == 0 || (require_embedded && !embedded)) continue;
    const bool better =
        !best || shared > best_shared || (shared == best_shared && distance < best_distance);
    if (better) {
      best = entry.column;
      best_shared = shared;
      best_distance = distance;
    }
  }
  return best;
}

std::vector<std::string> ColumnCollection::keys() const {
  std::vector<std::string> out;
  out.reserve(entries_.size());
  for (const Entry& entry : entries_) out.push_back(entry.key);
  return out;
}

}  // namespace cupel
