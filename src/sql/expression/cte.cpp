#include <utility>

#include <cupel/error/errors.hpp>
#include <cupel/sql/expression/compound_select.hpp>
#include <cupel/sql/expression/cte.hpp>
#include <cupel/sql/expression/element_families.hpp>
#include <cupel/sql/expression/type_fields.hpp>

namespace cupel {

template class FieldsOf<CTE, AliasedReturnsRows>;

CTE::CTE(Ptr<const ReturnsRows> element, const Name& name, CteParts options)
    : FieldsBase(ElementKind::cte, std::move(element), name),
      prefixes_(std::move(options.prefixes)),
      suffixes_(std::move(options.suffixes)),
      recursive_(options.recursive),
      nesting_(options.nesting) {}

Ptr<CTE> CTE::make_alias(const Name& name) const {
  auto alias =
      make_ptr<CTE>(element_, name.empty() ? Name::anonymous(next_anonymous_id(), "anon") : name,
                    CteParts{.recursive = recursive_, .nesting = nesting_});
  alias->prefixes_ = prefixes_;
  alias->suffixes_ = suffixes_;
  alias->alias_of_ = Ptr<const CTE>(this);
  return alias;
}

Ptr<CTE> CTE::make_union(std::vector<SelectBasePtr> others, bool all) const {
  const SelectBase* own = as_select(element_.get());
  if (!own) {
    throw InvalidRequestError(
        "a CTE of INSERT, UPDATE or DELETE cannot be united with a SELECT; unite CTEs of SELECT");
  }
  std::vector<SelectBasePtr> members;
  members.emplace_back(own);
  for (SelectBasePtr& other : others) members.push_back(std::move(other));
  auto united = make_ptr<CTE>(
      make_ptr<CompoundSelect>(all ? CompoundKeyword::union_all : CompoundKeyword::union_,
                               std::move(members)),
      name_, CteParts{.recursive = recursive_, .nesting = nesting_});
  united->prefixes_ = prefixes_;
  united->suffixes_ = suffixes_;
  united->restates_ = Ptr<const CTE>(this);
  return united;
}

Ptr<CTE> CTE::with_prefix(PrefixClause prefix) const {
  auto copy = make_ptr<CTE>(*this);
  copy->prefixes_.push_back(std::move(prefix));
  return copy;
}

Ptr<CTE> CTE::with_suffix(PrefixClause suffix) const {
  auto copy = make_ptr<CTE>(*this);
  copy->suffixes_.push_back(std::move(suffix));
  return copy;
}

void CTE::populate_columns(Columns& columns) const {
  if (!alias_of_) return AliasedReturnsRows::populate_columns(columns);
  std::vector<std::pair<std::string, Ptr<ColumnClause>>> proxies;
  alias_of_->make_proxies(*this, proxies);
  for (auto& [key, column] : proxies) own_column(columns, std::move(key), column);
}

}  // namespace cupel
