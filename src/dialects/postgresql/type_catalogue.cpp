#include "dialects/postgresql/type_catalogue.hpp"

#include <charconv>

#include "cupel/util/str_cat.hpp"

#include "dialects/postgresql/connection.hpp"
#include "dialects/postgresql/wire_format.hpp"

namespace cupel::postgresql {

namespace {

oid::Oid number(const PGresult* result, int row, int column) {
  const char* text = PQgetvalue(result, row, column);
  oid::Oid out = 0;
  std::from_chars(text, text + PQgetlength(result, row, column), out);
  return out;
}

}  // namespace

// Asks for a type with those it is made of: the bases of a domain, the element of an array.
void PgConnection::load_types(const std::vector<oid::Oid>& wanted) {
  const std::string sql = str_cat(
      "WITH RECURSIVE met(oid, typname, typtype, typelem, typbasetype, typcategory) AS ("
      "SELECT oid, typname, typtype, typelem, typbasetype, typcategory FROM pg_catalog.pg_type "
      "WHERE oid IN (",
      join(wanted, ", ", [](oid::Oid o) { return str_cat(o); }),
      ") UNION "
      "SELECT t.oid, t.typname, t.typtype, t.typelem, t.typbasetype, t.typcategory "
      "FROM met m JOIN pg_catalog.pg_type t ON t.oid = CASE WHEN m.typtype = 'd' THEN "
      "m.typbasetype "
      "ELSE m.typelem END WHERE m.typtype = 'd' OR m.typcategory = 'A') "
      "SELECT oid, pg_catalog.format_type(oid, NULL), typname, typtype, typelem, typbasetype, "
      "typcategory FROM met");
  Command command(*this);
  check_sent(PQsendQueryParams(pq_, sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0));
  const ResultPtr result = finish_command(command);
  struct Row {
    oid::Oid type;
    oid::Oid base;
  };
  std::vector<Row> domains;
  for (int i = 0; i < PQntuples(result.get()); ++i) {
    const oid::Oid type = number(result.get(), i, 0);
    TypeCatalogue::Entry entry;
    entry.name = PQgetvalue(result.get(), i, 1);
    const std::string_view name = PQgetvalue(result.get(), i, 2);
    const char kind = *PQgetvalue(result.get(), i, 3);
    if (kind == 'e' || name == "citext") {
      entry.wire = oid::text;
    } else if (kind == 'd') {
      domains.push_back({type, number(result.get(), i, 5)});
    } else if (*PQgetvalue(result.get(), i, 6) == 'A') {
      entry.element = number(result.get(), i, 4);
    } else if (binary_reader(type)) {
      entry.wire = type;
    }
    types_->entries.insert_or_assign(type, std::move(entry));
  }
  for (const Row& domain : domains) {
    oid::Oid base = domain.base;
    for (const Row& inner : domains)
      if (inner.type == base) base = inner.base;
    TypeCatalogue::Entry& entry = types_->entries[domain.type];
    const auto known = types_->entries.find(base);
    if (known != types_->entries.end()) {
      entry.wire = known->second.wire;
      entry.element = known->second.element;
    }
  }
  // What is not there (dropped meanwhile) is not asked for again.
  for (const oid::Oid type : wanted) types_->entries.try_emplace(type);
}

oid::Oid PgConnection::wire_type(oid::Oid type) {
  if (type < oid::first_of_users) return type;
  auto found = types_->entries.find(type);
  if (found == types_->entries.end()) {
    load_types({type});
    found = types_->entries.find(type);
  }
  return found->second.wire != 0 ? found->second.wire : type;
}

oid::Oid PgConnection::array_element(oid::Oid type) {
  if (type < oid::first_of_users) return element_type(type);
  (void)wire_type(type);
  return types_->entries[type].element;
}

std::string PgConnection::type_name_of(oid::Oid type) {
  if (const std::string_view known = type_name(type); !known.empty()) return std::string(known);
  (void)wire_type(type);
  const auto found = types_->entries.find(type);
  return found == types_->entries.end() ? std::string() : found->second.name;
}

}  // namespace cupel::postgresql
