#include "scenario.hpp"

#include <algorithm>
#include <memory>

#include "cupel/engine.hpp"
#include "cupel/pool/pools.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel::conformance {
namespace {

std::map<std::string, Engine> make_engines(std::vector<std::string> names) {
  if (names.empty()) names.emplace_back();
  std::map<std::string, Engine> engines;
  for (const std::string& name : names) {
    engines.emplace(name, create_engine("sqlite://", {.poolclass = &pool_class<StaticPool>}));
  }
  return engines;
}

std::string set_json(const Parameters& set) {
  std::vector<Observed> values;
  for (const Parameter& one : set) values.push_back({value_json(one.value)});
  return list_of(values).json;
}

/// Both kinds of exceptions that leave a block, in the corpus' words.
std::string error_json(const std::exception_ptr& failure) {
  if (!failure) return "null";
  try {
    std::rethrow_exception(failure);
  } catch (const ScriptError& error) {
    return str_cat(R"({"class": )", conformance::quoted(error.class_name), R"(, "message": )",
                   conformance::quoted(error.message), "}");
  } catch (const Error& error) {
    return str_cat(R"({"class": )", conformance::quoted(error.name()), R"(, "message": )",
                   conformance::quoted(error.message()), R"(, "code": )",
                   conformance::quoted(error.code()), "}");
  } catch (const std::exception& error) {
    return str_cat(R"({"class": "std::exception", "message": )", conformance::quoted(error.what()),
                   "}");
  }
}

}  // namespace

Scenario::Scenario(std::vector<std::string> databases)
    : engines_(make_engines(std::move(databases))),
      engine(engines_.begin()->second),
      session(engine) {
  for (auto& [name, one] : engines_) record(one, name);
  old_handler_ = set_warning_handler([this](WarningCategory, std::string_view text) {
    transcript_.add(str_cat(R"({"warning": )", conformance::quoted(text), "}"));
  });
}

Scenario::~Scenario() {
  transcript_.stop();
  for (ListenHandle& handle : handles_) handle.remove();
  set_warning_handler(std::move(old_handler_));
}

Engine& Scenario::engine_of(std::string_view name) {
  return engines_.at(std::string(name));
}

void Scenario::replace_engine(std::string_view name, std::string_view url) {
  Engine& replaced = engine_of(name);
  replaced = create_engine(url, {.poolclass = &pool_class<StaticPool>});
  registry.metadata().create_all(replaced);
  record(replaced, name);
}

void Scenario::record(Engine& target, std::string_view name) {
  const std::string at = name.empty() ? "" : str_cat(R"(, "engine": )", conformance::quoted(name));
  const auto mark = [this, at](std::string_view text) {
    transcript_.add(str_cat(R"({"tx": )", conformance::quoted(text), at, "}"));
  };
  keep(listen(target, events::begin, [mark](Connection&) { mark("BEGIN"); }));
  keep(listen(target, events::commit, [mark](Connection&) { mark("COMMIT"); }));
  keep(listen(target, events::rollback, [mark](Connection&) { mark("ROLLBACK"); }));
  // Random names are numbered, as in the corpus.
  const auto number = [xids = std::make_shared<std::vector<std::string>>()](std::string_view xid) {
    const auto known = std::find(xids->begin(), xids->end(), xid);
    const auto at_index = known - xids->begin();
    if (known == xids->end()) xids->emplace_back(xid);
    return str_cat("xid_", at_index + 1);
  };
  keep(listen(target, events::begin_twophase, [mark, number](Connection&, std::string_view xid) {
    mark(str_cat("BEGIN TWOPHASE ", number(xid)));
  }));
  keep(listen(target, events::prepare_twophase, [mark, number](Connection&, std::string_view xid) {
    mark(str_cat("PREPARE ", number(xid)));
  }));
  keep(listen(target, events::commit_twophase,
              [mark, number](Connection&, std::string_view xid, bool) {
                mark(str_cat("COMMIT PREPARED ", number(xid)));
              }));
  keep(listen(target, events::rollback_twophase,
              [mark, number](Connection&, std::string_view xid, bool) {
                mark(str_cat("ROLLBACK PREPARED ", number(xid)));
              }));
  keep(listen(target, events::savepoint, [mark](Connection&, std::string_view savepoint) {
    mark(str_cat("SAVEPOINT ", savepoint));
  }));
  keep(listen(target, events::release_savepoint, [mark](Connection&, std::string_view savepoint) {
    mark(str_cat("RELEASE SAVEPOINT ", savepoint));
  }));
  keep(listen(target, events::rollback_savepoint, [mark](Connection&, std::string_view savepoint) {
    mark(str_cat("ROLLBACK TO SAVEPOINT ", savepoint));
  }));
  keep(listen(target, events::before_cursor_execute,
              [this, at](Connection&, CursorExecution& execution) {
                std::string parameters = "[]";
                if (execution.executemany) {
                  std::vector<Observed> sets;
                  for (const Parameters& set : execution.parameters)
                    sets.push_back({set_json(set)});
                  parameters = list_of(sets).json;
                } else if (!execution.parameters.empty()) {
                  parameters = set_json(execution.parameters.front());
                }
                transcript_.add(str_cat(R"({"sql": )", conformance::quoted(execution.statement),
                                        R"(, "params": )", parameters, R"(, "executemany": )",
                                        execution.executemany ? "true" : "false", at, "}"));
              }));
}

void Scenario::note_json(std::string_view label, const std::string& json) {
  transcript_.add(str_cat(R"({"note": )", conformance::quoted(label), R"(, "value": )", json, "}"));
}

void Scenario::expect_block(std::string_view label, const std::function<void()>& block) {
  std::exception_ptr failure;
  try {
    block();
  } catch (...) {
    failure = std::current_exception();
  }
  transcript_.add(str_cat(R"({"raises": )", conformance::quoted(label), R"(, "error": )",
                          error_json(failure), "}"));
}

void Scenario::expect_no_compile(std::string_view label, bool refused) {
  if (!refused) raise("AssertionError", str_cat(label, ": the compiler accepts it"));
  transcript_.add(
      str_cat(R"({"raises": )", conformance::quoted(label), R"(, "error": {"class": "*"}})"));
}

std::vector<ScenarioEntry>& scenarios() {
  static std::vector<ScenarioEntry> all;
  return all;
}

}  // namespace cupel::conformance
