#include "orm/mapper/mapper_builder.hpp"

#include <algorithm>
#include <utility>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/did_you_mean.hpp"
#include "cupel/orm/attributes/composite.hpp"
#include "cupel/orm/attributes/scalar_ops.hpp"
#include "cupel/orm/mapper/mapping_events.hpp"
#include "cupel/orm/mapper/registry.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql/expression/lists.hpp"
#include "cupel/util/scope_guard.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/mapper/mapper_lookup.hpp"
#include "orm/mapper/selectable_mapping.hpp"

namespace cupel {
namespace {

/// Equality of values as their SQL type sees it, for types that have an opinion of their own.
class TypeComparator final : public ValueComparator {
 public:
  TypeComparator(TypePtr type, const ScalarOps* ops) : type_(std::move(type)), ops_(ops) {}
  bool equal(const void* a, const void* b) const override {
    return type_->compare_values(ops_->to_value(a), ops_->to_value(b));
  }

 private:
  TypePtr type_;
  const ScalarOps* ops_;
};

bool compares_by_type(const TypeEngine& type) {
  return type.kind() == TypeKind::type_decorator || type.kind() == TypeKind::user_defined;
}

template <class T>
std::int64_t read_integer(const void* object, std::size_t offset) noexcept {
  return static_cast<std::int64_t>(
      *reinterpret_cast<const T*>(static_cast<const char*>(object) + offset));
}

std::int64_t (*integer_reader(const ScalarOps* ops))(const void*, std::size_t) noexcept {
  if (ops == &kScalarOps<std::int64_t>) return &read_integer<std::int64_t>;
  if (ops == &kScalarOps<std::int32_t>) return &read_integer<std::int32_t>;
  if (ops == &kScalarOps<std::int16_t>) return &read_integer<std::int16_t>;
  if (ops == &kScalarOps<std::uint32_t>) return &read_integer<std::uint32_t>;
  if (ops == &kScalarOps<std::uint16_t>) return &read_integer<std::uint16_t>;
  return nullptr;
}

}  // namespace

MapperBuilder::MapperBuilder(detail::MappingBuilder& declared, Registry& registry,
                             const MetaData& metadata, const TypeAnnotations& annotations)
    : declared_(&declared),
      registry_(&registry),
      metadata_(metadata),
      annotations_(&annotations),
      mapper_(new Mapper()) {}

std::unique_ptr<Mapper> MapperBuilder::build(std::vector<RelationshipProperty*>& relationships) {
  if (declared_->configure_ != nullptr) declared_->configure_(*declared_);
  check_declarations();
  mapper_->class_info_ = &declared_->class_info();
  mapper_->class_name_ = declared_->class_info().name();
  mapper_->registry_ = registry_;
  *mapper_->options_ = *declared_->options_;

  const bool own_table = declared_->table_ == nullptr && !declared_->selectable_;
  if (own_table) {
    make_table();
  } else if (!declared_->selectable_) {
    adopt_table();
  }
  ScopeGuard forget_table([&] {
    if (own_table) metadata_.remove(*declared_->table_);
  });
  if (declared_->selectable_) {
    adopt_selectable();
  } else {
    const SchemaTable& table = declared_->table_->schema_table();
    mapper_->table_ = &table;
    mapper_->selectable_ = FromPtr(&table);
    mapper_->tables_ = {Ptr<const TableClause>(&table)};
    for (const auto& column : declared_->columns_) {
      if (column->expression || is_excluded(*column)) continue;
      if (column->columns.empty()) {
        column->columns = {ColumnPtr(&table.schema_column(column->spec.name))};
      }
    }
  }
  mapper_->by_attribute_.assign(mapper_->class_info_->attributes().size(), nullptr);

  // Expressions and relationships stand before columns, as in SQLAlchemy: eager loads and
  // expressions come first in a SELECT.
  std::vector<RelationshipProperty*> made;
  add_expressions(false);
  add_relationships(made);
  apply_composite_options();
  add_columns();
  add_expressions(true);
  add_composites();
  add_synonyms();
  find_primary_key();
  find_identity();
  find_mapped_tables();
  for (ListenHandle& handle : declared_->handles_) {
    mapper_->keep(std::make_shared<ListenHandle>(std::move(handle)));
  }
  relationships.insert(relationships.end(), made.begin(), made.end());
  forget_table.dismiss();
  return std::move(mapper_);
}

void MapperBuilder::check_declarations() const {
  const ClassInfo& info = declared_->class_info();
  if (declared_->table_ != nullptr || declared_->selectable_) return;
  if (declared_->table_name_.empty()) {
    throw InvalidRequestError(
        str_cat("class '", info.name(),
                "' names no table: give it a `static constexpr auto tablename`, or call "
                "m.table(\"...\") in its configure()"));
  }
  const std::string key = MetaDataNode::table_key(
      declared_->table_name_, declared_->schema_.empty() ? metadata_.schema() : declared_->schema_);
  if (metadata_.contains(key)) {
    throw InvalidRequestError(str_cat("class '", info.name(), "': table '", key,
                                      "' is already defined for this MetaData; map the class onto "
                                      "it with m.table(table), or give it another name"));
  }
}

bool MapperBuilder::is_excluded(const Declaration& column) const {
  const auto& excluded = declared_->excluded_;
  return std::find(excluded.begin(), excluded.end(), column.attribute) != excluded.end();
}

TypePtr MapperBuilder::declared_type(const Declaration& column) const {
  if (const auto& event = mapping_events().resolve_type_annotation; !event.empty()) {
    TypeResolution question{*registry_, declared_->class_info(), column.key, column.type->tag};
    event.fire(question);
    if (question.type) return question.type;
  }
  for (const auto& [tag, type] : *annotations_) {
    if (tag == column.type->tag) return type;
  }
  return column.type->sql_type();
}

std::string MapperBuilder::column_name_of(const std::string& key) const {
  const std::string& prefix = declared_->options_->column_prefix;
  return key.starts_with(prefix) ? key.substr(prefix.size()) : key;
}

void MapperBuilder::make_table() {
  std::vector<Column> columns;
  for (const auto& column : declared_->columns_) {
    if (column->expression || is_excluded(*column)) continue;
    ColumnSpec& spec = column->spec;
    if (spec.name.empty()) spec.name = column_name_of(column->key);
    if (!spec.type) spec.type = declared_type(*column);
    const bool in_key = spec.primary_key ||
                        std::find(declared_->primary_key_.begin(), declared_->primary_key_.end(),
                                  column->attribute) != declared_->primary_key_.end();
    if (in_key) spec.primary_key = true;
    if (!spec.nullable && !in_key) spec.nullable = column->type->nullable;
    columns.emplace_back(spec);
  }
  detail::TableArguments arguments;
  for (const auto& add : declared_->table_arguments_) add(arguments);
  TableOptions options = std::move(arguments.options);
  if (!declared_->schema_.empty()) options.schema = declared_->schema_;
  declared_->table_ = std::make_unique<Table>(declared_->table_name_, metadata_, std::move(options),
                                              columns, arguments);
}

void MapperBuilder::adopt_table() {
  add_offered_members();
  const SchemaTable& table = declared_->table_->schema_table();
  for (const auto& column : declared_->columns_) {
    if (column->expression || is_excluded(*column)) continue;
    if (!column->columns.empty() && column->columns.front()->kind() == ElementKind::column) {
      column->spec.name = as<ColumnClause>(*column->columns.front()).key_text();
      column->columns.clear();
    }
    if (column->spec.name.empty()) column->spec.name = column_name_of(column->key);
    if (table.find_schema_column(column->spec.name) != nullptr) continue;
    const std::vector<std::string> keys = declared_->table_->c.keys();
    throw ArgumentError(str_cat("class '", declared_->class_info().name(), "': table '",
                                table.key(), "' has no column '", column->spec.name,
                                "' for member '", column->key, "'",
                                did_you_mean(column->spec.name, std::span<const std::string>(keys)),
                                "; name its column with m.column(&Class::member, \"column\")"));
  }
  // The SELECT of an entity follows the table.
  std::stable_sort(declared_->columns_.begin(), declared_->columns_.end(),
                   [&](const auto& a, const auto& b) {
                     const SchemaColumn* first = table.find_schema_column(a->spec.name);
                     const SchemaColumn* second = table.find_schema_column(b->spec.name);
                     return (first ? first->index() : 0) < (second ? second->index() : 0);
                   });
}

void MapperBuilder::adopt_selectable() {
  add_offered_members();
  std::vector<std::string> names;
  for (const auto& column : declared_->columns_) {
    std::string name;
    if (!column->expression && !is_excluded(*column)) {
      name = column->spec.name.empty() ? column_name_of(column->key) : column->spec.name;
    }
    names.push_back(std::move(name));
  }
  assign_columns(*declared_, names);
  mapper_->selectable_ = declared_->selectable_;
  mapper_->mapped_to_selectable_ = true;
  for (const auto& table : tables_in(*declared_->selectable_)) mapper_->tables_.emplace_back(table);
  if (!mapper_->tables_.empty()) {
    mapper_->table_ = static_cast<const SchemaTable*>(mapper_->tables_.front().get());
  }
}

void MapperBuilder::add_offered_members() {
  ClassInfo& info = declared_->class_info();
  const auto has_column = [&](std::string_view name) {
    if (!declared_->selectable_) {
      return declared_->table_->schema_table().find_schema_column(name) != nullptr;
    }
    return std::ranges::any_of(declared_->selectable_->columns(), [&](const auto& entry) {
      return entry.column->kind() == ElementKind::column &&
             as<ColumnClause>(*entry.column).key_text() == name;
    });
  };
  for (const auto& member : declared_->plain_members_) {
    if (member.type == nullptr || !has_column(member.name)) continue;
    const Attribute* known = info.find_at(member.offset);
    const bool declared = std::any_of(declared_->columns_.begin(), declared_->columns_.end(),
                                      [&](const auto& column) {
                                        return (known != nullptr && column->attribute == known) ||
                                               column->spec.name == member.name;
                                      });
    if (declared) continue;
    Attribute::Place place;
    place.name = member.name;
    place.kind = AttributeKind::plain;
    place.offset = static_cast<std::uint32_t>(member.offset);
    place.ops = member.type->ops;
    declared_->column(info.add_attribute(place), *member.type);
  }
}

void MapperBuilder::add(std::unique_ptr<MapperProperty> property) {
  const MapperProperty* const added = property.get();
  mapper_->owned_.push_back(std::move(property));
  mapper_->properties_.push_back(added);
  if (!mapper_->lookup_->by_key.try_emplace(added->key(), added).second) {
    throw ArgumentError(str_cat("'", added->str(), "' is mapped twice"));
  }
  const Attribute* const attribute = added->attribute();
  if (attribute != nullptr && !attribute->is_composite()) {
    mapper_->by_attribute_[attribute->index()] = added;
  }
}

ColumnProperty& MapperBuilder::add_column_property(const Declaration& declared) {
  auto owner = std::unique_ptr<ColumnProperty>(
      new ColumnProperty(*mapper_, declared.key, declared.attribute));
  ColumnProperty& property = *owner;
  property.slot_ = mapper_->column_properties_.size();
  property.codec_ = declared.type == nullptr ? nullptr : &declared.type->codec;
  property.deferred_ = declared.options.deferred;
  property.deferred_group_ = declared.options.deferred_group;
  property.raiseload_ = declared.options.raiseload;
  property.query_expression_ = declared.options.query_expression;
  property.active_history_ = declared.options.active_history;
  property.expire_on_flush_ = declared.options.expire_on_flush;
  property.version_id_ =
      declared.options.version_id ||
      (declared_->version_id_ != nullptr && declared_->version_id_ == declared.attribute);
  add(std::move(owner));
  mapper_->column_properties_.push_back(&property);
  return property;
}

void MapperBuilder::add_expressions(bool last) {
  for (const auto& declared : declared_->columns_) {
    if (!declared->expression || declared->options.last != last || is_excluded(*declared)) continue;
    ColumnProperty& property = add_column_property(*declared);
    property.make_expression_ = declared->expression;
    if (property.query_expression_) property.type_ = declared->type->sql_type();
    if (declared->attribute == nullptr) continue;
    AttributeSetup setup;
    setup.mapped = true;
    setup.load_on_unexpire = !property.deferred_ && !property.query_expression_;
    setup.property = static_cast<const MapperProperty*>(&property);
    declared->attribute->configure(setup);
  }
}

void MapperBuilder::add_relationships(std::vector<RelationshipProperty*>& relationships) {
  for (const auto& declared : declared_->relationships_) {
    const auto& excluded = declared_->excluded_;
    if (std::find(excluded.begin(), excluded.end(), declared->attribute) != excluded.end()) {
      continue;
    }
    auto made = declared_->relationship_operations_->make(*mapper_, *declared->attribute,
                                                          std::move(declared->options));
    mapper_->lookup_->relationship_bases.push_back(made.owner.get());
    add(std::move(made.owner));
    mapper_->relationships_.push_back(made.property);
    relationships.push_back(made.property);
  }
}

void MapperBuilder::add_columns() {
  for (const auto& declared : declared_->columns_) {
    if (declared->expression || is_excluded(*declared)) continue;
    ColumnProperty& property = add_column_property(*declared);
    bool in_key = false;
    for (const ColumnPtr& column : declared->columns) {
      property.columns_.emplace_back(static_cast<const ColumnClause*>(column.get()));
      in_key |= column->is_primary_key();
    }
    const ColumnClause& column = *property.columns_.front();
    property.type_ = column.type();
    std::vector<Annotation> annotations{
        {AnnotationKey::parent_mapper, {}, reinterpret_cast<std::uintptr_t>(mapper_.get()), {}},
        {AnnotationKey::orm_key, {}, 0, property.key()},
        {AnnotationKey::proxy_key, {}, 0, property.key()}};
    property.select_expression_ = ColumnPtr(&column);
    if (mapper_->mapped_to_selectable_ && column.table() != mapper_->selectable_.get()) {
      // A column of one table in a join stands for the join.
      const Annotation whole{AnnotationKey::parent_entity, mapper_->selectable_, 0, {}};
      property.select_expression_ = static_ptr_cast<const ColumnElement>(column.annotate({whole}));
      annotations.push_back(whole);
    }
    property.expression_ =
        static_ptr_cast<const ColumnElement>(column.annotate(std::move(annotations)));
    if (const SchemaColumn* stored = stored_column(property)) {
      property.server_default_ = stored->has_server_default() || stored->identity() != nullptr;
      property.server_onupdate_ =
          stored->server_onupdate() != nullptr || stored->computed() != nullptr;
      property.default_ = stored->default_() != nullptr;
      property.onupdate_ = stored->onupdate() != nullptr;
      property.autoincrement_ = stored->is_autoincrement();
    }
    index_columns(property);

    AttributeSetup setup;
    setup.mapped = true;
    setup.active_history = property.active_history_ || in_key || property.version_id_;
    setup.load_on_unexpire = !property.deferred_;
    setup.property = static_cast<const MapperProperty*>(&property);
    if (compares_by_type(*property.type_)) {
      const auto comparator =
          std::make_shared<TypeComparator>(property.type_, declared->attribute->ops());
      setup.comparator = comparator.get();
      mapper_->keep(comparator);
    }
    declared->attribute->configure(setup);
    if (property.version_id_) mapper_->version_id_ = &property;
    if (!property.deferred_) {
      mapper_->load_slots_.push_back({declared->attribute->offset(), declared->attribute->index(),
                                      static_cast<std::uint16_t>(property.slot_)});
    }
  }
}

const SchemaColumn* MapperBuilder::stored_column(const ColumnProperty& property) const {
  for (const auto& column : property.columns_) {
    const SchemaColumn* const found =
        mapper_->mapped_to_selectable_ ? table_column_of(*column) : as_schema_column(*column);
    if (found) return found;
  }
  return nullptr;
}

void MapperBuilder::index_columns(const ColumnProperty& property) {
  for (const auto& column : property.columns_) {
    mapper_->lookup_->by_column.emplace(column.get(), &property);
    if (!mapper_->mapped_to_selectable_) continue;
    std::vector<const ClauseElement*> lineage;
    column->collect_proxy_set(lineage);
    for (const ClauseElement* one : lineage) mapper_->lookup_->by_column.emplace(one, &property);
  }
}

void MapperBuilder::find_mapped_tables() {
  const auto property_of = [&](const SchemaColumn& column) -> const ColumnProperty* {
    const auto found = mapper_->lookup_->by_column.find(&column);
    return found == mapper_->lookup_->by_column.end() ? nullptr : found->second;
  };
  for (const auto& one : mapper_->tables_) {
    const auto& table = static_cast<const SchemaTable&>(*one);
    MappedTable mapped{&table, {}, {}};
    bool has_key = true;
    for (const SchemaColumn* column : table.primary_key().columns()) {
      const ColumnProperty* const property = property_of(*column);
      has_key = has_key && property;
      mapped.primary_key.push_back(property);
    }
    if (!mapper_->mapped_to_selectable_) {
      // The mapping may say another key than the table's.
      mapped.primary_key = mapper_->primary_key_properties_;
    } else if (!has_key || mapped.primary_key.empty()) {
      continue;
    }
    for (const ColumnProperty* property : mapper_->column_properties_) {
      if (property->is_sql_expression()) continue;
      for (const SchemaColumn* column : table.schema_columns()) {
        if (property_of(*column) == property) mapped.columns.push_back({property, column});
      }
    }
    mapper_->mapped_tables_.push_back(std::move(mapped));
  }
}

void MapperBuilder::apply_composite_options() {
  for (const auto& composite : declared_->composites_) {
    for (const auto& column : declared_->columns_) {
      if (std::ranges::find(composite->columns, column->attribute) == composite->columns.end()) {
        continue;
      }
      column->options.active_history |= composite->active_history;
      column->options.deferred |= composite->deferred;
      if (composite->deferred) column->options.deferred_group = composite->deferred_group;
    }
  }
}

void MapperBuilder::add_composites() {
  for (const auto& declared : declared_->composites_) {
    auto property = std::unique_ptr<CompositeProperty>(
        new CompositeProperty(*mapper_, declared->attribute->key(), declared->attribute));
    auto setup = std::make_shared<CompositeSetup>();
    setup->ops = declared->ops;
    ColumnList columns;
    for (Attribute* column : declared->columns) {
      const MapperProperty* const one = mapper_->by_attribute_[column->index()];
      if (one == nullptr || one->kind() != PropertyKind::column ||
          static_cast<const ColumnProperty*>(one)->is_sql_expression()) {
        throw ArgumentError(str_cat("composite ", property->str(), ": '", column->str(),
                                    "' is no column of the class's table; a composite is made of "
                                    "columns"));
      }
      property->columns_.push_back(static_cast<const ColumnProperty*>(one));
      setup->columns.push_back(column);
      columns.push_back(property->columns_.back()->expression());
    }
    property->expression_ = static_ptr_cast<const ColumnElement>(
        make_ptr<ClauseList>(std::move(columns), Operator::comma, false)
            ->annotate({{AnnotationKey::orm_key, {}, 0, property->key()}}));
    AttributeSetup attribute;
    attribute.mapped = true;
    attribute.composite = setup.get();
    attribute.property = static_cast<const MapperProperty*>(property.get());
    mapper_->keep(std::move(setup));
    declared->attribute->configure(attribute);
    add(std::move(property));
  }
  for (const auto& composite : mapper_->class_info_->composites()) {
    const auto& excluded = declared_->excluded_;
    if (composite->setup().composite != nullptr ||
        std::ranges::find(excluded, composite.get()) != excluded.end()) {
      continue;
    }
    throw ArgumentError(str_cat("composite ", composite->str(),
                                " is made of no columns: say m.composite(&",
                                composite->owner().name(), "::", composite->key(),
                                ", &Class::column, ...) in configure()"));
  }
}

void MapperBuilder::add_synonyms() {
  for (const auto& declared : declared_->synonyms_) {
    add(std::unique_ptr<SynonymProperty>(
        new SynonymProperty(*mapper_, declared.key, declared.target)));
    if (Attribute* target = declared_->class_info().find(declared.target)) {
      declared_->class_info().add_second_name(declared.key, *target);
    }
  }
}

void MapperBuilder::find_primary_key() {
  const auto use = [&](const ColumnElement& key) {
    const auto& column = as<ColumnClause>(key);
    const auto found = mapper_->lookup_->by_column.find(column.identity());
    if (found == mapper_->lookup_->by_column.end()) {
      throw ArgumentError(str_cat("class '", mapper_->class_name_, "': primary key column '",
                                  column.table() ? column.table()->description() + "." : "",
                                  column.key_text(),
                                  "' has no member; every column of the key needs one"));
    }
    auto& property = const_cast<ColumnProperty&>(*found->second);
    property.primary_key_position_ = static_cast<int>(mapper_->primary_key_.size());
    mapper_->primary_key_.emplace_back(&column);
    mapper_->primary_key_properties_.push_back(&property);
  };
  if (!declared_->primary_key_.empty()) {
    for (const Attribute* attribute : declared_->primary_key_) {
      const MapperProperty* property = mapper_->by_attribute_[attribute->index()];
      const bool is_column = property != nullptr && property->kind() == PropertyKind::column;
      const ColumnClause* const column =
          is_column ? static_cast<const ColumnProperty*>(property)->column() : nullptr;
      if (column == nullptr) {
        throw ArgumentError(
            str_cat("'", attribute->str(), "' cannot be in the primary key: it is no column"));
      }
      use(*column);
    }
  } else if (declared_->selectable_) {
    for (const ColumnElement* column : reduced_primary_key(*declared_->selectable_)) use(*column);
  } else {
    for (const SchemaColumn* column : declared_->table_->schema_table().primary_key().columns()) {
      use(*column);
    }
  }
  if (mapper_->primary_key_.empty()) {
    throw ArgumentError(str_cat(mapper_->str(),
                                " could not assemble any primary key columns for mapped table '",
                                mapper_->selectable_->description(),
                                "'; add the option primary_key to a member's Mapped<>, or call "
                                "m.primary_key(&Class::member)"));
  }
}

void MapperBuilder::find_identity() {
  if (mapper_->primary_key_properties_.size() != 1) return;
  const Attribute* attribute = mapper_->primary_key_properties_.front()->attribute();
  mapper_->read_integer_ = integer_reader(attribute->ops());
  mapper_->integer_offset_ = attribute->offset();
  if (mapper_->read_integer_ != nullptr) {
    mapper_->identity_kind_ = IdentityKind::integer;
  } else if (attribute->ops() == &kScalarOps<std::string>) {
    mapper_->identity_kind_ = IdentityKind::text;
  }
}

}  // namespace cupel
