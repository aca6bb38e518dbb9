#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>

#include "cupel/error/error.hpp"
#include "cupel/error/warnings.hpp"
#include "cupel/sql/compiler/compile.hpp"
#include "cupel/sql/compiler/context.hpp"
#include "cupel/sql/compiler/ddl_executor.hpp"
#include "cupel/sql/compiler/type_compiler.hpp"
#include "cupel/sql/expression/bind_parameter.hpp"
#include "cupel/types/codec.hpp"
#include "cupel/util/arena.hpp"
#include "cupel/util/str_cat.hpp"

#include "case.hpp"
#include "contexts.hpp"
#include "corpus.hpp"
#include "refused.hpp"
#include "value_json.hpp"

namespace cupel::conformance {
namespace {

using nlohmann::json;

/// The field of a case for one dialect: `<name>_by_dialect[key]`, else `<name>`.
const json* by_dialect(const json& item, const std::string& name, const std::string& key) {
  const auto own = item.find(name + "_by_dialect");
  if (own != item.end() && own->contains(key)) return &(*own)[key];
  const auto common = item.find(name);
  return common == item.end() ? nullptr : &*common;
}

std::string expected_text(const json& item, const char* field, const std::string& key) {
  const auto texts = item.find(field);
  if (texts == item.end() || !texts->contains(key)) return {};
  return (*texts)[key].get<std::string>();
}

std::string differs(std::string_view what, const std::string& expected, const std::string& got) {
  return str_cat(what, "\n      expected ", json(expected).dump(), "\n      got      ",
                 json(got).dump());
}

CompileOptions options_of(const json& item) {
  CompileOptions options;
  const auto given = item.find("compile_options");
  if (given == item.end()) return options;
  if (given->contains("column_keys")) {
    options.column_keys = (*given)["column_keys"].get<std::vector<std::string>>();
  }
  options.linting = given->contains("linting");
  if (given->contains("schema_translate_map")) {
    for (const auto& [from, to] : (*given)["schema_translate_map"].items()) {
      if (from == "_none") continue;
      options.schema_translate_map.emplace_back(from == "None" ? "" : from,
                                                to.is_null() ? "" : to.get<std::string>());
    }
  }
  return options;
}

std::uint32_t label_length_of(const json& item) {
  const auto options = item.find("dialect_options");
  if (options == item.end() || !options->contains("label_length")) return 0;
  return (*options)["label_length"].get<std::uint32_t>();
}

json params_of(const Compiled& compiled, const Parameters& bound) {
  json params = json::object();
  for (const BindSlot& slot : compiled.binds()) {
    const Value* given = bound.find(slot.key);
    params[slot.name] = to_json(given != nullptr ? *given : compiled.value_of(slot));
  }
  return params;
}

/// The objects that stand for what JSON has no form for, as to_json() writes our values of them.
json normalized(const json& value) {
  if (value.is_array()) {
    json out = json::array();
    for (const json& item : value) out.push_back(normalized(item));
    return out;
  }
  if (!value.is_object()) return value;
  if (value.contains("$enum")) return value["$enum"];
  if (value.contains("$symbol") && value["$symbol"] == "JSON_NULL") return nullptr;
  if (value.contains("$range")) {
    const json& range = value["$range"];
    if (range.is_string()) return json::array({"empty"});
    return json::array({normalized(range["lower"]), normalized(range["upper"]), range["bounds"]});
  }
  json out = json::object();
  for (const auto& [key, item] : value.items()) out[key] = normalized(item);
  return out;
}

/// A value that must still be given counts as null: SQLAlchemy tells the two apart by the way the
/// statement came about, which says nothing about the statement.
json without_symbols(json params) {
  params = normalized(params);
  for (auto& value : params) {
    if (value.is_object() && value.contains("$symbol") && value["$symbol"] == "REQUIRED") {
      value = nullptr;
    }
  }
  return params;
}

std::string compare_types(const Compiled& compiled, const json& expected) {
  for (const auto& [name, type] : expected.items()) {
    const BindSlot* slot = compiled.find_bind(name);
    if (slot == nullptr) return str_cat("no parameter ", name);
    std::string got(slot->type->python_name());
    if (got == "TupleType") got = "Tuple";
    std::string wanted = type.get<std::string>();
    wanted = wanted.substr(0, wanted.find('('));
    if (got != wanted) return differs(str_cat("type of parameter ", name), wanted, got);
  }
  return {};
}

std::string compare_result_columns(const Compiled& compiled, const json& expected) {
  json got = json::array();
  for (const ResultColumn& column : compiled.result_columns()) {
    got.push_back(json::array({column.keyname.empty() ? json(nullptr) : json(column.keyname),
                               std::string(column.type->python_name())}));
  }
  json wanted = json::array();
  for (const json& column : expected) {
    std::string type = column[1].get<std::string>();
    wanted.push_back(json::array({column[0], type.substr(0, type.find('('))}));
  }
  return wanted == got ? std::string() : differs("result columns", wanted.dump(), got.dump());
}

/// The names of the parameters in the order of their places.
json places_of(const Compiled& compiled) {
  json names = json::array();
  if (is_numeric(compiled.paramstyle())) {
    for (const BindSlot& slot : compiled.binds()) names.push_back(slot.key);
    return names;
  }
  std::size_t late = 0;
  const auto& places = compiled.parts().late_places;
  for (std::size_t i = 0; i <= compiled.positions().size(); ++i) {
    for (; late < places.size() && places[late].positions_before <= i; ++late) {
      names.push_back(compiled.binds()[places[late].bind].key);
    }
    if (i < compiled.positions().size()) {
      names.push_back(compiled.binds()[compiled.positions()[i]].key);
    }
  }
  return names;
}

class Checker {
 public:
  Checker(const json& item, const ElementPtr& element) : item_(item), element_(element) {}

