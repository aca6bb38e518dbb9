#include "cupel/orm/loading/option_tree.hpp"

#include <algorithm>
#include <iterator>

#include "cupel/orm/attributes/instance_record.hpp"
#include "cupel/sql/traversal/cache_key.hpp"

#include "orm/relationships/column_visits.hpp"

namespace cupel {

namespace {

bool propagates_to_loaders(const LoaderCriteria& criteria) noexcept {
  return criteria.propagate_to_loaders;
}
bool propagates_to_loaders(const UserDefinedOption& option) noexcept {
  return option.propagate_to_loaders();
}

}  // namespace

UserDefinedOption::~UserDefinedOption() = default;

OptionTree::OptionTree() = default;
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
  return found && found->strategy ? *found->strategy : everywhere_.value_or(standard);
}

ColumnPtr OptionTree::expression(const Attribute& column) const noexcept {
  const auto found =
      std::ranges::find(expressions_, &column, &decltype(expressions_)::value_type::first);
  return found == expressions_.end() ? ColumnPtr() : found->second;
}

ColumnPtr OptionTree::criteria_for(const Mapper& mapper, bool is_alias) const {
  ColumnPtr all;
  for (const auto& criteria : criteria_) {
    if (is_alias && !criteria->include_aliases) continue;
    if (criteria->applies(mapper)) all = detail::both(all, criteria->condition(mapper));
  }
  return all;
}

Ptr<const OptionTree> OptionTree::target_options(const Branch* branch) const {
  const auto propagates = [](const auto& one) -> bool { return propagates_to_loaders(*one); };
  const bool everywhere = everywhere_ || std::ranges::any_of(criteria_, propagates) ||
                          std::ranges::any_of(user_defined_, propagates);
  const bool recurses = branch && branch->recursion_depth && *branch->recursion_depth != 0;
  if (!everywhere && !recurses && !(branch && branch->below)) return nullptr;
  auto below = branch && branch->below ? branch->below->copy() : make_ptr<OptionTree>();
  if (recurses) {
    // The same relationship again, one level less.
    Branch again = *branch;
    again.below = branch->below ? branch->below->copy() : nullptr;
    if (*again.recursion_depth > 0) again.recursion_depth = *again.recursion_depth - 1;
    Branch& place = below->edit_branch(branch->relationship);
    if (!place.strategy) place = std::move(again);
  }
  if (!below->everywhere_) below->everywhere_ = everywhere_;
  std::ranges::copy_if(criteria_, std::back_inserter(below->criteria_), propagates);
  std::ranges::copy_if(user_defined_, std::back_inserter(below->user_defined_), propagates);
  below->depth_ = depth_ + 1;
  return below;
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
  // Loads that follow take the values of these from the tree, not from the statement's parameters.
  if (!criteria_.empty()) return false;
  key.word(everywhere_ ? static_cast<std::uint64_t>(*everywhere_) + 1 : 0);
  key.word(branches_.size());
  for (const Branch& branch : branches_) {
    key.address(branch.relationship);
    key.word((branch.strategy ? static_cast<std::uint64_t>(*branch.strategy) + 1 : 0) |
             (static_cast<std::uint64_t>(branch.join) << 8) | (branch.contains_eager ? 2048U : 0U) |
             (branch.below ? 4096U : 0U));
    key.word(branch.chunk_size.value_or(0));
    key.word(static_cast<std::uint64_t>(branch.recursion_depth.value_or(-2)) + 2);
    key.word(branch.top.value_or(0));
    if (branch.criterion || !key.element(branch.target.get())) return false;
    if (branch.below && !branch.below->append_cache_key(key)) return false;
  }
  key.word(columns_.size());
  for (const auto& [column, rule] : columns_) {
    key.address(column);
    key.word(static_cast<std::uint64_t>(rule));
  }
  key.word(expressions_.size());
  for (const auto& [column, expression] : expressions_) {
    key.address(column);
    if (!key.element(expression.get())) return false;
  }
  key.word(user_defined_.size());
  for (const UserDefinedOptionPtr& option : user_defined_) key.address(option.get());
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

void OptionTree::set_expression(const Attribute& column, ColumnPtr expression) {
  std::erase_if(expressions_, [&](const auto& entry) { return entry.first == &column; });
  expressions_.emplace_back(&column, std::move(expression));
}

void OptionTree::undefer_group(std::string group) {
  groups_.push_back(std::move(group));
}

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
      to.join = from.join;
      to.contains_eager = from.contains_eager;
      to.target = from.target;
      to.chunk_size = from.chunk_size;
      to.recursion_depth = from.recursion_depth;
      to.top = from.top;
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
  for (const auto& [column, expression] : other.expressions_) set_expression(*column, expression);
  criteria_.insert(criteria_.end(), other.criteria_.begin(), other.criteria_.end());
  user_defined_.insert(user_defined_.end(), other.user_defined_.begin(), other.user_defined_.end());
  if (other.everywhere_) everywhere_ = other.everywhere_;
  if (other.load_only_) load_only_ = other.load_only_;
  if (other.all_columns_) all_columns_ = other.all_columns_;
}

const OptionTree* options_of(const Instance& instance) noexcept {
  const InstanceRecord* const record = instance.record_if_any();
  if (!record || !record->load_options) return nullptr;
  return static_cast<const OptionTree*>(record->load_options.get());
}

void OptionTree::add_criteria(std::shared_ptr<const LoaderCriteria> criteria) {
  criteria_.push_back(std::move(criteria));
}

void OptionTree::add_user_defined(UserDefinedOptionPtr option) {
  user_defined_.push_back(std::move(option));
}

void OptionTree::set_everywhere(Lazy strategy) {
  everywhere_ = strategy;
}

void OptionTree::set_load_only(bool raise) {
  load_only_ = raise ? ColumnRule::raise : ColumnRule::defer;
}

void OptionTree::set_all_columns(ColumnRule rule) {
  all_columns_ = rule;
}

bool OptionTree::empty() const noexcept {
  return branches_.empty() && columns_.empty() && groups_.empty() && expressions_.empty() &&
         criteria_.empty() && user_defined_.empty() && !load_only_ && !all_columns_ && !everywhere_;
}

}  // namespace cupel
