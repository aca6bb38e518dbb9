#pragma once
// What a program asks about an object, or tells it, without naming its session.

#include <optional>

#include "cupel/orm/mapper/identity_key.hpp"
#include "cupel/orm/session/object_argument.hpp"
#include "cupel/orm/session/session.hpp"

namespace cupel {

/// The session of an object, or null when it is transient or detached.
/// Lifetime: a handle that lives as long as the session.
[[nodiscard]] Session* object_session(const ObjectArgument& object);

/// The row an object stands for, as its session knows it: the key it was loaded or flushed with,
/// until a flush changes it. Nothing for transient and pending objects. Throws
/// UnmappedInstanceError for a null handle.
[[nodiscard]] std::optional<IdentityKey> identity_key(const ObjectArgument& object);

/// Makes an object transient: it leaves its session and forgets that it ever had a row. What is
/// loaded stays; what was expired is gone. Also the way back for a deleted object.
void make_transient(const ObjectArgument& object);

/// Makes a transient object with a key look as if it had been loaded and detached: attributes that
/// were never set are loaded at their first access after it is added to a session.
/// Throws InvalidRequestError when it is not transient, or has no key.
void make_transient_to_detached(const ObjectArgument& object);

/// True when its DELETE was flushed.
[[nodiscard]] bool was_deleted(const ObjectArgument& object);

/// Closes every live session of the program; for tests. No other thread may use one meanwhile.
void close_all_sessions();

}  // namespace cupel
