#include "cupel/orm/query/entity.hpp"

#include <utility>

#include "cupel/error/core_errors.hpp"
#include "cupel/orm/relationships/relationship_property.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql/expression/alias.hpp"
#include "cupel/sql/expression/element_families.hpp"
#include "cupel/sql/traversal/cache_key.hpp"
#include "cupel/sql/traversal/visitors.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/relationships/alias_of.hpp"
#include "orm/relationships/column_visits.hpp"
#include "sql/expression/filter_by.hpp"

namespace cupel {

EntityFrom::EntityFrom(const Mapper& mapper, FromPtr from, std::string name, bool adapt_on_names)
    : mapper_(&mapper),
      from_(std::move(from)),
      name_(std::move(name)),
      adapt_on_names_(adapt_on_names) {
  for (const ColumnProperty* property : mapper.column_properties()) {
    if (property->deferred()) continue;
    ColumnPtr column = adapt(property->select_expression());
    if (column) columns_.push_back(std::move(column));
    for (std::size_t i = 1; i < property->columns().size(); ++i) {
      columns_.push_back(adapt(ColumnPtr(property->columns()[i])));
    }
  }
}
EntityFrom::~EntityFrom() = default;

ColumnPtr EntityFrom::adapt(const ColumnPtr& expression) const {
  if (!is_aliased()) return expression;
  return detail::replace_columns(expression,
                                 [&](const ColumnClause& column) { return find(column); });
}

ElementPtr EntityFrom::find(const ColumnClause& column) const {
  ElementPtr found = detail::corresponding(from_, column);
  if (!found && adapt_on_names_) found = ElementPtr(from_->find_column(column.key_text()));
  return found;
}

bool EntityFrom::is_derived_from(const FromClause* from) const noexcept {
  return from == this || from_->is_derived_from(from);
}

void EntityFrom::populate_columns(Columns& columns) const {
  for (const ColumnPtr& column : columns_) columns.all.add(column->proxy_key(), *column);
}

void EntityFrom::visit_children(FunctionRef<void(const ClauseElement&)> visit) const {
  visit(*from_);
}

ElementPtr EntityFrom::clone_with(CloneContext& context) const {
  FromPtr from = from_;
  if (!context.map_field(from)) return ElementPtr(this);
  return make_ptr<EntityFrom>(*mapper_, std::move(from), name_, adapt_on_names_);
}

bool EntityFrom::compare_fields(const ClauseElement& other, CompareContext&) const {
  const auto& entity = static_cast<const EntityFrom&>(other);
  return mapper_ == entity.mapper_ && from_ == entity.from_ && name_ == entity.name_ &&
         adapt_on_names_ == entity.adapt_on_names_;
}

bool EntityFrom::append_cache_key(KeyBuilder& key) const {
  key.address(mapper_);
  key.word(adapt_on_names_ ? 1 : 0);
  key.text(name_);
  return key.element(from_.get());
}

Ptr<ClauseElement> EntityFrom::shallow_copy() const {
  return make_ptr<EntityFrom>(*mapper_, from_, name_, adapt_on_names_);
}

namespace detail {
namespace {

/// What the query layer keeps with a mapper.
struct MapperEntity {
  Ptr<const EntityFrom> entity;
  SelectBasePtr select;
};

const MapperEntity& mapper_entity(const ClassInfo& class_info) {
  const Mapper& mapper = mapper_of(class_info);
  mapper.ensure_configured();
  return mapper.extensions().get<MapperEntity>(0, [&] {
    auto made = std::make_unique<MapperEntity>();
    made->entity = make_ptr<EntityFrom>(mapper, mapper.selectable());
    Operand columns[] = {Operand(ElementPtr(made->entity))};
    made->select = make_select(columns);
    return made;
  });
}

}  // namespace

const Ptr<const EntityFrom>& entity_of(const ClassInfo& class_info) {
  return mapper_entity(class_info).entity;
}

const SelectBasePtr& select_of_entity(const ClassInfo& class_info) {
  return mapper_entity(class_info).select;
}

SelectBasePtr select_of_entities(std::initializer_list<const ClassInfo*> classes) {
  auto state = make_ptr<SelectState>();
  SelectState::Parts& parts = state->edit();
  for (const ClassInfo* class_info : classes) {
    coerce_columns(Operand(ElementPtr(entity_of(*class_info))), parts.columns, parts.raw_columns);
  }
  return state;
}

Ptr<const EntityFrom> make_alias(const ClassInfo& class_info, const AliasedOptions& options) {
  const Mapper& mapper = entity_of(class_info)->mapper();
  return make_ptr<EntityFrom>(mapper, alias_of(mapper.selectable(), options.name, options.flat),
                              std::string(options.name), options.adapt_on_names);
}

Ptr<const EntityFrom> make_alias(const ClassInfo& class_info, const FromExpr& from,
                                 const AliasedOptions& options) {
  const Mapper& mapper = entity_of(class_info)->mapper();
  auto made =
      make_ptr<EntityFrom>(mapper, from.node(), std::string(options.name), options.adapt_on_names);
  for (const auto& key : mapper.primary_key()) {
    if (!made->find(*key)) {
      throw ArgumentError(str_cat("aliased<", mapper.class_name(), ">(): '",
                                  from.node()->description(), "' has no column for '",
                                  key->table() ? key->table()->description() : mapper.class_name(),
                                  ".", key->key_text(), "'; select the class's columns in it"));
    }
  }
  return made;
}

ColumnPtr entity_column(const EntityFrom& entity, const Attribute& attribute) {
  const ColumnPtr column = attribute_expression(attribute);
  if (!entity.is_aliased()) return column;
  if (column->kind() == ElementKind::column) {
    if (ElementPtr found = entity.find(as<ColumnClause>(*column))) {
      return static_ptr_cast<const ColumnElement>(
          found->annotate({{AnnotationKey::parent_mapper,
                            {},
                            reinterpret_cast<std::uintptr_t>(&entity.mapper()),
                            {}},
                           {AnnotationKey::orm_key, {}, 0, attribute.key()},
                           {AnnotationKey::proxy_key, {}, 0, attribute.key()}}));
    }
    throw InvalidRequestError(
        str_cat("'", attribute.str(), "' has no column in '", entity.from()->description(), "'"));
  }
  return entity.adapt(column);
}

ColumnPtr entity_column(const EntityFrom& entity, std::string_view key) {
  const ColumnProperty& property = entity.mapper().column_property(key);
  if (property.attribute()) return entity_column(entity, *property.attribute());
  return entity.adapt(property.expression());
}

namespace {

// The names in filter_by() are those of attributes, which may differ from their columns', and
// synonyms.
ColumnPtr attribute_by_name(const ClauseElement& selected, std::string_view name) {
  if (const auto* entity = dynamic_cast<const EntityFrom*>(&selected)) {
    const MapperProperty* property = entity->mapper().find_property(name);
    if (!property || property->kind() != PropertyKind::column) return {};
    return entity_column(*entity, name);
  }
  const ColumnElement* const column = as_column(&selected);
  const Annotation* const owner =
      column ? column->annotation(AnnotationKey::parent_mapper) : nullptr;
  if (!owner) return {};
  const auto* mapper = reinterpret_cast<const Mapper*>(owner->word);
  const MapperProperty* property = mapper->find_property(name);
  if (!property || property->kind() != PropertyKind::column) return {};
  const ColumnPtr found = static_cast<const ColumnProperty*>(property)->expression();
  const FromPtr table(column->table());
  if (!found || table == mapper->selectable()) return found;
  return replace_columns(found, [&](const ColumnClause& c) { return corresponding(table, c); });
}

[[maybe_unused]] const bool resolver_installed = (set_name_resolver(&attribute_by_name), true);

}  // namespace

}  // namespace detail
}  // namespace cupel
