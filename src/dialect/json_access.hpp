#pragma once

#include "cupel/types/type_engine.hpp"

namespace cupel {

/// For dialects that name the parts of a document by a path in text, `$."key"[1]`: the types of
/// indices and paths in that form. Every other type as it is.
[[nodiscard]] TypePtr json_path_text_type(const TypePtr& type);

}  // namespace cupel
