#pragma once
// How far a read may go when the value is not in memory, and what came of it.

#include <cstdint>

namespace cupel {

/// What reading an attribute may do to find its value. A set of permissions: SQLAlchemy's
/// PASSIVE_OFF and relatives, as one byte pair.
enum class Passive : std::uint16_t {
  none = 0,
  callables_ok = 1,             ///< loaders may be called at all
  sql_ok = 2,                   ///< they may emit SQL
  related_object_ok = 4,        ///< they may load the related object, not only its key
  init_ok = 8,                  ///< an empty value may be made when there is none
  non_persistent_ok = 16,       ///< also for objects without a row
  load_against_committed = 32,  ///< use the keys as they were loaded, not as they are now
  no_autoflush = 64,            ///< do not flush before loading
  no_raise = 128,               ///< lazy='raise' answers "no result" instead of throwing
  deferred_history = 256,       ///< called to find an old value for a flush
  include_pending = 512,        ///< history also shows changes queued on an unloaded collection

  off = callables_ok | sql_ok | related_object_ok | init_ok | non_persistent_ok,
  return_no_value = callables_ok | sql_ok | related_object_ok | non_persistent_ok,
  no_initialize = sql_ok | related_object_ok | non_persistent_ok,
  no_fetch = callables_ok | related_object_ok | init_ok | non_persistent_ok,
  no_fetch_related = callables_ok | sql_ok | init_ok | non_persistent_ok,
  only_persistent = callables_ok | sql_ok | related_object_ok | init_ok,
};

constexpr Passive operator|(Passive a, Passive b) {
  return static_cast<Passive>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}
constexpr Passive operator&(Passive a, Passive b) {
  return static_cast<Passive>(static_cast<unsigned>(a) & static_cast<unsigned>(b));
}
/// `a` without the permissions of `b`.
constexpr Passive operator-(Passive a, Passive b) {
  return static_cast<Passive>(static_cast<unsigned>(a) & ~static_cast<unsigned>(b));
}
constexpr bool has(Passive set, Passive flag) {
  return (set & flag) == flag;
}

/// Outcome of looking for a value.
enum class LoadResult : std::uint8_t {
  present,    ///< the attribute now holds its value
  no_value,   ///< there is none: never set, or the loader found nothing to load with
  no_result,  ///< there may be one, but `Passive` forbade to fetch it
};

}  // namespace cupel
