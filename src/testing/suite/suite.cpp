#include <algorithm>
#include <map>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/did_you_mean.hpp"
#include "cupel/sql/compiler/identifier_preparer.hpp"

#include "testing/suite/context.hpp"

namespace cupel::testing {

namespace {

const SuiteTests& tests() {
  static const SuiteTests all = [] {
    SuiteTests out;
    add_type_tests(out);
    add_query_tests(out);
    add_dml_tests(out);
    add_transaction_tests(out);
    add_error_tests(out);
    add_reflection_tests(out);
    add_round_trip_tests(out);
    return out;
  }();
  return all;
}

const std::string* reason_to_skip(const SuiteTest& test, const SuiteDatabase& database) {
  for (const auto& [name, reason] : database.skips)
    if (name == test.name) return &reason;
  for (const Requirement needed : test.requires_)
    for (const auto& [lacking, reason] : database.lacks)
      if (lacking == needed) return &reason;
  return nullptr;
}

SuiteResult run(const SuiteTest& test, const SuiteDatabase& database) {
  SuiteResult out{.test = test.name};
  if (const std::string* reason = reason_to_skip(test, database)) {
    out.outcome = SuiteOutcome::skipped;
    out.message = *reason;
    return out;
  }
  try {
    SuiteContext context{create_engine(make_url(database.url)), database};
    drop_leftovers(context.engine);
    try {
      test.run(context);
    } catch (...) {
      drop_leftovers(context.engine);
      throw;
    }
    drop_leftovers(context.engine);
  } catch (const std::exception& error) {
    out.outcome = SuiteOutcome::failed;
    out.message = error.what();
  }
  return out;
}

constexpr std::string_view kRequirements[] = {
    "views",
    "materialized views",
    "temporary tables",
    "sequences",
    "identity columns",
    "options of identity columns",
    "computed columns",
    "stored computed columns",
    "comments",
    "comments on constraints",
    "enums by name",
    "enums of labels",
    "named primary keys",
    "check constraints",
    "enforced foreign keys",
    "ON UPDATE of foreign keys",
    "deferrable foreign keys",
    "unique constraints apart from indexes",
    "partial indexes",
    "indexes over expressions",
    "descending indexes",
    "order of NULLs in indexes",
    "INSERT .. RETURNING",
    "UPDATE .. RETURNING",
    "DELETE .. RETURNING",
    "savepoints",
    "isolation levels",
    "transactional DDL",
    "window functions",
    "recursive CTEs",
    "INTERSECT and EXCEPT",
    "arrays",
    "time zones",
    "fractions of seconds",
    "exact decimals",
    "two-phase commit",
    "enforced lengths",
    "timeouts of queries",
};

}  // namespace

std::string_view to_string(Requirement requirement) noexcept {
  return kRequirements[static_cast<std::size_t>(requirement)];
}

std::size_t SuiteRun::count(SuiteOutcome outcome) const noexcept {
  return static_cast<std::size_t>(std::count_if(
      results.begin(), results.end(), [&](const SuiteResult& r) { return r.outcome == outcome; }));
}

std::vector<std::string> suite_tests() {
  std::vector<std::string> out;
  for (const SuiteTest& test : tests().all()) out.push_back(test.name);
  return out;
}

SuiteResult run_suite_test(std::string_view name, const SuiteDatabase& database) {
  for (const SuiteTest& test : tests().all())
    if (test.name == name) return run(test, database);
  const std::vector<std::string> names = suite_tests();
  throw ArgumentError(
      str_cat("the dialect suite has no test ", quoted(name), did_you_mean(name, names)));
}

SuiteRun run_suite(const SuiteDatabase& database) {
  SuiteRun out{.database = database.name, .results = {}};
  for (const SuiteTest& test : tests().all()) out.results.push_back(run(test, database));
  return out;
}

void drop_leftovers(Engine& engine) {
  const auto ours = [](std::string_view name) { return name.starts_with("suite_"); };
  Inspector inspector = inspect(engine);
  const IdentifierPreparer& preparer = engine.dialect().identifier_preparer();
  const auto drop = [&](std::string_view kind, const std::vector<std::string>& names) {
    for (const std::string& name : names) {
      if (!ours(name)) continue;
      engine.begin([&](Connection& c) {
        c.execute(text(str_cat("DROP ", kind, " ", preparer.quote_identifier(name))));
      });
    }
  };
  drop("MATERIALIZED VIEW", inspector.get_materialized_view_names());
  drop("VIEW", inspector.get_view_names());
  MetaData metadata;
  metadata.reflect(engine, {.filter = ours, .resolve_fks = false});
  if (!metadata.tables().empty()) metadata.drop_all(engine);
  drop("SEQUENCE", inspector.get_sequence_names());
  std::vector<std::string> types;
  for (const ReflectedEnum& e : inspector.get_enums()) types.push_back(e.name);
  drop("TYPE", types);
  std::vector<std::string> domains;
  for (const ReflectedDomain& d : inspector.get_domains()) domains.push_back(d.name);
  drop("DOMAIN", domains);
}

std::string suite_table(std::span<const SuiteRun> runs) {
  std::string out = "| test |";
  std::string line = "|---|";
  for (const SuiteRun& run : runs) {
    str_append(out, " ", run.database, " |");
    line += "---|";
  }
  str_append(out, "\n", line, "\n");
  const auto result_of = [](const SuiteRun& run, const std::string& test) -> const SuiteResult* {
    for (const SuiteResult& r : run.results)
      if (r.test == test) return &r;
    return nullptr;
  };
  std::vector<std::string> reasons;
  std::vector<std::string> failures;
  for (const std::string& test : suite_tests()) {
    str_append(out, "| ", test, " |");
    for (const SuiteRun& run : runs) {
      const SuiteResult* result = result_of(run, test);
      if (!result) {
        out += " |";
        continue;
      }
      if (result->outcome == SuiteOutcome::passed) {
        out += " passed |";
      } else if (result->outcome == SuiteOutcome::failed) {
        out += " FAILED |";
        failures.push_back(str_cat("- ", run.database, ", ", test, ": ", result->message));
      } else {
        auto known = std::find(reasons.begin(), reasons.end(), result->message);
        if (known == reasons.end()) known = reasons.insert(known, result->message);
        str_append(out, " skipped (", known - reasons.begin() + 1, ") |");
      }
    }
    out += '\n';
  }
  out += "| **passed / skipped / failed** |";
  for (const SuiteRun& run : runs) {
    str_append(out, " ", run.count(SuiteOutcome::passed), " / ", run.count(SuiteOutcome::skipped),
               " / ", run.count(SuiteOutcome::failed), " |");
  }
  out += '\n';
  if (!reasons.empty()) out += "\nSkipped:\n\n";
  for (std::size_t i = 0; i < reasons.size(); ++i) str_append(out, i + 1, ". ", reasons[i], "\n");
  if (!failures.empty()) out += "\nFailed:\n\n";
  for (const std::string& failure : failures) str_append(out, failure, "\n");
  return out;
}

}  // namespace cupel::testing
