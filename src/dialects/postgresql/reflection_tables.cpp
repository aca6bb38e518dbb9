#include <algorithm>
#include <map>
#include <utility>

#include "cupel/dialects/postgresql/types.hpp"
#include "cupel/schema/defaults.hpp"
#include "cupel/sql/expression/constructors.hpp"
#include "cupel/util/str_cat.hpp"

#include "dialects/postgresql/catalogue.hpp"
#include "dialects/postgresql/dialect.hpp"
#include "dialects/postgresql/type_names.hpp"

// Tables: one query finds them, one more reads each part of all of them, by their OIDs.
namespace cupel::postgresql {

namespace {

/// The columns of `list`, an array of attribute numbers of `relation`, by name and in order.
std::string names_in_order(std::string_view list, std::string_view relation,
                           std::string_view condition = {}) {
  return str_cat("(SELECT string_agg(a.attname, E'\\x1f' ORDER BY k.place) FROM unnest(", list,
                 ") WITH ORDINALITY AS k(num, place) JOIN pg_catalog.pg_attribute a"
                 " ON a.attrelid = ",
                 relation, " AND a.attnum = k.num", condition, ")");
}

/// Options stored as {name=value,...}.
OptionValue storage_parameters(const Cell& c) {
  OptionValue::Map map;
  for (const std::string& item : names_of(c)) {
    const std::size_t at = item.find('=');
    if (at == std::string::npos) continue;
    map.emplace_back(item.substr(0, at), OptionScalar(item.substr(at + 1)));
  }
  return OptionValue(std::move(map));
}

std::string action(const Cell& c) {
  const std::string code = text_of(c);
  if (code == "c") return "CASCADE";
  if (code == "n") return "SET NULL";
  if (code == "d") return "SET DEFAULT";
  if (code == "r") return "RESTRICT";
  return {};
}

/// The deferrability of a constraint from its two flags.
template <class Constraint>
void set_deferrable(Constraint& constraint, const Cell& deferrable, const Cell& deferred) {
  if (!flag_of(deferrable)) return;
  constraint.deferrable = true;
  if (flag_of(deferred)) constraint.initially = "DEFERRED";
}

std::optional<std::string> text_or_none(const Cell& c) {
  return c.is_null() ? std::nullopt : std::optional(text_of(c));
}

/// One reading: the tables found, and where to put what is read of each.
class Reading {
 public:
  Reading(DialectConnection& connection, const ReflectionRequest& request)
      : connection_(connection), request_(request) {
    const OptionValue* const ignores = request.options.find("postgresql", "ignore_search_path");
    ignores_search_path_ = ignores && ignores->truthy();
  }

  std::vector<ReflectedTable> run() {
    find_tables();
    if (tables_.empty()) return {};
    if (has(request_.parts, TablePart::columns)) read_columns();
    if (has(request_.parts, TablePart::primary_key | TablePart::unique_constraints)) read_keys();
    if (has(request_.parts, TablePart::foreign_keys)) read_foreign_keys();
    if (has(request_.parts, TablePart::check_constraints)) read_checks();
    if (has(request_.parts, TablePart::indexes)) read_indexes();
    return std::move(tables_);
  }

 private:
  void find_tables();
  void read_columns();
  void read_keys();
  void read_foreign_keys();
  void read_checks();
  void read_indexes();

  /// Runs a query whose first column is the table's OID; $1 are the OIDs of all.
  template <class F>
  void ask(std::string_view sql, F&& use) {
    const Value parameter = Value(oids_);
    connection_.query(sql, {&parameter, 1}, [&](CatalogueRow row) {
      use(tables_[place_.at(text_of(row[0]))], row.subspan(1));
    });
  }

