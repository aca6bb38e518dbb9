#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include "cupel/util/ref_count.hpp"

namespace cupel {

/// Base of everything that is shared by counted handles (expression nodes, types, mappers' parts).
///
/// The count lives in the object, starts at zero, and belongs to the object alone: copying an
/// object never copies its count. Thread safety: counting is atomic; everything else is up to the
/// derived class (most are immutable).
class RefCounted {
 public:
  RefCounted() noexcept = default;
  RefCounted(const RefCounted&) noexcept {}
  RefCounted& operator=(const RefCounted&) noexcept { return *this; }
  virtual ~RefCounted() = default;

  /// How many Ptrs hold this object. Only a hint when other threads hold it too.
  [[nodiscard]] std::uint32_t use_count() const noexcept {
    return count_.get(std::memory_order_acquire);
  }

  /// Building and dropping a statement takes and gives back dozens of small objects, more than the
  /// general allocator keeps at hand; each thread keeps some of every size for the next one.
  static void* operator new(std::size_t size);
  static void* operator new(std::size_t, void* place) noexcept { return place; }
  static void operator delete(void* object, std::size_t size) noexcept;
  static void operator delete(void*, void*) noexcept {}

 protected:
  template <class T>
  friend class Ptr;

  void retain() const noexcept { count_.increment(); }
  /// The retain() of the first handle of an object that was just made: no other thread has it.
  void retain_new() const noexcept { count_.set(count_.get() + 1); }
  void release() const noexcept {
    if (count_.decrement() == 1) last_reference();
  }
  /// Of a part of another object, which is deleted by that one: gives back the reference that the
  /// first handle of the part took to it.
  virtual void release_owner() const noexcept {}

  mutable RefCount<> count_;
  bool is_part_ = false;

 private:
  void last_reference() const noexcept;
};

/// Counted handle to a RefCounted object. One pointer wide; a null Ptr holds nothing.
///
/// Adopting a raw pointer is cheap and safe at any time, since the count is in the object; an
/// object on the stack must never be adopted.
template <class T>
class Ptr {
 public:
  using element_type = T;

  constexpr Ptr() noexcept = default;
  constexpr Ptr(std::nullptr_t) noexcept {}
  explicit Ptr(T* p) noexcept : p_(p) {
    if (p_) p_->retain();
  }
  Ptr(const Ptr& o) noexcept : Ptr(o.p_) {}
  Ptr(Ptr&& o) noexcept : p_(std::exchange(o.p_, nullptr)) {}
  template <class U>
    requires std::is_convertible_v<U*, T*>
  Ptr(const Ptr<U>& o) noexcept : Ptr(static_cast<T*>(o.get())) {}
  template <class U>
    requires std::is_convertible_v<U*, T*>
  Ptr(Ptr<U>&& o) noexcept : p_(std::exchange(o.p_, nullptr)) {}
  ~Ptr() {
    if (p_) p_->release();
  }

  Ptr& operator=(const Ptr& o) noexcept {  // NOLINT(bugprone-unhandled-self-assignment)
    Ptr(o).swap(*this);
    return *this;
  }
  Ptr& operator=(Ptr&& o) noexcept {
    Ptr(std::move(o)).swap(*this);
    return *this;
  }

  [[nodiscard]] T* get() const noexcept { return p_; }
  T& operator*() const noexcept { return *p_; }
  T* operator->() const noexcept { return p_; }
  explicit operator bool() const noexcept { return p_ != nullptr; }

  void reset() noexcept { Ptr().swap(*this); }
  void swap(Ptr& o) noexcept { std::swap(p_, o.p_); }
  /// Gives the pointer away with its count, for storage that counts by hand; adopt() takes it back.
  [[nodiscard]] T* detach() noexcept { return std::exchange(p_, nullptr); }
  [[nodiscard]] static Ptr adopt(T* counted) noexcept {
    Ptr out;
    out.p_ = counted;
    return out;
  }
  /// The first handle of an object that was just made.
  [[nodiscard]] static Ptr of_new(T* made) noexcept {
    made->retain_new();
    return adopt(made);
  }
  /// True when this handle is the only one: the object may be changed in place (copy on write).
  [[nodiscard]] bool unique() const noexcept { return p_ && p_->use_count() == 1; }

  friend bool operator==(const Ptr& a, const Ptr& b) noexcept { return a.p_ == b.p_; }
  friend bool operator==(const Ptr& a, std::nullptr_t) noexcept { return a.p_ == nullptr; }

 private:
  template <class U>
  friend class Ptr;

  T* p_ = nullptr;
};

/// Allocator of lists that take the memory of `Memory`'s objects, by its operators new and delete:
/// here the short lists that counted objects hold, from what RefCounted keeps.
///
/// Stateless: all are equal. Thread safety and what is thrown: as those operators.
template <class T, class Memory = RefCounted>
struct KeptAllocator {
  using value_type = T;

  KeptAllocator() noexcept = default;
  template <class U>
  KeptAllocator(const KeptAllocator<U, Memory>&) noexcept {}  // NOLINT: implicit, as allocators are

  [[nodiscard]] T* allocate(std::size_t n) {
    return static_cast<T*>(Memory::operator new(n * sizeof(T)));
  }
  void deallocate(T* p, std::size_t n) noexcept {
    Memory::operator delete(static_cast<void*>(p), n * sizeof(T));
  }
  friend bool operator==(const KeptAllocator&, const KeptAllocator&) noexcept { return true; }
};

/// Makes a T on the heap and its first handle. (`make` is the ORM's word for a new entity.)
template <class T, class... Args>
[[nodiscard]] Ptr<T> make_ptr(Args&&... args) {
  return Ptr<T>::of_new(new T(std::forward<Args>(args)...));
}

/// Handle of the derived class; the caller knows that the object is one.
template <class T, class U>
[[nodiscard]] Ptr<T> static_ptr_cast(const Ptr<U>& p) noexcept {
  return Ptr<T>(static_cast<T*>(p.get()));
}
template <class T, class U>
[[nodiscard]] Ptr<T> static_ptr_cast(Ptr<U>&& p) noexcept {
  return Ptr<T>::adopt(static_cast<T*>(p.detach()));
}

}  // namespace cupel
