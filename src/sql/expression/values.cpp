#include <utility>

#include <cupel/sql/expression/bind_parameter.hpp>
#include <cupel/sql/expression/type_fields.hpp>
#include <cupel/sql/expression/unary.hpp>
#include <cupel/sql/expression/values.hpp>

#include "sql/expression/standard_types.hpp"

namespace cupel {

template class FieldsOf<Values, FromClause>;
template class FieldsOf<ScalarValues, ColumnElement>;

Values::Values(ColumnList columns, std::vector<std::vector<Row>> data, Options options)
    : FieldsBase(ElementKind::values),
      column_args_(std::move(columns)),
      data_(std::move(data)),
      name_(std::move(options.name)),
      named_(!name_.empty()),
      literal_binds_(options.literal_binds),
      lateral_(options.lateral),
      qualifies_(named_) {}

Ptr<Values> Values::with_data(std::vector<Row> rows) const {
  auto copy = make_ptr<Values>(*this);
  copy->data_.push_back(std::move(rows));
  return copy;
}

Ptr<Values> Values::with_name(const Name& name, bool lateral, bool qualifies) const {
  auto copy = make_ptr<Values>(*this);
  copy->name_ = name.empty() ? Name::anonymous(next_anonymous_id(), "anon") : name;
  copy->named_ = true;
  copy->lateral_ = lateral;
  copy->qualifies_ = qualifies;
  return copy;
}

bool Values::append_cache_key(KeyBuilder& key) const {
  key.word((static_cast<std::uint64_t>(kind()) + 1) | (1U << 8));
  if (!key.first_occurrence(identity())) return true;
  return FieldsBase::append_cache_key(key);
}

void Values::populate_columns(Columns& columns) const {
  for (const ColumnPtr& argument : column_args_) {
    const std::string key = argument->key();
    own_column(columns, key, argument->make_proxy(*this, {}, key));
  }
}

ScalarValues::ScalarValues(ColumnList columns, std::vector<std::vector<Values::Row>> data,
                           bool literal_binds)
    : FieldsBase(ElementKind::scalar_values, detail::null_type()),
      column_args_(std::move(columns)),
      data_(std::move(data)),
      literal_binds_(literal_binds) {}

ColumnPtr ScalarValues::self_group(OperatorRef) const {
  return ColumnPtr(this);
}

}  // namespace cupel
