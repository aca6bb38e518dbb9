#include <algorithm>

#include "cupel/error/errors.hpp"
#include "cupel/sql/compiler/merge_form.hpp"
#include "cupel/util/str_cat.hpp"

#include "sql/compiler/compiler_state.hpp"
#include "sql/compiler/crud.hpp"

// How the rows that an INSERT of many rows gives back are told apart.

namespace cupel {

namespace {

bool is_monotonic(const SchemaColumn& column) {
  return column.default_() != nullptr
             ? column.default_()->is_monotonic()
             : column.server_default() != nullptr && column.server_default()->is_monotonic();
}

}  // namespace

bool SqlCompiler::sentinel_form(SentinelForm&) const {
  return false;
}

// The flag is asked for before and told afterwards: by then it says what the statement said.
void CrudBuilder::ask_for_sentinels(SqlCompiler& compiler) {
  compiler.state_->parts.insert_many_values.sort_by_parameter_order = true;
}

std::vector<const ColumnClause*> CrudBuilder::sentinel_candidates(bool& implicit) const {
  implicit = false;
  if (schema_table_ == nullptr) return {};
  const SchemaColumn* marked = nullptr;
  for (const SchemaColumn* column : schema_table_->schema_columns()) {
    if (column->is_insert_sentinel()) marked = column;
  }
  if (const SchemaColumn* column = marked != nullptr ? marked : autoincrement_) {
    const bool given =
        std::any_of(plan_.items.begin(), plan_.items.end(), [column](const CrudItem& i) {
          return i.target == column && i.source != CrudItem::Source::metavalue &&
                 i.source != CrudItem::Source::expression;
        });
    if (given) return {column};
    if (drawn_in_order(*column)) {
      implicit = true;
      return {column};
    }
    if (marked == nullptr) return {};
    throw InvalidRequestError(
        str_cat("Column ", quoted(marked->display_name()),
                " can't be explicitly marked as a sentinel column when using the ", traits_.name,
                " dialect: what makes its values does not tell the order of the rows; take "
                "sentinel_column away, or give the column a default of the program"));
  }
  // A key that the program gives tells every row apart, and one that a monotonic function makes.
  std::vector<const ColumnClause*> keys;
  for (const SchemaColumn* column : schema_table_->schema_columns()) {
    if (!column->primary_key()) continue;
    const bool given =
        std::any_of(plan_.items.begin(), plan_.items.end(), [column](const CrudItem& i) {
          return i.target == column && i.source != CrudItem::Source::expression;
        });
    const bool monotonic = is_monotonic(*column);
    if (column->has_server_default() && !monotonic) return {};
    if (!given && !monotonic) return {};
    implicit = implicit || !given;
    keys.push_back(column);
  }
  return keys;
}

// Whether the database draws the values of `column` in the order of the rows.
bool CrudBuilder::drawn_in_order(const SchemaColumn& column) const {
  SentinelForm form;
  (void)compiler_.sentinel_form(form);
  if (column.identity() != nullptr) return form.identity;
  if (is_monotonic(column)) return form.monotonic;
  if (const ColumnDefault* default_ = column.default_()) {
    return default_->is_sequence() && form.sequence;
  }
  return &column == autoincrement_ && !column.has_server_default() && form.autoincrement;
}

bool CrudBuilder::numbers_rows(const SchemaColumn& column) noexcept {
  return column.is_insert_sentinel() && column.default_() == nullptr && column.nullable() &&
         !column.has_server_default();
}

bool CrudBuilder::has_default_value() const {
  if (traits_.supports_default_metavalue) return true;
  SentinelForm form;
  (void)compiler_.sentinel_form(form);
  return in_batches_ && form.default_value != SentinelForm().default_value;
}

void CrudBuilder::choose_sentinels() {
  if (!wants_sentinels_) return;
  bool implicit = false;
  plan_.sentinels = sentinel_candidates(implicit);
  SentinelForm form;
  (void)compiler_.sentinel_form(form);
  plan_.select_in_order =
      implicit && form.from_select && !plan_.default_metavalue_only && !plan_.items.empty();
  compiler_.state_->parts.insert_many_values.sentinel_columns = plan_.sentinels;
}

std::string CrudBuilder::select_from_values(const SqlCompiler& compiler, const CrudPlan& plan) {
  SentinelForm form;
  (void)compiler.sentinel_form(form);
  const CompilerContext& context = compiler.context();
  std::string text = " SELECT ";
  for (std::size_t i = 0; i < plan.items.size(); ++i) {
    str_append(text, i == 0 ? "p" : ", p", i);
    if (form.cast == nullptr) continue;
    text += form.cast(*context.type_impl(*plan.items[i].target->type()), context.type_compiler());
  }
  return text + " FROM (VALUES ";
}

}  // namespace cupel
