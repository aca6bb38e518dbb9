#include "cupel/engine/schema_execution.hpp"

#include "cupel/schema/ddl_element.hpp"
#include "cupel/sql/compiler/ddl_executor.hpp"

namespace cupel {

namespace {

/// A connection as the place where DDL goes.
class ConnectionExecutor final : public CompilingSchemaExecutor {
 public:
  explicit ConnectionExecutor(Connection& connection)
      : CompilingSchemaExecutor(connection.dialect()), connection_(connection) {}

  void execute_ddl(const DdlElement& element) override {
    (void)connection_.execute_element(element);
  }
  bool has_table(std::string_view name, std::string_view schema) override {
    return dialect().has_table(connection_.for_dialect(), name, schema);
  }
  bool has_index(std::string_view table, std::string_view index, std::string_view schema) override {
    return dialect().has_index(connection_.for_dialect(), table, index, schema);
  }
  bool has_sequence(std::string_view name, std::string_view schema) override {
    return dialect().has_sequence(connection_.for_dialect(), name, schema);
  }
  bool has_type(std::string_view name, std::string_view schema) override {
    return dialect().has_type(connection_.for_dialect(), name, schema);
  }
  std::vector<ReflectedTable> reflect_tables(const ReflectionRequest& request) override {
    return dialect().reflect_tables(connection_.for_dialect(), request);
  }

 private:
  const Dialect& dialect() const { return connection_.dialect(); }

  Connection& connection_;
};

}  // namespace

void with_schema_executor(Connection& connection, FunctionRef<void(SchemaExecutor&)> call) {
  ConnectionExecutor executor(connection);
  call(executor);
}

void with_schema_executor(Engine& engine, FunctionRef<void(SchemaExecutor&)> call) {
  engine.begin([&](Connection& connection) { with_schema_executor(connection, call); });
}

}  // namespace cupel
