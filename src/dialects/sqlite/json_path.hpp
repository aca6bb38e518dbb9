#pragma once

#include "cupel/types/type_engine.hpp"

namespace cupel::sqlite {

/// The types of indices and paths into documents as SQLite wants their values: `$."key"[1]`. Every
/// other type as it is.
[[nodiscard]] TypePtr json_access_type(const TypePtr& type);

}  // namespace cupel::sqlite
