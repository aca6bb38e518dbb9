#include <algorithm>
#include <cstddef>
#include <regex>

#include "cupel/util/str_cat.hpp"

#include "corpus.hpp"

namespace cupel::conformance {
namespace {

using nlohmann::json;

/// Cupel sends rows from this number on in statements of several rows; see docs/differences.md.
constexpr std::size_t kBatch = 8;

bool is_insert(const json& entry) {
  return entry.contains("sql") && entry["sql"].get_ref<const std::string&>().starts_with("INSERT");
}

/// "INSERT INTO t (a, b)": what stands before the values.
std::string insert_head(const json& entry) {
  const std::string& sql = entry["sql"].get_ref<const std::string&>();
  return sql.substr(0, sql.find(" VALUES"));
}

std::size_t value_groups(const json& entry) {
  const std::string& sql = entry["sql"].get_ref<const std::string&>();
  std::size_t groups = 1;
  for (std::size_t at = sql.find("), ("); at != std::string::npos; at = sql.find("), (", at + 1)) {
    ++groups;
  }
  return groups;
}

/// The rows that an INSERT writes.
void add_rows(const json& entry, json& rows) {
  const json& params = entry["params"];
  if (entry["executemany"].get<bool>()) {
    for (const json& row : params) rows.push_back(row);
    return;
  }
  const std::size_t groups = value_groups(entry);
  const std::size_t width = params.size() / groups;
  for (std::size_t i = 0; i < groups; ++i) {
    json row = json::array();
    for (std::size_t k = 0; k < width; ++k) row.push_back(params[i * width + k]);
    rows.push_back(std::move(row));
  }
}

/// Runs of INSERTs into one table become the list of their rows, where they are batches.
json with_batches(const json& entries) {
  json out = json::array();
  for (std::size_t i = 0; i < entries.size();) {
    if (!is_insert(entries[i])) {
      out.push_back(entries[i++]);
      continue;
    }
    const std::string head = insert_head(entries[i]);
    json rows = json::array();
    std::size_t end = i;
    for (; end < entries.size() && is_insert(entries[end]) && insert_head(entries[end]) == head;
         ++end) {
      add_rows(entries[end], rows);
    }
    if (rows.size() < kBatch) {
      for (; i < end; ++i) out.push_back(entries[i]);
    } else {
      out.push_back({{"rows of", head}, {"values", std::move(rows)}});
      i = end;
    }
  }
  return out;
}

/// What no program can know beforehand is written as the corpus writes it.
std::string neutral(const std::string& text) {
  static const std::regex kAddress("0x[0-9a-fA-F]+");
  static const std::regex kSession("already attached to session '\\d+' \\(this is '\\d+'\\)");
  return std::regex_replace(std::regex_replace(text, kAddress, "0x..."), kSession,
                            "already attached to session 'N' (this is 'N')");
}

/// Marks of several databases that stand side by side have no fixed order.
void sort_neighbours(json& entries) {
  const auto loose = [](const json& entry) {
    if (!entry.contains("tx") || !entry.contains("engine")) return false;
    const std::string& tx = entry["tx"].get_ref<const std::string&>();
    return tx.starts_with("COMMIT") || tx.starts_with("ROLLBACK") || tx.starts_with("PREPARE");
  };
  for (std::size_t i = 0; i < entries.size(); ++i) {
    std::size_t end = i;
    while (end < entries.size() && loose(entries[end]) && entries[end]["tx"] == entries[i]["tx"]) {
      ++end;
    }
    if (end <= i + 1) continue;
    std::sort(entries.begin() + static_cast<std::ptrdiff_t>(i),
              entries.begin() + static_cast<std::ptrdiff_t>(end),
              [](const json& a, const json& b) { return a["engine"] < b["engine"]; });
    i = end - 1;
  }
}

/// Exceptions of Python itself have no counterpart here; what Cupel throws in their place.
std::string_view in_cupel(std::string_view class_name) {
  if (class_name == "AttributeError" || class_name == "KeyError" ||
      class_name == "NotImplementedError") {
    return "InvalidRequestError";
  }
  if (class_name == "TypeError") return "ArgumentError";
  if (class_name == "AssertionError") return "FlushError";
  return class_name;
}

bool same_error(const json& expected, const json& actual, std::vector<std::string>& reworded) {
  if (expected.is_null() || actual.is_null()) return expected.is_null() && actual.is_null();
  if (actual["class"] == "*") return true;
  const std::string expected_class = expected["class"];
  if (expected_class != actual["class"] && in_cupel(expected_class) != actual["class"]) {
    return false;
  }
  if (expected.contains("code") && expected["code"] != actual.value("code", "")) return false;
  if (!expected.contains("message")) return true;
  const std::string wanted = expected["message"];
  const std::string got = neutral(actual["message"]);
  if (wanted != got) reworded.push_back(str_cat("wanted: ", wanted, "\n     got: ", got));
  return true;
}

bool same_entry(const json& expected, const json& actual, std::vector<std::string>& reworded) {
  if (expected.contains("raises")) {
    return actual.contains("raises") && expected["raises"] == actual["raises"] &&
           same_error(expected["error"], actual["error"], reworded);
  }
  if (expected.contains("warning")) {
    if (!actual.contains("warning")) return false;
    const std::string got = neutral(actual["warning"]);
    if (expected["warning"] != got) {
      reworded.push_back(
          str_cat("wanted: ", expected["warning"].get<std::string>(), "\n     got: ", got));
    }
    return true;
  }
  json wanted = expected;
  json got = actual;
  wanted.erase("insertmanyvalues");
  if (wanted.contains("unordered")) {
    wanted.erase("unordered");
    if (got.contains("params")) std::sort(got["params"].begin(), got["params"].end());
  }
  return wanted == got;
}

/// The first difference, or empty.
std::string first_difference(const json& expected, const json& actual,
                             std::vector<std::string>& reworded) {
  for (std::size_t i = 0; i < std::max(expected.size(), actual.size()); ++i) {
    if (i < expected.size() && i < actual.size() && same_entry(expected[i], actual[i], reworded)) {
      continue;
    }
    std::string out = str_cat("differs at entry ", i);
    for (std::size_t k = i >= 2 ? i - 2 : 0; k < i; ++k) {
      out += str_cat("\n    before:   ", expected[k].dump());
    }
    for (std::size_t k = i; k < i + 3; ++k) {
      if (k < expected.size()) out += str_cat("\n    expected: ", expected[k].dump());
    }
    for (std::size_t k = i; k < i + 3; ++k) {
      if (k < actual.size()) out += str_cat("\n    actual:   ", actual[k].dump());
    }
    return out;
  }
  return {};
}

}  // namespace

Comparison compare(const nlohmann::json& expected, const std::vector<std::string>& actual) {
  json got = json::array();
  for (const std::string& entry : actual) got.push_back(json::parse(entry));
  sort_neighbours(got);
  Comparison result;
  result.difference = first_difference(expected, got, result.reworded);
  if (result.difference.empty()) return result;
  std::vector<std::string> reworded;
  if (first_difference(with_batches(expected), with_batches(got), reworded).empty()) {
    return {{}, true, std::move(reworded)};
  }
  return result;
}

}  // namespace cupel::conformance
