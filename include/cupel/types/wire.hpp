#pragma once

#include <cstdint>
#include <string_view>

namespace cupel {

/// How a value of a type looks in a Cell at the driver. A dialect chooses one per type; codecs look
/// at nothing else. `native_` forms are text in ISO 8601 without trailing zeros, for drivers that
/// understand dates; the `_iso` forms are the fixed ones that SQLite stores.
enum class Wire : std::uint8_t {
  automatic,  ///< by the kind of the cell or value alone (NullType)
  integer,
  real,
  text,
  blob,
  boolean_integer,  ///< 0 and 1
  boolean,       ///< as boolean_integer where the driver has booleans: literals are true and false
  decimal_text,  ///< exact text
  decimal_real,  ///< goes as real; comes back rounded to the type's scale, exact where it is text
  native_date,   ///< 2024-02-29
  native_time,   ///< 12:34:56
  native_datetime,  ///< 2024-02-29 12:34:56
  native_interval,  ///< seconds as real
  date_iso,         ///< 2024-02-29
  time_iso,         ///< 12:34:56.000000
  datetime_iso,     ///< 2024-02-29 12:34:56.000000
  interval_epoch,   ///< 1970-01-02 00:00:00.000000: the duration added to the epoch
  json_text,
  uuid_hex32,  ///< 32 hexadecimal digits
  uuid_text,   ///< 36 characters with dashes
  enum_text,
  array_items,  ///< a list that only the dialect's own type can carry
};

[[nodiscard]] std::string_view to_string(Wire wire) noexcept;

}  // namespace cupel
