#include "cupel/orm/query/descriptions.hpp"

#include "cupel/orm/mapper/mapper.hpp"
#include "cupel/orm/query/bundle.hpp"
#include "cupel/orm/query/dml.hpp"
#include "cupel/orm/query/entity.hpp"
#include "cupel/sql/expression/element_families.hpp"
#include "cupel/sql/expression/select.hpp"

namespace cupel {
namespace {

EntityDescription describe(const ElementPtr& element, const ElementList& entities) {
  EntityDescription out;
  out.expr = element;
  if (const auto* entity = dynamic_cast<const EntityFrom*>(element.get())) {
    out.name = entity->name();
    out.entity = &entity->mapper();
    out.is_entity = true;
    out.aliased = entity->is_aliased();
    return out;
  }
  if (const auto* bundle = dynamic_cast<const BundleColumns*>(element.get())) {
    out.name = bundle->name();
    return out;
  }
  const ColumnElement* const column = as_column(element.get());
  if (!column) return out;
  const Annotation* const key = column->annotation(AnnotationKey::orm_key);
  out.name = key ? key->text : column->proxy_key();
  out.type = column->type();
  if (const Annotation* const owner = column->annotation(AnnotationKey::parent_mapper)) {
    out.entity = reinterpret_cast<const Mapper*>(owner->word);
  }
  if (column->kind() != ElementKind::column) return out;
  const FromClause* const table = as<ColumnClause>(*column).table();
  if (out.entity) {
    out.aliased =
        table && table != out.entity->selectable().get() && !out.entity->has_table(*table);
    return out;
  }
  for (const ElementPtr& other : entities) {
    const auto* const entity = dynamic_cast<const EntityFrom*>(other.get());
    if (!entity || entity->from().get() != table) continue;
    out.entity = &entity->mapper();
    out.aliased = entity->is_aliased();
  }
  return out;
}

/// Tables stand for their columns.
void describe_all(const ElementList& raw, std::vector<EntityDescription>& out) {
  for (const ElementPtr& element : raw) {
    const FromClause* const from = as_from(element.get());
    if (!from || dynamic_cast<const EntityFrom*>(from)) {
      out.push_back(describe(element, raw));
      continue;
    }
    for (const auto& entry : from->columns()) {
      out.push_back(describe(ElementPtr(entry.column), raw));
    }
  }
}

}  // namespace

std::vector<EntityDescription> column_descriptions(const SelectHandle& statement) {
  std::vector<EntityDescription> out;
  const SelectBase& select = statement.statement();
  if (select.kind() == ElementKind::select) {
    describe_all(as<SelectState>(select).parts().raw_columns, out);
  } else {
    for (const ColumnDescription& column : statement.column_descriptions()) {
      EntityDescription one;
      one.name = column.name;
      one.type = column.type;
      one.expr = column.expr.node();
      out.push_back(std::move(one));
    }
  }
  return out;
}

std::vector<EntityDescription> returning_column_descriptions(const DmlHandle& statement) {
  std::vector<EntityDescription> out;
  describe_all(statement.statement().common().raw_returning, out);
  return out;
}

EntityDescription entity_description(const detail::EntityDml& statement) {
  return describe(ElementPtr(statement.target()), {});
}

}  // namespace cupel
