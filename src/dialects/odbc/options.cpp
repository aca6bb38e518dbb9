#include "dialects/odbc/options.hpp"

#include <charconv>
#include <string_view>

#include "cupel/error/core_errors.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel::odbc {

namespace {

/// A value of a connection string: in braces where it holds what separates values.
std::string attribute(std::string_view value) {
  const bool plain = value.find_first_of(";{}[](),?*=!@") == std::string_view::npos &&
                     (value.empty() || (value.front() != ' ' && value.back() != ' '));
  if (plain) return std::string(value);
  std::string out = "{";
  for (const char c : value) {
    if (c == '}') out += c;
    out += c;
  }
  return out + "}";
}

template <class Number>
Number number(std::string_view name, std::string_view value) {
  Number out = 0;
  const auto [end, ec] = std::from_chars(value.data(), value.data() + value.size(), out);
  if (ec != std::errc() || end != value.data() + value.size())
    throw ArgumentError(str_cat("odbc: ", name, " is ", quoted(value), ", which is no number"));
  return out;
}

dbapi::ErrorClass error_class(std::string_view name) {
  constexpr std::pair<std::string_view, dbapi::ErrorClass> kNames[] = {
      {"data", dbapi::ErrorClass::data},
      {"integrity", dbapi::ErrorClass::integrity},
      {"internal", dbapi::ErrorClass::internal},
      {"operational", dbapi::ErrorClass::operational},
      {"programming", dbapi::ErrorClass::programming},
  };
  for (const auto& [known, value] : kNames)
    if (known == name) return value;
  throw ArgumentError(str_cat("odbc: cupel_native_errors knows no class ", quoted(name)));
}

}  // namespace

ConnectOptions parse_arguments(const dbapi::ConnectArgs& args) {
  ConnectOptions out;
  for (const auto& [name, value] : args.items()) {
    if (name == "cupel_key_query") {
      out.key_query = value;
    } else if (name == "cupel_login_timeout") {
      out.login_timeout = number<unsigned>(name, value);
    } else if (name == "cupel_cached_statements") {
      out.cached_statements = number<std::size_t>(name, value);
    } else if (name == "cupel_numbers_as_text") {
      out.numbers_as_text = value == "1";
    } else if (name == "cupel_utf8") {
      out.utf8 = value == "1";
    } else if (name == "cupel_native_errors") {
      for (std::string_view rest = value; !rest.empty();) {
        const std::string_view item = rest.substr(0, rest.find(' '));
        rest.remove_prefix(std::min(rest.size(), item.size() + 1));
        const std::size_t at = item.find('=');
        if (at == std::string_view::npos) continue;
        out.native_errors[number<int>(name, item.substr(0, at))] = error_class(item.substr(at + 1));
      }
    } else if (name == "odbc_connect") {
      // A whole connection string, taken as it is.
      str_append(out.connection_string, value, value.ends_with(';') ? "" : ";");
    } else {
      str_append(out.connection_string, name, "=", attribute(value), ";");
    }
  }
  return out;
}

}  // namespace cupel::odbc
