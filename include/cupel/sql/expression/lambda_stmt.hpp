#pragma once

#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <cupel/sql/expression/constructors.hpp>
#include <cupel/sql/expression/select_builder.hpp>

namespace cupel {

namespace detail {

/// The name of the n-th argument's parameter.
[[nodiscard]] inline std::string argument_name(std::size_t n) {
  return "arg_" + std::to_string(n + 1);
}

/// What the lambda gets for an argument: a construct as it is, a value's parameter.
template <class X>
decltype(auto) lambda_argument(const X& argument, std::size_t n) {
  if constexpr (SqlConstruct<X>) {
    return (argument);
  } else if constexpr (ValueRange<X>) {
    return bindparam(argument_name(n), BindOptions{.expanding = true});
  } else {
    return Expr<OperandTypeOf<X>>(bindparam(argument_name(n)).node());
  }
}

template <class X>
void add_construct(ElementList& constructs, const X& argument) {
  if constexpr (SqlConstruct<X>) constructs.push_back(join_target(argument));
}
template <class X>
void add_value(Parameters& values, const X& argument, std::size_t n) {
  if constexpr (!SqlConstruct<X>) values.append(argument_name(n), Value(argument));
}

/// The statements that one call site has built, by the constructs it was given. Thread-safe.
template <class Statement>
class LambdaStatements {
 public:
  template <class Build>
  Statement find_or_build(const ElementList& constructs, Build&& build) {
    if (auto found = find(constructs)) return *std::move(found);
    Statement made = build();  // without the lock: it is the user's code
    const std::lock_guard lock(mutex_);
    if (built_.size() == kMost) built_.erase(built_.begin());
    built_.emplace_back(constructs, made);
    return made;
  }

 private:
  static constexpr std::size_t kMost = 64;

  std::optional<Statement> find(const ElementList& constructs) {
    const std::lock_guard lock(mutex_);
    for (const auto& [given, statement] : built_) {
      if (given == constructs) return statement;
    }
    return std::nullopt;
  }

  std::mutex mutex_;
  std::vector<std::pair<ElementList, Statement>> built_;
};

}  // namespace detail

/// A statement that is built at the first call and from then on given other values:
///
///     auto adults = lambda_stmt(
///         [](const Table& users, auto age, auto names) {
///           return select(users.c["id"]).where(users.c["age"] >= age, users.c["name"].in_(names));
///         },
///         users, 18, std::vector<std::string>{"ed", "jack"});
///
/// The lambda gets the tables and other constructs among the arguments as they are, once for each
/// combination of them (the latest 64 of a place are kept until the program ends), and for each
/// value a parameter of its type, arg_2 for the second argument (for a list what in_() takes); the
/// statement carries the values as params() would. It may capture nothing, and a NULL among the
/// values stays a parameter (`=` NULL, never IS NULL).
///
/// Thread safety: may be called from several threads at once; first calls at one time may each
/// build. What the lambda throws passes, and nothing is kept.
template <class F, class... Args>
[[nodiscard]] auto lambda_stmt(F build, const Args&... args) {
  static_assert(
      std::is_empty_v<F>,
      "lambda_stmt(): the lambda captures something, of which only the first call's would "
      "ever be used; give it as an argument: lambda_stmt([](auto age) {...}, age)");
  static_assert(
      ((detail::SqlConstruct<Args> || std::is_constructible_v<Value, const Args&>)&&...),
      "lambda_stmt(): an argument is neither a value that can be stored nor a table, column or "
      "other construct");
  return [&]<std::size_t... n>(std::index_sequence<n...>) {
    using Statement = std::remove_cvref_t<decltype(build(detail::lambda_argument(args, n)...))>;
    static_assert(std::is_base_of_v<Executable, Statement>,
                  "lambda_stmt(): the lambda returns a statement: select(...), insert(...), ...");
    // Lives on: statements with static storage are used until the very end.
    static auto& built = *new detail::LambdaStatements<Statement>;
    ElementList constructs;
    (detail::add_construct(constructs, args), ...);
    Statement statement =
        built.find_or_build(constructs, [&] { return build(detail::lambda_argument(args, n)...); });
    Parameters values;
    (detail::add_value(values, args, n), ...);
    return values.empty() ? statement : Statement(statement.params(values));
  }(std::index_sequence_for<Args...>{});
}

}  // namespace cupel
