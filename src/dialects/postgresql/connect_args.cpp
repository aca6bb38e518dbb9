#include "dialects/postgresql/connect_args.hpp"

#include <algorithm>
#include <charconv>
#include <memory>

#include <libpq-fe.h>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/did_you_mean.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel::postgresql {

namespace {

constexpr std::string_view kCachedStatements = "prepared_statement_cache_size";

/// The names that this libpq knows.
const std::vector<std::string>& keywords() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> out;
    const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> all(PQconndefaults(),
                                                                             &PQconninfoFree);
    for (const PQconninfoOption* o = all.get(); o && o->keyword; ++o) out.emplace_back(o->keyword);
    return out;
  }();
  return names;
}

int read_number(std::string_view name, std::string_view value) {
  int out = 0;
  const auto [end, ec] = std::from_chars(value.data(), value.data() + value.size(), out);
  if (ec != std::errc() || end != value.data() + value.size() || out < 0) {
    throw ArgumentError(str_cat("postgresql: argument ", quoted(name), " is ", quoted(value),
                                "; it takes a number that is not negative"));
  }
  return out;
}

}  // namespace

ConnectSettings parse_arguments(const dbapi::ConnectArgs& args) {
  ConnectSettings out;
  const auto set = [&](std::string_view name, std::string value) {
    for (auto& [known, old] : out.keywords)
      if (known == name) return void(old = std::move(value));
    out.keywords.emplace_back(std::string(name), std::move(value));
  };
  set("client_encoding", "UTF8");  // texts of the library are UTF-8
  std::string options;
  for (const auto& [name, value] : args.items()) {
    if (name == kCachedStatements) {
      out.cached_statements = static_cast<std::size_t>(read_number(name, value));
      continue;
    }
    std::string_view keyword = name;
    if (name == "username") keyword = "user";
    if (name == "database") keyword = "dbname";
    const auto& known = keywords();
    if (std::find(known.begin(), known.end(), keyword) == known.end()) {
      std::vector<std::string_view> candidates(known.begin(), known.end());
      candidates.push_back(kCachedStatements);
      throw ArgumentError(str_cat("postgresql: unknown connect argument ", quoted(name),
                                  did_you_mean(name, candidates),
                                  "; a setting of the server is given as options=-c name=value"));
    }
    if (keyword == "options") {
      str_append(options, options.empty() ? "" : " ", value);
      continue;
    }
    if (keyword == "connect_timeout") out.connect_timeout = read_number(name, value);
    if (keyword == "host" || keyword == "hostaddr") {
      out.hosts = std::max<std::size_t>(
          out.hosts, 1 + static_cast<std::size_t>(std::count(value.begin(), value.end(), ',')));
    }
    set(keyword, value);
  }
  if (!options.empty()) set("options", std::move(options));
  return out;
}

}  // namespace cupel::postgresql
