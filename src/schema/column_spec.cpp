#include "cupel/schema/column_spec.hpp"

#include "cupel/error/core_errors.hpp"
#include "cupel/schema/options.hpp"
#include "cupel/schema/sequence.hpp"
#include "cupel/sql/expression/expr.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {

void apply_column_option(ColumnSpec& spec, const TypeArg& type) {
  spec.type = type.get();
}
void apply_column_option(ColumnSpec& spec, const ForeignKey& key) {
  spec.foreign_keys.push_back(key);
}
void apply_column_option(ColumnSpec& spec, const CheckConstraint& check) {
  spec.checks.push_back(check);
}
void apply_column_option(ColumnSpec& spec, const Sequence& sequence) {
  spec.default_ = make_ptr<ColumnDefault>(sequence);
}
void apply_column_option(ColumnSpec& spec, const Identity& identity) {
  spec.identity = identity;
}
void apply_column_option(ColumnSpec& spec, const Computed& computed) {
  spec.computed = computed;
}
void apply_column_option(ColumnSpec& spec, const FetchedValue& fetched) {
  (fetched.for_update ? spec.server_onupdate : spec.server_default) = make_ptr<ServerDefault>();
}
void apply_column_option(ColumnSpec& spec, const DialectArgument& option) {
  spec.dialect.set(option);
}

namespace detail {

void set_primary_key(ColumnSpec& spec) {
  spec.primary_key = true;
}
void set_nullable(ColumnSpec& spec, bool value) {
  spec.nullable = value;
}
void set_unique(ColumnSpec& spec) {
  spec.unique = true;
}
void set_index(ColumnSpec& spec) {
  spec.index = true;
}
void set_length(ColumnSpec& spec, std::uint32_t length) {
  spec.length = length;
}
void set_name(ColumnSpec& spec, std::string_view name) {
  spec.name = name;
}
void set_key(ColumnSpec& spec, std::string_view key) {
  spec.key = key;
}
void set_type(ColumnSpec& spec, TypePtr type) {
  spec.type = std::move(type);
}
void set_comment(ColumnSpec& spec, std::string_view text) {
  spec.comment = std::string(text);
}
void set_doc(ColumnSpec& spec, std::string_view text) {
  spec.doc = text;
}
void set_quote(ColumnSpec& spec, bool value) {
  spec.quote = value;
}
void set_insert_sentinel(ColumnSpec& spec) {
  spec.insert_sentinel = true;
}
void set_system(ColumnSpec& spec) {
  spec.system = true;
}
void set_autoincrement(ColumnSpec& spec, bool value) {
  spec.autoincrement = value ? Autoincrement::yes : Autoincrement::no;
}
void set_autoincrement(ColumnSpec& spec, std::string_view value) {
  if (value == "auto") {
    spec.autoincrement = Autoincrement::auto_;
  } else if (value == "ignore_fk") {
    spec.autoincrement = Autoincrement::ignore_fk;
  } else {
    throw ArgumentError(str_cat("autoincrement(\"", value, "\") of column ", quoted(spec.name),
                                ": the words are \"auto\" and \"ignore_fk\"; or give a bool"));
  }
}
void set_default(ColumnSpec& spec, Ptr<const ColumnDefault> value) {
  spec.default_ = std::move(value);
}
void set_onupdate(ColumnSpec& spec, Ptr<const ColumnDefault> value) {
  spec.onupdate = std::move(value);
}
void set_server_default(ColumnSpec& spec, Ptr<const ServerDefault> value) {
  spec.server_default = std::move(value);
}
void set_server_onupdate(ColumnSpec& spec, Ptr<const ServerDefault> value) {
  spec.server_onupdate = std::move(value);
}
void set_server_default(ColumnSpec& spec, std::string_view text) {
  spec.server_default = make_ptr<ServerDefault>(std::string(text));
}

void add_foreign_key(ColumnSpec& spec, std::string_view target, const ForeignKeyTexts& texts) {
  ForeignKeyOptions options;
  options.ondelete = texts.ondelete;
  options.onupdate = texts.onupdate;
  if (!texts.name.empty()) options.name = texts.name;
  options.use_alter = texts.use_alter;
  spec.foreign_keys.emplace_back(target, std::move(options));
}

Ptr<const ColumnDefault> sql_default(const SqlExpression& sql) {
  return make_ptr<ColumnDefault>(ElementPtr(sql.node()));
}
Ptr<const ColumnDefault> sequence_default(const Sequence& sequence) {
  return make_ptr<ColumnDefault>(sequence);
}

Ptr<const ServerDefault> sql_server_default(const SqlExpression& sql) {
  return make_ptr<ServerDefault>(ElementPtr(sql.node()));
}

}  // namespace detail
}  // namespace cupel
