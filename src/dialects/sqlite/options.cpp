#include "dialects/sqlite/options.hpp"

#include <charconv>
#include <cmath>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/did_you_mean.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel::sqlite {

namespace {

constexpr std::string_view kPragmaPrefix = "pragma.";
constexpr std::string_view kNames[] = {
    "database",          "timeout",          "mode",         "uri",          "check_same_thread",
    "cached_statements", "transaction_mode", "foreign_keys", "journal_mode", "synchronous"};

[[noreturn]] void refuse(std::string_view name, std::string_view value, std::string_view wanted) {
  throw ArgumentError(
      str_cat("sqlite: argument ", quoted(name), " is ", quoted(value), "; it takes ", wanted));
}

bool read_bool(std::string_view name, std::string_view value) {
  for (std::string_view word : {"1", "true", "on", "yes"})
    if (iequals(value, word)) return true;
  for (std::string_view word : {"0", "false", "off", "no"})
    if (iequals(value, word)) return false;
  refuse(name, value, "on or off");
}

double read_number(std::string_view name, std::string_view value) {
  double out = 0;
  const auto [end, ec] = std::from_chars(value.data(), value.data() + value.size(), out);
  if (ec != std::errc() || end != value.data() + value.size() || !(out >= 0) || out > 1e9) {
    refuse(name, value, "a number that is not negative");
  }
  return out;
}

/// Pragma names and values stand in the text of a statement, so only harmless ones are let through.
std::string read_word(std::string_view name, std::string_view value) {
  for (char c : value) {
    const bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '_' || c == '-' || c == '.';
    if (!word) refuse(name, value, "a word or number");
  }
  if (value.empty()) refuse(name, value, "a word or number");
  return std::string(value);
}

std::string_view mode_name(TransactionMode mode) noexcept {
  switch (mode) {
    case TransactionMode::deferred:
      return "DEFERRED";
    case TransactionMode::immediate:
      return "IMMEDIATE";
    case TransactionMode::exclusive:
      return "EXCLUSIVE";
  }
  return "DEFERRED";
}

}  // namespace

bool is_driver_argument(std::string_view name) noexcept {
  for (std::string_view known : kNames)
    if (name == known) return true;
  return name.starts_with(kPragmaPrefix);
}

ParsedArguments parse_arguments(const dbapi::ConnectArgs& args) {
  ParsedArguments out;
  SqliteOptions& o = out.options;
  for (const auto& [name, value] : args.items()) {
    if (name == "database") {
      out.database = value;
    } else if (name == "timeout") {
      o.timeout = std::chrono::milliseconds(std::llround(read_number(name, value) * 1000));
    } else if (name == "mode") {
      if (value != "ro" && value != "rw" && value != "rwc" && value != "memory") {
        refuse(name, value, "ro, rw, rwc or memory");
      }
      o.mode = value;
    } else if (name == "uri") {
      o.uri = read_bool(name, value);
    } else if (name == "check_same_thread") {
      read_bool(name, value);  // of Python's driver; a connection here may change its thread anyway
    } else if (name == "cached_statements") {
      o.cached_statements = static_cast<std::size_t>(read_number(name, value));
    } else if (name == "transaction_mode") {
      if (iequals(value, "deferred")) {
        o.transaction_mode = TransactionMode::deferred;
      } else if (iequals(value, "immediate")) {
        o.transaction_mode = TransactionMode::immediate;
      } else if (iequals(value, "exclusive")) {
        o.transaction_mode = TransactionMode::exclusive;
      } else {
        refuse(name, value, "deferred, immediate or exclusive");
      }
    } else if (name == "foreign_keys") {
      o.foreign_keys = read_bool(name, value);
    } else if (name == "journal_mode") {
      o.journal_mode = read_word(name, value);
    } else if (name == "synchronous") {
      o.synchronous = read_word(name, value);
    } else if (name.starts_with(kPragmaPrefix)) {
      o.pragmas.emplace_back(read_word(name, name.substr(kPragmaPrefix.size())),
                             read_word(name, value));
    } else {
      throw ArgumentError(str_cat("sqlite: unknown connect argument ", quoted(name),
                                  did_you_mean(name, kNames),
                                  "; a pragma is given as pragma.<name>"));
    }
  }
  if (out.database.empty()) out.database = ":memory:";
  return out;
}

dbapi::ConnectArgs connect_args(const SqliteOptions& o) {
  dbapi::ConnectArgs out;
  const auto on_off = [](bool on) { return std::string(on ? "on" : "off"); };
  if (o.timeout) {
    out.set("timeout", double_repr(static_cast<double>(o.timeout->count()) / 1000.0));
  }
  if (o.mode) out.set("mode", *o.mode);
  if (o.uri) out.set("uri", on_off(*o.uri));
  if (o.cached_statements) out.set("cached_statements", str_cat(*o.cached_statements));
  if (o.transaction_mode) out.set("transaction_mode", std::string(mode_name(*o.transaction_mode)));
  if (o.foreign_keys) out.set("foreign_keys", on_off(*o.foreign_keys));
  if (o.journal_mode) out.set("journal_mode", *o.journal_mode);
  if (o.synchronous) out.set("synchronous", *o.synchronous);
  for (const auto& [name, value] : o.pragmas) out.set(str_cat(kPragmaPrefix, name), value);
  return out;
}

}  // namespace cupel::sqlite
