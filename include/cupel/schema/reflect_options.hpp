#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <cupel/schema/dialect_options.hpp>
#include <cupel/schema/schema_executor.hpp>

namespace cupel {

/// Where a table is read from: an Engine, a Connection or a SchemaExecutor. Borrowed; empty:
/// nowhere.
class AutoloadBind {
 public:
  AutoloadBind() = default;
  template <SchemaBind Bind>
  AutoloadBind(Bind& bind)  // NOLINT: implicit by design
      : call_([&bind](detail::ExecutorCall work) { detail::on_executor(bind, work); }) {}

  explicit operator bool() const noexcept { return call_ != nullptr; }
  void operator()(detail::ExecutorCall work) const { call_(work); }

 private:
  std::function<void(detail::ExecutorCall)> call_;
};

/// What metadata.reflect() reads. The names are SQLAlchemy's.
struct ReflectOptions {
  std::optional<std::string> schema = {};  ///< default: that of the metadata
  bool views = false;                      ///< views too, materialized ones among them
  /// These only; InvalidRequestError when one of them is not there.
  std::optional<std::vector<std::string>> only = {};
  /// Those for which it says true.
  std::function<bool(std::string_view name)> filter = {};
  bool extend_existing = false;  ///< tables that the metadata knows are read again
  bool autoload_replace = true;  ///< and their columns replaced
  bool resolve_fks = true;       ///< tables are read that others refer to
  DialectOptions dialect = {};   ///< for the dialect's reading: postgresql_ignore_search_path
};

}  // namespace cupel
