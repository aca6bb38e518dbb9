#include <cctype>

#include "cupel/util/str_cat.hpp"

#include "dialects/postgresql/dialect.hpp"
#include "dialects/postgresql/single_insert.hpp"

// Statements for any number of rows: each parameter is the array of its values.
namespace cupel::postgresql {

namespace {

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

/// `INSERT INTO t (a) SELECT p0::INTEGER FROM`
std::string select_from_sent(const SingleInsert& insert) {
  std::string out = str_cat(insert.head, " SELECT ");
  for (std::size_t i = 0; i < insert.places.types.size(); ++i) {
    str_append(out, i == 0 ? "p" : ", p", i, "::", insert.places.types[i]);
  }
  return out + " FROM ";
}

/// `AS imp_sen(p0, sen_counter) ORDER BY sen_counter` and what stood behind the VALUES.
std::string in_sent_order(const SingleInsert& insert) {
  return str_cat(" AS imp_sen(", names(insert.places.types.size()),
                 ", sen_counter) ORDER BY sen_counter", insert.tail);
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
  const auto single = single_insert(insert, *this, false);
  if (!single) return {};
  return str_cat(select_from_sent(*single), arrays(single->places), " WITH ORDINALITY",
                 in_sent_order(*single));
}

// INSERT INTO t (a) SELECT p0::INTEGER[] FROM (VALUES ($1::INTEGER[], 0), ($2::INTEGER[], 1)) AS
// imp_sen(p0, sen_counter) ORDER BY sen_counter: SQLAlchemy's form, for values that no array of
// arrays carries.
std::string PostgresqlDialect::insert_rows(const Compiled& insert, std::size_t rows) const {
  const auto single = single_insert(insert, *this, true);
  if (!single) return {};
  std::string out = select_from_sent(*single) + "(VALUES ";
  std::size_t number = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    out += row == 0 ? "(" : ", (";
    for (const std::string& cast : single->places.casts) {
      str_append(out, place_text(*this, ++number), cast, ", ");
    }
    str_append(out, row, ")");
  }
  return str_cat(out, ")", in_sent_order(*single));
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
