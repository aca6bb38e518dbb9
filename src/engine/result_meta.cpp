#include "cupel/engine/result_meta.hpp"

#include "cupel/error/core_errors.hpp"
#include "cupel/error/did_you_mean.hpp"
#include "cupel/sql/expression/column_clause.hpp"
#include "cupel/sql/expression/expr.hpp"
#include "cupel/sql/expression/label.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {

namespace {

bool reads_raw(const TypeEngine& type) noexcept {
  const Wire wire = type.wire();
  return !type.converts_values() &&
         (wire == Wire::automatic || wire == Wire::integer || wire == Wire::text);
}

}  // namespace

ResultMeta::ResultMeta(std::vector<Column> columns) : columns_(std::move(columns)) {
  decoders_.reserve(columns_.size());
  plain_.reserve(columns_.size());
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const Column& c = columns_[i];
    decoders_.push_back(decoder_for<Value>(*c.type, c.name));
    plain_.push_back(reads_raw(*c.type) ? 1 : 0);
    has_untyped_columns_ = has_untyped_columns_ || is_untyped(i);
    const auto [it, added] = by_name_.try_emplace(c.name, i);
    if (!added) it->second = kAmbiguous;
    for (const ElementPtr& object : c.objects) by_object_.try_emplace(object->identity(), i);
  }
  // A key that is not the column's name is a second name, unless a column has that as its first.
  for (std::size_t i = 0; i < columns_.size(); ++i)
    if (!columns_[i].key.empty()) by_name_.try_emplace(columns_[i].key, i);
}

ResultMeta::~ResultMeta() = default;

bool ResultMeta::is_untyped(std::size_t i) const noexcept {
  return columns_[i].type->kind() == TypeKind::null_type;
}

std::vector<std::string> ResultMeta::keys() const {
  std::vector<std::string> out;
  out.reserve(columns_.size());
  for (const Column& c : columns_) out.push_back(c.name);
  return out;
}

std::size_t ResultMeta::find(std::string_view name) const noexcept {
  const auto it = by_name_.find(name);
  return it == by_name_.end() ? kMissing : it->second;
}

std::size_t ResultMeta::index_of(std::string_view name) const {
  const std::size_t at = find(name);
  if (at == kMissing) {
    const std::vector<std::string> names = keys();
    throw NoSuchColumnError(str_cat("Could not locate column in row for column ", quoted(name),
                                    did_you_mean(name, names), "; the row has ",
                                    join(names, ", ", [](const auto& n) { return quoted(n); })));
  }
  if (at == kAmbiguous) {
    throw AmbiguousColumnError(
        str_cat("Ambiguous column name ", quoted(name),
                " in result set column descriptions; ask by place, "
                "by the column object, or give the columns different labels"));
  }
  return at;
}

void ResultMeta::throw_no_such_place(std::size_t index) const {
  throw NoSuchColumnError(
      str_cat("the row has ", columns_.size(), " columns; there is none at index ", index));
}

std::size_t ResultMeta::index_of(const SqlExpression& column) const {
  return index_of(*column.node());
}

std::size_t ResultMeta::index_of(const ClauseElement& column) const {
  const auto it = by_object_.find(column.identity());
  if (it != by_object_.end()) return it->second;
  // The cached statement may be another one of the same form: its labels are found by name.
  if (column.kind() == ElementKind::column) {
    return index_of(std::string_view(as<ColumnClause>(column).name().text()));
  }
  if (column.kind() == ElementKind::label) {
    const Name name = as<Label>(column).name();
    if (!name.is_anonymous()) return index_of(std::string_view(name.text()));
  }
  throw NoSuchColumnError(str_cat("the row has no column for ", to_string(column)));
}

Ptr<const ResultMeta> ResultMeta::select(std::span<const std::size_t> indexes) const {
  std::vector<Column> out;
  out.reserve(indexes.size());
  for (const std::size_t i : indexes) out.push_back(columns_[i]);
  return make_ptr<const ResultMeta>(std::move(out));
}

}  // namespace cupel
