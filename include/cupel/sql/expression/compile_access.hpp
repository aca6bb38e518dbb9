#pragma once

#include <string>
#include <utility>

#include <cupel/sql/expression/attached.hpp>
#include <cupel/sql/traversal/clause_element.hpp>

namespace cupel {

struct CompileOptions;

/// A compiled statement as `compile()` of a handle returns it. Cheap to copy.
template <class C>
class CompiledStatement {
 public:
  /// `attached`: what the statement's handle carries, or null.
  explicit CompiledStatement(Ptr<const C> compiled,
                             Ptr<const detail::Attached> attached = {}) noexcept
      : compiled_(std::move(compiled)), attached_(std::move(attached)) {}

  const std::string& sql() const noexcept { return compiled_->sql(); }
  /// The values of the statement's parameters by name.
  auto params() const {
    return attached_ && !attached_->params.empty() ? compiled_->construct_params(attached_->params)
                                                   : compiled_->params();
  }
  const Ptr<const C>& get() const noexcept { return compiled_; }
  const C* operator->() const noexcept { return compiled_.get(); }
  const C& operator*() const noexcept { return *compiled_; }

 private:
  Ptr<const C> compiled_;
  Ptr<const detail::Attached> attached_;
};

namespace detail {

// compile() belongs to the compiler layer; the call is bound where a user's code instantiates it.
template <class Context, class Options>
auto compile_element(const ClauseElement& element, const Context& context, const Options& options,
                     Ptr<const detail::Attached> attached = {}) {
  return CompiledStatement(compile(element, context, options), std::move(attached));
}

}  // namespace detail
}  // namespace cupel
