#pragma once

#include <exception>
#include <type_traits>
#include <utility>

namespace cupel {

/// Runs `F` when it leaves the scope, unless dismissed. `F` must not throw.
template <class F>
class [[nodiscard]] ScopeGuard {
 public:
  explicit ScopeGuard(F f) noexcept(std::is_nothrow_move_constructible_v<F>) : f_(std::move(f)) {}
  ScopeGuard(const ScopeGuard&) = delete;
  ScopeGuard& operator=(const ScopeGuard&) = delete;
  ~ScopeGuard() {
    if (armed_) f_();
  }
  void dismiss() noexcept { armed_ = false; }

 private:
  F f_;
  bool armed_ = true;
};

/// Runs `F` only when the scope is left by an exception.
template <class F>
class [[nodiscard]] FailureGuard {
 public:
  explicit FailureGuard(F f) noexcept(std::is_nothrow_move_constructible_v<F>)
      : f_(std::move(f)), exceptions_(std::uncaught_exceptions()) {}
  FailureGuard(const FailureGuard&) = delete;
  FailureGuard& operator=(const FailureGuard&) = delete;
  ~FailureGuard() {
    if (std::uncaught_exceptions() > exceptions_) f_();
  }

 private:
  F f_;
  int exceptions_;
};

template <class F>
ScopeGuard<F> on_exit(F f) {
  return ScopeGuard<F>(std::move(f));
}
template <class F>
FailureGuard<F> on_failure(F f) {
  return FailureGuard<F>(std::move(f));
}

}  // namespace cupel
