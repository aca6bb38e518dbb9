#pragma once

#include <functional>
#include <memory>
#include <string>

#include "cupel/dialect/dialect.hpp"
#include "cupel/dialect/url.hpp"
#include "cupel/schema/schema_executor.hpp"
#include "cupel/sql/expression/executable.hpp"

namespace cupel {

/// A database that is not there: hands every statement to a function, with its text. The way to see
/// what create_all() would send to a database whose driver need not even be installed.
///
///     auto mock = create_mock_engine("postgresql://", [](const Executable&, const std::string&
///     sql) {
///       std::cout << sql << ";\n";
///     });
///     metadata.create_all(mock);
///
/// It has nothing: for drop_all() say CheckFirst::none. Thread safety: as the function.
class MockEngine {
 public:
  using Executor = std::function<void(const Executable& statement, const std::string& sql)>;

  MockEngine(URL url, std::shared_ptr<const Dialect> dialect, Executor executor);

  [[nodiscard]] const URL& url() const noexcept { return url_; }
  [[nodiscard]] const Dialect& dialect() const noexcept { return *dialect_; }
  /// Throws what compiling the statement throws.
  void execute(const Executable& statement) const;

  friend void with_schema_executor(MockEngine& engine, detail::ExecutorCall call);

 private:
  URL url_;
  std::shared_ptr<const Dialect> dialect_;
  Executor executor_;
};

/// Throws ArgumentError for a text that is no URL, NoSuchModuleError for an unknown dialect.
[[nodiscard]] MockEngine create_mock_engine(const URL& url, MockEngine::Executor executor);

}  // namespace cupel
