#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cupel {

enum class JsonKind : std::uint8_t { null, boolean, integer, real, text, array, object };

/// How a document is written.
struct JsonStyle {
  bool ensure_ascii = true;                ///< other characters as \uXXXX
  std::string_view item_separator = ", ";  ///< the defaults are those of Python's json.dumps
  std::string_view key_separator = ": ";
  bool sort_keys = false;
};

/// A JSON document, or a part of one. Immutable but for assignment and the setters, which copy on
/// write; copies and parts share the document they come from. Objects keep the order of their keys.
///
/// Thread safety: as std::string; documents shared by copies may be read by several threads.
class Json {
 public:
  /// JSON's null, which is not SQL's NULL.
  Json() noexcept = default;
  Json(std::nullptr_t) noexcept {}
  Json(std::same_as<bool> auto v) : Json(from_bool(v)) {}
  template <std::integral T>
    requires(!std::same_as<T, bool> && !std::same_as<T, char>)
  Json(T v) : Json(from_int(static_cast<std::int64_t>(v))) {}
  Json(double v);
  Json(std::string_view v);
  Json(const std::string& v) : Json(std::string_view(v)) {}
  Json(const char* v) : Json(std::string_view(v)) {}

  [[nodiscard]] static Json array(std::initializer_list<Json> items = {});
  [[nodiscard]] static Json array(const std::vector<Json>& items);
  [[nodiscard]] static Json object(std::initializer_list<std::pair<std::string_view, Json>> = {});
  /// Throws DataError naming the place of the first mistake.
  [[nodiscard]] static Json parse(std::string_view text);

  [[nodiscard]] JsonKind kind() const noexcept;
  [[nodiscard]] bool is_null() const noexcept { return kind() == JsonKind::null; }
  [[nodiscard]] bool is_object() const noexcept { return kind() == JsonKind::object; }
  [[nodiscard]] bool is_array() const noexcept { return kind() == JsonKind::array; }

  /// Each throws DataError when the value is of another kind. as_double accepts integers.
  [[nodiscard]] bool as_bool() const;
  [[nodiscard]] std::int64_t as_int() const;
  [[nodiscard]] double as_double() const;
  [[nodiscard]] std::string as_string() const;

  /// Members of an object or items of an array; 0 for everything else.
  [[nodiscard]] std::size_t size() const noexcept;
  [[nodiscard]] bool contains(std::string_view key) const noexcept;
  /// Throws DataError when there is no such member or item.
  [[nodiscard]] Json operator[](std::string_view key) const;
  [[nodiscard]] Json operator[](const char* key) const { return (*this)[std::string_view(key)]; }
  [[nodiscard]] Json operator[](std::size_t index) const;
  [[nodiscard]] Json operator[](int index) const {
    return (*this)[static_cast<std::size_t>(index)];
  }
  [[nodiscard]] std::optional<Json> find(std::string_view key) const;
  [[nodiscard]] std::vector<std::string> keys() const;
  [[nodiscard]] std::vector<Json> items() const;

  /// Adds or replaces a member; null becomes an object first. Throws DataError for other kinds.
  Json& set(std::string_view key, const Json& value);
  Json& erase(std::string_view key);
  /// Appends an item; null becomes an array first. Throws DataError for other kinds.
  Json& push_back(const Json& value);

  /// One line, `{"a": 1, "b": [1, 2]}`.
  [[nodiscard]] std::string dump(const JsonStyle& style = {}) const;
  /// As Python's repr of the loaded document: `{'a': 1, 'b': [True, None]}`.
  [[nodiscard]] std::string repr() const;

  /// Same content; the order of an object's keys does not matter, 1 == 1.0.
  friend bool operator==(const Json& a, const Json& b);
  [[nodiscard]] std::size_t hash() const;

 private:
  friend struct JsonAccess;
  explicit Json(std::shared_ptr<const void> doc) noexcept : doc_(std::move(doc)) {}
  static Json from_bool(bool v);
  static Json from_int(std::int64_t v);

  std::shared_ptr<const void> doc_;  // the library's own document type; null for JSON null
};

}  // namespace cupel
