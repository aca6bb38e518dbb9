#include <utility>

#include <cupel/sql/expression/alias.hpp>
#include <cupel/sql/expression/element_families.hpp>
#include <cupel/sql/expression/function.hpp>
#include <cupel/sql/expression/select.hpp>
#include <cupel/sql/expression/type_fields.hpp>
#include <cupel/types/special_types.hpp>

#include "sql/expression/standard_types.hpp"

namespace cupel {
namespace {

/// The name that numbers an anonymous alias of `element`: the table's, or "anon".
Name alias_name(const ReturnsRows& element, const Name& given) {
  if (!given.empty()) return given;
  std::string_view body = "anon";
  Name inner;
  if (const FromClause* from = as_from(&element)) {
    inner = from->from_name();
    const bool numbered =
        from->kind() == ElementKind::cte;  // a CTE's alias is anonymous altogether
    if (!numbered && !inner.empty() && !inner.is_anonymous() &&
        from->kind() != ElementKind::function_from) {
      body = inner.text();
    }
  }
  return Name::anonymous(next_anonymous_id(), body);
}

}  // namespace

template class FieldsOf<AliasedReturnsRows, FromClause>;
template class FieldsOf<Alias, AliasedReturnsRows>;
template class FieldsOf<Subquery, AliasedReturnsRows>;
template class FieldsOf<Lateral, AliasedReturnsRows>;
template class FieldsOf<TableSample, AliasedReturnsRows>;
template class FieldsOf<TableValuedAlias, AliasedReturnsRows>;
template class FieldsOf<FunctionFrom, FromClause>;
template class FieldsOf<TableValuedColumn, ColumnElement>;

AliasedReturnsRows::AliasedReturnsRows(ElementKind kind, Ptr<const ReturnsRows> element,
                                       const Name& name)
    : FieldsBase(kind), element_(std::move(element)), name_(alias_name(*element_, name)) {}

const ReturnsRows& AliasedReturnsRows::original() const noexcept {
  const ReturnsRows* element = element_.get();
  while (element->kind() >= ElementKind::alias && element->kind() <= ElementKind::table_sample) {
    element = static_cast<const AliasedReturnsRows*>(element)->element().get();
  }
  return *element;
}

std::string AliasedReturnsRows::description() const {
  return name_.is_anonymous() ? "anonymous " + name_.display() : name_.text();
}

bool AliasedReturnsRows::is_derived_from(const FromClause* from) const noexcept {
  return ReturnsRows::is_derived_from(from) || element_->is_derived_from(from);
}

void AliasedReturnsRows::collect_froms(FromList& froms) const {
  froms.emplace_back(this);
}

bool AliasedReturnsRows::append_cache_key(KeyBuilder& key) const {
  key.word((static_cast<std::uint64_t>(kind()) + 1) | (1U << 8));
  if (!key.first_occurrence(identity())) return true;
  return FieldsBase::append_cache_key(key);
}

bool AliasedReturnsRows::compare_fields(const ClauseElement& other, CompareContext& context) const {
  return FieldsBase::compare_fields(other, context);
}

void AliasedReturnsRows::populate_columns(Columns& columns) const {
  std::vector<std::pair<std::string, Ptr<ColumnClause>>> proxies;
  element_->make_proxies(*this, proxies);
  columns.all.reserve(proxies.size());
  for (auto& [key, column] : proxies) own_column(columns, std::move(key), column);
}

Alias::Alias(FromPtr element, const Name& name)
    : FieldsBase(ElementKind::alias, std::move(element), name) {}

Subquery::Subquery(SelectBasePtr element, const Name& name)
    : FieldsBase(ElementKind::subquery, std::move(element), name) {}

Lateral::Lateral(Ptr<const ReturnsRows> element, const Name& name)
    : FieldsBase(ElementKind::lateral, std::move(element), name) {}

TableSample::TableSample(FromPtr element, ColumnPtr sampling, const Name& name, ColumnPtr seed)
    : FieldsBase(ElementKind::table_sample, std::move(element), name),
      sampling_(std::move(sampling)),
      seed_(std::move(seed)) {}

TableValuedAlias::TableValuedAlias(ColumnPtr function, Options options)
    : FieldsBase(ElementKind::table_valued_alias, make_ptr<FunctionFrom>(std::move(function)),
                 options.name),
      column_args_(std::move(options.columns)),
      render_derived_(options.render_derived),
      render_derived_types_(options.render_derived_types),
      joins_implicitly_(options.joins_implicitly),
      with_ordinality_(options.with_ordinality),
      lateral_(options.lateral) {
  if (options.scalar) scalar_type_ = this->function()->type();
}

const ColumnPtr& TableValuedAlias::function() const noexcept {
  const ReturnsRows* element = element_.get();
  while (element->kind() != ElementKind::function_from) {
    element = static_cast<const AliasedReturnsRows*>(element)->element().get();
  }
  return as<FunctionFrom>(*element).function();
}

TableValuedAlias::Options TableValuedAlias::options() const {
  return {.name = name_,
          .columns = column_args_,
          .render_derived = render_derived_,
          .render_derived_types = render_derived_types_,
          .joins_implicitly = joins_implicitly_,
          .with_ordinality = with_ordinality_,
          .lateral = lateral_,
          .scalar = scalar_type_ != nullptr};
}

ColumnPtr TableValuedAlias::column() const {
  if (scalar_type_) return make_ptr<TableValuedColumn>(FromPtr(this), scalar_type_);
  std::vector<TableValueType::Element> elements;
  for (const ColumnPtr& column : column_args_) elements.push_back({column->key(), column->type()});
  return make_ptr<TableValuedColumn>(FromPtr(this), make_ptr<TableValueType>(std::move(elements)));
}

void TableValuedAlias::populate_columns(Columns& columns) const {
  for (const ColumnPtr& argument : column_args_) {
    const std::string key = argument->key();
    own_column(columns, key, argument->make_proxy(*this, {}, key));
  }
}

FunctionFrom::FunctionFrom(ColumnPtr function)
    : FieldsBase(ElementKind::function_from), function_(std::move(function)) {}

void FunctionFrom::collect_froms(FromList& froms) const {
  froms.emplace_back(this);
}

Name FunctionFrom::from_name() const {
  return function_->element_name();
}

void FunctionFrom::populate_columns(Columns& columns) const {
  const Name label = function_->element_name();
  own_column(columns, label.text(), function_->make_proxy(*this, label, label.text()));
}

TableValuedColumn::TableValuedColumn(FromPtr from, TypePtr type)
    : FieldsBase(ElementKind::table_valued_column, detail::or_null_type(type)),
      from_(std::move(from)),
      name_(from_->from_name().is_anonymous() ? Name("param") : from_->from_name()) {}

void TableValuedColumn::collect_froms(FromList& froms) const {
  from_->collect_froms(froms);
}

}  // namespace cupel