  std::string check(const std::string& key, const CompilerContext& context) {
    const CompileOptions options = options_of(item_);
    if (item_.value("error", json::object()).contains(key)) {
      return expect_error(key, context, options);
    }
    Ptr<const Compiled> compiled;
    std::vector<std::string> warnings;
    {
      const WarningCapture capture;
      compiled = compile(*element_, context, options);
      for (const auto& entry : capture.entries()) warnings.push_back(entry.text);
    }
    const std::string expected = expected_text(item_, "sql", key);
    if (compiled->sql() != expected) return differs("text", expected, compiled->sql());
    if (const json* params = by_dialect(item_, "params", key)) {
      const json got = without_symbols(params_of(*compiled, bound_params_));
      if (without_symbols(*params) != got) return differs("params", params->dump(), got.dump());
    }
    if (const json* types = by_dialect(item_, "param_types", key)) {
      if (std::string d = compare_types(*compiled, *types); !d.empty()) return d;
    }
    if (const json* columns = by_dialect(item_, "result_columns", key)) {
      if (std::string d = compare_result_columns(*compiled, *columns); !d.empty()) return d;
    }
    if (const json positional = item_.value("positional", json::object());
        positional.contains(key)) {
      const json got = places_of(*compiled);
      if (positional[key] != got) return differs("places", positional[key].dump(), got.dump());
    }
    if (std::string d = check_bound(key, *compiled); !d.empty()) return d;
    if (std::string d = check_expanded(key, *compiled); !d.empty()) return d;
    if (std::string d = check_literal(key, context, options); !d.empty()) return d;
    return check_warnings(key, warnings);
  }

 private:
  std::string expect_error(const std::string& key, const CompilerContext& context,
                           const CompileOptions& options) {
    try {
      const WarningCapture capture;
      const auto compiled = compile(*element_, context, options);
      return differs("expected an error", item_["error"][key], compiled->sql());
    } catch (const Error& error) {
      return check_error(item_["error"][key], error);
    }
  }

 public:
  static std::string check_error(const std::string& expected, const Error& error) {
    // What is an accident of Python there is a CompileError or ArgumentError here.
    static const std::set<std::string, std::less<>> kAccidents{
        "NotImplementedError", "AttributeError", "TypeError", "KeyError", "ValueError"};
    if (expected == error.name() || kAccidents.contains(expected)) return {};
    if (expected == "CompileError" && error.name() == "UnsupportedCompilationError") return {};
    return differs("error class", expected, str_cat(error.name(), ": ", error.what()));
  }

