#include "dialects/mysql/options.hpp"

#include <charconv>
#include <string_view>
#include <utility>
#include <vector>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/did_you_mean.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel::mysql {

namespace {

struct TextArgument {
  std::string_view name;
  std::string ConnectOptions::*field;
};
constexpr TextArgument kTexts[] = {
    {"host", &ConnectOptions::host},
    {"user", &ConnectOptions::user},
    {"username", &ConnectOptions::user},
    {"password", &ConnectOptions::password},
    {"database", &ConnectOptions::database},
    {"unix_socket", &ConnectOptions::unix_socket},
    {"charset", &ConnectOptions::charset},
    {"init_command", &ConnectOptions::init_command},
    {"ssl_ca", &ConnectOptions::ssl_ca},
    {"ssl_capath", &ConnectOptions::ssl_capath},
    {"ssl_cert", &ConnectOptions::ssl_cert},
    {"ssl_key", &ConnectOptions::ssl_key},
    {"ssl_cipher", &ConnectOptions::ssl_cipher},
    {"ssl_crl", &ConnectOptions::ssl_crl},
    {"read_default_file", &ConnectOptions::default_file},
    {"read_default_group", &ConnectOptions::default_group},
};

struct SwitchArgument {
  std::string_view name;
  bool ConnectOptions::*field;
};
constexpr SwitchArgument kSwitches[] = {
    {"compress", &ConnectOptions::compress},
    {"local_infile", &ConnectOptions::local_infile},
    {"ssl", &ConnectOptions::ssl},
    {"ssl_verify_cert", &ConnectOptions::ssl_verify_cert},
};

struct SecondsArgument {
  std::string_view name;
  std::optional<unsigned> ConnectOptions::*field;
};
constexpr SecondsArgument kSeconds[] = {
    {"connect_timeout", &ConnectOptions::connect_timeout},
    {"read_timeout", &ConnectOptions::read_timeout},
    {"write_timeout", &ConnectOptions::write_timeout},
};

[[noreturn]] void refuse(std::string_view name, std::string_view value, std::string_view wanted) {
  throw ArgumentError(
      str_cat("mysql: argument ", quoted(name), " is ", quoted(value), "; it takes ", wanted));
}

bool read_switch(std::string_view name, std::string_view value) {
  for (std::string_view word : {"1", "true", "on", "yes"})
    if (iequals(value, word)) return true;
  for (std::string_view word : {"0", "false", "off", "no"})
    if (iequals(value, word)) return false;
  refuse(name, value, "on or off");
}

unsigned read_number(std::string_view name, std::string_view value, unsigned most) {
  unsigned out = 0;
  const auto [end, ec] = std::from_chars(value.data(), value.data() + value.size(), out);
  if (ec != std::errc() || end != value.data() + value.size() || out > most)
    refuse(name, value, str_cat("a number up to ", most));
  return out;
}

constexpr unsigned kMostPort = 65535;
constexpr unsigned kMostSeconds = 1'000'000;
constexpr unsigned kMostStatements = 1'000'000;

bool read_one(ConnectOptions& o, std::string_view name, const std::string& value) {
  for (const TextArgument& known : kTexts) {
    if (known.name != name) continue;
    o.*known.field = value;
    return true;
  }
  for (const SwitchArgument& known : kSwitches) {
    if (known.name != name) continue;
    o.*known.field = read_switch(name, value);
    return true;
  }
  for (const SecondsArgument& known : kSeconds) {
    if (known.name != name) continue;
    o.*known.field = read_number(name, value, kMostSeconds);
    return true;
  }
  if (name == "port") {
    o.port = read_number(name, value, kMostPort);
  } else if (name == "cached_statements") {
    o.cached_statements = read_number(name, value, kMostStatements);
  } else {
    return false;
  }
  return true;
}

[[noreturn]] void refuse_name(std::string_view name) {
  std::vector<std::string> known = {"port", "cached_statements"};
  for (const TextArgument& a : kTexts) known.emplace_back(a.name);
  for (const SwitchArgument& a : kSwitches) known.emplace_back(a.name);
  for (const SecondsArgument& a : kSeconds) known.emplace_back(a.name);
  throw ArgumentError(
      str_cat("mysql: unknown connect argument ", quoted(name), did_you_mean(name, known)));
}

}  // namespace

ConnectOptions parse_arguments(const dbapi::ConnectArgs& args) {
  ConnectOptions out;
  for (const auto& [name, value] : args.items())
    if (!read_one(out, name, value)) refuse_name(name);
  return out;
}

}  // namespace cupel::mysql
