#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <cupel/sql/expression/column_element.hpp>
#include <cupel/sql/expression/from_clause.hpp>

namespace cupel {

/// Base of constructs that users (and the ORM) make: a column expression of their own.
///
/// The rendering is registered with the compiler layer under construct_name() (`compiles<T>()`).
/// What such an element consists of is given by the same four structural members as of every
/// ClauseElement; deriving through FieldsOf supplies them. An element whose cache key would not
/// tell all returns false from append_cache_key().
class ExtensionElement : public ColumnElement {
 public:
  /// A stable name, unique for the class; static storage. Enters the cache key by address.
  std::string_view construct_name() const noexcept override = 0;

  bool append_cache_key(KeyBuilder& key) const override;
  void visit_children(FunctionRef<void(const ClauseElement&)>) const override {}
  ElementPtr clone_with(CloneContext&) const override { return ElementPtr(this); }
  bool compare_fields(const ClauseElement& other, CompareContext&) const override {
    return this == &other;
  }
  void visit_field_names(FunctionRef<void(std::string_view)>) const override {}

 protected:
  explicit ExtensionElement(TypePtr type);
  ExtensionElement(const ExtensionElement&) = default;
};

/// The same for a FROM element.
class ExtensionFrom : public FromClause {
 public:
  std::string_view construct_name() const noexcept override = 0;
  /// What stands in FROM for this element: itself, or (of an entity) the table behind it.
  virtual FromPtr from_element() const { return FromPtr(this); }

  bool append_cache_key(KeyBuilder& key) const override;
  void visit_children(FunctionRef<void(const ClauseElement&)>) const override {}
  ElementPtr clone_with(CloneContext&) const override { return ElementPtr(this); }
  bool compare_fields(const ClauseElement& other, CompareContext&) const override {
    return this == &other;
  }
  void visit_field_names(FunctionRef<void(std::string_view)>) const override {}

 protected:
  ExtensionFrom() noexcept : FromClause(ElementKind::extension) {}
  ExtensionFrom(const ExtensionFrom&) = default;
};

/// The same for a statement, clause or option that is neither.
class ExtensionClause : public ClauseElement {
 public:
  std::string_view construct_name() const noexcept override = 0;

  bool append_cache_key(KeyBuilder& key) const override;
  void visit_children(FunctionRef<void(const ClauseElement&)>) const override {}
  ElementPtr clone_with(CloneContext&) const override { return ElementPtr(this); }
  bool compare_fields(const ClauseElement& other, CompareContext&) const override {
    return this == &other;
  }
  void visit_field_names(FunctionRef<void(std::string_view)>) const override {}

 protected:
  ExtensionClause() noexcept : ClauseElement(ElementKind::extension) {}
  ExtensionClause(const ExtensionClause&) = default;
};

/// Something that join() accepts in place of a FROM element or an ON clause, and that stands for
/// one or more whole joins: a relationship of the ORM.
class JoinPath : public ExtensionClause {
 public:
  /// Adds the joins. `left` is null unless it was given; `target`: the FROM element that join() was
  /// told to go to, null for the path's own end.
  virtual void add_joins(const FromPtr& left, const FromPtr& target, bool isouter, bool full,
                         SetupJoinList& joins) const = 0;
};

}  // namespace cupel
