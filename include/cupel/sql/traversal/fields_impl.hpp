#pragma once

// Definitions of FieldsOf. Included by the source of each node, and by users who derive constructs
// of their own through FieldsOf.
//
// What a field of type T contributes is told by four overloads, found by argument-dependent lookup
// where a layer above adds its own types (expression/type_fields.hpp: TypePtr, Value):
//   field_visit(visit, field)            children
//   field_map(context, field)            replaces children; true if one changed
//   field_equal(context, a, b)
//   field_key(key, field)                false: not cacheable
//   field_is_default(field)              true: leaves nothing in the key

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <cupel/sql/traversal/cache_key.hpp>
#include <cupel/sql/traversal/compare.hpp>
#include <cupel/sql/traversal/fields.hpp>
#include <cupel/sql/traversal/name.hpp>
#include <cupel/sql/traversal/rare.hpp>
#include <cupel/sql/traversal/visitors.hpp>

namespace cupel {

using ChildVisitor = FunctionRef<void(const ClauseElement&)>;

template <class T>
concept ScalarField = std::is_arithmetic_v<T> || std::is_enum_v<T>;
template <class T>
concept ElementField = std::derived_from<T, ClauseElement>;
/// A struct that lists its own fields.
template <class T>
concept StructField =
    std::is_class_v<T> && requires(T& t) { T::for_each_field(t, [](auto&&...) {}); };

template <ScalarField T>
void field_visit(ChildVisitor, const T&) {}
template <ScalarField T>
bool field_map(CloneContext&, T&) {
  return false;
}
template <ScalarField T>
bool field_equal(CompareContext&, const T& a, const T& b) {
  return a == b;
}
template <ScalarField T>
bool field_is_default(const T& v) {
  return v == T{};
}
template <ScalarField T>
bool field_key(KeyBuilder& key, const T& v) {
  key.word(static_cast<std::uint64_t>(v));
  return true;
}

inline void field_visit(ChildVisitor, const std::string&) {}
inline bool field_map(CloneContext&, std::string&) {
  return false;
}
inline bool field_equal(CompareContext&, const std::string& a, const std::string& b) {
  return a == b;
}
inline bool field_is_default(const std::string& v) {
  return v.empty();
}
inline bool field_key(KeyBuilder& key, const std::string& v) {
  key.text(v);
  return true;
}

inline void field_visit(ChildVisitor, const Name&) {}
inline bool field_map(CloneContext&, Name&) {
  return false;
}
inline bool field_equal(CompareContext& context, const Name& a, const Name& b) {
  return context.equal(a, b);
}
inline bool field_is_default(const Name& v) {
  return v.empty();
}
inline bool field_key(KeyBuilder& key, const Name& v) {
  key.name(v);
  return true;
}

template <ElementField T>
void field_visit(ChildVisitor visit, const Ptr<const T>& v) {
  if (v) visit(*v);
}
template <ElementField T>
bool field_map(CloneContext& context, Ptr<const T>& v) {
  return context.map_field(v);
}
template <ElementField T>
bool field_equal(CompareContext& context, const Ptr<const T>& a, const Ptr<const T>& b) {
  return context.equal(a.get(), b.get());
}
template <ElementField T>
bool field_is_default(const Ptr<const T>& v) {
  return !v;
}
template <ElementField T>
bool field_key(KeyBuilder& key, const Ptr<const T>& v) {
  return key.element(v.get());
}

template <StructField T>
void field_visit(ChildVisitor visit, const T& v);
template <StructField T>
bool field_map(CloneContext& context, T& v);
template <StructField T>
bool field_equal(CompareContext& context, const T& a, const T& b);
template <StructField T>
bool field_is_default(const T& v);
template <StructField T>
bool field_key(KeyBuilder& key, const T& v);
template <class A, class B>
void field_visit(ChildVisitor visit, const std::pair<A, B>& v);
template <class A, class B>
bool field_map(CloneContext& context, std::pair<A, B>& v);
template <class A, class B>
bool field_equal(CompareContext& context, const std::pair<A, B>& a, const std::pair<A, B>& b);
template <class A, class B>
bool field_key(KeyBuilder& key, const std::pair<A, B>& v);
template <class T, class A>
void field_visit(ChildVisitor visit, const std::vector<T, A>& v);
template <class T, class A>
bool field_map(CloneContext& context, std::vector<T, A>& v);
template <class T, class A>
bool field_equal(CompareContext& context, const std::vector<T, A>& a, const std::vector<T, A>& b);
template <class T, class A>
bool field_key(KeyBuilder& key, const std::vector<T, A>& v);

template <class T>
void field_visit(ChildVisitor visit, const std::optional<T>& v) {
  if (v) field_visit(visit, *v);
}
template <class T>
bool field_map(CloneContext& context, std::optional<T>& v) {
  return v && field_map(context, *v);
}
template <class T>
bool field_equal(CompareContext& context, const std::optional<T>& a, const std::optional<T>& b) {
  return a.has_value() == b.has_value() && (!a || field_equal(context, *a, *b));
}
template <class T>
bool field_is_default(const std::optional<T>& v) {
  return !v;
}
template <class T>
bool field_key(KeyBuilder& key, const std::optional<T>& v) {
  return field_key(key, *v);  // only called when it holds something
}

template <class A, class B>
void field_visit(ChildVisitor visit, const std::pair<A, B>& v) {
  field_visit(visit, v.first);
  field_visit(visit, v.second);
}
template <class A, class B>
bool field_map(CloneContext& context, std::pair<A, B>& v) {
  const bool first = field_map(context, v.first);
  return field_map(context, v.second) || first;
}
template <class A, class B>
bool field_equal(CompareContext& context, const std::pair<A, B>& a, const std::pair<A, B>& b) {
  return field_equal(context, a.first, b.first) && field_equal(context, a.second, b.second);
}
template <class A, class B>
bool field_key(KeyBuilder& key, const std::pair<A, B>& v) {
  return field_key(key, v.first) && field_key(key, v.second);
}

template <class T, class A>
void field_visit(ChildVisitor visit, const std::vector<T, A>& v) {
  for (const T& item : v) field_visit(visit, item);
}
template <class T, class A>
bool field_map(CloneContext& context, std::vector<T, A>& v) {
  bool changed = false;
  for (T& item : v) changed = field_map(context, item) || changed;
  return changed;
}
template <class T, class A>
bool field_equal(CompareContext& context, const std::vector<T, A>& a, const std::vector<T, A>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!field_equal(context, a[i], b[i])) return false;
  }
  return true;
}
template <class T, class A>
bool field_is_default(const std::vector<T, A>& v) {
  return v.empty();
}
template <class T, class A>
bool field_key(KeyBuilder& key, const std::vector<T, A>& v) {
  key.word(v.size());
  for (const T& item : v) {
    if (!field_key(key, item)) return false;
  }
  return true;
}