  DialectConnection& connection_;
  const ReflectionRequest& request_;
  bool ignores_search_path_ = false;
  std::vector<ReflectedTable> tables_;
  std::map<std::string, std::size_t> place_;  // by OID
  std::string oids_;
};

/// The condition on an OID.
std::string among_ours(std::string_view oid) {
  return str_cat(oid, " = ANY (string_to_array($1::text, ',')::oid[])");
}

void Reading::find_tables() {
  std::string sql = str_cat(
      "SELECT c.oid::text, c.relname, c.relkind::text,"
      " pg_catalog.obj_description(c.oid, 'pg_class'),"
      " array_to_string(c.reloptions, E'\\x1f'),"
      " CASE WHEN am.amname <> 'heap' THEN am.amname END, ts.spcname,"
      " CASE WHEN NOT c.relispartition THEN"
      " (SELECT string_agg(p.relname, E'\\x1f' ORDER BY i.inhseqno)"
      " FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class p ON p.oid = i.inhparent"
      " WHERE i.inhrelid = c.oid) END, pg_catalog.pg_get_partkeydef(c.oid)"
      " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
      " LEFT JOIN pg_catalog.pg_am am ON am.oid = c.relam"
      " LEFT JOIN pg_catalog.pg_tablespace ts ON ts.oid = c.reltablespace"
      " WHERE c.relkind IN (",
      relation_kinds(request_.kind, request_.names.has_value()), ")", persistence(request_.scope),
      " AND", in_schema("pg_catalog.pg_table_is_visible(c.oid)"));
  std::vector<Value> parameters{Value(request_.schema)};
  if (request_.names) {
    sql += " AND c.relname = ANY (string_to_array($2::text, E'\\x1f'))";
    parameters.emplace_back(list_of_names(*request_.names));
  }
  sql += " ORDER BY c.relname";
  connection_.query(sql, parameters, [&](CatalogueRow row) {
    ReflectedTable& t = tables_.emplace_back();
    const std::string oid = text_of(row[0]);
    place_[oid] = tables_.size() - 1;
    if (!oids_.empty()) oids_ += ',';
    oids_ += oid;
    t.schema = request_.schema;
    t.name = text_of(row[1]);
    const std::string kind = text_of(row[2]);
    t.kind = kind == "v"   ? ObjectKind::view
             : kind == "m" ? ObjectKind::materialized_view
                           : ObjectKind::table;
    t.comment = text_or_none(row[3]);
    if (!row[4].is_null()) t.options.set({"postgresql_with", storage_parameters(row[4])});
    if (!row[5].is_null()) t.options.set({"postgresql_using", text_of(row[5])});
    if (!row[6].is_null()) t.options.set({"postgresql_tablespace", text_of(row[6])});
    if (!row[7].is_null()) t.options.set({"postgresql_inherits", names_of(row[7])});
    if (!row[8].is_null()) t.options.set({"postgresql_partition_by", text_of(row[8])});
  });
}

/// The type of a column from what the query tells of it.
struct ColumnType {
  std::string name;    ///< as format_type() writes it
  int dimensions = 0;  ///< of an array
  const Cell* labels = nullptr;
  const Cell* own_name = nullptr;  ///< of an enum or domain
  std::string schema;              ///< of that, where the search path does not find it
  const Cell* base = nullptr;      ///< of a domain
  CatalogueRow domain;             ///< not null, default, collation, name and text of a check
  std::string collation;

