#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <cupel/sql/expression/fwd.hpp>
#include <cupel/sql/expression/operators.hpp>
#include <cupel/sql/traversal/clause_element.hpp>
#include <cupel/sql/traversal/fields.hpp>
#include <cupel/sql/traversal/name.hpp>
#include <cupel/types/type_engine.hpp>

namespace cupel {

/// A foreign key from the point of view of a FROM element; see ColumnElement::foreign_keys().
struct ForeignKeyLink {
  const ColumnElement* parent = nullptr;  ///< column of the FROM element that was asked
  const ColumnClause* target = nullptr;   ///< column referred to; null while it is not known
  const void* constraint = nullptr;       ///< links of one (composite) constraint share it
  std::string target_table;               ///< full name of the table referred to
  std::string target_fullname;            ///< "users.id", for messages
};

/// Base of every expression that has a type: columns, values, operators, functions.
class ColumnElement : public ClauseElement {
 public:
  /// The SQL type; never null (NullType when it is not known).
  const TypePtr& type() const noexcept { return type_; }

  /// This expression as it has to stand inside one of operator `against`: itself, or grouped.
  virtual ColumnPtr self_group(OperatorRef against = {}) const;
  /// NOT of this expression; comparison operators turn into their opposites.
  virtual ColumnPtr negate() const;
  /// True for expressions that are conditions without a comparison (EXISTS, AND, a = b).
  virtual bool is_implicitly_boolean() const noexcept { return false; }

  /// Adds the FROM elements that this expression refers to. Default: those of its children.
  virtual void collect_froms(FromList& froms) const;

  // --- names in a columns clause ---------------------------------------------------------------
  /// `name` of what has one (column, label, function); empty otherwise.
  virtual Name element_name() const { return {}; }
  /// The key under which this expression goes into column collections; empty if it has none.
  virtual std::string key() const { return {}; }
  virtual std::string proxy_key() const;
  /// The name if the expression has one in SQL (columns, labels, casts of them), else empty.
  virtual Name non_anon_label() const { return {}; }
  /// table_column, for LABEL_STYLE_TABLENAME_PLUS_COL; empty if there is none.
  virtual Name tq_label() const { return {}; }
  virtual Name anon_name_label() const;
  Name anon_tq_label() const;
  Name dedupe_anon_label(std::uint64_t index) const;
  Name dedupe_anon_tq_label(std::uint64_t index) const;
  Name expression_label() const;
  /// False for what cannot be labelled: text, `*`.
  virtual bool render_label_in_columns_clause() const noexcept { return true; }
  /// The bind parameter's name for a value next to this expression ("param" by default).
  virtual std::string_view bind_name() const noexcept { return "param"; }
  /// A plain value next to this expression as an element; null: a bind parameter, as usual.
  virtual ColumnPtr operand_of(Operator /*op*/, const Value& /*value*/) const { return {}; }
  /// True if ORDER BY may name the label of this expression in place of the expression.
  virtual bool allow_label_resolve() const noexcept { return true; }
  /// Text that nothing is known about (TextClause, literal columns).
  virtual bool is_text() const noexcept { return false; }

  // --- lineage ------------------------------------------------------------------------------
  /// The columns that this one stands for one level down (of an alias: the table's column).
  virtual std::span<const ColumnPtr> proxies() const noexcept { return {}; }
  /// True if both come from a common column (or are the same).
  bool shares_lineage(const ColumnElement& other) const;
  /// This column and all that it stands for, nearest first, by identity.
  void collect_proxy_set(std::vector<const ClauseElement*>& out) const;
  /// The columns at the bottom of the lineage.
  void collect_base_columns(std::vector<const ColumnElement*>& out) const;
  /// Adds the foreign keys of this column itself (schema's Column overrides it).
  virtual void foreign_keys(std::vector<ForeignKeyLink>& links) const;
  virtual bool is_primary_key() const noexcept { return false; }
  /// The FROM element this column belongs to, or null.
  virtual const FromClause* table() const noexcept { return nullptr; }
  /// A column of `owner` that stands for this expression.
  virtual Ptr<ColumnClause> make_proxy(const FromClause& owner, const Name& name,
                                       const std::string& key) const;

 protected:
  ColumnElement(ElementKind kind, TypePtr type) noexcept
      : ClauseElement(kind), type_(std::move(type)) {}
  ColumnElement(const ColumnElement&) = default;

  Name anonymous_label(const Name& seed) const;

  TypePtr type_;

 public:
  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("type", self.type_);
  }
};

/// An element that wraps one column expression and shows its name (cast, collate, grouping).
class WrapsColumnExpression : public ColumnElement {
 public:
  virtual const ColumnElement& wrapped() const noexcept = 0;

  std::string proxy_key() const override;
  Name non_anon_label() const override;
  Name tq_label() const override;
  Name anon_name_label() const override;

 protected:
  using ColumnElement::ColumnElement;
};

}  // namespace cupel
