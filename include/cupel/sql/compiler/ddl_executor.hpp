#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <cupel/schema/schema_executor.hpp>
#include <cupel/sql/compiler/context.hpp>

namespace cupel {

/// Base of SchemaExecutors that compile for a dialect: answers all that follows from the dialect
/// alone. What is left to derived classes: execute_ddl() and the questions to the database.
/// The context outlives it.
class CompilingSchemaExecutor : public SchemaExecutor {
 public:
  explicit CompilingSchemaExecutor(const CompilerContext& context);

  [[nodiscard]] const DdlTraits& ddl_traits() const override { return traits_; }
  [[nodiscard]] std::optional<NamedType> named_type(const TypePtr& type) const override;
  [[nodiscard]] std::string index_name(const Index& index) const override;
  [[nodiscard]] const CompilerContext& context() const noexcept { return context_; }

 protected:
  [[nodiscard]] std::string ddl_text(const DdlElement& element) const;

 private:
  const CompilerContext& context_;
  DdlTraits traits_;
};

/// A database that is not there: collects the text of the statements, and has nothing. The way to
/// print a schema: `DdlScript script(postgresql::dialect()); metadata.create_all(script);`.
/// For drop_all() say CheckFirst::none, else nothing is found to be dropped.
class DdlScript final : public CompilingSchemaExecutor {
 public:
  using CompilingSchemaExecutor::CompilingSchemaExecutor;

  void execute_ddl(const DdlElement& element) override;
  [[nodiscard]] bool has_table(std::string_view, std::string_view) override { return false; }
  [[nodiscard]] bool has_index(std::string_view, std::string_view, std::string_view) override {
    return false;
  }
  [[nodiscard]] bool has_sequence(std::string_view, std::string_view) override { return false; }
  [[nodiscard]] bool has_type(std::string_view, std::string_view) override { return false; }

  [[nodiscard]] const std::vector<std::string>& statements() const noexcept { return statements_; }

 private:
  std::vector<std::string> statements_;
};

}  // namespace cupel
