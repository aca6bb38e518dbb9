#pragma once

#include <memory>

namespace cupel {

/// Fields that few elements of a class have, as one field: a struct T that lists its own, made when
/// it is first written. Until then it costs a pointer, and its walks nothing.
///
/// A value: copies hold fields of their own. Reading one from several threads is safe.
template <class T>
class Rare {
 public:
  Rare() noexcept = default;
  Rare(const Rare& other) : made_(other.made_ ? std::make_unique<T>(*other.made_) : nullptr) {}
  Rare(Rare&&) noexcept = default;
  Rare& operator=(const Rare& other) {
    if (this != &other) made_ = other.made_ ? std::make_unique<T>(*other.made_) : nullptr;
    return *this;
  }
  Rare& operator=(Rare&&) noexcept = default;
  ~Rare() = default;

  /// Whether anything was ever written.
  [[nodiscard]] bool made() const noexcept { return made_ != nullptr; }
  /// The fields, as of an element without any where nothing was written.
  const T& operator*() const noexcept { return made_ ? *made_ : none(); }
  const T* operator->() const noexcept { return &**this; }
  /// The fields to write.
  T& edit() {
    if (!made_) made_ = std::make_unique<T>();
    return *made_;
  }

 private:
  static const T& none() noexcept {
    // Never destroyed: statements with static storage are read until the very end.
    static const T* const nothing = new T;
    return *nothing;
  }

  std::unique_ptr<T> made_;
};

}  // namespace cupel
