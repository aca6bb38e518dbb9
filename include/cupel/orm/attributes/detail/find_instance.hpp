#pragma once

#include <type_traits>

#include "cupel/orm/attributes/class_info.hpp"
#include "cupel/orm/attributes/ref.hpp"

namespace cupel {

namespace detail {

/// Null for a plain value.
Instance* find_instance(const void* object, const ClassInfo& info);
[[noreturn]] void throw_plain_value(const ClassInfo& info);

template <class T>
Instance& instance_of(const T& object) {
  const ClassInfo& info = class_info<std::remove_const_t<T>>();
  Instance* const found = find_instance(&object, info);
  if (found == nullptr) throw_plain_value(info);
  return *found;
}
template <class T>
Instance& instance_of(const Ref<T>& ref) {
  if (!ref) throw_null_ref(short_type_name<T>());
  return *ref.instance();
}

}  // namespace detail

template <class T>
Ref<T> ref_to(T& object) {
  return Ref<T>(&detail::instance_of(object));
}

}  // namespace cupel