 private:
  /// Values that the type changes on their way to the driver. What stays a date or the like there
  /// is not compared: each driver has its own form of it.
  std::string check_bound(const std::string& key, const Compiled& compiled) {
    const json bound = item_.value("bound", json::object());
    if (!bound.contains(key)) return {};
    for (const auto& [name, expected] : bound[key].items()) {
      if (!expected.is_string() && !expected.is_number()) continue;
      const BindSlot* slot = compiled.find_bind(name);
      if (slot == nullptr) return str_cat("no parameter ", name);
      const Value value = compiled.value_of(*slot);  // the cell borrows from it
      Cell cell;
      Arena scratch;
      encode_value(*slot->impl, value, cell, scratch);
      json got;
      if (cell.kind == CellKind::integer) got = cell.integer;
      if (cell.kind == CellKind::real) got = cell.real;
      if (cell.kind == CellKind::text) got = std::string(cell.view());
      if (got != expected) return differs(str_cat("bound ", name), expected.dump(), got.dump());
    }
    return {};
  }

  std::string check_expanded(const std::string& key, const Compiled& compiled) {
    if (!item_.value("expanded", json::object()).contains(key)) return {};
    const ExpandedStatement expanded = compiled.expand(compiled.params());
    const std::string expected = expected_text(item_, "expanded", key);
    if (expanded.sql != expected) return differs("expanded text", expected, expanded.sql);
    if (const json* params = by_dialect(item_, "expanded_params", key)) {
      json got = json::object();
      for (const auto& parameter : expanded.parameters) {
        got[parameter.name] = to_json(parameter.value);
      }
      if (normalized(*params) != got) return differs("expanded params", params->dump(), got.dump());
    }
    if (const json positional = item_.value("expanded_positional", json::object());
        positional.contains(key)) {
      json got = json::array();
      for (const auto& parameter : expanded.parameters) got.push_back(parameter.name);
      if (positional[key] != got) {
        return differs("expanded places", positional[key].dump(), got.dump());
      }
    }
    return {};
  }

  std::string check_literal(const std::string& key, const CompilerContext& context,
                            CompileOptions options) {
    options.literal_binds = true;
    const bool fails = item_.value("literal_error", json::object()).contains(key);
    if (!fails && !item_.value("literal", json::object()).contains(key)) return {};
    try {
      const WarningCapture capture;
      const auto compiled = compile(*element_, context, options);
      if (fails) return differs("literal: expected an error", "", compiled->sql());
      const std::string expected = expected_text(item_, "literal", key);
      if (compiled->sql() != expected) return differs("literal text", expected, compiled->sql());
    } catch (const Error& error) {
      if (!fails) return str_cat("literal: ", error.name(), ": ", error.what());
    }
    return {};
  }

  std::string check_warnings(const std::string& key, const std::vector<std::string>& got) {
    const auto warnings = item_.find("warnings");
    std::size_t expected = 0;
    if (warnings != item_.end()) {
      // SQLAlchemy's deprecations are its own history; we have nothing old to warn of.
      const json list = warnings->is_array() ? *warnings : warnings->value(key, json::array());
      for (const json& warning : list) {
        if (warning.get<std::string>().find("Deprecat") == std::string::npos) ++expected;
      }
    }
    // Only their presence is compared: building warns once, each compilation again.
    if (expected == 0 && !got.empty() && warnings == item_.end())
      return str_cat("unexpected warning: ", got.front());
    if (expected != 0 && got.empty() && !built_with_warnings_) return "expected a warning";
    return {};
  }

 public:
  bool built_with_warnings_ = false;
  Parameters bound_params_;

