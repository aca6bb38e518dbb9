#include "testing/suite/round_trip.hpp"

#include <algorithm>

#include "cupel/sql/compiler/type_compiler.hpp"

namespace cupel::testing {

namespace {

std::string describe(const OptionScalar& v) {
  if (const bool* b = std::get_if<bool>(&v)) return *b ? "true" : "false";
  if (const std::int64_t* i = std::get_if<std::int64_t>(&v)) return str_cat(*i);
  return std::get<std::string>(v);
}

std::string describe(const DialectOptions& options) {
  std::vector<std::string> out;
  for (const DialectArgument& o : options) {
    std::string value = "?";
    if (o.value.boolean()) value = *o.value.boolean() ? "true" : "false";
    if (o.value.integer()) value = str_cat(*o.value.integer());
    if (o.value.text()) value = *o.value.text();
    if (o.value.names()) value = shown(*o.value.names());
    if (o.value.map()) {
      value = join(*o.value.map(), ",", [](const auto& item) {
        return str_cat(item.first, "=", describe(item.second));
      });
    }
    out.push_back(str_cat(" ", o.key, "=", value));
  }
  std::sort(out.begin(), out.end());
  return join(out, "", [](const std::string& o) { return o; });
}

std::string describe(const ReflectedConstraint& c) {
  return str_cat(c.name, " ", shown(c.columns), " ", c.sqltext, " deferrable ", shown(c.deferrable),
                 c.initially, " comment ", shown(c.comment), describe(c.dialect_options));
}

std::string describe(const ReflectedColumn& c, const Dialect& dialect) {
  std::string out =
      str_cat("column ", c.name, " ", dialect.type_compiler().process(*c.type),
              c.nullable ? "" : " NOT NULL", " default ", shown(c.default_), " autoincrement ",
              shown(c.autoincrement), " comment ", shown(c.comment), describe(c.dialect_options));
  if (c.computed)
    str_append(out, " as ", c.computed->sqltext, " stored ", shown(c.computed->persisted));
  if (c.identity) {
    str_append(out, " identity ", c.identity->always ? "always" : "by default", " ",
               shown(c.identity->start), " ", shown(c.identity->increment), " ",
               shown(c.identity->minvalue), " ", shown(c.identity->maxvalue), " ",
               shown(c.identity->cycle), " ", shown(c.identity->cache));
  }
  return out;
}

/// All that the catalogue says of the suite's tables, a line for each item.
std::vector<std::string> describe_all(Engine& engine) {
  std::vector<std::string> out;
  for (const ReflectedTable& t : inspect(engine).get_multi_tables()) {
    if (!t.name.starts_with("suite_")) continue;
    const auto add = [&](const std::string& line) { out.push_back(str_cat(t.name, ": ", line)); };
    add(str_cat("comment ", shown(t.comment), describe(t.options)));
    for (const ReflectedColumn& c : t.columns) add(describe(c, engine.dialect()));
    add(str_cat("primary key ", describe(t.primary_key)));
    std::vector<std::string> rest;
    for (const ReflectedForeignKey& k : t.foreign_keys) {
      rest.push_back(str_cat("foreign key ", k.name, " ", shown(k.constrained_columns), " to ",
                             k.referred_schema, ".", k.referred_table, shown(k.referred_columns),
                             " ", k.ondelete, "/", k.onupdate, "/", shown(k.deferrable),
                             k.initially, "/", k.match, " comment ", shown(k.comment),
                             describe(k.dialect_options)));
    }
    for (const ReflectedConstraint& c : t.unique_constraints)
      rest.push_back(str_cat("unique ", describe(c), " of index ", c.duplicates_index));
    for (const ReflectedConstraint& c : t.check_constraints)
      rest.push_back(str_cat("check ", describe(c)));
    for (const ReflectedIndex& i : t.indexes) {
      std::string line = str_cat("index ", i.name, i.unique ? " unique" : "", " ");
      for (const auto& c : i.columns) str_append(line, c.value_or("(expression)"), ",");
      str_append(line, shown(i.expressions));
      for (const auto& [column, words] : i.column_sorting)
        str_append(line, " ", column, shown(words));
      str_append(line, " of constraint ", i.duplicates_constraint, describe(i.dialect_options));
      rest.push_back(std::move(line));
    }
    std::sort(rest.begin(), rest.end());
    for (const std::string& line : rest) add(line);
  }
  return out;
}

}  // namespace

void round_trip(SuiteContext& suite, MetaData& declared) {
  declared.create_all(suite.engine);
  const auto first = describe_all(suite.engine);
  MetaData read;
  read.reflect(suite.engine,
               {.filter = [](std::string_view name) { return name.starts_with("suite_"); }});
  declared.drop_all(suite.engine);
  expect_equal(describe_all(suite.engine), std::vector<std::string>{}, "the emptied database");
  read.create_all(suite.engine);
  const auto second = describe_all(suite.engine);
  expect_equal(second.size(), first.size(), str_cat("items, of ", shown(first)));
  for (std::size_t i = 0; i < first.size(); ++i) expect_equal(second[i], first[i], "an item");
  read.drop_all(suite.engine);
}

}  // namespace cupel::testing
