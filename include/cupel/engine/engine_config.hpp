#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "cupel/engine/engine.hpp"

namespace cupel {

/// Configuration as text, such as a section of a settings file.
using ConfigMap = std::map<std::string, std::string, std::less<>>;

/// What create_engine() takes.
struct EngineConfig {
  URL url;
  EngineOptions options{};
};

/// Reads the entries whose names begin with `prefix`: `<prefix>url`, which must be there, and any
/// option of EngineOptions that text can give, by its name. Booleans are true/false, yes/no,
/// on/off, 1/0; seconds may have a fraction; `poolclass` is the name of the class. Entries with
/// other names belong to somebody else.
///
/// A program that knows better changes `options` before it calls create_engine(). Throws
/// ArgumentError, naming the entry: for a missing URL, an unknown option, or text that is no value
/// of the option.
[[nodiscard]] EngineConfig read_engine_config(const ConfigMap& config,
                                              std::string_view prefix = "sqlalchemy.");

/// create_engine() with what read_engine_config() reads.
[[nodiscard]] Engine engine_from_config(const ConfigMap& config,
                                        std::string_view prefix = "sqlalchemy.");

}  // namespace cupel
