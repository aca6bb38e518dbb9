#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <cupel/sql/traversal/clause_element.hpp>
#include <cupel/util/ptr.hpp>

namespace cupel {

class SqlExpression;

/// A plain value inside an option: `{{"fillfactor", 70}, {"autovacuum_enabled", false}}`.
using OptionScalar = std::variant<bool, std::int64_t, std::string>;

/// The value of one dialect option: a switch, number, text, list of names, map, SQL expression, or
/// an object that only the dialect understands.
class OptionValue {
 public:
  using Map = std::vector<std::pair<std::string, OptionScalar>>;
  struct MapItem {
    std::string key;
    OptionScalar value;
    MapItem(const char* k, bool v);
    MapItem(const char* k, int v);
    MapItem(const char* k, const char* v);
  };

  OptionValue(bool v);                      // NOLINT: implicit by design
  OptionValue(int v);                       // NOLINT
  OptionValue(std::int64_t v);              // NOLINT
  OptionValue(const char* v);               // NOLINT
  OptionValue(std::string v);               // NOLINT
  OptionValue(std::vector<std::string> v);  // NOLINT
  explicit OptionValue(Map v);
  OptionValue(std::initializer_list<const char*> v);
  OptionValue(std::initializer_list<MapItem> v);
  OptionValue(ElementPtr v);            // NOLINT
  OptionValue(const SqlExpression& v);  // NOLINT
  explicit OptionValue(Ptr<const RefCounted> v);
  // Out of line: a variant's own are what costs a compiler most in this header.
  OptionValue(const OptionValue& other);
  OptionValue(OptionValue&& other) noexcept;
  OptionValue& operator=(const OptionValue& other);
  OptionValue& operator=(OptionValue&& other) noexcept;
  ~OptionValue();

  [[nodiscard]] const bool* boolean() const;
  [[nodiscard]] const std::int64_t* integer() const;
  [[nodiscard]] const std::string* text() const;
  [[nodiscard]] const std::vector<std::string>* names() const;
  [[nodiscard]] const Map* map() const;
  [[nodiscard]] const ClauseElement* element() const;
  [[nodiscard]] const RefCounted* object() const;
  /// True for `true`, a number other than 0, and any text, list or object that is not empty.
  [[nodiscard]] bool truthy() const;

  /// Replaces an expression by one that mentions tables without holding them; see detached().
  void detach();

 private:
  std::variant<bool, std::int64_t, std::string, std::vector<std::string>, Map, ElementPtr,
               Ptr<const RefCounted>>
      value_;
};

/// One option that only one database understands, as an argument of Table, Column, Index and the
/// constraints: `DialectArgument("postgresql_using", "gin")`. The part before the first underscore
/// names the dialect; other dialects ignore it.
struct DialectArgument {
  std::string key;
  OptionValue value;

  DialectArgument(std::string_view k, OptionValue v);
};

/// The dialect options of one schema item, in the order in which they were given.
class DialectOptions {
 public:
  DialectOptions() noexcept;
  DialectOptions(std::initializer_list<DialectArgument> options);
  DialectOptions(const DialectOptions& other);
  DialectOptions(DialectOptions&& other) noexcept;
  DialectOptions& operator=(const DialectOptions& other);
  DialectOptions& operator=(DialectOptions&& other) noexcept;
  ~DialectOptions();

  /// The value of `<dialect>_<name>`, or null.
  [[nodiscard]] const OptionValue* find(std::string_view dialect, std::string_view name) const;
  void set(DialectArgument option);
  /// Adds those of `others` that are not there yet.
  void merge(const DialectOptions& others);
  [[nodiscard]] bool empty() const noexcept { return options_.empty(); }
  [[nodiscard]] auto begin() const noexcept { return options_.begin(); }
  [[nodiscard]] auto end() const noexcept { return options_.end(); }
  void detach();

 private:
  std::vector<DialectArgument> options_;
};

/// What a dialect option stands on.
enum class OptionTarget : std::uint8_t {
  table,
  column,
  primary_key,
  unique,
  check,
  foreign_key,
  index,
  sequence,
  view,
};

/// Tells which options a dialect accepts for a kind of item; "*": any. A dialect does so when the
/// program starts. Thread-safe; repeated calls add names.
void declare_dialect_options(std::string_view dialect, OptionTarget target,
                             std::span<const std::string_view> names);

/// Checks the options against what was declared.
/// Throws ArgumentError for an option that its dialect does not have (with a proposal), and for one
/// that names no dialect. Options of dialects that are not part of the program are taken as they
/// are.
void check_dialect_options(const DialectOptions& options, OptionTarget target);

}  // namespace cupel
