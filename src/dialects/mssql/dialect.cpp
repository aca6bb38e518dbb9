#include "dialects/mssql/dialect.hpp"

#include "cupel/dialect/registry.hpp"
#include "cupel/sql/compiler/identifier_preparer.hpp"
#include "cupel/types/literal_context.hpp"
#include "cupel/types/types.hpp"
#include "cupel/util/str_cat.hpp"

#include "dialect/json_access.hpp"
#include "dialects/mssql/compiler.hpp"
#include "dialects/mssql/ddl_compiler.hpp"
#include "dialects/mssql/odbc_dialect.hpp"

namespace cupel::mssql {

MssqlDialect::MssqlDialect(const DialectConfig& config, ParamStyle paramstyle)
    : config_(config), type_compiler_(*this) {
  if (config.server_version) server_version_ = *config.server_version;
  traits_.name = "mssql";
  traits_.paramstyle = paramstyle;
  traits_.max_parameters = 2099;
  traits_.max_identifier_length = 128;
  traits_.initial_quote = '[';
  traits_.final_quote = ']';
  traits_.default_schema = config.default_schema;
  traits_.supports_native_uuid = true;
  traits_.supports_default_values = true;
  traits_.supports_empty_insert = false;
  traits_.supports_multivalues_insert = !config.server_version || is_at_least(10);
  traits_.insert_returning = true;
  traits_.update_returning = true;
  traits_.delete_returning = true;
  traits_.update_returning_multifrom = true;
  traits_.delete_returning_multifrom = true;
  traits_.implicit_returning = true;
  traits_.favor_returning_over_lastrowid = true;
  traits_.insert_executemany_returning = true;
  traits_.insert_executemany_returning_sort_by_parameter_order = true;
  traits_.use_insertmanyvalues = true;
  traits_.supports_sequences = true;
  traits_.sequences_optional = true;
  traits_.supports_comments = true;
  preparer_ = std::make_unique<MssqlPreparer>(traits_);
}

std::unique_ptr<SqlCompiler> MssqlDialect::sql_compiler(const CompileOptions& options) const {
  return std::make_unique<MssqlCompiler>(*this, options);
}

std::unique_ptr<DdlCompiler> MssqlDialect::ddl_compiler(const CompileOptions& options) const {
  return std::make_unique<MssqlDdlCompiler>(*this, options);
}

namespace {

/// UNIQUEIDENTIFIER that the program holds as text: a literal keeps its dashes.
class TextUuid final : public TypeOf<TextUuid, Uuid, TypeKind::uuid> {
 public:
  explicit TextUuid(const Uuid& type)
      : TypeOf(UuidOptions{.as_uuid = type.as_uuid(), .native_uuid = type.native_uuid()}) {}
  std::string_view python_name() const noexcept override { return "Uuid"; }
  std::string render_literal(const Value& value, const LiteralContext& context) const override {
    const auto parsed =
        value.kind() == ValueKind::text ? UuidValue::parse(value.text()) : std::nullopt;
    return parsed ? context.uuid(*parsed, native_uuid()) : Uuid::render_literal(value, context);
  }
};

/// A point in time with a zone: goes as the text that DATETIMEOFFSET is read from.
class OffsetDateTime final : public TypeOf<OffsetDateTime, DateTime, TypeKind::date_time> {
 public:
  OffsetDateTime() : TypeOf(TimezoneOption{.timezone = true}) {}
  std::string_view python_name() const noexcept override { return "DateTime"; }
  bool converts_values() const noexcept override { return true; }
  Value bind_value(const Value& value) const override {
    if (value.kind() != ValueKind::datetime_tz) return value;
    return Value(to_string(drop_zone(value.datetime_tz()), Fraction::always) + " +00:00");
  }
  const TypeEngine& storage() const noexcept override {
    static const TypePtr text = make_ptr<String>();
    return *text;
  }
};

}  // namespace

TypePtr MssqlDialect::adapt_type(const TypePtr& type) const {
  static const TypePtr offset = make_ptr<OffsetDateTime>();
  if (type->kind() == TypeKind::date_time && static_cast<const DateTime&>(*type).timezone()) {
    return offset;
  }
  if (type->kind() == TypeKind::uuid && !static_cast<const Uuid&>(*type).as_uuid()) {
    return make_ptr<TextUuid>(static_cast<const Uuid&>(*type));
  }
  return json_path_text_type(type);
}

// ---- transactions -------------------------------------------------------------------------------

namespace {

constexpr std::string_view kLevels[] = {"SERIALIZABLE",    "READ UNCOMMITTED", "READ COMMITTED",
                                        "REPEATABLE READ", "SNAPSHOT",         "AUTOCOMMIT"};

}  // namespace

std::string MssqlDialect::savepoint_sql(std::string_view name) const {
  return str_cat("SAVE TRANSACTION ", identifier_preparer().format_savepoint(name));
}

std::string MssqlDialect::rollback_to_savepoint_sql(std::string_view name) const {
  return str_cat("ROLLBACK TRANSACTION ", identifier_preparer().format_savepoint(name));
}

void MssqlDialect::do_release_savepoint(dbapi::Connection&, std::string_view) const {}

std::span<const std::string_view> MssqlDialect::isolation_levels() const noexcept {
  return kLevels;
}

std::string MssqlDialect::get_isolation_level(dbapi::Connection& connection) const {
  dbapi::StatementLease s = connection.prepare(
      "SELECT CASE transaction_isolation_level WHEN 1 THEN 'READ UNCOMMITTED'"
      " WHEN 2 THEN 'READ COMMITTED' WHEN 3 THEN 'REPEATABLE READ' WHEN 4 THEN 'SERIALIZABLE'"
      " WHEN 5 THEN 'SNAPSHOT' END FROM sys.dm_exec_sessions WHERE session_id = @@SPID");
  s->execute({});
  Cell level;
  return s->column_count() == 1 && s->fetch(&level) && level.kind == CellKind::text
             ? std::string(level.view())
             : std::string();
}

void MssqlDialect::set_isolation_level(dbapi::Connection& connection,
                                       std::string_view level) const {
  if (level == "AUTOCOMMIT") return;  // the engine begins no transaction then
  connection.run(str_cat("SET TRANSACTION ISOLATION LEVEL ", level));
}

const Dialect& dialect() {
  static const MssqlDialect the_dialect;
  return the_dialect;
}

std::unique_ptr<Dialect> make_dialect(const DialectConfig& config) {
  return std::make_unique<MssqlDialect>(config);
}

namespace {

struct Registration {
  Registration() {
    register_dialect("mssql", [] { return std::make_unique<MssqlDialect>(); });
    for (const char* driver : {"mssql.odbc", "mssql.pyodbc"})
      register_dialect(driver, [] { return make_odbc_dialect(); });
  }
};
const Registration registration;

}  // namespace
}  // namespace cupel::mssql

/// What the build makes the linker ask for, so that the registration above is part of the program.
extern "C" int cupel_dialect_mssql;
int cupel_dialect_mssql = 1;
