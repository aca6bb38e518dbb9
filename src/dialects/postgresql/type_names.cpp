#include "dialects/postgresql/type_names.hpp"

#include <charconv>
#include <vector>

#include "cupel/dialects/postgresql/types.hpp"
#include "cupel/types/types.hpp"

namespace cupel::postgresql {

namespace {

struct ParsedName {
  std::string base;          ///< without what stands in parentheses
  std::vector<int> numbers;  ///< that
};

ParsedName parse(std::string_view name) {
  ParsedName out;
  const std::size_t open = name.find('(');
  const std::size_t close = name.find(')', open);
  if (open == std::string_view::npos || close == std::string_view::npos) {
    out.base = std::string(name);
    return out;
  }
  out.base = std::string(name.substr(0, open));
  out.base += name.substr(close + 1);
  const char* at = name.data() + open + 1;
  const char* const end = name.data() + close;
  while (at < end) {
    int n = 0;
    const auto [next, ec] = std::from_chars(at, end, n);
    if (ec != std::errc()) break;
    out.numbers.push_back(n);
    at = next + 1;
  }
  return out;
}

template <class T>
TypePtr simple() {
  return make_ptr<T>();
}

struct Simple {
  std::string_view name;
  TypePtr (*make)();
};

constexpr Simple kSimple[] = {
    {"smallint", &simple<SMALLINT>},
    {"integer", &simple<INTEGER>},
    {"bigint", &simple<BIGINT>},
    {"boolean", &simple<BOOLEAN>},
    {"date", &simple<DATE>},
    {"uuid", &simple<UUID>},
    {"real", &simple<REAL>},
    {"double precision", &simple<DOUBLE_PRECISION>},
    {"json", &simple<JSON>},
    {"jsonb", &simple<JSONB>},
    {"bytea", &simple<BYTEA>},
    {"money", &simple<MONEY>},
    {"oid", &simple<OID>},
    {"regclass", &simple<REGCLASS>},
    {"regconfig", &simple<REGCONFIG>},
    {"inet", &simple<INET>},
    {"cidr", &simple<CIDR>},
    {"macaddr", &simple<MACADDR>},
    {"macaddr8", &simple<MACADDR8>},
    {"hstore", &simple<HSTORE>},
    {"citext", &simple<CITEXT>},
    {"tsvector", &simple<TSVECTOR>},
    {"tsquery", &simple<TSQUERY>},
    {"jsonpath", &simple<JSONPATH>},
    {"int4range", &simple<INT4RANGE>},
    {"int8range", &simple<INT8RANGE>},
    {"numrange", &simple<NUMRANGE>},
    {"daterange", &simple<DATERANGE>},
    {"tsrange", &simple<TSRANGE>},
    {"tstzrange", &simple<TSTZRANGE>},
    {"int4multirange", &simple<INT4MULTIRANGE>},
    {"int8multirange", &simple<INT8MULTIRANGE>},
    {"nummultirange", &simple<NUMMULTIRANGE>},
    {"datemultirange", &simple<DATEMULTIRANGE>},
    {"tsmultirange", &simple<TSMULTIRANGE>},
    {"tstzmultirange", &simple<TSTZMULTIRANGE>},
    {"name", &simple<TEXT>},
};

}  // namespace

TypePtr array_of(const TypePtr& item, int dimensions) {
  ArrayOptions options;
  if (dimensions > 1) options.dimensions = dimensions;
  return make_ptr<ARRAY>(item, options);
}

TypePtr enum_type(std::string name, const std::string& schema, std::string_view labels) {
  std::vector<std::string> all;
  while (!labels.empty()) {
    const std::size_t end = labels.find('\x1f');
    all.emplace_back(labels.substr(0, end));
    labels = end == std::string_view::npos ? std::string_view() : labels.substr(end + 1);
  }
  EnumOptions options;
  options.name = std::move(name);
  options.schema = schema;  // it is where it was found
  return make_ptr<Enum>(std::move(all), std::move(options));
}

TypePtr type_from_name(std::string_view name, std::string_view collation) {
  if (name.ends_with("[]"))
    return array_of(type_from_name(name.substr(0, name.size() - 2), collation), 1);
  // An extension's type may stand with its schema.
  const std::size_t dot = name.rfind('.');
  if (dot != std::string_view::npos) name.remove_prefix(dot + 1);
  const ParsedName p = parse(name);
  const std::optional<int> first =
      p.numbers.empty() ? std::nullopt : std::optional<int>(p.numbers.front());
  for (const Simple& s : kSimple)
    if (p.base == s.name) return s.make();
  if (p.base == "character varying") return make_ptr<VARCHAR>(first, collation);
  if (p.base == "character") return make_ptr<CHAR>(first, collation);
  if (p.base == "text") return make_ptr<TEXT>(std::nullopt, collation);
  if (p.base == "numeric") {
    if (p.numbers.size() == 2) return make_ptr<NUMERIC>(p.numbers[0], p.numbers[1]);
    return first ? make_ptr<NUMERIC>(*first) : make_ptr<NUMERIC>();
  }
  if (p.base == "bit") return make_ptr<BIT>(BitOptions{.length = first});
  if (p.base == "bit varying") return make_ptr<BIT>(BitOptions{.length = first, .varying = true});
  for (const bool zoned : {false, true}) {
    const std::string_view zone = zoned ? " with time zone" : " without time zone";
    const PrecisionOptions options{.timezone = zoned, .precision = first};
    if (p.base == std::string("timestamp").append(zone)) return make_ptr<TIMESTAMP>(options);
    if (p.base == std::string("time").append(zone)) return make_ptr<TIME>(options);
  }
  if (p.base == "interval" || p.base.starts_with("interval ")) {
    std::string fields = p.base.size() > 9 ? p.base.substr(9) : std::string();
    for (char& c : fields)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return make_ptr<INTERVAL>(IntervalTypeOptions{.precision = first, .fields = std::move(fields)});
  }
  return make_ptr<NullType>();
}

}  // namespace cupel::postgresql
