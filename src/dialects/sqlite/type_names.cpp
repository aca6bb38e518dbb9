#include <array>
#include <charconv>
#include <optional>
#include <vector>

#include "cupel/types/types.hpp"
#include "cupel/util/str_cat.hpp"

#include "dialects/sqlite/dialect.hpp"

namespace cupel::sqlite {

namespace {

/// The numbers in parentheses behind a type's name: at most two.
std::vector<std::uint32_t> arguments_of(std::string_view declaration) {
  std::vector<std::uint32_t> out;
  const std::size_t open = declaration.find('(');
  if (open == std::string_view::npos) return out;
  const char* p = declaration.data() + open + 1;
  const char* const end = declaration.data() + declaration.size();
  while (p < end && out.size() < 2) {
    std::uint32_t n = 0;
    const auto [next, ec] = std::from_chars(p, end, n);
    if (ec == std::errc()) {
      out.push_back(n);
      p = next;
    } else {
      ++p;
    }
  }
  return out;
}

template <class T>
TypePtr with_length(const std::vector<std::uint32_t>& a, std::string_view collation) {
  return make_ptr<T>(a.empty() ? std::nullopt : std::optional(static_cast<int>(a[0])), collation);
}

template <class T>
TypePtr with_precision(const std::vector<std::uint32_t>& a) {
  if (a.empty()) return make_ptr<T>();
  if (a.size() == 1) return make_ptr<T>(a[0]);
  return make_ptr<T>(a[0], a[1]);
}

}  // namespace

TypePtr type_from_declaration(std::string_view declaration, std::string_view collation) {
  const std::string upper = to_upper(declaration);
  std::string name = upper.substr(0, upper.find('('));
  while (!name.empty() && name.back() == ' ') name.pop_back();
  const auto args = arguments_of(upper);
  if (name == "INTEGER" || name == "INT") return make_ptr<INTEGER>();
  if (name == "BIGINT") return make_ptr<BIGINT>();
  if (name == "SMALLINT") return make_ptr<SMALLINT>();
  if (name == "BOOLEAN" || name == "BOOL") return make_ptr<BOOLEAN>();
  if (name == "VARCHAR") return with_length<VARCHAR>(args, collation);
  if (name == "NVARCHAR") return with_length<NVARCHAR>(args, collation);
  if (name == "CHAR") return with_length<CHAR>(args, collation);
  if (name == "TEXT") return make_ptr<TEXT>(std::nullopt, collation);
  if (name == "BLOB") return make_ptr<BLOB>();
  if (name == "DATE" || name == "DATE_CHAR") return make_ptr<DATE>();
  if (name == "TIME" || name == "TIME_CHAR") return make_ptr<TIME>();
  if (name == "DATETIME" || name == "DATETIME_CHAR") return make_ptr<DATETIME>();
  if (name == "TIMESTAMP") return make_ptr<TIMESTAMP>();
  if (name == "FLOAT") return make_ptr<FLOAT>();
  if (name == "REAL") return make_ptr<REAL>();
  if (name == "DOUBLE") return make_ptr<DOUBLE>();
  if (name == "DOUBLE_PRECISION") return make_ptr<DOUBLE_PRECISION>();
  if (name == "NUMERIC") return with_precision<NUMERIC>(args);
  if (name == "DECIMAL") return with_precision<DECIMAL>(args);
  if (name == "JSON") return make_ptr<JSON>();
  const auto has = [&](std::string_view part) { return name.find(part) != std::string::npos; };
  if (has("INT")) return make_ptr<INTEGER>();
  if (has("CHAR") || has("CLOB") || has("TEXT")) return make_ptr<TEXT>(std::nullopt, collation);
  if (has("BLOB") || name.empty()) return make_ptr<NullType>();
  if (has("REAL") || has("FLOA") || has("DOUB")) return make_ptr<REAL>();
  return make_ptr<NUMERIC>();
}

}  // namespace cupel::sqlite
