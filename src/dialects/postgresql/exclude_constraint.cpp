#include "cupel/dialects/postgresql/exclude_constraint.hpp"

#include <algorithm>

#include "cupel/error/core_errors.hpp"
#include "cupel/schema/column.hpp"
#include "cupel/schema/defaults.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql/traversal/visitors.hpp"
#include "cupel/util/str_cat.hpp"

#include "dialects/postgresql/words.hpp"

namespace cupel::postgresql {

namespace {

/// The characters of PostgreSQL's operators; nothing else may stand for one.
bool is_operator(std::string_view text) {
  return !text.empty() && text.find_first_not_of("+-*/<>=~!@#%^&|`?") == std::string_view::npos;
}

ConstraintOptions common(const ExcludeOptions& o) {
  return {.name = o.name, .deferrable = o.deferrable, .initially = o.initially};
}

}  // namespace

ExcludeConstraint::Element::Element(const SqlExpression& expression, std::string_view op)
    : expression_(expression.node()), operator_(op) {}

ExcludeConstraint::ExcludeConstraint(std::initializer_list<Element> elements,
                                     ExcludeOptions options)
    : Constraint(ConstraintKind::exclude, common(options)),
      elements_(elements),
      method_(std::move(options.method)),
      where_(std::move(options.where)),
      ops_(std::move(options.ops)) {
  if (!is_word(method_)) {
    throw ArgumentError(str_cat("ExcludeConstraint: ", quoted(method_),
                                " is no index method; the methods are one word, such as gist"));
  }
  for (const Element& e : elements_) {
    if (!is_operator(e.op())) {
      throw ArgumentError(str_cat("ExcludeConstraint: ", quoted(e.op()),
                                  " is no operator; give one such as = or &&"));
    }
  }
}

std::string_view ExcludeConstraint::operator_class(std::string_view key) const noexcept {
  for (const auto& [name, ops] : ops_)
    if (name == key) return ops;
  return {};
}

const SchemaTable* ExcludeConstraint::table_of_columns() const noexcept {
  const SchemaTable* found = nullptr;
  for (const Element& element : elements_) {
    if (!element.expression_ || found) continue;
    visitors::traverse(*element.expression_, [&](const ClauseElement& e) {
      if (!found)
        if (const SchemaColumn* c = as_schema_column(e)) found = c->schema_table();
      return !found;
    });
  }
  return found;
}

Ptr<Constraint> ExcludeConstraint::copy() const {
  auto c = make_ptr<ExcludeConstraint>(*this);
  c->table_ = nullptr;
  c->columns_.clear();
  return c;
}

void ExcludeConstraint::resolve_columns() {
  columns_.clear();
  for (Element& e : elements_) {
    if (e.expression_)
      if (const SchemaColumn* c = as_schema_column(*e.expression_)) e.key_ = c->key_text();
    if (!e.key_.empty()) {
      const SchemaColumn* column = table_->find_schema_column(e.key_);
      if (!column) {
        throw ConstraintColumnNotFoundError(str_cat("can't create ExcludeConstraint on table ",
                                                    quoted(table_->key()), ": no column named ",
                                                    quoted(e.key_), " is present"));
      }
      columns_.push_back(column);
      e.expression_.reset();
    }
    e.expression_ = detached(e.expression_);
  }
  where_ = detached(where_);
}

}  // namespace cupel::postgresql
