#pragma once

#include "cupel/dialect/dialect.hpp"
#include "cupel/orm/mapper/mapper.hpp"

namespace cupel {

/// The encoders and decoders of a mapper for a dialect.
[[nodiscard]] inline const CodecSet& codecs_for(const Mapper& mapper, const Dialect& dialect) {
  return mapper.codecs(reinterpret_cast<const void*>(dialect.id()),
                       [&](const TypePtr& type) { return dialect.type_impl(*type); });
}

}  // namespace cupel
