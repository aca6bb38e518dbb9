#include "dialects/sqlite/compiler.hpp"

#include "cupel/error/errors.hpp"
#include "cupel/sql/compiler/merge_form.hpp"
#include "cupel/sql/expression/upsert.hpp"
#include "cupel/types/type_engine.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel::sqlite {

CompilerTraits compiler_traits() {
  CompilerTraits traits;
  traits.name = "sqlite";
  traits.paramstyle = ParamStyle::qmark;
  traits.max_parameters = 32766;
  traits.tuple_in_values = true;
  traits.supports_default_values = true;
  traits.supports_empty_insert = false;
  traits.supports_default_metavalue = true;  // written as NULL
  traits.supports_multivalues_insert = true;
  traits.insert_returning = true;
  traits.update_returning = true;
  traits.delete_returning = true;
  traits.insert_executemany_returning = true;
  traits.use_insertmanyvalues = true;
  traits.insert_null_pk_still_autoincrements = true;
  traits.supports_alter = false;
  return traits;
}

// --- operators
// -------------------------------------------------------------------------------------

// Division of integers is integer division here; adding 0.0 makes it a real one.
void SqliteCompiler::visit_truediv_binary(const BinaryExpression& e, const RenderScope& scope) {
  render(*e.left(), scope);
  out() << " / (";
  render(*e.right(), scope);
  out() << " + 0.0)";
}

void SqliteCompiler::visit_is_distinct_from_binary(const BinaryExpression& e,
                                                   const RenderScope& scope) {
  render_binary(e, e.op() == Operator::is_distinct_from ? " IS NOT " : " IS ", scope.with_binds());
}

void SqliteCompiler::visit_regexp_match_binary(const BinaryExpression& e,
                                               const RenderScope& scope) {
  render_binary(e, e.op() == Operator::regexp_match ? " REGEXP " : " NOT REGEXP ", scope);
}

// There is no XOR: a ^ b is (a | b) - (a & b).
void SqliteCompiler::visit_bitwise_xor_binary(const BinaryExpression& e, const RenderScope& scope) {
  out() << "((";
  render_binary(e, " | ", scope);
  out() << ") - (";
  render_binary(e, " & ", scope);
  out() << "))";
}

void SqliteCompiler::visit_json_getitem_binary(const BinaryExpression& e,
                                               const RenderScope& scope) {
  const bool json = e.type()->type_affinity() == TypeAffinity::json;
  out() << (json ? "JSON_QUOTE(JSON_EXTRACT(" : "CAST(JSON_EXTRACT(");
  render(*e.left(), scope);
  out() << ", ";
  render(*e.right(), scope);
  out() << ')';
  if (!json) out() << " AS " << type_text(*e.type());
  out() << ')';
}

void SqliteCompiler::visit_json_path_getitem_binary(const BinaryExpression& e,
                                                    const RenderScope& scope) {
  visit_json_getitem_binary(e, scope);
}

// --- functions
// -------------------------------------------------------------------------------------

namespace {

struct ExtractFormat {
  std::string_view field;
  std::string_view format;
};

constexpr ExtractFormat kExtractFormats[] = {
    {"month", "%m"},
    {"day", "%d"},
    {"year", "%Y"},
    {"second", "%S"},
    {"hour", "%H"},
    {"doy", "%j"},
    {"minute", "%M"},
    {"epoch", "%s"},
    {"dow", "%w"},
    {"week", "%W"},
    // What strftime() has no letter for goes to it by name, as SQLAlchemy does.
    {"quarter", "quarter"},
    {"milliseconds", "milliseconds"},
    {"microseconds", "microseconds"},
    {"timezone_hour", "timezone_hour"},
    {"timezone_minute", "timezone_minute"},
};

}  // namespace

void SqliteCompiler::visit_extract(const Extract& e, const RenderScope& outer) {
  RenderScope scope = outer;
  scope.result = nullptr;
  for (const ExtractFormat& known : kExtractFormats) {
    if (known.field != e.field()) continue;
    out() << "CAST(STRFTIME('";
    append_literal_sql(known.format);
    out() << "', ";
    render(*e.element(), scope);
    out() << ") AS INTEGER)";
    return;
  }
  throw CompileError(str_cat(quoted(e.field()),
                             " is not a valid extract argument; SQLite knows "
                             "year, month, day, hour, minute, second, epoch, doy, dow, week"));
}

bool SqliteCompiler::render_special_function(const Function& e, const RenderScope& scope) {
  switch (e.known()) {
    case KnownFunction::now:
      out() << "CURRENT_TIMESTAMP";
      return true;
    case KnownFunction::localtimestamp:
      out() << "DATETIME(CURRENT_TIMESTAMP, 'localtime')";
      return true;
    case KnownFunction::char_length:
      out() << "length";
      render_arguments(e, scope.with_binds());
      return true;
    default:
      return false;
  }
}

void SqliteCompiler::visit_aggregate_strings_function(const Function& e, const RenderScope& scope) {
  render_aggregate_strings("group_concat", e, scope);
}

// --- empty lists
// -----------------------------------------------------------------------------------

std::string SqliteCompiler::empty_set_text(std::span<const TypePtr> types, Operator) {
  return empty_set_expression(types);
}

std::string SqliteCompiler::empty_set_expression(std::span<const TypePtr> types) {
  std::string ones = "1";
  for (std::size_t i = 1; i < types.size(); ++i) ones += ", 1";
  return str_cat("SELECT ", ones, " FROM (SELECT ", ones, ") WHERE 1!=1");
}

// --- clauses
// ---------------------------------------------------------------------------------------

void SqliteCompiler::append_limit(const RowLimit& limit, const RenderScope& scope) {
  const auto constant = [this](std::int64_t value, const RenderScope& where) {
    render(keep(make_ptr<BindParameter>("param", Value(value), type_from_value(Value(value)))),
           where);
  };
  out() << "\n LIMIT ";
  if (limit.limit) {
    render(*limit.limit, scope);
  } else {
    constant(-1, scope.with_binds());
  }
  out() << " OFFSET ";
  if (limit.offset) {
    render(*limit.offset, scope);
  } else {
    constant(0, scope);
  }
}

void SqliteCompiler::visit_extension(const ClauseElement& e, const RenderScope& scope) {
  if (e.construct_name() == OnConflictClause::kName) {
    return render_on_conflict(static_cast<const OnConflictClause&>(e), true, scope);
  }
  SqlCompiler::visit_extension(e, scope);
}

void SqliteCompiler::visit_upsert(const UpsertClause& e, const RenderScope& scope) {
  render_upsert_as_on_conflict(e, scope);
}

// NULL for the key draws one.
bool SqliteCompiler::sentinel_form(SentinelForm& form) const {
  form.default_value = "NULL";
  return false;
}

// SQLite locks the whole file; there is nothing to say.
void SqliteCompiler::append_for_update(const ForUpdateArg&, const RenderScope&) {}

void SqliteCompiler::append_returning(const DmlBase& e, const ColumnList& columns, bool populate,
                                      const RenderScope& outer) {
  RenderScope scope = outer;
  scope.include_table = false;
  SqlCompiler::append_returning(e, columns, populate, scope);
}

void SqliteCompiler::append_update_from(const UpdateState&, const FromList& extra_froms,
                                        const RenderScope& scope) {
  append_from_keyword(" FROM ", extra_froms, scope);
}

}  // namespace cupel::sqlite
