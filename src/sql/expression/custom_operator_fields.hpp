#pragma once

// What operators and their modifiers contribute as fields; see traversal/fields_impl.hpp.

#include <cupel/sql/expression/binary.hpp>
#include <cupel/sql/expression/operators.hpp>
#include <cupel/sql/expression/type_fields.hpp>

namespace cupel {

inline void field_visit(ChildVisitor, const Ptr<const CustomOperator>&) {}
inline bool field_map(CloneContext&, Ptr<const CustomOperator>&) {
  return false;
}
inline bool field_equal(CompareContext&, const Ptr<const CustomOperator>& a,
                        const Ptr<const CustomOperator>& b) {
  if (a == b) return true;
  return a && b && a->text == b->text && a->precedence == b->precedence &&
         a->is_comparison == b->is_comparison && same_type(a->return_type, b->return_type);
}
inline bool field_is_default(const Ptr<const CustomOperator>& v) {
  return !v;
}
inline bool field_key(KeyBuilder& key, const Ptr<const CustomOperator>& v) {
  key.text(v->text);
  key.word((static_cast<std::uint64_t>(v->precedence) << 3) | (v->is_comparison ? 1U : 0U) |
           (v->natural_self_precedent ? 2U : 0U) | (v->eager_grouping ? 4U : 0U));
  return field_key(key, v->return_type);
}

inline void field_visit(ChildVisitor, const Ptr<const OperatorModifiers>&) {}
inline bool field_map(CloneContext&, Ptr<const OperatorModifiers>&) {
  return false;
}
inline bool field_equal(CompareContext& context, const Ptr<const OperatorModifiers>& a,
                        const Ptr<const OperatorModifiers>& b) {
  return a == b || (a && b && field_equal(context, *a, *b));
}
inline bool field_is_default(const Ptr<const OperatorModifiers>& v) {
  return !v;
}
inline bool field_key(KeyBuilder& key, const Ptr<const OperatorModifiers>& v) {
  return field_key(key, *v);
}

}  // namespace cupel
