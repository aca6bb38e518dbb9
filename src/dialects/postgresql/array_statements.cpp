#include <cctype>

#include "cupel/util/str_cat.hpp"

#include "dialects/postgresql/dialect.hpp"
#include "dialects/postgresql/type_compiler.hpp"

// Statements for any number of rows: each parameter is the array of its values.
namespace cupel::postgresql {

namespace {

/// What stands in the text for each parameter (`$1::INTEGER`), and the types of the elements.
struct Places {
  std::vector<std::string> texts;
  std::vector<std::string> types;
};

/// Nothing where a parameter's type is not known, or is an array: unnest() would take that apart.
std::optional<Places> places_of(const Compiled& compiled, const Dialect& dialect) {
  if (compiled.positions().empty() || compiled.flags().has_expanding) return {};
  Places out;
  for (const std::uint32_t slot : compiled.positions()) {
    const TypePtr& impl = compiled.binds()[slot].impl;
    if (!impl || impl->type_affinity() == TypeAffinity::array) return {};
    const std::string cast =
        bind_cast_text(*impl, dialect.traits().bind_typing, dialect.type_compiler());
    std::string type = cast.empty() ? std::string() : cast.substr(2);
    if (impl->type_affinity() == TypeAffinity::binary) type = "BYTEA";
    if (type.empty()) return {};
    out.texts.push_back(str_cat("$", out.texts.size() + 1, cast));
    out.types.push_back(std::move(type));
  }
  return out;
}

std::string arrays(const Places& places) {
  std::string out = "unnest(";
  for (std::size_t i = 0; i < places.types.size(); ++i) {
    str_append(out, i == 0 ? "$" : ", $", i + 1, "::", places.types[i], "[]");
  }
  return out + ')';
}

std::string names(std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) str_append(out, i == 0 ? "p" : ", p", i);
  return out;
}

/// `text` with the columns of `table` in place of the parameters; nothing when a parameter stands
/// there in a form that is not known.
std::optional<std::string> with_columns(std::string_view text, const Places& places,
                                        std::string_view table) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '$' || i + 1 == text.size() ||
        std::isdigit(static_cast<unsigned char>(text[i + 1])) == 0) {
      out += text[i];
      continue;
    }
    std::size_t number = 0;
    for (std::size_t d = i + 1;
         d < text.size() && std::isdigit(static_cast<unsigned char>(text[d])); ++d) {
      number = number * 10 + static_cast<std::size_t>(text[d] - '0');
    }
    if (number == 0 || number > places.texts.size() ||
        !text.substr(i).starts_with(places.texts[number - 1])) {
      return {};
    }
    str_append(out, table, ".p", number - 1);
    i += places.texts[number - 1].size() - 1;
  }
  return out;
}

}  // namespace

// INSERT INTO t (a) SELECT p0::INTEGER FROM unnest($1::INTEGER[]) WITH ORDINALITY
// AS imp_sen(p0, sen_counter) ORDER BY sen_counter: SQLAlchemy's form of many VALUES, with one text
// whatever their number.
std::string PostgresqlDialect::array_insert(const Compiled& insert) const {
  const CompiledFlags& flags = insert.flags();
  if (!flags.is_insert || flags.multi_values || flags.from_select) return {};
  const auto places = places_of(insert, *this);
  if (!places) return {};
  const std::string& sql = insert.sql();
  const std::string values = str_cat(" VALUES (", join(places->texts, ", "), ")");
  const std::size_t at = sql.find(values);
  if (at == std::string::npos) return {};
  std::string out = sql.substr(0, at) + " SELECT ";
  for (std::size_t i = 0; i < places->types.size(); ++i) {
    str_append(out, i == 0 ? "p" : ", p", i, "::", places->types[i]);
  }
  str_append(out, " FROM ", arrays(*places), " WITH ORDINALITY AS imp_sen(",
             names(places->types.size()), ", sen_counter) ORDER BY sen_counter",
             sql.substr(at + values.size()));
  return out;
}

// UPDATE t SET a=imp_sen.p0 FROM unnest($1::INTEGER[], ..) AS imp_sen(p0, ..) WHERE t.id =
// imp_sen.p1
std::string PostgresqlDialect::array_change(const Compiled& change) const {
  if (!change.flags().is_update && !change.flags().is_delete) return {};
  const auto places = places_of(change, *this);
  if (!places) return {};
  const std::string& sql = change.sql();
  constexpr std::string_view kWhere = " WHERE ";
  const std::size_t where = sql.find(kWhere);
  const std::size_t from = sql.find(" FROM ");
  const bool plain = where != std::string::npos &&
                     sql.find(kWhere, where + 1) == std::string::npos &&
                     sql.find(" USING ") == std::string::npos &&
                     (change.flags().is_update
                          ? from == std::string::npos
                          : from < where && sql.find(" FROM ", from + 1) == std::string::npos);
  if (!plain || sql.find_first_of("'\n") != std::string::npos) return {};
  const auto head = with_columns(std::string_view(sql).substr(0, where), *places, "imp_sen");
  const auto tail = with_columns(std::string_view(sql).substr(where), *places, "imp_sen");
  if (!head || !tail) return {};
  return str_cat(*head, change.flags().is_update ? " FROM " : " USING ", arrays(*places),
                 " AS imp_sen(", names(places->types.size()), ")", *tail);
}

}  // namespace cupel::postgresql
