#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <cupel/schema/constraint.hpp>
#include <cupel/schema/defaults.hpp>
#include <cupel/schema/dialect_options.hpp>
#include <cupel/schema/foreign_key.hpp>
#include <cupel/schema/sequence.hpp>
#include <cupel/types/type_engine.hpp>
#include <cupel/util/info_map.hpp>

namespace cupel {

/// Whether the database draws the values of a key column.
enum class Autoincrement : std::uint8_t {
  auto_,  ///< yes for a lone integer primary key without foreign key and default
  yes,    ///< yes, whatever else is in the primary key
  no,
  ignore_fk,  ///< as auto_, also with a foreign key
};

/// What the options of one column add up to: Column is made of it, and a mapper fills one from the
/// template arguments of a `Mapped` member. A plain value.
struct ColumnSpec {
  std::string name = {};
  std::string key = {};                 ///< empty: the name
  TypePtr type = {};                    ///< null: that of the column referred to, or unknown
  std::optional<std::uint32_t> length;  ///< of String, Text, LargeBinary
  bool primary_key = false;
  std::optional<bool> nullable = {};  ///< default: not when it is a primary key
  std::optional<bool> unique = {};
  std::optional<bool> index = {};
  Autoincrement autoincrement = Autoincrement::auto_;
  std::optional<bool> quote = {};
  bool system = false;                ///< a column that the database brings along: no DDL
  bool insert_sentinel = false;       ///< its values tell the rows of a batch of INSERTs apart
  bool omit_from_statements = false;  ///< left out where a table stands for all its columns
  std::optional<std::string> comment = {};
  std::string doc = {};
  Ptr<const ColumnDefault> default_ = {};
  Ptr<const ColumnDefault> onupdate = {};
  Ptr<const ServerDefault> server_default = {};
  Ptr<const ServerDefault> server_onupdate = {};
  std::vector<ForeignKey> foreign_keys = {};
  std::vector<CheckConstraint> checks = {};
  std::optional<Identity> identity = {};
  std::optional<Computed> computed = {};
  DialectOptions dialect = {};
  InfoMap info = {};  ///< of the user; copies of the column take it along
};

// What Column's constructor and a mapper call for each argument. A type of one's own becomes a
// column option by an overload of apply_column_option(ColumnSpec&, const T&) in its namespace.
void apply_column_option(ColumnSpec& spec, const TypeArg& type);
void apply_column_option(ColumnSpec& spec, const ForeignKey& key);
void apply_column_option(ColumnSpec& spec, const CheckConstraint& check);
void apply_column_option(ColumnSpec& spec, const Sequence& sequence);
void apply_column_option(ColumnSpec& spec, const Identity& identity);
void apply_column_option(ColumnSpec& spec, const Computed& computed);
void apply_column_option(ColumnSpec& spec, const FetchedValue& fetched);
void apply_column_option(ColumnSpec& spec, const DialectArgument& option);

}  // namespace cupel
