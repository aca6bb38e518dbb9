#pragma once

#include <cupel/sql/traversal/clause_element.hpp>

namespace cupel {

/// Gives `Self` its structural members from one list of its fields:
///
///     class Case final : public FieldsOf<Case, ColumnElement> {
///      public:
///       template <class Self, class F>
///       static void for_each_field(Self& self, F&& f) {
///         f("value", self.value_);
///         f("whens", self.whens_);
///         f("else_", self.else_);
///       }
///
/// A list that continues that of a base calls `Base::for_each_field(self, f)` first. The members
/// are defined in <cupel/sql/traversal/fields_impl.hpp>; a node's source file includes it and
/// says `template class cupel::FieldsOf<Case, ColumnElement>;`.
///
/// Fields may be: Ptr to elements, vectors of them, pairs and small structs (which list their own
/// fields), strings, Name, numbers, bool, enums, optional, Value, TypePtr.
template <class Self, class Base>
class FieldsOf : public Base {
 public:
  using Base::Base;
  using FieldsBase = FieldsOf;

  void visit_children(FunctionRef<void(const ClauseElement&)> visit) const override;
  ElementPtr clone_with(CloneContext& context) const override;
  bool compare_fields(const ClauseElement& other, CompareContext& context) const override;
  bool append_cache_key(KeyBuilder& key) const override;
  void visit_field_names(FunctionRef<void(std::string_view)> visit) const override;
  Ptr<ClauseElement> shallow_copy() const override;
};

}  // namespace cupel
