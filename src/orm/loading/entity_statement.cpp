#include "orm/loading/entity_statement.hpp"

#include <boost/unordered/unordered_flat_set.hpp>

#include "cupel/orm/relationships/relationship_property.hpp"

#include "engine/schema_variant.hpp"

namespace cupel {

EntityCompiler::Entity entity_of_target(const RelationshipProperty& relationship) {
  EntityCompiler::Entity entity;
  entity.mapper = &relationship.target();
  entity.relationship = &relationship;
  if (relationship.has_aliased_target()) {
    entity.from = relationship.target_from();
    entity.adapt_on_names = relationship.target_alias().adapt_on_names;
  }
  return entity;
}

EntityStatement build_entity_statement(const EntityQuery& query, const Dialect& dialect) {
  EntityCompiler compiler;
  for (const ColumnPtr& column : query.leading_columns) compiler.add_column(column);
  if (!query.leading_columns.empty()) compiler.share_columns();
  auto plan = compiler.add_entity(query.entity);
  const std::size_t trailing_at = compiler.primary_columns().size();
  for (const ColumnPtr& column : query.trailing_columns) compiler.add_column(column);
  auto select = make_ptr<SelectState>();
  auto& parts = select->edit();
  parts.columns = compiler.primary_columns();
  parts.raw_columns.assign(parts.columns.begin(), parts.columns.end());
  if (query.criterion) parts.where.push_back(query.criterion);
  parts.order_by = query.order_by;
  parts.from_obj = query.from;
  if (query.for_update) parts.rare.edit().for_update = query.for_update;
  parts.label_style = query.label_style;
  EntityStatement statement{compiler.apply(*select), plan, select, trailing_at};
  compiler.finish(dialect);
  return statement;
}

Ptr<const PreparedStatement> compile_for(const Connection& connection, const SelectState& select) {
  CompileOptions options;
  options.schema_translate_map = detail::schemas_of(connection);
  return PreparedStatement::compile(select, connection.dialect(), options);
}

std::vector<Instance*> load_all(LoadContext& context, Cursor& cursor,
                                const EntityStatement& statement) {
  EntityLoader loader(context, statement.plan);
  loader.set_source(std::make_shared<LoadSource>(LoadSource{statement.source, {}}));
  std::vector<Instance*> found;
  boost::unordered_flat_set<const Instance*> seen;
  const bool repeats = !statement.plan->joined().empty();
  cursor.read(kAllRows, [&](const Cell* row) {
    Instance* const instance = loader.load(row);
    if (!instance) return;
    if (!repeats || seen.insert(instance).second) found.push_back(instance);
  });
  loader.finish();
  return found;
}

}  // namespace cupel
