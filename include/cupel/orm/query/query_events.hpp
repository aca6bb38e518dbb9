#pragma once

#include <utility>
#include <vector>

#include "cupel/event/event_list.hpp"
#include "cupel/orm/query/descriptions.hpp"
#include "cupel/sql/expression/dml_builder.hpp"
#include "cupel/sql/expression/select_builder.hpp"

namespace cupel {

class Session;

/// A Query that is about to be compiled, as its listeners see it and may change it.
///
///     query_events().before_compile.listen([](QueryRewrite& query) {
///       for (const EntityDescription& item : query.column_descriptions()) {
///         if (item.entity == &mapper_of<User>()) query.filter(col(&User::deleted) == false);
///       }
///     });
///
/// Borrowed: valid while the listener runs.
class QueryRewrite {
 public:
  QueryRewrite(Session& session, SelectBasePtr statement)
      : session_(&session), statement_(std::move(statement)) {}

  [[nodiscard]] Session& session() const noexcept { return *session_; }
  /// What the query selects, item by item.
  [[nodiscard]] std::vector<EntityDescription> column_descriptions() const {
    return cupel::column_descriptions(Select<>(statement_));
  }
  /// The query so far.
  [[nodiscard]] Select<> statement() const { return Select<>(statement_); }
  /// Puts another statement in its place. It has to select the same items.
  void set_statement(const SelectHandle& statement) { statement_ = statement.node(); }
  /// Adds criteria, as Query::filter().
  template <class... C>
  void filter(const C&... conditions) {
    statement_ = Select<>(statement_).where(conditions...).node();
  }
  /// What a Query::update() sets; may be changed. Empty for other queries.
  [[nodiscard]] std::vector<Assignment>& values() noexcept { return values_; }

 private:
  Session* session_;
  SelectBasePtr statement_;
  std::vector<Assignment> values_;
};

/// What may be listened to of all Query objects; the newer SessionEvents::do_orm_execute sees every
/// statement. A listener that throws keeps the query from being executed.
struct QueryEvents {
  EventList<void(QueryRewrite&)> before_compile;
  EventList<void(QueryRewrite&)> before_compile_update;
  EventList<void(QueryRewrite&)> before_compile_delete;
};
/// Thread-safe.
[[nodiscard]] QueryEvents& query_events();

}  // namespace cupel
