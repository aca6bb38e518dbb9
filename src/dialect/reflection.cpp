#include "cupel/dialect/reflection.hpp"

#include <algorithm>

// Without a catalogue to read there is nothing in it.
namespace cupel {

bool CatalogueReader::has_table(DialectConnection& connection, std::string_view table,
                                std::string_view schema) const {
  return !reflect_tables(connection, {.schema = std::string(schema),
                                      .names = std::vector{std::string(table)},
                                      .kind = ObjectKind::any,
                                      .scope = ObjectScope::any,
                                      .parts = TablePart::none})
              .empty();
}

bool CatalogueReader::has_index(DialectConnection& connection, std::string_view table,
                                std::string_view index, std::string_view schema) const {
  const auto found = reflect_tables(connection, {.schema = std::string(schema),
                                                 .names = std::vector{std::string(table)},
                                                 .kind = ObjectKind::any,
                                                 .scope = ObjectScope::any,
                                                 .parts = TablePart::indexes});
  return std::any_of(found.begin(), found.end(), [&](const ReflectedTable& t) {
    return std::any_of(t.indexes.begin(), t.indexes.end(),
                       [&](const ReflectedIndex& i) { return i.name == index; });
  });
}

bool CatalogueReader::has_sequence(DialectConnection& connection, std::string_view name,
                                   std::string_view schema) const {
  const auto all = get_sequence_names(connection, schema);
  return std::find(all.begin(), all.end(), name) != all.end();
}

bool CatalogueReader::has_type(DialectConnection&, std::string_view, std::string_view) const {
  return false;
}
std::vector<std::string> CatalogueReader::get_schema_names(DialectConnection&) const {
  return {};
}
std::vector<std::string> CatalogueReader::get_relation_names(DialectConnection&, std::string_view,
                                                             ObjectKind, ObjectScope) const {
  return {};
}
std::vector<std::string> CatalogueReader::get_sequence_names(DialectConnection&,
                                                             std::string_view) const {
  return {};
}
std::optional<std::string> CatalogueReader::get_view_definition(DialectConnection&,
                                                                std::string_view,
                                                                std::string_view) const {
  return std::nullopt;
}
std::vector<ReflectedEnum> CatalogueReader::get_enums(DialectConnection&, std::string_view) const {
  return {};
}
std::vector<ReflectedDomain> CatalogueReader::get_domains(DialectConnection&,
                                                          std::string_view) const {
  return {};
}
std::vector<ReflectedTable> CatalogueReader::reflect_tables(DialectConnection&,
                                                            const ReflectionRequest&) const {
  return {};
}

}  // namespace cupel
