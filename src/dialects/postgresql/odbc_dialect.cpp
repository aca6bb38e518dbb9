#include "dialects/postgresql/odbc_dialect.hpp"

#include "cupel/dialect/registry.hpp"

#include "dialect/odbc_arguments.hpp"
#include "dialects/postgresql/dialect.hpp"

// PostgreSQL through psqlodbc, of which nothing but its name and its switches is known here.
namespace cupel::postgresql {

namespace {

/// The catalogue's questions are written with numbered places, which one value may fill several
/// times; ODBC has question marks in the order of the text.
class QuestionMarks final : public DialectConnection {
 public:
  explicit QuestionMarks(DialectConnection& connection) noexcept : connection_(connection) {}

  void query(std::string_view sql, std::span<const Value> parameters,
             FunctionRef<void(std::span<const Cell>)> row) override {
    std::string text;
    std::vector<Value> in_order;
    for (std::size_t i = 0; i < sql.size(); ++i) {
      const std::size_t number = sql[i] == '$' && i + 1 < sql.size()
                                     ? static_cast<std::size_t>(sql[i + 1] - '0')
                                     : std::string_view::npos;
      if (number == 0 || number > parameters.size()) {
        text += sql[i];
        continue;
      }
      text += '?';
      in_order.push_back(parameters[number - 1]);
      ++i;
    }
    connection_.query(text, in_order, row);
  }

 private:
  DialectConnection& connection_;
};

class PostgresqlOdbcDialect final : public PostgresqlDialect {
 public:
  PostgresqlOdbcDialect()
      : PostgresqlDialect(BindTyping::render_all_casts), driver_(find_driver("odbc")) {
    traits_.paramstyle = ParamStyle::qmark;
  }

  const dbapi::Driver* driver() const noexcept override { return &driver_; }

  dbapi::ConnectArgs create_connect_args(const URL& url) const override {
    dbapi::ConnectArgs out = odbc_arguments(url, {.driver = "PostgreSQL Unicode"});
    const auto usually = [&](const char* name, const char* value) {
      if (!out.find(name)) out.set(name, value);
    };
    if (out.find("odbc_connect")) return out;
    // An error ends the transaction as it does everywhere on PostgreSQL; psqlodbc would otherwise
    // set a savepoint before each statement.
    usually("Protocol", "7.4-0");
    usually("BoolsAsChar", "0");
    usually("ByteaAsLongVarBinary", "1");
    usually("cupel_numbers_as_text", "1");
    return out;
  }

  // The driver hands out texts and numbers, whatever the column's type.
  TypePtr type_of_result(const dbapi::Statement&, std::size_t) const override { return nullptr; }
  std::string array_insert(const Compiled&) const override { return {}; }
  std::string array_change(const Compiled&) const override { return {}; }
  // COPY has no place in ODBC.
  std::string load_command(const Compiled&, dbapi::Connection&) const override { return {}; }

  bool has_sequence(DialectConnection& connection, std::string_view name,
                    std::string_view schema) const override {
    QuestionMarks asked(connection);
    return PostgresqlDialect::has_sequence(asked, name, schema);
  }
  bool has_type(DialectConnection& connection, std::string_view name,
                std::string_view schema) const override {
    QuestionMarks asked(connection);
    return PostgresqlDialect::has_type(asked, name, schema);
  }
  std::vector<std::string> get_relation_names(DialectConnection& connection,
                                              std::string_view schema, ObjectKind kind,
                                              ObjectScope scope) const override {
    QuestionMarks asked(connection);
    return PostgresqlDialect::get_relation_names(asked, schema, kind, scope);
  }
  std::vector<std::string> get_sequence_names(DialectConnection& connection,
                                              std::string_view schema) const override {
    QuestionMarks asked(connection);
    return PostgresqlDialect::get_sequence_names(asked, schema);
  }
  std::optional<std::string> get_view_definition(DialectConnection& connection,
                                                 std::string_view view,
                                                 std::string_view schema) const override {
    QuestionMarks asked(connection);
    return PostgresqlDialect::get_view_definition(asked, view, schema);
  }
  std::vector<ReflectedEnum> get_enums(DialectConnection& connection,
                                       std::string_view schema) const override {
    QuestionMarks asked(connection);
    return PostgresqlDialect::get_enums(asked, schema);
  }
  std::vector<ReflectedDomain> get_domains(DialectConnection& connection,
                                           std::string_view schema) const override {
    QuestionMarks asked(connection);
    return PostgresqlDialect::get_domains(asked, schema);
  }
  std::vector<ReflectedTable> reflect_tables(DialectConnection& connection,
                                             const ReflectionRequest& request) const override {
    QuestionMarks asked(connection);
    return PostgresqlDialect::reflect_tables(asked, request);
  }

 private:
  const dbapi::Driver& driver_;
};

}  // namespace

std::unique_ptr<Dialect> make_odbc_dialect() {
  return std::make_unique<PostgresqlOdbcDialect>();
}

}  // namespace cupel::postgresql
