#pragma once

#include "cupel/types/type_engine.hpp"

#include "dialects/mysql/features.hpp"

namespace cupel::mysql {

/// The form that a type has on the server; see TypeDialect::adapt_type.
[[nodiscard]] TypePtr adapt_type(const TypePtr& type, const ServerFeatures& features);

}  // namespace cupel::mysql
