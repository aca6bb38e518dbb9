#pragma once

#include <string>
#include <string_view>

#include "cupel/types/type_engine.hpp"

namespace cupel::postgresql {

/// The type that a name means, as format_type() writes it: "character varying(50)", "integer[]",
/// "timestamp(3) with time zone". NullType for a name that is not known. A text gets the
/// collation.
[[nodiscard]] TypePtr type_from_name(std::string_view name, std::string_view collation = {});
/// A list of items with that many dimensions.
[[nodiscard]] TypePtr array_of(const TypePtr& item, int dimensions);
/// An enum of the database. `labels`: with the control character 1F between them.
[[nodiscard]] TypePtr enum_type(std::string name, const std::string& schema,
                                std::string_view labels);

}  // namespace cupel::postgresql
