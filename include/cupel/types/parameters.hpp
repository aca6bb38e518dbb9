#pragma once

#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "cupel/types/value.hpp"

namespace cupel {

/// A name given as one string. Keeps `{{"a", "b"}}` from being read as a string made of two
/// iterators.
class ParameterName {
 public:
  template <class S>
    requires std::is_convertible_v<const S&, std::string_view>
  ParameterName(const S& s) : text_(static_cast<std::string_view>(s)) {}

 private:
  friend struct Parameter;
  std::string text_;
};

/// A named value of a statement.
struct Parameter {
  Parameter(ParameterName n, Value v) : name(std::move(n.text_)), value(std::move(v)) {}

  std::string name;
  Value value;

  friend bool operator==(const Parameter&, const Parameter&) = default;
};

/// The named values of one execution, in the order given: `{{"name", "ed"}, {"id", 5}}`.
/// Small: names are searched linearly. Not thread-safe for writing.
class Parameters {
 public:
  using const_iterator = std::vector<Parameter>::const_iterator;

  Parameters() = default;
  Parameters(std::initializer_list<Parameter> items) {
    items_.reserve(items.size());
    for (const Parameter& p : items) set(p.name, p.value);
  }

  /// A name that is there already keeps its place and gets the new value.
  Parameters& set(std::string_view name, Value value);
  /// As set(), without looking whether the name is there: the caller knows that it is new.
  void append(std::string name, Value value) {
    items_.emplace_back(std::move(name), std::move(value));
  }
  bool erase(std::string_view name);
  void reserve(std::size_t n) { items_.reserve(n); }
  void clear() noexcept { items_.clear(); }

  /// The value of `name`, or null. Valid until the next change.
  [[nodiscard]] const Value* find(std::string_view name) const noexcept;
  [[nodiscard]] Value* find(std::string_view name) noexcept;
  [[nodiscard]] bool contains(std::string_view name) const noexcept { return find(name); }
  /// Throws ArgumentError, naming the near ones, when there is no such parameter.
  [[nodiscard]] const Value& operator[](std::string_view name) const;
  [[nodiscard]] const Parameter& at_index(std::size_t i) const { return items_[i]; }

  [[nodiscard]] std::size_t size() const noexcept { return items_.size(); }
  [[nodiscard]] bool empty() const noexcept { return items_.empty(); }
  [[nodiscard]] const_iterator begin() const noexcept { return items_.begin(); }
  [[nodiscard]] const_iterator end() const noexcept { return items_.end(); }

  /// The same names with equal values, in whatever order.
  friend bool operator==(const Parameters& a, const Parameters& b);

 private:
  std::vector<Parameter> items_;
};

/// One Parameters per execution of an executemany.
using ParameterSets = std::vector<Parameters>;

/// How parameters are shown in the log and in errors.
struct ReprOptions {
  std::size_t max_sets = 10;     ///< of an executemany: the first ones and the last two
  std::size_t max_chars = 300;   ///< a longer value is cut in the middle
  std::size_t max_params = 100;  ///< of one set: the first and last halves
};

/// Positional parameters of one execution: "('ed', 5)", "('ed',)", "()".
[[nodiscard]] std::string repr_params(std::span<const Value> values, const ReprOptions& = {});
/// Several sets: "[('ed', 1), ('jack', 2)  ... displaying 10 of 50 total bound parameter sets ...
/// ('x', 50)]".
[[nodiscard]] std::string repr_params(std::span<const std::vector<Value>> sets,
                                      const ReprOptions& = {});
/// Rows of `width` values each, one after the other; as the function above.
[[nodiscard]] std::string repr_param_rows(std::span<const Value> values, std::size_t width,
                                          const ReprOptions& = {});
/// Named parameters: "{'name': 'ed', 'id': 5}".
[[nodiscard]] std::string repr_params(const Parameters& parameters, const ReprOptions& = {});
[[nodiscard]] std::string repr_params(std::span<const Parameters> sets, const ReprOptions& = {});
/// One row of a result, as echo at debug level shows it: "('ed', 5)".
[[nodiscard]] std::string repr_row(std::span<const Value> values, std::size_t max_chars = 300);

}  // namespace cupel
