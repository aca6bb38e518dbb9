#include <utility>

#include <cupel/sql/expression/column_clause.hpp>
#include <cupel/sql/expression/from_clause.hpp>
#include <cupel/sql/expression/table_clause.hpp>
#include <cupel/sql/expression/type_fields.hpp>
#include <cupel/sql/expression/unary.hpp>

#include "sql/expression/standard_types.hpp"

namespace cupel {

template class FieldsOf<ColumnClause, ColumnElement>;

ColumnClause::ColumnClause(Name name, TypePtr type, bool is_literal, std::string key)
    : FieldsBase(ElementKind::column, detail::or_null_type(type)),
      name_(std::move(name)),
      key_(std::move(key)),
      is_literal_(is_literal) {}

ColumnClause::ColumnClause(const ColumnClause& other) = default;

const ClauseElement* ColumnClause::owner() const noexcept {
  return table_;
}

void ColumnClause::set_table(const FromClause& table, std::uint32_t index) noexcept {
  table_ = &table;
  index_ = index;
  in_table_ = table.kind() == ElementKind::table;
  embed();
}

namespace {

const FromClause* parent_entity(const ColumnClause& column) {
  const Annotation* const entity = column.annotation(AnnotationKey::parent_entity);
  if (!entity) return nullptr;
  return static_cast<const FromClause*>(static_cast<const ClauseElement*>(entity->object.get()));
}

}  // namespace

// A column that was taken from an entity brings all of that: a class may be mapped to a join.
void ColumnClause::collect_froms(FromList& froms) const {
  if (const FromClause* const entity = parent_entity(*this)) {
    froms.emplace_back(entity);
    return;
  }
  if (table_) froms.emplace_back(table_);
}

Name ColumnClause::tq_label() const {
  if (is_literal_) return {};
  if (!table_) return name_;
  const Name table_name = table_->from_name();
  if (table_name.empty()) return name_;
  Name label = table_name.joined("_", name_);
  if (table_->kind() == ElementKind::table) {
    const auto& table = as<TableClause>(*table_);
    if (!table.schema().empty()) {
      std::string schema = table.schema().text();
      for (char& c : schema) {
        if (c == '.') c = '_';
      }
      label = Name(std::move(schema)).joined("_", label);
    }
  }
  // A table that has a column of the label's name itself: keep the two apart.
  if (table_->columns().contains(label.text())) {
    std::string unique = label.text();
    for (int n = 1; table_->columns().contains(unique); ++n) {
      unique = label.text() + "_" + std::to_string(n);
    }
    label = Name::made_up(std::move(unique));
  }
  label.set_quote(name_.quote());
  return label;
}

bool ColumnClause::render_label_in_columns_clause() const noexcept {
  return table_ != nullptr || !is_literal_ || name_.text() != "*";
}

std::string_view ColumnClause::bind_name() const noexcept {
  return key_text();
}

ColumnPtr ColumnClause::self_group(OperatorRef against) const {
  return ColumnElement::self_group(against);
}

Ptr<ColumnClause> ColumnClause::make_proxy(const FromClause&, const Name& name,
                                           const std::string& key) const {
  auto column = make_ptr<ColumnClause>(name.empty() ? name_ : name, type_, false,
                                       key == (name.empty() ? name_ : name).text() ? "" : key);
  column->set_proxies({ColumnPtr(this)});
  column->set_primary_key(is_primary_key());
  return column;
}

ElementPtr ColumnClause::clone_with(CloneContext& context) const {
  if (!table_) return FieldsBase::clone_with(context);
  // A column goes with its table: where that became another one, the column there that stands for
  // this one takes its place.
  const ElementPtr mapped = context.map(*table_);
  if (mapped.get() == table_) return ElementPtr(this);
  const auto& target = static_cast<const FromClause&>(*mapped);
  if (target.kind() == table_->kind() && index_ < target.columns().size() &&
      target.columns()[index_].key() == key_text()) {
    return ElementPtr(&target.columns()[index_]);
  }
  if (const ColumnElement* found = target.corresponding_column(*this)) return ElementPtr(found);
  if (const ColumnElement* found = target.find_column(key_text())) return ElementPtr(found);
  return ElementPtr(this);
}

bool ColumnClause::compare_fields(const ClauseElement& other, CompareContext& context) const {
  const auto& column = as<ColumnClause>(other);
  if ((table_ == nullptr) != (column.table_ == nullptr)) return false;
  if (table_) return index_ == column.index_ && context.equal(table_, column.table_);
  return FieldsBase::compare_fields(other, context);
}

namespace {

constexpr auto kColumnKeyTag = static_cast<std::uint64_t>(ElementKind::column) + 1;

// Addresses leave the upper byte free, and end otherwise than the numbers of the other forms.
std::uint64_t key_word(const ClauseElement* column) noexcept {
  return kColumnKeyTag | reinterpret_cast<std::uintptr_t>(column) << 8;
}

}  // namespace

bool ColumnClause::append_cache_key(KeyBuilder& key) const {
  if (in_table_ && !annotations()) [[likely]] {
    key.word(key_word(this));
    return true;
  }
  return append_other_cache_key(key);
}

bool ColumnClause::append_other_cache_key(KeyBuilder& key) const {
  if (!table_) return FieldsBase::append_cache_key(key);
  if (const FromClause* const entity = parent_entity(*this)) {
    key.word(kColumnKeyTag | (3U << 8));
    if (!key.element(entity)) return false;
  }
  if (in_table_) {
    key.word(key_word(identity()));
    return true;
  }
  key.word(kColumnKeyTag | (std::uint64_t{2} << 8) | (std::uint64_t{index_} << 16));
  return key.element(table_);
}

}  // namespace cupel
