#include "cupel/orm/loading/option_tree.hpp"

#include <algorithm>

#include "cupel/sql/traversal/cache_key.hpp"

namespace cupel {

OptionTree::~OptionTree() = default;

const OptionTree::Branch* OptionTree::branch(const Attribute& relationship) const noexcept {
  const Branch* wildcard = nullptr;
  for (const Branch& branch : branches_) {
    if (branch.relationship == &relationship) return &branch;
    if (!branch.relationship) wildcard = &branch;
  }
  return wildcard;
}

Lazy OptionTree::strategy(const Attribute& relationship, Lazy standard) const noexcept {
  const Branch* const found = branch(relationship);
  return found && found->strategy ? *found->strategy : standard;
}

std::optional<OptionTree::ColumnRule> OptionTree::column_rule(
    const Attribute& column, const std::string& group) const noexcept {
  const auto named = std::ranges::find(columns_, &column, &decltype(columns_)::value_type::first);
  if (named != columns_.end()) return named->second;
  if (!group.empty() && std::ranges::find(groups_, group) != groups_.end()) {
    return ColumnRule::load;
  }
  return load_only_ ? load_only_ : all_columns_;
}

bool OptionTree::append_cache_key(KeyBuilder& key) const {
  key.word(branches_.size());
  for (const Branch& branch : branches_) {
    key.address(branch.relationship);
    key.word((branch.strategy ? static_cast<std::uint64_t>(*branch.strategy) + 1 : 0) |
             (branch.innerjoin ? 256U : 0U) | (branch.contains_eager ? 512U : 0U) |
             (branch.below ? 1024U : 0U));
    key.word(branch.chunk_size.value_or(0));
    if (!key.element(branch.alias.get()) || !key.element(branch.criterion.get())) return false;
    if (branch.below && !branch.below->append_cache_key(key)) return false;
  }
  key.word(columns_.size());
  for (const auto& [column, rule] : columns_) {
    key.address(column);
    key.word(static_cast<std::uint64_t>(rule));
  }
  key.word(groups_.size());
  for (const std::string& group : groups_) key.text(group);
  key.word((load_only_ ? static_cast<std::uint64_t>(*load_only_) + 1 : 0) |
           (all_columns_ ? (static_cast<std::uint64_t>(*all_columns_) + 1) << 8 : 0));
  return true;
}

OptionTree::Branch& OptionTree::edit_branch(const Attribute* relationship) {
  const auto found = std::ranges::find(branches_, relationship, &Branch::relationship);
  if (found != branches_.end()) return *found;
  Branch& made = branches_.emplace_back();
  made.relationship = relationship;
  return made;
}

OptionTree& OptionTree::edit_below(const Attribute* relationship) {
  Branch& branch = edit_branch(relationship);
  if (!branch.below) branch.below = make_ptr<OptionTree>();
  return *branch.below;
}

void OptionTree::set_column(const Attribute& column, ColumnRule rule) {
  const auto named = std::ranges::find(columns_, &column, &decltype(columns_)::value_type::first);
  if (named != columns_.end()) {
    named->second = rule;
  } else {
    columns_.emplace_back(&column, rule);
  }
}

void OptionTree::undefer_group(std::string group) { groups_.push_back(std::move(group)); }

Ptr<OptionTree> OptionTree::copy() const {
  auto copied = make_ptr<OptionTree>(*this);
  for (Branch& branch : copied->branches_) {
    if (branch.below) branch.below = branch.below->copy();
  }
  return copied;
}

void OptionTree::merge(const OptionTree& other) {
  for (const Branch& from : other.branches_) {
    Branch& to = edit_branch(from.relationship);
    if (from.strategy) {
      to.strategy = from.strategy;
      to.innerjoin = from.innerjoin;
      to.contains_eager = from.contains_eager;
      to.alias = from.alias;
      to.chunk_size = from.chunk_size;
    }
    if (from.criterion) to.criterion = from.criterion;
    if (!from.below) continue;
    if (to.below) {
      to.below->merge(*from.below);
    } else {
      to.below = from.below->copy();
    }
  }
  for (const auto& [column, rule] : other.columns_) set_column(*column, rule);
  groups_.insert(groups_.end(), other.groups_.begin(), other.groups_.end());
  if (other.load_only_) load_only_ = other.load_only_;
  if (other.all_columns_) all_columns_ = other.all_columns_;
}

}  // namespace cupel
