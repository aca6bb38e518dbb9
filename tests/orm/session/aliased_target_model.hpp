#pragma once
// A database in memory, and a record of what it was told, for tests of relationships to aliased
// classes.

#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "cupel/orm.hpp"

namespace cupel::aliased_target_model {

using Id = std::int64_t;
using Ids = std::vector<Id>;

struct RecordedDatabase : testing::Test {
  /// To be called when the tables are there.
  void record() {
    recorder =
        listen(engine, events::before_cursor_execute,
               [this](Connection&, CursorExecution& e) { sent.push_back(one_line(e.statement)); });
  }

  static std::string one_line(const std::string& text) {
    std::string out;
    for (const char c : text) {
      const bool blank = c == '\n' || c == ' ';
      if (!blank) {
        out += c;
      } else if (!out.empty() && out.back() != ' ') {
        out += ' ';
      }
    }
    return out;
  }
  template <class C>
  static Ids ids(const C& members) {
    Ids all;
    for (const auto& member : members) all.push_back(member->id);
    return all;
  }
  template <class S>
  std::string text(const S& statement) {
    Session session(engine);
    sent.clear();
    (void)session.execute(statement).unique().all();
    return sent.empty() ? "" : sent.back();
  }
  template <class S>
  Ids first_ids(const S& statement) {
    Session session(engine);
    Ids all;
    for (const auto& row : session.execute(statement).all()) all.push_back(std::get<0>(row));
    return all;
  }

  Registry registry;
  Engine engine = create_engine("sqlite://");
  std::vector<std::string> sent;
  ListenHandle recorder;
};

}  // namespace cupel::aliased_target_model
