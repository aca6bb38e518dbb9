#pragma once

#include <string>
#include <utility>

#include <cupel/sql/traversal/clause_element.hpp>

namespace cupel {

struct CompileOptions;

/// A compiled statement as `compile()` of a handle returns it. Cheap to copy.
template <class C>
class CompiledStatement {
 public:
  explicit CompiledStatement(Ptr<const C> compiled) noexcept : compiled_(std::move(compiled)) {}

  const std::string& sql() const noexcept { return compiled_->sql(); }
  auto params() const { return compiled_->params(); }
  const Ptr<const C>& get() const noexcept { return compiled_; }
  const C* operator->() const noexcept { return compiled_.get(); }
  const C& operator*() const noexcept { return *compiled_; }

 private:
  Ptr<const C> compiled_;
};

namespace detail {

// compile() belongs to the compiler layer; the call is bound where a user's code instantiates it.
template <class Context, class Options>
auto compile_element(const ClauseElement& element, const Context& context, const Options& options) {
  return CompiledStatement(compile(element, context, options));
}

}  // namespace detail
}  // namespace cupel