 private:
  const json& item_;
  const ElementPtr& element_;
};

/// Runs of neighbouring statements to which SQLAlchemy gives no order, sorted as in the corpus.
std::vector<std::string> with_sorted_runs(std::vector<std::string> statements) {
  const auto is_free = [](const std::string& sql) {
    return sql.starts_with("ALTER TABLE") || sql.starts_with("CREATE INDEX");
  };
  for (auto begin = statements.begin(); begin != statements.end(); ++begin) {
    if (!is_free(*begin)) continue;
    auto end = begin;
    while (end != statements.end() && is_free(*end)) ++end;
    std::sort(begin, end);
    begin = end - 1;
  }
  return statements;
}

/// The text of a type, or the statements of a script, as JSON.
json rendered(const Outcome& outcome, const CompilerContext& context) {
  if (outcome.type()) return context.type_compiler().process(*outcome.type());
  DdlScript script(context);
  outcome.script()(script);
  return with_sorted_runs(script.statements());
}

std::string check_text(const json& item, const std::string& key, const Outcome& outcome,
                       const CompilerContext& context) {
  const bool fails = item.value("error", json::object()).contains(key);
  try {
    const WarningCapture capture;
    const json got = rendered(outcome, context);
    if (fails) return differs("expected an error", item["error"][key], got.dump());
    const json& expected = item["sql"][key];
    return expected == got ? std::string() : differs("text", expected.dump(), got.dump());
  } catch (const Error& error) {
    if (!fails) return str_cat(error.name(), ": ", error.what());
    return Checker::check_error(item["error"][key], error);
  }
}

std::set<std::string> keys_of(const json& item) {
  std::set<std::string> keys;
  for (const char* field : {"sql", "error"}) {
    if (!item.contains(field)) continue;
    for (const auto& entry : item[field].items()) keys.insert(entry.key());
  }
  return keys;
}

}  // namespace

std::vector<Verdict> check_case(const json& item, Outcome (*build)()) {
  std::vector<Verdict> verdicts;
  const json undefined = item.value("undefined", json::array());
  std::optional<Outcome> outcome;
  std::string build_difference;
  bool built_with_warnings = false;
  const bool fails_at_build = item.value("error_stage", std::string()) == "build";
  try {
    const WarningCapture capture;
    outcome.emplace(build());
    built_with_warnings = !capture.entries().empty();
  } catch (const RefusedByCompiler& refused) {
    const std::filesystem::path programs = CUPEL_CONFORMANCE_DATA "/../../../must_not_compile";
    if (!item.contains("error")) build_difference = "only an error can be refused by the compiler";
    if (!std::filesystem::exists(programs / refused.proof)) {
      build_difference = str_cat("nothing proves it: no ", refused.proof);
    }
  } catch (const Error& error) {
    if (!item.contains("error")) {
      build_difference = str_cat("building it: ", error.name(), ": ", error.what());
    } else {
      build_difference =
          Checker::check_error(item["error"].begin()->template get<std::string>(), error);
    }
  }
  if (outcome && fails_at_build && item.contains("error") && item["error"].size() > 1 &&
      !item.contains("sql")) {
    // It may as well fail when it is rendered.
    built_with_warnings = true;
  }
  if (item.contains("value")) {
    Verdict verdict{"value", build_difference};
    if (outcome) {
      const json got = outcome->texts();
      if (item["value"] != got)
        verdict.difference = differs("value", item["value"].dump(), got.dump());
    }
    verdicts.push_back(std::move(verdict));
    return verdicts;
  }
  for (const std::string& key : keys_of(item)) {
    const auto context = make_context(key, label_length_of(item));
    if (context == nullptr) continue;
    Verdict verdict{key, build_difference};
    if (outcome && std::find(undefined.begin(), undefined.end(), key) == undefined.end()) {
      if (!outcome->element()) {
        verdict.difference = check_text(item, key, *outcome, *context);
        verdicts.push_back(std::move(verdict));
        continue;
      }
      try {
        Checker checker(item, outcome->element());
        checker.built_with_warnings_ = built_with_warnings;
        checker.bound_params_ = outcome->bound_params();
        verdict.difference = checker.check(key, *context);
      } catch (const Error& error) {
        verdict.difference = str_cat(error.name(), ": ", error.what());
      } catch (const std::exception& error) {
        verdict.difference = str_cat("exception: ", error.what());
      }
    }
    verdicts.push_back(std::move(verdict));
  }
  return verdicts;
}

}  // namespace cupel::conformance
