#include "dialects/oracle/type_names.hpp"

#include <charconv>
#include <map>
#include <string_view>

#include "cupel/dialects/oracle/types.hpp"
#include "cupel/types/types.hpp"

namespace cupel::oracle {

namespace {

using Make = TypePtr (*)(const CatalogueType&);

template <class T>
TypePtr plain(const CatalogueType&) {
  return make_ptr<T>();
}

template <class T>
TypePtr characters(const CatalogueType& t) {
  return make_ptr<T>(t.characters);
}

TypePtr number(const CatalogueType& t) {
  // INTEGER is NUMBER(*, 0).
  if (!t.precision && t.scale == 0) return make_ptr<cupel::INTEGER>();
  return make_ptr<NUMBER>(t.precision, t.scale);
}

TypePtr float_type(const CatalogueType& t) {
  // FLOAT alone has 126 binary digits.
  constexpr int kFull = 126;
  if (!t.precision || *t.precision == kFull) return make_ptr<oracle::FLOAT>();
  return make_ptr<oracle::FLOAT>(FloatOptions{.binary_precision = t.precision});
}

TypePtr raw(const CatalogueType& t) {
  return make_ptr<RAW>(t.bytes);
}

const std::map<std::string_view, Make>& types() {
  static const std::map<std::string_view, Make> all = {
      {"BFILE", &plain<BFILE>},
      {"BINARY_DOUBLE", &plain<BINARY_DOUBLE>},
      {"BINARY_FLOAT", &plain<BINARY_FLOAT>},
      {"BLOB", &plain<cupel::BLOB>},
      {"BOOLEAN", &plain<cupel::BOOLEAN>},
      {"CHAR", &characters<cupel::CHAR>},
      {"CLOB", &plain<cupel::CLOB>},
      {"DATE", &plain<oracle::DATE>},
      {"FLOAT", &float_type},
      {"JSON", &plain<oracle::JSON>},
      {"LONG", &plain<LONG>},
      {"NCHAR", &characters<cupel::NCHAR>},
      {"NCLOB", &plain<NCLOB>},
      {"NUMBER", &number},
      {"NVARCHAR2", &characters<cupel::NVARCHAR>},
      {"RAW", &raw},
      {"ROWID", &plain<ROWID>},
      {"VARCHAR2", &characters<VARCHAR2>},
  };
  return all;
}

/// The number in the `at`th parentheses (from 0) of "INTERVAL DAY(2) TO SECOND(6)".
std::optional<int> number_in(std::string_view name, int at) {
  std::size_t open = name.find('(');
  for (; at > 0 && open != std::string_view::npos; --at) open = name.find('(', open + 1);
  if (open == std::string_view::npos) return {};
  int out = 0;
  const char* const begin = name.data() + open + 1;
  return std::from_chars(begin, name.data() + name.size(), out).ec == std::errc()
             ? std::optional(out)
             : std::nullopt;
}

}  // namespace

TypePtr type_from_catalogue(const CatalogueType& type) {
  const std::string_view name = type.name;
  if (const auto found = types().find(name); found != types().end()) return found->second(type);
  if (name.starts_with("TIMESTAMP")) {
    TimestampOptions options;
    options.local_timezone = name.ends_with("WITH LOCAL TIME ZONE");
    options.timezone = !options.local_timezone && name.ends_with("WITH TIME ZONE");
    return make_ptr<oracle::TIMESTAMP>(options);
  }
  if (name.starts_with("INTERVAL DAY")) {
    return make_ptr<INTERVAL>(IntervalTypeOptions{number_in(name, 0), number_in(name, 1)});
  }
  return make_ptr<NullType>();
}

}  // namespace cupel::oracle