namespace detail {

/// Adds a list of fields: one word that says which are there (and `tag`), then their content.
template <class T>
bool fields_key(KeyBuilder& key, const T& object, std::uint64_t tag) {
  const std::size_t at = key.size();
  key.word(0);
  std::uint64_t present = 0;
  std::uint64_t bit = 1;
  bool cacheable = true;
  T::for_each_field(object, [&](const char*, const auto& field) {
    if (cacheable && !field_is_default(field)) {
      present |= bit;
      cacheable = field_key(key, field);
    }
    bit <<= 1;
  });
  key.set_word(at, tag | (present << 8));
  return cacheable;
}

template <class T>
bool fields_equal(CompareContext& context, const T& a, const T& b) {
  // Both lists are walked in step by collecting the addresses of one of them.
  const void* others[64];
  std::size_t count = 0;
  T::for_each_field(b, [&](const char*, const auto& field) { others[count++] = &field; });
  bool equal = true;
  std::size_t at = 0;
  T::for_each_field(a, [&](const char*, const auto& field) {
    using Field = std::remove_cvref_t<decltype(field)>;
    if (equal) equal = field_equal(context, field, *static_cast<const Field*>(others[at]));
    ++at;
  });
  return equal;
}

}  // namespace detail

template <StructField T>
void field_visit(ChildVisitor visit, const T& v) {
  T::for_each_field(v, [&](const char*, const auto& field) { field_visit(visit, field); });
}
template <StructField T>
bool field_map(CloneContext& context, T& v) {
  bool changed = false;
  T::for_each_field(
      v, [&](const char*, auto& field) { changed = field_map(context, field) || changed; });
  return changed;
}
template <StructField T>
bool field_equal(CompareContext& context, const T& a, const T& b) {
  return detail::fields_equal(context, a, b);
}
template <StructField T>
bool field_is_default(const T& v) {
  bool all = true;
  T::for_each_field(v,
                    [&](const char*, const auto& field) { all = all && field_is_default(field); });
  return all;
}
template <StructField T>
bool field_key(KeyBuilder& key, const T& v) {
  return detail::fields_key(key, v, 0);
}

