#include "dialects/postgresql/result_types.hpp"

#include <map>

#include "cupel/types/types.hpp"

#include "dialects/postgresql/dialect.hpp"

namespace cupel::postgresql {

namespace {

std::map<std::string, TypePtr, std::less<>> make_types() {
  std::map<std::string, TypePtr, std::less<>> out;
  const TypePtr text = make_ptr<String>();
  const TypePtr whole = make_ptr<BigInteger>();
  const std::pair<std::string_view, TypePtr> items[] = {
      {"boolean", make_ptr<Boolean>()},
      {"bytea", make_ptr<LargeBinary>()},
      {"numeric", make_ptr<Numeric>()},
      {"date", make_ptr<Date>()},
      {"time without time zone", make_ptr<Time>()},
      {"time with time zone", make_ptr<Time>(TimezoneOption{.timezone = true})},
      {"timestamp without time zone", make_ptr<DateTime>()},
      {"timestamp with time zone", make_ptr<DateTime>(TimezoneOption{.timezone = true})},
      {"interval", make_ptr<Interval>()},
      {"uuid", make_ptr<Uuid>()},
      {"json", make_ptr<JSON>()},
      {"jsonb", make_ptr<JSON>()},
      {"smallint", whole},
      {"integer", whole},
      {"bigint", whole},
      {"real", make_ptr<Double>()},
      {"double precision", make_ptr<Double>()},
      {"text", text},
      {"character varying", text},
      {"character", text},
      {"name", text},
      {"inet", text},
      {"cidr", text},
      {"macaddr", text},
  };
  for (const auto& [name, type] : items) {
    const TypePtr impl = dialect().type_impl(*type);
    const bool says_enough = type == text || type == whole || name.starts_with("real") ||
                             name.starts_with("double") || name == "bytea";
    if (!says_enough) out.emplace(name, impl);
    out.emplace(std::string(name) + "[]", dialect().type_impl(*make_ptr<ARRAY>(type)));
  }
  return out;
}

}  // namespace

TypePtr type_of_result(std::string_view declared) {
  static const auto types = make_types();
  const auto found = types.find(declared);
  return found == types.end() ? TypePtr() : found->second;
}

}  // namespace cupel::postgresql
