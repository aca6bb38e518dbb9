#include "cupel/orm/mapper/mapping_builder.hpp"

#include "cupel/error/core_errors.hpp"
#include "cupel/orm/mapper/mapping.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {
namespace detail {

MappingBuilder::MappingBuilder(ClassInfo& class_info)
    : options_(std::make_unique<MapperOptions>()), class_info_(&class_info) {}
MappingBuilder::~MappingBuilder() = default;

void MappingBuilder::use_table(const Table& table) {
  table_ = std::make_unique<Table>(table);
}

void MappingBuilder::use_selectable(FromPtr selectable) {
  if (!selectable) {
    throw ArgumentError(str_cat("class '", class_info_->name(),
                                "' is mapped to an empty FROM element; give it a table, a join, a "
                                "subquery or an alias"));
  }
  if (selectable->kind() == ElementKind::table) {
    if (const auto* table = dynamic_cast<const SchemaTable*>(selectable.get())) {
      return use_table(Table(*table));
    }
  }
  selectable_ = std::move(selectable);
}

void MappingBuilder::add_table_argument(std::function<void(TableArguments&)> add) {
  table_arguments_.push_back(std::move(add));
}

ColumnDeclaration& MappingBuilder::column(Attribute& attribute, const MemberType& type,
                                          std::string_view name) {
  ColumnDeclaration* found = nullptr;
  for (const auto& column : columns_) {
    if (column->attribute == &attribute) found = column.get();
  }
  if (found == nullptr) {
    columns_.push_back(std::make_unique<ColumnDeclaration>());
    found = columns_.back().get();
    found->attribute = &attribute;
    found->key = attribute.key();
  }
  found->type = &type;
  if (!name.empty()) found->spec.name = name;
  return *found;
}

void MappingBuilder::plain_member(std::string_view name, std::size_t offset,
                                  const MemberType* type) {
  plain_members_.push_back({name, offset, type});
}

std::string_view MappingBuilder::name_at(std::size_t offset, std::string_view fallback) const {
  for (const PlainMember& member : plain_members_) {
    if (member.offset == offset) return member.name;
  }
  return fallback;
}

RelationshipOptions& MappingBuilder::relationship(Attribute& attribute,
                                                  const RelationshipOperations& operations) {
  relationship_operations_ = &operations;
  for (const auto& relationship : relationships_) {
    if (relationship->attribute == &attribute) return relationship->options;
  }
  relationships_.push_back(std::make_unique<RelationshipDeclaration>());
  RelationshipDeclaration& declared = *relationships_.back();
  declared.attribute = &attribute;
  return declared.options;
}

ColumnDeclaration& MappingBuilder::column_property(std::string_view key,
                                                   std::function<ColumnPtr()> expression) {
  ColumnDeclaration* found = nullptr;
  for (const auto& column : columns_) {
    if (column->key == key) found = column.get();
  }
  if (found == nullptr) {
    columns_.push_back(std::make_unique<ColumnDeclaration>());
    found = columns_.back().get();
    found->key = key;
  }
  found->expression = std::move(expression);
  return *found;
}

void MappingBuilder::synonym(std::string_view key, const Attribute& target) {
  synonyms_.push_back({std::string(key), target.key()});
}
CompositeDeclaration& MappingBuilder::composite(Attribute& attribute, const CompositeOps& ops,
                                                std::vector<Attribute*> columns) {
  composites_.push_back(std::make_unique<CompositeDeclaration>());
  CompositeDeclaration& declared = *composites_.back();
  declared.attribute = &attribute;
  declared.ops = &ops;
  declared.columns = std::move(columns);
  return declared;
}
void MappingBuilder::primary_key(const Attribute& attribute) {
  primary_key_.push_back(&attribute);
}
void MappingBuilder::version_id(const Attribute& attribute) {
  version_id_ = &attribute;
}
void MappingBuilder::exclude(const Attribute& attribute) {
  excluded_.push_back(&attribute);
}

}  // namespace detail

ColumnMapping& ColumnMapping::deferred(std::string_view group) {
  declaration_->options.deferred = true;
  declaration_->options.deferred_group = group;
  return *this;
}
ColumnMapping& ColumnMapping::raiseload() {
  declaration_->options.raiseload = true;
  return *this;
}
ColumnMapping& ColumnMapping::active_history() {
  declaration_->options.active_history = true;
  return *this;
}
ColumnMapping& ColumnMapping::last() {
  declaration_->options.last = true;
  return *this;
}
ColumnMapping& ColumnMapping::expire_on_flush(bool value) {
  declaration_->options.expire_on_flush = value;
  return *this;
}

CompositeMapping& CompositeMapping::deferred(std::string_view group) {
  declaration_->deferred = true;
  declaration_->deferred_group = group;
  return *this;
}
CompositeMapping& CompositeMapping::active_history() {
  declaration_->active_history = true;
  return *this;
}

void detail::MappingBuilder::keep(std::vector<ListenHandle> handles) {
  for (ListenHandle& handle : handles) keep(std::move(handle));
}

void detail::MappingBuilder::keep(ListenHandle handle) {
  handles_.push_back(std::move(handle));
}

}  // namespace cupel
