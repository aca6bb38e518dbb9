#pragma once

#include <iosfwd>
#include <string>
#include <utility>

#include <cupel/sql/expression/attached.hpp>
#include <cupel/sql/expression/compile_access.hpp>
#include <cupel/sql/traversal/clause_element.hpp>
#include <cupel/types/parameters.hpp>

namespace cupel {

namespace detail {
template <class Self>
class StatementMembers;
}

/// Anything that a Connection executes: base of the statement handles.
///
/// A handle is a value: a counted pointer to an immutable element. Methods that extend a statement
/// return a new one; called on a temporary they work in place. Copies may be used by different
/// threads, and one handle be read by several.
class Executable {
 public:
  explicit Executable(ElementPtr element) noexcept : element_(std::move(element)) {}

  const ElementPtr& element() const noexcept { return element_; }
  /// Whether the handle carries options or values beside the element.
  bool has_attached() const noexcept { return static_cast<bool>(attached_); }
  /// Options for the execution, see the engine. Null when there are none.
  const Parameters* execution_options() const noexcept {
    return attached_ && !attached_->options.empty() ? &attached_->options : nullptr;
  }
  /// Values attached by params(). Null when there are none.
  const Parameters* bound_params() const noexcept {
    return attached_ && !attached_->params.empty() ? &attached_->params : nullptr;
  }

  /// Text for a dialect: `stmt.compile(postgresql::dialect()).sql()`.
  template <class Context, class Options = CompileOptions>
  auto compile(const Context& context, const Options& options = {}) const {
    return detail::compile_element(*element_, context, options, attached_);
  }

 protected:
  template <class Self>
  friend class detail::StatementMembers;

  Executable() = default;
  void merge_options(const Parameters& options);
  void merge_params(const Parameters& params);

  ElementPtr element_;
  Ptr<const detail::Attached> attached_;
};

/// SQL of the default dialect.
std::ostream& operator<<(std::ostream& out, const Executable& statement);
std::string to_string(const Executable& statement);

namespace detail {

/// Members that every statement has, returning the statement's own handle type.
template <class Self>
class StatementMembers {
 public:
  /// Adds options for the execution; later ones win.
  [[nodiscard]] Self execution_options(const Parameters& options) const& {
    Self copy = self();
    copy.merge_options(options);
    return copy;
  }
  [[nodiscard]] Self execution_options(const Parameters& options) && {
    self().merge_options(options);
    return std::move(self());
  }
  /// Attaches values to the named parameters of the statement.
  [[nodiscard]] Self params(const Parameters& values) const {
    Self copy = self();
    copy.merge_params(values);
    return copy;
  }

 protected:
  Self& self() noexcept { return static_cast<Self&>(*this); }
  const Self& self() const noexcept { return static_cast<const Self&>(*this); }
};

}  // namespace detail
}  // namespace cupel
