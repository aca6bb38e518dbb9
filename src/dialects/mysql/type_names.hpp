#pragma once

#include <string>
#include <string_view>

#include "cupel/types/type_engine.hpp"

namespace cupel::mysql {

/// The type that a column's declaration means, as the catalogue writes it: "int(10) unsigned",
/// "enum('a','b')", "varchar(50)". A text gets charset and collation, empty for those of its table.
/// NullType for a type that is not known.
[[nodiscard]] TypePtr type_from_declaration(std::string_view declaration, std::string charset = {},
                                            std::string collation = {});

}  // namespace cupel::mysql