template <StructField T>
void field_visit(ChildVisitor visit, const Rare<T>& v) {
  if (v.made()) field_visit(visit, *v);
}
template <StructField T>
bool field_map(CloneContext& context, Rare<T>& v) {
  return v.made() && field_map(context, v.edit());
}
template <StructField T>
bool field_equal(CompareContext& context, const Rare<T>& a, const Rare<T>& b) {
  return (!a.made() && !b.made()) || field_equal(context, *a, *b);
}
template <StructField T>
bool field_is_default(const Rare<T>& v) {
  return !v.made() || field_is_default(*v);
}
template <StructField T>
bool field_key(KeyBuilder& key, const Rare<T>& v) {
  return field_key(key, *v);
}

template <class Self, class Base>
void FieldsOf<Self, Base>::visit_children(FunctionRef<void(const ClauseElement&)> visit) const {
  Self::for_each_field(static_cast<const Self&>(*this),
                       [&](const char*, const auto& field) { field_visit(visit, field); });
}

template <class Self, class Base>
ElementPtr FieldsOf<Self, Base>::clone_with(CloneContext& context) const {
  if constexpr (std::is_copy_constructible_v<Self> && !std::is_abstract_v<Self>) {
    auto copy = make_ptr<Self>(static_cast<const Self&>(*this));
    bool changed = false;
    Self::for_each_field(
        *copy, [&](const char*, auto& field) { changed = field_map(context, field) || changed; });
    if (changed) return copy;
  }
  return ElementPtr(this);
}

template <class Self, class Base>
bool FieldsOf<Self, Base>::compare_fields(const ClauseElement& other,
                                          CompareContext& context) const {
  return detail::fields_equal(context, static_cast<const Self&>(*this),
                              static_cast<const Self&>(other));
}

template <class Self, class Base>
bool FieldsOf<Self, Base>::append_cache_key(KeyBuilder& key) const {
  // Constructs of users share a kind; what tells them apart is the address of their name.
  if (const std::string_view name = this->construct_name(); !name.empty()) {
    key.word(reinterpret_cast<std::uintptr_t>(name.data()));
  }
  return detail::fields_key(key, static_cast<const Self&>(*this),
                            static_cast<std::uint64_t>(this->kind()) + 1);
}

template <class Self, class Base>
void FieldsOf<Self, Base>::visit_field_names(FunctionRef<void(std::string_view)> visit) const {
  Self::for_each_field(static_cast<const Self&>(*this),
                       [&](const char* name, const auto&) { visit(name); });
}

template <class Self, class Base>
Ptr<ClauseElement> FieldsOf<Self, Base>::shallow_copy() const {
  if constexpr (std::is_copy_constructible_v<Self> && !std::is_abstract_v<Self>) {
    return make_ptr<Self>(static_cast<const Self&>(*this));
  } else {
    return {};
  }
}

}  // namespace cupel
