#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <cupel/types/type_engine.hpp>
#include <cupel/util/function_ref.hpp>

#include "ext/serializer/bytes.hpp"

namespace cupel::detail {

/// Whether the type is one of Cupel's own that every database has, and its arguments say all of it.
[[nodiscard]] bool is_plain_type(const TypeEngine& type);
/// Writes such a type; `nested` writes the types in it.
void write_plain_type(SerialWriter& out, const TypeEngine& type,
                      FunctionRef<void(const TypeEngine&)> nested);
/// Throws DataError. `nested` reads a type, which is not null.
[[nodiscard]] TypePtr read_plain_type(SerialReader& in, FunctionRef<TypePtr()> nested);

/// Whether the class of the type is registered, and the type comes back from its arguments.
[[nodiscard]] bool is_type_of_registered_class(const TypeEngine& type);
/// As write_plain_type() and read_plain_type(). Reading throws InvalidRequestError, too, where the
/// name is not registered.
void write_type_by_class(SerialWriter& out, const TypeEngine& type,
                         FunctionRef<void(const TypeEngine&)> nested);
[[nodiscard]] TypePtr read_type_by_class(SerialReader& in, FunctionRef<TypePtr()> nested);

/// The name under which a type equal to this one is registered.
[[nodiscard]] std::optional<std::string> registered_type_name(const TypeEngine& type);
/// Null where none is.
[[nodiscard]] TypePtr registered_type(std::string_view name);

}  // namespace cupel::detail
