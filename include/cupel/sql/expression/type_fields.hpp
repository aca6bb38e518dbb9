#pragma once

// What types and values contribute as fields of nodes; see traversal/fields_impl.hpp.

#include <cupel/sql/traversal/fields_impl.hpp>
#include <cupel/types/type_engine.hpp>
#include <cupel/types/value.hpp>

namespace cupel {

inline void field_visit(ChildVisitor, const TypePtr&) {}
inline bool field_map(CloneContext&, TypePtr&) {
  return false;
}
inline bool field_equal(CompareContext&, const TypePtr& a, const TypePtr& b) {
  return same_type(a, b);
}
inline bool field_is_default(const TypePtr& v) {
  return !v;
}
inline bool field_key(KeyBuilder& key, const TypePtr& v) {
  key.word(v ? v->cache_id() : 0);
  return true;
}

inline void field_visit(ChildVisitor, const Value&) {}
inline bool field_map(CloneContext&, Value&) {
  return false;
}
inline bool field_equal(CompareContext& context, const Value& a, const Value& b) {
  return !context.compare_values || a == b;
}
inline bool field_is_default(const Value&) {
  return true;
}
inline bool field_key(KeyBuilder&, const Value&) {
  return true;
}

}  // namespace cupel