  [[nodiscard]] TypePtr make() const {
    const bool is_array = name.ends_with("[]");
    if (!labels->is_null()) {
      TypePtr type = enum_type(text_of(*own_name), schema, labels->view());
      return is_array ? array_of(type, dimensions) : type;
    }
    if (!base->is_null()) {
      DomainOptions options;
      options.schema = schema;
      options.not_null = flag_of(domain[0]);
      if (!domain[1].is_null())
        options.default_ =
            make_ptr<ServerDefault>(ElementPtr(literal_column(domain[1].view()).node()));
      options.collation = text_of(domain[2]);
      if (!domain[3].is_null()) {
        options.constraint_name = text_of(domain[3]);
        options.check = ElementPtr(literal_column(domain[4].view()).node());
      }
      return make_ptr<DOMAIN>(text_of(*own_name), type_from_name(base->view()), std::move(options));
    }
    if (!is_array) return type_from_name(name, collation);
    return array_of(type_from_name(std::string_view(name).substr(0, name.size() - 2), collation),
                    dimensions);
  }
};

void Reading::read_columns() {
  const std::string sql = str_cat(
      "SELECT c.oid::text, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),"
      " a.attnotnull, pg_catalog.pg_get_expr(d.adbin, d.adrelid), a.attgenerated::text,"
      " a.attidentity::text, pg_catalog.col_description(c.oid, a.attnum), a.attndims,"
      // The column's collation where it is not that of its type.
      " CASE WHEN a.attcollation <> t.typcollation THEN co.collname END,"
      // An enum, or the elements of an array of one.
      " (SELECT string_agg(e.enumlabel, E'\\x1f' ORDER BY e.enumsortorder)"
      " FROM pg_catalog.pg_enum e WHERE e.enumtypid = coalesce(et.oid, t.oid)),"
      " CASE WHEN et.typtype = 'e' THEN et.typname WHEN t.typtype IN ('e', 'd') THEN t.typname END,"
      " CASE WHEN pg_catalog.pg_type_is_visible(coalesce(et.oid, t.oid)) THEN '' ELSE tn.nspname"
      " END,"
      // A domain.
      " CASE WHEN t.typtype = 'd' THEN pg_catalog.format_type(t.typbasetype, t.typtypmod) END,"
      " t.typnotnull, t.typdefault,"
      " CASE WHEN t.typcollation <> bt.typcollation THEN dco.collname END,"
      " dcon.conname, pg_catalog.pg_get_expr(dcon.conbin, 0),"
      // The sequence behind an identity column.
      " s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle"
      " FROM pg_catalog.pg_class c"
      " JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0"
      " AND NOT a.attisdropped"
      " JOIN pg_catalog.pg_type t ON t.oid = a.atttypid"
      " LEFT JOIN pg_catalog.pg_type et ON et.oid = t.typelem AND t.typcategory = 'A'"
      " LEFT JOIN pg_catalog.pg_type bt ON bt.oid = t.typbasetype AND t.typtype = 'd'"
      " LEFT JOIN pg_catalog.pg_namespace tn ON tn.oid = coalesce(et.typnamespace, t.typnamespace)"
      " LEFT JOIN pg_catalog.pg_collation co ON co.oid = a.attcollation"
      " LEFT JOIN pg_catalog.pg_collation dco ON dco.oid = t.typcollation"
      " LEFT JOIN LATERAL (SELECT con.conname, con.conbin FROM pg_catalog.pg_constraint con"
      " WHERE con.contypid = t.oid AND con.contype = 'c' ORDER BY con.conname LIMIT 1) dcon"
      " ON t.typtype = 'd'"
      " LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum"
      " LEFT JOIN pg_catalog.pg_depend dep ON a.attidentity <> ''"
      " AND dep.refclassid = 'pg_catalog.pg_class'::regclass AND dep.refobjid = c.oid"
      " AND dep.refobjsubid = a.attnum AND dep.deptype = 'i'"
      " AND dep.classid = 'pg_catalog.pg_class'::regclass"
      " LEFT JOIN pg_catalog.pg_sequence s ON s.seqrelid = dep.objid"
      " WHERE ",
      among_ours("c.oid"), " ORDER BY c.oid, a.attnum");
  ask(sql, [](ReflectedTable& table, CatalogueRow row) {
    ReflectedColumn& c = table.columns.emplace_back();
    c.name = text_of(row[0]);
    const ColumnType type{.name = text_of(row[1]),
                          .dimensions = number_of(row[7]),
                          .labels = &row[9],
                          .own_name = &row[10],
                          .schema = text_of(row[11]),
                          .base = &row[12],
                          .domain = row.subspan(13, 5),
                          .collation = text_of(row[8])};
    c.type = type.make();
    c.nullable = !flag_of(row[2]);
    c.comment = text_or_none(row[6]);
    c.autoincrement = false;
    if (!text_of(row[4]).empty()) {
      c.computed = ReflectedComputed{text_of(row[3]), text_of(row[4]) == "s"};
    } else if (!text_of(row[5]).empty()) {
      c.autoincrement = true;
      c.identity = IdentityConfig{.always = text_of(row[5]) == "a",
                                  .start = row[18].integer,
                                  .increment = row[19].integer,
                                  .minvalue = row[20].integer,
                                  .maxvalue = row[21].integer,
                                  .cycle = flag_of(row[23]),
                                  .cache = row[22].integer};
    } else if (!row[3].is_null()) {
      c.default_ = text_of(row[3]);
      c.autoincrement =
          c.default_->starts_with("nextval(") && c.type->type_affinity() == TypeAffinity::integer;
    }
  });
}

void Reading::read_keys() {
  const std::string sql =
      str_cat("SELECT con.conrelid::text, con.contype::text, con.conname, ",
              names_in_order("con.conkey", "con.conrelid"),
              ", con.condeferrable, con.condeferred,"
              " pg_catalog.obj_description(con.oid, 'pg_constraint'), ",
              // Attributes behind those of the key are its INCLUDE.
              names_in_order("i.indkey::int2[]", "con.conrelid", " AND k.place > i.indnkeyatts"),
              ", coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false)"
              " FROM pg_catalog.pg_constraint con"
              " LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = con.conindid"
              " WHERE con.contype IN ('p', 'u') AND ",
              among_ours("con.conrelid"), " ORDER BY con.conname");
  ask(sql, [&](ReflectedTable& table, CatalogueRow row) {
    ReflectedConstraint c;
    c.name = text_of(row[1]);
    c.columns = names_of(row[2]);
    set_deferrable(c, row[3], row[4]);
    c.comment = text_or_none(row[5]);
    if (!row[6].is_null()) c.dialect_options.set({"postgresql_include", names_of(row[6])});
    if (flag_of(row[7])) c.dialect_options.set({"postgresql_nulls_not_distinct", true});
    if (text_of(row[0]) == "p") {
      if (has(request_.parts, TablePart::primary_key)) table.primary_key = std::move(c);
    } else if (has(request_.parts, TablePart::unique_constraints)) {
      table.unique_constraints.push_back(std::move(c));
    }
  });
}

void Reading::read_foreign_keys() {
  // As pg_get_constraintdef() the schema is left out where the search path finds the table; one
  // that was asked for by name stays.
  const std::string sql = str_cat(
      "SELECT con.conrelid::text, con.conname, ", names_in_order("con.conkey", "con.conrelid"),
      ", CASE WHEN pg_catalog.pg_table_is_visible(fc.oid) THEN '' ELSE fn.nspname END,"
      " fn.nspname, fc.relname, ",
      names_in_order("con.confkey", "con.confrelid"),
      ", con.confdeltype::text, con.confupdtype::text, con.confmatchtype::text, con.condeferrable,"
      " con.condeferred, pg_catalog.obj_description(con.oid, 'pg_constraint'), con.convalidated,"
      " (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY k.place)"
      " FROM jsonb_array_elements_text(coalesce(nullif(to_jsonb(con) -> 'confdelsetcols', 'null'),"
      " '[]')) WITH ORDINALITY AS k(num, place)"
      " JOIN pg_catalog.pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k.num::int2),"
      " fn.nspname = current_schema()"
      " FROM pg_catalog.pg_constraint con"
      " JOIN pg_catalog.pg_class fc ON fc.oid = con.confrelid"
      " JOIN pg_catalog.pg_namespace fn ON fn.oid = fc.relnamespace"
      " WHERE con.contype = 'f' AND con.conparentid = 0 AND ",
      among_ours("con.conrelid"), " ORDER BY con.conname");
  ask(sql, [&](ReflectedTable& table, CatalogueRow row) {
    ReflectedForeignKey& fk = table.foreign_keys.emplace_back();
    fk.name = text_of(row[0]);
    fk.constrained_columns = names_of(row[1]);
    const std::string schema = text_of(row[3]);
    if (ignores_search_path_) {
      fk.referred_schema = flag_of(row[14]) ? request_.schema : schema;
    } else {
      fk.referred_schema = schema == request_.schema ? request_.schema : text_of(row[2]);
    }
    fk.referred_table = text_of(row[4]);
    fk.referred_columns = names_of(row[5]);
    fk.ondelete = action(row[6]);
    if (!row[13].is_null()) str_append(fk.ondelete, " (", text_of(row[13]), ")");
    fk.onupdate = action(row[7]);
    if (text_of(row[8]) == "f") fk.match = "FULL";
    set_deferrable(fk, row[9], row[10]);
    fk.comment = text_or_none(row[11]);
    if (!flag_of(row[12])) fk.dialect_options.set({"postgresql_not_valid", true});
  });
}

void Reading::read_checks() {
  const std::string sql = str_cat(
      "SELECT con.conrelid::text, con.conname, pg_catalog.pg_get_expr(con.conbin, con.conrelid,"
      " true), con.convalidated, pg_catalog.obj_description(con.oid, 'pg_constraint')"
      " FROM pg_catalog.pg_constraint con WHERE con.contype = 'c' AND ",
      among_ours("con.conrelid"), " ORDER BY con.conname");
  ask(sql, [](ReflectedTable& table, CatalogueRow row) {
    ReflectedConstraint& c = table.check_constraints.emplace_back();
    c.name = text_of(row[0]);
    c.sqltext = text_of(row[1]);
    if (!flag_of(row[2])) c.dialect_options.set({"postgresql_not_valid", true});
    c.comment = text_or_none(row[3]);
  });
}

void Reading::read_indexes() {
  // An index that carries a primary key is the constraint's affair. A row for each column: those
  // behind indnkeyatts are the index's INCLUDE.
  const std::string sql = str_cat(
      "SELECT i.indrelid::text, ic.relname, k.place <= i.indnkeyatts, a.attname,"
      " pg_catalog.pg_get_indexdef(i.indexrelid, k.place::int, true),"
      " i.indoption[k.place - 1],"
      " CASE WHEN NOT oc.opcdefault THEN oc.opcname END, i.indisunique,"
      " CASE WHEN am.amname <> 'btree' THEN am.amname END,"
      " array_to_string(ic.reloptions, E'\\x1f'),"
      " pg_catalog.pg_get_expr(i.indpred, i.indrelid, true),"
      " coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false), con.conname,"
      " ts.spcname"
      " FROM pg_catalog.pg_index i"
      " JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid"
      " JOIN pg_catalog.pg_am am ON am.oid = ic.relam"
      " CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(num, place)"
      " LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.num"
      " AND k.num <> 0"
      " LEFT JOIN pg_catalog.pg_opclass oc ON k.place <= i.indnkeyatts"
      " AND oc.oid = i.indclass[k.place - 1]"
      " LEFT JOIN pg_catalog.pg_constraint con ON con.conindid = i.indexrelid"
      " AND con.conrelid = i.indrelid AND con.contype IN ('u', 'x')"
      " LEFT JOIN pg_catalog.pg_tablespace ts ON ts.oid = ic.reltablespace"
      " WHERE NOT i.indisprimary AND ",
      among_ours("i.indrelid"), " ORDER BY ic.relname, k.place");
  ask(sql, [](ReflectedTable& table, CatalogueRow row) {
    std::string name = text_of(row[0]);
    if (table.indexes.empty() || table.indexes.back().name != name) {
      ReflectedIndex& index = table.indexes.emplace_back();
      index.name = std::move(name);
      index.unique = flag_of(row[6]);
      if (!row[7].is_null()) index.dialect_options.set({"postgresql_using", text_of(row[7])});
      if (!row[8].is_null())
        index.dialect_options.set({"postgresql_with", storage_parameters(row[8])});
      if (!row[9].is_null()) index.dialect_options.set({"postgresql_where", text_of(row[9])});
      if (flag_of(row[10])) index.dialect_options.set({"postgresql_nulls_not_distinct", true});
      index.duplicates_constraint = text_of(row[11]);
      if (!row[12].is_null())
        index.dialect_options.set({"postgresql_tablespace", text_of(row[12])});
    }
    ReflectedIndex& index = table.indexes.back();
    const auto add_name = [&](std::string_view option, std::string column) {
      const OptionValue* known = index.dialect_options.find("postgresql", option);
      std::vector<std::string> all = known ? *known->names() : std::vector<std::string>();
      all.push_back(std::move(column));
      index.dialect_options.set({str_cat("postgresql_", option), std::move(all)});
    };
    if (!flag_of(row[1])) return add_name("include", text_of(row[2]));
    index.expressions.push_back(text_of(row[3]));
    if (row[2].is_null()) {
      index.columns.emplace_back(std::nullopt);
      return;
    }
    const std::string column = text_of(row[2]);
    index.columns.emplace_back(column);
    const int option = number_of(row[4]);
    const bool descending = (option & 1) != 0;
    const bool nulls_first = (option & 2) != 0;
    std::vector<std::string> sorting;
    if (descending) sorting.emplace_back("desc");
    if (nulls_first != descending) sorting.emplace_back(nulls_first ? "nulls_first" : "nulls_last");
    if (!sorting.empty()) index.column_sorting.emplace_back(column, std::move(sorting));
    if (!row[5].is_null()) {
      const OptionValue* known = index.dialect_options.find("postgresql", "ops");
      OptionValue::Map map = known ? *known->map() : OptionValue::Map();
      map.emplace_back(column, OptionScalar(text_of(row[5])));
      index.dialect_options.set({"postgresql_ops", OptionValue(std::move(map))});
    }
  });
  for (ReflectedTable& table : tables_) {
    for (ReflectedIndex& index : table.indexes) {
      const bool plain = std::all_of(index.columns.begin(), index.columns.end(),
                                     [](const auto& c) { return c.has_value(); });
      if (plain) index.expressions.clear();
    }
  }
}

}  // namespace

std::vector<ReflectedTable> PostgresqlDialect::reflect_tables(
    DialectConnection& connection, const ReflectionRequest& request) const {
  return Reading(connection, request).run();
}

}  // namespace cupel::postgresql
