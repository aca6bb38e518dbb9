#include "cupel/schema/metadata.hpp"

#include <algorithm>
#include <utility>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/did_you_mean.hpp"
#include "cupel/schema/sort_tables.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/types/types.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {

// ---- MetaDataNode -------------------------------------------------------------------------------

MetaDataNode::MetaDataNode(MetaDataOptions options)
    : ClauseElement(ElementKind::ddl), options_(std::move(options)) {}

MetaDataNode::~MetaDataNode() {
  for (const auto& [key, table] : tables_) delete table;
  for (SchemaTable* table : removed_) delete table;
}

Ptr<ClauseElement> MetaDataNode::shallow_copy() const {
  return {};
}

std::string MetaDataNode::table_key(std::string_view name, std::string_view schema) {
  return schema.empty() ? std::string(name) : str_cat(schema, ".", name);
}

const SchemaTable* MetaDataNode::find_table(std::string_view key) const noexcept {
  SchemaTable* const* found = tables_.find(key);
  return found ? *found : nullptr;
}

std::vector<const SchemaTable*> MetaDataNode::tables() const {
  std::vector<const SchemaTable*> out;
  out.reserve(tables_.size());
  for (const auto& [key, table] : tables_) out.push_back(table);
  return out;
}

void MetaDataNode::take_table(SchemaTable* table) {
  tables_.insert_or_assign(table->key(), table);
}

void MetaDataNode::remove_table(const SchemaTable& table) {
  SchemaTable* const* found = tables_.find(table.key());
  if (!found || *found != &table) return;
  removed_.push_back(*found);
  tables_.erase(table.key());
  std::erase_if(waiting_, [&](const ForeignKey* fk) {
    return fk->parent() && fk->parent()->schema_table() == &table;
  });
}

void MetaDataNode::add_sequence(const Ptr<const SequenceNode>& sequence) {
  const bool known = std::any_of(
      sequences_.begin(), sequences_.end(),
      [&](const Ptr<const SequenceNode>& s) { return s->fullname() == sequence->fullname(); });
  if (!known) sequences_.push_back(sequence);
}

void MetaDataNode::add_named_type(const TypePtr& type) {
  switch (type->kind()) {
    case TypeKind::array:
      return add_named_type(static_cast<const ARRAY&>(*type).item_type());
    case TypeKind::type_decorator:
      return add_named_type(static_cast<const TypeDecorator&>(*type).impl());
    case TypeKind::enum_: {
      const auto& e = static_cast<const Enum&>(*type);
      if (!e.options().native_enum || e.name().empty()) return;
      for (const TypePtr& known : named_types_) {
        if (known->kind() != TypeKind::enum_) continue;
        const auto& k = static_cast<const Enum&>(*known);
        if (k.name() == e.name() && k.options().schema == e.options().schema) return;
      }
      break;
    }
    case TypeKind::dialect_type:
      break;
    default:
      return;
  }
  for (const TypePtr& known : named_types_)
    if (known == type || known->equals(*type)) return;
  named_types_.push_back(type);
}

void MetaDataNode::await_target(ForeignKey& key) {
  waiting_.push_back(&key);
}

void MetaDataNode::forget(const ForeignKey& key) {
  std::erase_if(waiting_, [&](const ForeignKey* fk) { return fk == &key; });
}

void MetaDataNode::resolve_foreign_keys() {
  // A type may come through a chain of foreign keys, so the round is repeated while it finds
  // things.
  for (bool found = true; found;) {
    found = false;
    std::erase_if(waiting_, [&](ForeignKey* key) {
      if (!key->resolve()) return false;
      auto& parent = const_cast<SchemaColumn&>(*key->parent());
      if (parent.type()->kind() != TypeKind::null_type) {
        found = true;
        return true;
      }
      const TypePtr& type = key->resolved()->type();
      if (type->kind() == TypeKind::null_type) return false;
      parent.set_type(type);
      found = true;
      return true;
    });
  }
}

// ---- TableList ----------------------------------------------------------------------------------

TableList::TableList() = default;
TableList::TableList(std::initializer_list<Table> tables) : TableList(std::vector<Table>(tables)) {}
TableList::TableList(const std::vector<Table>& tables) : all_(false) {
  for (const Table& t : tables) tables_.emplace_back(t.node());
}

// ---- MetaData -----------------------------------------------------------------------------------

MetaData::MetaData() : MetaData(MetaDataOptions{}) {}
MetaData::MetaData(MetaDataOptions options) : node_(make_ptr<MetaDataNode>(std::move(options))) {}
MetaData::MetaData(MetaDataNode& node) : node_(&node) {}

std::vector<Table> MetaData::tables() const {
  std::vector<Table> out;
  for (const SchemaTable* t : node_->tables()) out.emplace_back(*t);
  return out;
}

Table MetaData::table(std::string_view key) const {
  if (const SchemaTable* found = node_->find_table(key)) return Table(*found);
  std::vector<std::string> keys;
  for (const SchemaTable* t : node_->tables()) keys.push_back(t->key());
  throw NoSuchTableError(
      str_cat("this MetaData has no table ", quoted(key), did_you_mean(key, keys)));
}

bool MetaData::contains(std::string_view key) const noexcept {
  return node_->find_table(key) != nullptr;
}

std::vector<Table> MetaData::sorted_tables() const {
  std::vector<const SchemaTable*> all = node_->tables();
  std::sort(all.begin(), all.end(),
            [](const SchemaTable* a, const SchemaTable* b) { return a->key() < b->key(); });
  std::vector<Table> out;
  for (const SchemaTable* t : sort_tables(all)) out.emplace_back(*t);
  return out;
}

std::vector<std::string> MetaData::schemas() const {
  std::vector<std::string> out;
  for (const SchemaTable* t : node_->tables()) {
    const std::string& schema = t->schema().text();
    if (!schema.empty() && std::find(out.begin(), out.end(), schema) == out.end())
      out.push_back(schema);
  }
  std::sort(out.begin(), out.end());
  return out;
}

void MetaData::collect(std::vector<Sequence>& out, const std::string& schema) const {
  for (const Ptr<const SequenceNode>& s : node_->sequences())
    if (s->schema() == schema) out.emplace_back(s);
}

std::vector<Sequence> MetaData::sequences() const {
  std::vector<Sequence> out;
  for (const Ptr<const SequenceNode>& s : node_->sequences()) out.emplace_back(s);
  return out;
}

void MetaData::remove(const Table& table) {
  node_->remove_table(table.schema_table());
}

void MetaData::clear() {
  for (const SchemaTable* t : node_->tables()) node_->remove_table(*t);
  node_->sequences_.clear();
  node_->named_types_.clear();
}

std::span<const Ptr<const SequenceNode>> MetaDataNode::sequences() const noexcept {
  return sequences_;
}

std::span<const SelectedObject> MetaDataNode::selected_objects() const noexcept {
  return selected_objects_;
}

void MetaDataNode::add_selected_object(SelectedObject object) {
  selected_objects_.push_back(std::move(object));
}

std::span<const ElementPtr> TableList::tables() const noexcept {
  return tables_;
}

}  // namespace cupel
