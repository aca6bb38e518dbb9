#include "dialects/mysql/type_names.hpp"

#include <charconv>
#include <optional>
#include <utility>
#include <vector>

#include "cupel/dialects/mysql/types.hpp"
#include "cupel/types/types.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel::mysql {

namespace {

/// A declaration taken apart.
struct Declaration {
  std::string name;                 ///< in lower case
  std::vector<int> numbers;         ///< between the parentheses
  std::vector<std::string> labels;  ///< the same, of ENUM and SET
  std::string rest;                 ///< behind them, in lower case
  std::string charset, collation;

  [[nodiscard]] std::optional<int> first() const {
    return numbers.empty() ? std::nullopt : std::optional(numbers[0]);
  }
  [[nodiscard]] std::optional<int> second() const {
    return numbers.size() < 2 ? std::nullopt : std::optional(numbers[1]);
  }
  [[nodiscard]] bool has(std::string_view word) const {
    return rest.find(word) != std::string::npos;
  }
  [[nodiscard]] IntegerOptions integer() const {
    return {.display_width = first(), .unsigned_ = has("unsigned"), .zerofill = has("zerofill")};
  }
  [[nodiscard]] NumberOptions number(bool asdecimal) const {
    return {.unsigned_ = has("unsigned"), .zerofill = has("zerofill"), .asdecimal = asdecimal};
  }
  [[nodiscard]] TextOptions text() const { return {.charset = charset, .collation = collation}; }
};

/// Reads the labels from the quote at `at` on; returns where they end.
std::size_t read_labels(std::string_view text, std::size_t at, std::vector<std::string>& labels) {
  while (at < text.size() && text[at] == '\'') {
    std::string label;
    for (++at; at < text.size(); ++at) {
      if (text[at] != '\'') {
        label += text[at];
      } else if (at + 1 < text.size() && text[at + 1] == '\'') {
        label += text[at++];
      } else {
        break;
      }
    }
    labels.push_back(std::move(label));
    ++at;
    if (at < text.size() && text[at] == ',') ++at;
  }
  return at;
}

Declaration parse(std::string_view text) {
  Declaration out;
  const std::size_t end = text.find_first_of("( ");
  out.name = to_lower(text.substr(0, end));
  if (end == std::string_view::npos) return out;
  std::size_t at = end;
  if (text[at] == '(') {
    ++at;
    if (at < text.size() && text[at] == '\'') {
      at = read_labels(text, at, out.labels);
    } else {
      while (at < text.size() && text[at] != ')') {
        int number = 0;
        const auto [next, ec] =
            std::from_chars(text.data() + at, text.data() + text.size(), number);
        if (ec != std::errc()) break;
        out.numbers.push_back(number);
        at = static_cast<std::size_t>(next - text.data());
        if (at < text.size() && text[at] == ',') ++at;
      }
    }
    at = text.find(')', at);
    if (at == std::string_view::npos) return out;
    ++at;
  }
  out.rest = to_lower(text.substr(at));
  return out;
}

using Make = TypePtr (*)(const Declaration&);

template <class T>
TypePtr word(const Declaration&) {
  return make_ptr<T>();
}
template <class T>
TypePtr integer(const Declaration& d) {
  return make_ptr<T>(d.integer());
}
template <class T>
TypePtr exact(const Declaration& d) {
  return make_ptr<T>(d.first(), d.second(), d.number(true));
}
template <class T>
TypePtr binary_number(const Declaration& d) {
  return make_ptr<T>(d.first(), d.second(), d.number(!std::is_same_v<T, FLOAT>));
}
template <class T>
TypePtr text_of_length(const Declaration& d) {
  return make_ptr<T>(d.first(), d.text());
}
template <class T>
TypePtr long_text(const Declaration& d) {
  return make_ptr<T>(d.text());
}
template <class T>
TypePtr with_first(const Declaration& d) {
  return make_ptr<T>(d.first());
}
template <class T>
TypePtr labelled(const Declaration& d) {
  return make_ptr<T>(d.labels, d.text());
}

struct Known {
  std::string_view name;
  Make make;
};

constexpr Known kKnown[] = {
    {"bigint", &integer<BIGINT>},
    {"binary", &with_first<BINARY>},
    {"bit", &with_first<BIT>},
    {"blob", &with_first<BLOB>},
    {"char", &text_of_length<CHAR>},
    {"date", &word<cupel::DATE>},
    {"datetime", &with_first<DATETIME>},
    {"decimal", &exact<DECIMAL>},
    {"double", &binary_number<DOUBLE>},
    {"enum", &labelled<ENUM>},
    {"float", &binary_number<FLOAT>},
    {"inet4", &word<mariadb::INET4>},
    {"inet6", &word<mariadb::INET6>},
    {"int", &integer<INTEGER>},
    {"integer", &integer<INTEGER>},
    {"json", &word<cupel::JSON>},
    {"longblob", &word<LONGBLOB>},
    {"longtext", &long_text<LONGTEXT>},
    {"mediumblob", &word<MEDIUMBLOB>},
    {"mediumint", &integer<MEDIUMINT>},
    {"mediumtext", &long_text<MEDIUMTEXT>},
    {"nchar", &text_of_length<NCHAR>},
    {"numeric", &exact<NUMERIC>},
    {"nvarchar", &text_of_length<NVARCHAR>},
    {"real", &binary_number<REAL>},
    {"set", &labelled<SET>},
    {"smallint", &integer<SMALLINT>},
    {"text", &text_of_length<TEXT>},
    {"time", &with_first<TIME>},
    {"timestamp", &with_first<TIMESTAMP>},
    {"tinyblob", &word<TINYBLOB>},
    {"tinyint", &integer<TINYINT>},
    {"tinytext", &long_text<TINYTEXT>},
    {"uuid", &word<cupel::UUID>},
    {"varbinary", &with_first<VARBINARY>},
    {"varchar", &text_of_length<VARCHAR>},
    {"year", &with_first<YEAR>},
};

}  // namespace

TypePtr type_from_declaration(std::string_view declaration, std::string charset,
                              std::string collation) {
  Declaration parsed = parse(declaration);
  parsed.charset = std::move(charset);
  parsed.collation = std::move(collation);
  for (const Known& known : kKnown)
    if (known.name == parsed.name) return known.make(parsed);
  return make_ptr<NullType>();
}

}  // namespace cupel::mysql
