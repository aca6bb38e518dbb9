#pragma once

#include <concepts>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cupel/schema/schema_executor.hpp"
#include "cupel/sql/compiler/options.hpp"
#include "cupel/sql/expression/executable.hpp"
#include "cupel/sql/expression/expr.hpp"
#include "cupel/sql/expression/from_expr.hpp"
#include "cupel/types/parameters.hpp"
#include "cupel/types/type_engine.hpp"

namespace cupel::conformance {

/// What create_all() and the like do, sent to a database that only writes down (kind `script`).
using Script = std::function<void(SchemaExecutor&)>;

/// What a case makes: a statement or expression, a type, a script, or (kind `value`) a list of
/// texts.
class Outcome {
 public:
  Outcome(TypeArg type) : type_(type.get()) {}       // NOLINT
  Outcome(TypePtr type) : type_(std::move(type)) {}  // NOLINT
  template <class T>
    requires std::derived_from<T, TypeEngine>
  Outcome(const T& type) : Outcome(TypeArg(type)) {}  // NOLINT
  template <class F>
    requires std::is_invocable_v<const F&, SchemaExecutor&>
  Outcome(F script) : script_(std::move(script)) {}  // NOLINT
  template <class S>
    requires std::derived_from<S, Executable>
  Outcome(const S& statement)  // NOLINT: implicit, cases just return
      : element_(static_cast<const Executable&>(statement).element()) {
    if (const Parameters* bound = static_cast<const Executable&>(statement).bound_params()) {
      bound_params_ = *bound;
    }
  }
  template <class E>
    requires(std::derived_from<E, SqlExpression> && !std::derived_from<E, Executable>)
  Outcome(const E& expression) : element_(expression.node()) {}  // NOLINT
  template <class F>
    requires std::derived_from<F, FromExpr>
  Outcome(const F& from) : element_(static_cast<const FromExpr&>(from).node()) {}  // NOLINT
  Outcome(std::vector<std::string> texts) : texts_(std::move(texts)) {}            // NOLINT

  [[nodiscard]] const ElementPtr& element() const noexcept { return element_; }
  /// Values attached to the statement by params().
  [[nodiscard]] const Parameters& bound_params() const noexcept { return bound_params_; }
  [[nodiscard]] const std::vector<std::string>& texts() const noexcept { return texts_; }
  [[nodiscard]] const TypePtr& type() const noexcept { return type_; }
  [[nodiscard]] const Script& script() const noexcept { return script_; }

 private:
  ElementPtr element_;
  Parameters bound_params_;
  std::vector<std::string> texts_;
  TypePtr type_;
  Script script_;
};

using CaseFunction = Outcome (*)();

struct Case {
  std::string_view id;
  CaseFunction build;
};

/// The cases of all areas that are linked, in no particular order.
std::vector<Case>& cases();

struct Registration {
  Registration(std::string_view id, CaseFunction build) { cases().push_back({id, build}); }
};

}  // namespace cupel::conformance

/// Begins a function that a static object registers under `id`; the body follows. `number` keeps
/// apart what a file has of them.
#define CUPEL_REGISTERED(Result, Register, id, number) \
  CUPEL_REGISTERED_AS(Result, Register, id, number)
#define CUPEL_REGISTERED_AS(Result, Register, id, number)                                      \
  static ::cupel::conformance::Result registered_##number();                                   \
  static const ::cupel::conformance::Register registration_##number(id, &registered_##number); \
  static ::cupel::conformance::Result registered_##number()

/// One case of the corpus, written with the public API: the body builds and returns the statement.
///
///     CASE("select/add_columns") {
///       return select(users.c["id"]).add_columns(orders.c["status"]);
///     }
#define CASE(id) CUPEL_REGISTERED(Outcome, Registration, id, __COUNTER__)
