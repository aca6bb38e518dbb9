#pragma once

#include <cstdint>
#include <string>

namespace cupel {

/// How a driver wants the places of bind parameters to be written.
enum class ParamStyle : std::uint8_t {
  named,           ///< `:name`
  qmark,           ///< `?`
  format,          ///< `%s`
  pyformat,        ///< `%(name)s`
  numeric,         ///< `:1`, `:2`
  numeric_dollar,  ///< `$1`, `$2`
};

/// True for the styles whose parameters are sent by place: all but named and pyformat.
[[nodiscard]] constexpr bool is_positional(ParamStyle style) noexcept {
  return style != ParamStyle::named && style != ParamStyle::pyformat;
}

/// True for `:1` and `$1`: one parameter may stand at several places.
[[nodiscard]] constexpr bool is_numeric(ParamStyle style) noexcept {
  return style == ParamStyle::numeric || style == ParamStyle::numeric_dollar;
}

/// Whether the type of a bind parameter is written beside it (`$1::INTEGER`).
enum class BindTyping : std::uint8_t {
  none,
  render_casts,      ///< for the types that a database may take for another: text, integers, dates
  render_all_casts,  ///< for every type
};

/// How a dialect obtains the identifiers that a program may use without quotes.
enum class NameCase : std::uint8_t {
  lower,  ///< unquoted names fold to lower case, or keep the case they were written in
  upper,  ///< unquoted names fold to upper case; the program sees them in lower case (Oracle)
};

/// What the compilers need to know of a database: capabilities, limits and quoting rules.
///
/// A plain value: a dialect fills one in when it is made, and may refine it once the version of the
/// server is known. What differs in the form of a clause rather than in a yes or no is a virtual
/// method of the compiler instead. The initial values are those of the default dialect.
///
/// Thread safety: as any plain value; a dialect in use does not change its traits.
struct CompilerTraits {
  std::string name = "default";
  /// major * 10000 + minor * 100 + patch; 0: not known, what is current is assumed.
  std::uint32_t server_version = 0;

  // Parameters.
  ParamStyle paramstyle = ParamStyle::named;
  BindTyping bind_typing = BindTyping::none;
  /// Most parameters one statement may have; 0: no limit known.
  std::uint32_t max_parameters = 0;

  // Names. Lengths in bytes; 0 means: as max_identifier_length.
  std::uint32_t max_identifier_length = 9999;
  std::uint32_t max_index_name_length = 0;
  std::uint32_t max_constraint_name_length = 0;
  std::uint32_t label_length = 0;
  NameCase name_case = NameCase::lower;
  char initial_quote = '"';
  char final_quote = '"';
  /// Schema that names without a schema live in; empty: unknown.
  std::string default_schema;

  // Types with a form of their own on the server.
  bool supports_native_boolean = false;
  bool supports_native_enum = false;
  bool supports_native_uuid = false;
  bool supports_native_decimal = false;
  bool supports_native_json = false;

  // Expressions.
  bool supports_simple_order_by_label = true;
  bool supports_is_distinct_from = true;
  bool supports_tuple_in = true;
  bool supports_tuple_comparison = true;
  /// IN of tuples takes `(VALUES (..), (..))` instead of `((..), (..))`.
  bool tuple_in_values = false;
  /// `/` between integers is integer division.
  bool div_is_floordiv = true;
  bool supports_for_update_of = false;
  /// WITH stands behind INSERT INTO t instead of before INSERT.
  bool cte_follows_insert = false;

  // INSERT, UPDATE, DELETE.
  bool supports_default_values = false;      ///< INSERT INTO t DEFAULT VALUES
  bool supports_empty_insert = true;         ///< INSERT INTO t () VALUES ()
  bool supports_default_metavalue = false;   ///< DEFAULT as a value
  bool supports_multivalues_insert = false;  ///< VALUES (..), (..)
  bool insert_returning = false;
  bool update_returning = false;
  bool delete_returning = false;
  bool update_returning_multifrom = false;
  bool delete_returning_multifrom = false;
  /// Without being told to, an INSERT of one row asks for its primary key with RETURNING.
  bool implicit_returning = false;
  /// RETURNING is used even where the driver could tell the last row id.
  bool favor_returning_over_lastrowid = false;
  bool postfetch_lastrowid = true;
  bool insert_executemany_returning = false;
  bool insert_executemany_returning_sort_by_parameter_order = false;
  bool update_executemany_returning = false;
  bool delete_executemany_returning = false;
  bool use_insertmanyvalues = false;
  /// A NULL sent for the autoincrement column still draws a key (SQLite, MySQL).
  bool insert_null_pk_still_autoincrements = false;

  // Schema.
  bool supports_sequences = false;
  bool sequences_optional = false;
  bool preexecute_autoincrement_sequences = false;
  bool supports_identity_columns = false;
  bool supports_schemas = true;
  bool supports_alter = true;
  bool supports_comments = false;
  bool inline_comments = false;
  bool supports_constraint_comments = false;
};

}  // namespace cupel
