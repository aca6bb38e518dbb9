#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "cupel/engine/result.hpp"
#include "cupel/orm/query/orm_result.hpp"
#include "cupel/sql/expression/dml.hpp"

#include "orm/query/evaluator.hpp"

namespace cupel::detail {

/// How the objects of a session follow an UPDATE or DELETE by criteria.
enum class Synchronize : std::uint8_t { auto_, evaluate, fetch, none };

/// Reads the option `synchronize_session`; null: "auto". Throws ArgumentError naming the
/// strategies.
Synchronize synchronize_option(const Value* option);
/// As synchronize_option(), with "auto" decided by whether the criteria can be evaluated.
/// Throws InvalidRequestError for "evaluate" where they cannot.
Synchronize choose_strategy(const Value* option, const Mapper& mapper, const ColumnList& criteria);

/// The class of a Query whose rows are updated or deleted; `method` names the operation.
/// Throws InvalidRequestError for a query with LIMIT, ORDER BY, joins and the like.
const EntityFrom& query_target(const SelectBase& query, std::string_view method);

/// The objects of a session that a statement concerns.
class Synchronization {
 public:
  Synchronization(Session& session, LoadContext& context, const Mapper& mapper)
      : session_(session), context_(context), mapper_(mapper), evaluator_(mapper) {}

  /// Finds those that the criteria match, before the statement changes what they are found by.
  void match(const ColumnList& criteria);
  /// Finds them by a SELECT of their keys.
  void fetch(const StatementContext& context, const ColumnList& criteria);
  /// Finds them by the keys in the rows of a RETURNING; gives the number of rows.
  std::int64_t take_keys(Result rows);
  void take_key(std::vector<Value> key);

  /// The statement was an UPDATE with these values.
  void update(std::span<const DmlValue> values);
  /// It was a DELETE.
  void delete_();
  /// It was an UPDATE by primary key, a set for each row.
  void update_by_key(const ParameterSets& sets);

 private:
  struct NewValue {
    const Attribute* attribute;
    std::optional<Value> value;  // none: load it again
  };
  void apply(Instance& instance, std::span<const NewValue> values);

  Session& session_;
  LoadContext& context_;
  const Mapper& mapper_;
  Evaluator evaluator_;
  std::vector<ObjectRef> matched_;
  std::vector<ObjectRef> unsure_;  // an attribute that decides is not in memory
};

}  // namespace cupel::detail
