#pragma once

#include <concepts>
#include <type_traits>

#include "cupel/orm/attributes/detail/find_instance.hpp"
#include "cupel/orm/attributes/ref.hpp"

namespace cupel {

/// "Some mapped object" as a parameter: a Ref, an ObjectRef, or the object itself, such as the
/// `User&` that a listener gets. InvalidRequestError for a plain value (it has no identity).
class ObjectArgument {
 public:
  ObjectArgument(const ObjectRef& object) noexcept : instance_(object.instance()) {}
  template <class T>
    requires(std::is_class_v<T> && !std::derived_from<T, ObjectRef>)
  ObjectArgument(T& object) : instance_(&detail::instance_of(object)) {}

  /// Null for a null handle.
  [[nodiscard]] Instance* instance() const noexcept { return instance_; }

 private:
  Instance* instance_;
};

}  // namespace cupel
