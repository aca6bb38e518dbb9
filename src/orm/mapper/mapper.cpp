#include "cupel/orm/mapper/mapper.hpp"

#include <algorithm>
#include <utility>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/did_you_mean.hpp"
#include "cupel/error/orm_errors.hpp"
#include "cupel/orm/attributes/scalar_ops.hpp"
#include "cupel/orm/mapper/deferred_expression.hpp"
#include "cupel/orm/mapper/registry.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/mapper/mapper_lookup.hpp"

namespace cupel {

Mapper::Mapper()
    : lookup_(std::make_unique<Lookup>()),
      options_(std::make_unique<MapperOptions>()),
      events_(std::make_unique<MapperEvents>()) {}

Mapper::~Mapper() = default;

std::string Mapper::str() const {
  return str_cat("Mapper[", class_name_, "(",
                 table_ && !mapped_to_selectable_ ? std::string(table_->name().text())
                                                  : selectable_->description(),
                 ")]");
}

void Mapper::throw_no_table() const {
  throw InvalidRequestError(str_cat(str(),
                                    " is mapped to rows that no table holds: objects of class '",
                                    class_name_, "' can be read, not written"));
}

const SchemaColumn* MappedTable::find(const ColumnProperty& property) const noexcept {
  for (const Column& one : columns) {
    if (one.property == &property) return one.column;
  }
  return nullptr;
}

bool Mapper::has_table(const FromClause& table) const noexcept {
  return std::any_of(tables_.begin(), tables_.end(),
                     [&](const auto& own) { return own->identity() == table.identity(); });
}

const MapperProperty* Mapper::find_property(std::string_view key) const noexcept {
  for (int hops = 0; hops < 8; ++hops) {
    const auto* found = lookup_->by_key.find(key);
    if (found == nullptr) return nullptr;
    if ((*found)->kind() != PropertyKind::synonym) return *found;
    key = static_cast<const SynonymProperty&>(**found).target_key();
  }
  return nullptr;
}

const MapperProperty& Mapper::property(std::string_view key) const {
  if (const MapperProperty* found = find_property(key)) return *found;
  std::vector<std::string> keys;
  for (const auto& [name, property] : lookup_->by_key) keys.push_back(name);
  throw InvalidRequestError(str_cat("Mapper '", str(), "' has no property '", key, "'",
                                    did_you_mean(key, std::span<const std::string>(keys))));
}

const ColumnProperty& Mapper::column_property(std::string_view key) const {
  const MapperProperty& found = property(key);
  if (found.kind() != PropertyKind::column) {
    throw InvalidRequestError(str_cat(
        "'", found.str(), "' is a ",
        found.kind() == PropertyKind::composite ? "composite of several columns" : "relationship",
        ", not a column"));
  }
  return static_cast<const ColumnProperty&>(found);
}

const RelationshipProperty& Mapper::relationship(std::string_view key) const {
  const MapperProperty& found = property(key);
  const auto& bases = lookup_->relationship_bases;
  const auto at = std::find(bases.begin(), bases.end(), &found);
  if (at == bases.end()) {
    throw InvalidRequestError(str_cat("'", found.str(), "' is a column, not a relationship"));
  }
  return *relationships_[static_cast<std::size_t>(at - bases.begin())];
}

const MapperProperty* Mapper::property_of(const Attribute& attribute) const noexcept {
  if (&attribute.owner() != class_info_) return nullptr;
  if (attribute.is_composite()) return find_property(attribute.key());
  if (attribute.index() >= by_attribute_.size()) return nullptr;
  return by_attribute_[attribute.index()];
}

const MapperProperty& Mapper::property_at_offset(std::size_t offset) const {
  const Attribute* attribute = class_info_->find_at(offset);
  const MapperProperty* found = attribute == nullptr ? nullptr : property_of(*attribute);
  if (found == nullptr) {
    throw UnmappedColumnError(
        str_cat("a member of class '", class_name_, "'",
                attribute == nullptr ? std::string() : str_cat(" ('", attribute->key(), "')"),
                " is not mapped; map it with m.column(...) or m.relationship(...)"));
  }
  return *found;
}

const ColumnProperty* Mapper::property_for_column(const ClauseElement& column) const noexcept {
  const auto found = lookup_->by_column.find(column.identity());
  if (found != lookup_->by_column.end()) return found->second;
  if (column.kind() != ElementKind::column) return nullptr;
  std::vector<const ClauseElement*> lineage;
  as<ColumnClause>(column).collect_proxy_set(lineage);
  for (const ClauseElement* origin : lineage) {
    const auto by_origin = lookup_->by_column.find(origin);
    if (by_origin != lookup_->by_column.end()) return by_origin->second;
  }
  return nullptr;
}

const ColumnProperty& Mapper::column_property_for(const ColumnClause& column) const {
  if (const ColumnProperty* found = property_for_column(column)) return *found;
  const FromClause* table = column.table();
  throw UnmappedColumnError(str_cat("No column ",
                                    table == nullptr ? std::string() : table->description() + ".",
                                    column.name().display(), " is configured on mapper ", str(),
                                    "; give the class a member for it"));
}

IdentityKey Mapper::identity_key_of(const void* object) const {
  if (identity_kind_ == IdentityKind::integer) return {*this, integer_key(object)};
  std::vector<Value> values;
  values.reserve(primary_key_properties_.size());
  for (const ColumnProperty* property : primary_key_properties_) {
    values.push_back(value_of(*property, object));
  }
  return {*this, std::move(values)};
}

IdentityKey Mapper::identity_key(std::vector<Value> values) const {
  if (values.size() != primary_key_.size()) {
    throw InvalidRequestError(
        str_cat("Incorrect number of values in identifier to formulate primary key for ",
                class_name_, ": ", values.size(), " given; primary key columns are ",
                join(primary_key_, ", ",
                     [](const auto& column) { return quoted(column->name().text()); })));
  }
  return {*this, std::move(values)};
}

Value Mapper::value_of(const ColumnProperty& property, const void* object) const {
  const Attribute* attribute = property.attribute();
  if (attribute == nullptr) return {};
  return attribute->ops()->to_value(static_cast<const char*>(object) + attribute->offset());
}

const CodecSet& Mapper::codecs(const void* dialect,
                               FunctionRef<TypePtr(const TypePtr&)> type_impl) const {
  if (const CodecSet* present = codecs_.find(dialect)) return *present;
  ensure_configured();
  auto set = std::make_unique<CodecSet>();
  for (const ColumnProperty* property : column_properties_) {
    const TypePtr impl = type_impl(property->type());
    const ValueCodec* codec = property->value_codec();
    set->impls_.push_back(impl);
    set->decoders_.push_back(codec ? codec->decoder(*impl, property->str()) : Decoder{});
    set->encoders_.push_back(codec ? codec->encoder(*impl) : Encoder{});
  }
  return codecs_.add(dialect, std::move(set));
}

bool Mapper::is_a(const Mapper& other) const noexcept {
  for (const Mapper* mapper = this; mapper != nullptr; mapper = mapper->inherits_) {
    if (mapper == &other) return true;
  }
  return false;
}

void Mapper::configure_registry() const {
  registry_->configure();
}

void Mapper::resolve_expression(const ColumnProperty& property) const {
  if (property.expression_ || !property.make_expression_) return;
  auto& made = const_cast<ColumnProperty&>(property);  // owned by this mapper, under its lock
  const auto make = std::exchange(made.make_expression_, nullptr);
  ColumnPtr expression = make();
  if (!expression && made.query_expression_) return;  // NULL unless the query gives one
  if (!expression) {
    throw ArgumentError(str_cat("column_property ", property.str(), " yields no expression"));
  }
  made.type_ = expression->type();
  made.select_expression_ =
      expression->kind() == ElementKind::label ? expression : detail::label(expression, {});
  // With its label, so that ORDER BY may name what SELECT computes.
  made.expression_ = made.select_expression_;
}

namespace detail {

ColumnPtr attribute_expression(const Attribute& attribute) {
  const Mapper& mapper = mapper_of(attribute.owner());
  const MapperProperty* property = mapper.property_of(attribute);
  if (property == nullptr) {
    throw UnmappedColumnError(str_cat("'", attribute.str(),
                                      "' is not mapped: map it with m.column(",
                                      "...), or use a member that is"));
  }
  if (property->kind() == PropertyKind::composite) {
    return static_cast<const CompositeProperty&>(*property).expression();
  }
  if (property->kind() != PropertyKind::column) {
    throw InvalidRequestError(
        str_cat("'", property->str(),
                "' is a relationship, not a column; use its any(), has() or contains()"));
  }
  const auto& column = static_cast<const ColumnProperty&>(*property);
  if (!column.expression()) mapper.registry().resolve_expression(column);
  return column.expression();
}

MapperEvents& mapper_events(ClassInfo& class_info) {
  return mapper_of(class_info).events();
}

}  // namespace detail

std::span<const Mapper::LoadSlot> Mapper::load_slots() const noexcept {
  return load_slots_;
}

void Mapper::keep(std::shared_ptr<const void> object) {
  kept_.push_back(std::move(object));
}

}  // namespace cupel
