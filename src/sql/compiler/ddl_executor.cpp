#include "cupel/sql/compiler/ddl_executor.hpp"

#include "cupel/sql/compiler/ddl_compiler.hpp"
#include "cupel/sql/compiler/traits.hpp"

namespace cupel {

CompilingSchemaExecutor::CompilingSchemaExecutor(const CompilerContext& context)
    : context_(context) {
  const CompilerTraits& t = context.traits();
  traits_ = {.dialect_name = t.name,
             .supports_alter = t.supports_alter,
             .supports_sequences = t.supports_sequences,
             .sequences_optional = t.sequences_optional,
             .supports_comments = t.supports_comments,
             .inline_comments = t.inline_comments,
             .supports_constraint_comments = t.supports_constraint_comments};
}

std::optional<SchemaExecutor::NamedType> CompilingSchemaExecutor::named_type(
    const TypePtr& type) const {
  const CompileOptions options;
  return context_.ddl_compiler(options)->named_type(type);
}

std::string CompilingSchemaExecutor::index_name(const Index& index) const {
  const CompileOptions options;
  return context_.ddl_compiler(options)->index_name(index);
}

std::string CompilingSchemaExecutor::ddl_text(const DdlElement& element) const {
  const CompileOptions options;
  return context_.ddl_compiler(options)->process(element);
}

void DdlScript::execute_ddl(const DdlElement& element) {
  statements_.push_back(ddl_text(element));
}

}  // namespace cupel
