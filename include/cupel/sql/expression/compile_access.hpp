#pragma once

#include <memory>
#include <string>
#include <utility>

#include <cupel/sql/traversal/clause_element.hpp>
#include <cupel/types/fwd.hpp>

namespace cupel {

struct CompileOptions;

/// A compiled statement as `compile()` of a handle returns it. Cheap to copy.
template <class C>
class CompiledStatement {
 public:
  /// `bound`: values attached to the statement by params(), or null.
  explicit CompiledStatement(Ptr<const C> compiled,
                             std::shared_ptr<const Parameters> bound = {}) noexcept
      : compiled_(std::move(compiled)), bound_(std::move(bound)) {}

  const std::string& sql() const noexcept { return compiled_->sql(); }
  /// The values of the statement's parameters by name.
  auto params() const {
    return bound_ ? compiled_->construct_params(*bound_) : compiled_->params();
  }
  const Ptr<const C>& get() const noexcept { return compiled_; }
  const C* operator->() const noexcept { return compiled_.get(); }
  const C& operator*() const noexcept { return *compiled_; }

 private:
  Ptr<const C> compiled_;
  std::shared_ptr<const Parameters> bound_;
};

namespace detail {

// compile() belongs to the compiler layer; the call is bound where a user's code instantiates it.
template <class Context, class Options>
auto compile_element(const ClauseElement& element, const Context& context, const Options& options,
                     std::shared_ptr<const Parameters> bound = {}) {
  return CompiledStatement(compile(element, context, options), std::move(bound));
}

}  // namespace detail
}  // namespace cupel
