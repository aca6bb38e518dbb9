#include <nlohmann/json.hpp>

#include "cupel/error/error.hpp"
#include "cupel/sql/compiler/execution_batches.hpp"
#include "cupel/util/str_cat.hpp"

#include "batches.hpp"
#include "contexts.hpp"
#include "value_json.hpp"

namespace cupel::conformance {
namespace {

using nlohmann::json;

json row_json(const ExecutionBatch::Row& row, bool by_place) {
  json out = by_place ? json::array() : json::object();
  for (const auto& parameter : row) {
    if (by_place) {
      out.push_back(to_json(parameter.value));
    } else {
      out[parameter.name] = to_json(parameter.value);
    }
  }
  return out;
}

json batch_json(const ExecutionBatch& batch, bool by_place) {
  json out = {{"sql", batch.sql}};
  if (!batch.executemany) {
    out["params"] = row_json(batch.rows.front(), by_place);
    out["rows_sorted"] = batch.rows_sorted;
    return out;
  }
  out["executemany"] = json::array();
  for (const ExecutionBatch::Row& row : batch.rows) {
    out["executemany"].push_back(row_json(row, by_place));
  }
  return out;
}

std::string check(const json& item, const std::string& key, const Batched& batched,
                  const CompilerContext& context) {
  const bool fails = item.value("error", json::object()).contains(key);
  try {
    json got = json::array();
    const bool by_place = is_positional(context.traits().paramstyle);
    for (const ExecutionBatch& batch : execution_batches(*batched.statement.element(), context,
                                                         batched.sets, batched.page_size)) {
      got.push_back(batch_json(batch, by_place));
    }
    if (fails) return "expected an error, got " + got.dump();
    const json& expected = item["sql"][key];
    if (expected == got) return {};
    return str_cat("batches\n      expected ", expected.dump(), "\n      got      ", got.dump());
  } catch (const Error& error) {
    if (fails && item["error"][key] == error.name()) return {};
    return str_cat(error.name(), ": ", error.what());
  }
}

}  // namespace

std::vector<BatchCase>& batch_cases() {
  static std::vector<BatchCase> all;
  return all;
}

std::vector<Verdict> check_batches(const json& item, const BatchCase& batch_case) {
  std::vector<Verdict> verdicts;
  const Batched batched = batch_case.build();
  for (const char* field : {"sql", "error"}) {
    if (!item.contains(field)) continue;
    for (const auto& entry : item[field].items()) {
      const auto context = make_context(entry.key(), 0);
      if (context != nullptr) {
        verdicts.push_back({entry.key(), check(item, entry.key(), batched, *context)});
      }
    }
  }
  return verdicts;
}

}  // namespace cupel::conformance
