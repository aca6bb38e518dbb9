#pragma once

#include <concepts>
#include <cstddef>
#include <functional>
#include <string_view>
#include <type_traits>
#include <utility>

#include "cupel/orm/attributes/instance.hpp"
#include "cupel/util/type_name.hpp"

namespace cupel {

/// A counted handle on an entity of any class; Ref<T> without the T.
///
/// Lifetime: keeps the object, and whatever is loaded and reachable from it, alive, also after
/// its session is gone.
/// Thread safety: like a pointer; the count is atomic, so several threads may copy handles of one
/// object.
class ObjectRef {
 public:
  constexpr ObjectRef() noexcept = default;
  constexpr ObjectRef(std::nullptr_t) noexcept {}
  explicit ObjectRef(Instance* instance) noexcept : instance_(instance) {
    if (instance_ != nullptr) instance_->retain();
  }
  ObjectRef(const ObjectRef& other) noexcept : ObjectRef(other.instance_) {}
  ObjectRef(ObjectRef&& other) noexcept : instance_(std::exchange(other.instance_, nullptr)) {}
  ObjectRef& operator=(ObjectRef other) noexcept {
    std::swap(instance_, other.instance_);
    return *this;
  }
  ~ObjectRef() {
    if (instance_ != nullptr) instance_->release();
  }

  /// The non-template side of the object; null for a null handle.
  Instance* instance() const noexcept { return instance_; }
  explicit operator bool() const noexcept { return instance_ != nullptr; }
  void reset() noexcept { ObjectRef().swap(*this); }
  void swap(ObjectRef& other) noexcept { std::swap(instance_, other.instance_); }

  /// Same object: identity, not equality of contents.
  friend bool operator==(const ObjectRef& a, const ObjectRef& b) noexcept {
    return a.instance_ == b.instance_;
  }
  friend bool operator==(const ObjectRef& a, std::nullptr_t) noexcept {
    return a.instance_ == nullptr;
  }

 private:
  Instance* instance_ = nullptr;
};

namespace detail {
[[noreturn]] void throw_null_ref(std::string_view type_name);
}  // namespace detail

/// A counted handle on a T that lives in a cell: one pointer, may be null.
///
/// `ref->name` and `*ref` reach the object; InvalidRequestError on a null handle. T may be
/// incomplete until a member is reached. A `Ref<const T>` only reads. Equality is identity.
template <class T>
class Ref : public ObjectRef {
 public:
  using element_type = T;

  constexpr Ref() noexcept = default;
  constexpr Ref(std::nullptr_t) noexcept {}
  explicit Ref(Instance* instance) noexcept : ObjectRef(instance) {}
  /// To a base class, or to const. The base must be the first one, at the object's address.
  template <class U>
    requires(!std::same_as<U, T> && std::convertible_to<U*, T*>)
  Ref(const Ref<U>& other) noexcept : ObjectRef(other) {}
  template <class U>
    requires(!std::same_as<U, T> && std::convertible_to<U*, T*>)
  Ref(Ref<U>&& other) noexcept : ObjectRef(std::move(other)) {}

  T* get() const noexcept {
    return instance() == nullptr ? nullptr : static_cast<T*>(instance()->object());
  }
  T& operator*() const { return *checked(); }
  T* operator->() const { return checked(); }

 private:
  T* checked() const {
    if (instance() == nullptr) [[unlikely]]
      detail::throw_null_ref(short_type_name<T>());
    return static_cast<T*>(instance()->object());
  }
};

}  // namespace cupel

template <>
struct std::hash<cupel::ObjectRef> {
  std::size_t operator()(const cupel::ObjectRef& ref) const noexcept {
    return std::hash<const void*>{}(ref.instance());
  }
};
template <class T>
struct std::hash<cupel::Ref<T>> : std::hash<cupel::ObjectRef> {};
