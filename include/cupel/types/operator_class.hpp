#pragma once

#include <cstdint>

namespace cupel {

/// Classes of operators, which a type names in TypeEngine::operator_classes(): a set of bits. The
/// names that stand for several are those of the types that use them.
enum class OperatorClass : std::uint16_t {
  base = 1,               ///< what every type has: custom operators
  boolean_algebra = 2,    ///< AND, OR, NOT
  comparison = 4,         ///< = != < <= > >=, IS, IN, BETWEEN
  indexable = 8,          ///< an element by its index or key
  contains = 16,          ///< contains()
  concatenable = 32,      ///< `+` that joins
  string_match = 64,      ///< LIKE and its relatives, regular expressions, COLLATE
  math = 128,             ///< + - * / % and minus
  bitwise = 256,          ///< & | ^ ~ << >>
  date_arithmetic = 512,  ///< + and - of dates and durations
  json_getitem = 1024,    ///< an element of a document

  string = base | comparison | string_match | contains | concatenable | indexable,
  numeric = base | comparison | math | bitwise,
  integer = numeric,
  boolean = base | comparison | boolean_algebra,
  binary = base | comparison | contains | concatenable | indexable,
  datetime = base | comparison | date_arithmetic,
  json = base | comparison | indexable | json_getitem,
  array = binary,
  tuple = binary,
  any = 2047,
};

[[nodiscard]] constexpr OperatorClass operator|(OperatorClass a, OperatorClass b) noexcept {
  return static_cast<OperatorClass>(static_cast<std::uint16_t>(a) | static_cast<std::uint16_t>(b));
}
/// True when the two sets have a class in common.
[[nodiscard]] constexpr bool intersects(OperatorClass a, OperatorClass b) noexcept {
  return (static_cast<std::uint16_t>(a) & static_cast<std::uint16_t>(b)) != 0;
}

}  // namespace cupel
