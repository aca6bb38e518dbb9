#include "cupel/engine/mock_engine.hpp"

#include <utility>

#include "cupel/dialect/registry.hpp"
#include "cupel/schema/ddl_element.hpp"
#include "cupel/sql/compiler/compile.hpp"
#include "cupel/sql/compiler/ddl_executor.hpp"

namespace cupel {

namespace {

class MockExecutor final : public CompilingSchemaExecutor {
 public:
  explicit MockExecutor(const MockEngine& engine)
      : CompilingSchemaExecutor(engine.dialect()), engine_(engine) {}

  void execute_ddl(const DdlElement& element) override {
    engine_.execute(Executable(ElementPtr(&element)));
  }
  [[nodiscard]] bool has_table(std::string_view, std::string_view) override { return false; }
  [[nodiscard]] bool has_index(std::string_view, std::string_view, std::string_view) override {
    return false;
  }
  [[nodiscard]] bool has_sequence(std::string_view, std::string_view) override { return false; }
  [[nodiscard]] bool has_type(std::string_view, std::string_view) override { return false; }

 private:
  const MockEngine& engine_;
};

}  // namespace

MockEngine::MockEngine(URL url, std::shared_ptr<const Dialect> dialect, Executor executor)
    : url_(std::move(url)), dialect_(std::move(dialect)), executor_(std::move(executor)) {}

void MockEngine::execute(const Executable& statement) const {
  executor_(statement, compile(*statement.element(), *dialect_)->sql());
}

void with_schema_executor(MockEngine& engine, detail::ExecutorCall call) {
  MockExecutor executor(engine);
  call(executor);
}

MockEngine create_mock_engine(const URL& url, MockEngine::Executor executor) {
  return {url, make_dialect(url.drivername()), std::move(executor)};
}

}  // namespace cupel
