#pragma once

#include <cstdint>
#include <initializer_list>
#include <iosfwd>
#include <iterator>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "cupel/orm/query/bundle.hpp"
#include "cupel/orm/query/col.hpp"
#include "cupel/orm/query/descriptions.hpp"
#include "cupel/orm/query/orm_result.hpp"
#include "cupel/sql/expression/dml_builder.hpp"

namespace cupel {

/// How a bulk UPDATE or DELETE brings the session's objects up to date.
struct SynchronizeOptions {
  /// "auto", "evaluate" (compares the objects in memory with the criteria), "fetch" (asks the
  /// database for the keys), or "none" (leaves the objects as they are).
  std::string_view synchronize_session = "auto";
};

namespace detail {

// The compiled half of Query.

/// A statement in the label style of Query (users.id AS users_id).
SelectBasePtr with_query_labels(const SelectBasePtr& statement);
/// The statement of a query as it is executed: what the listeners of before_compile make of it,
/// with labels.
SelectBasePtr compiled_query(Session& session, const SelectBasePtr& statement);
/// SELECT count(*) FROM (statement)
std::int64_t count_rows(Session& session, const Executable& statement);
Expr<bool> query_exists(const SelectBasePtr& statement);
/// Without ORDER BY and the like: throws InvalidRequestError naming `method` for a statement that
/// has a criterion already.
void require_no_criterion(const SelectBase& statement, std::string_view method);
/// The entity of a Query of one class; throws InvalidRequestError for another one.
const EntityFrom& single_entity(const SelectBase& statement, std::string_view method);
/// `statement` in the dialect of the session's engine, or in the default one.
std::string statement_text(Session& session, const ClauseElement& statement);
/// The relationship `name` of the class that the query stands at: the one joined last, else the
/// first selected. Throws InvalidRequestError, with a proposal.
struct NamedJoin {
  ElementPtr path;
};
NamedJoin join_by_name(const SelectBase& statement, std::string_view name);
/// SELECT of the rows of `statement`, a SELECT of one entity, as that entity.
SelectBasePtr select_from_compound(CompoundKeyword keyword, const SelectBasePtr& first,
                                   const SelectBasePtr& second);
SelectBasePtr select_from_self(const SelectBasePtr& statement);
/// `statement` with columns of the class in its clauses read from what select_from_self() made.
SelectBasePtr adapted_to_self(const SelectBasePtr& statement);
[[noreturn]] void throw_no_index(std::size_t index);
std::int64_t bulk_update(Session& session, const SelectBase& query, std::vector<Assignment> values,
                         const SynchronizeOptions& options);
std::int64_t bulk_delete(Session& session, const SelectBase& query,
                         const SynchronizeOptions& options);
ObjectRef get_by_key(Session& session, const ClassInfo& class_info, std::span<const Value> key);
/// Executes a statement of columns in the session.
Result execute_plain(Session& session, const Executable& statement);

/// What one row of a Query is: the object, where it selects one entity; else a tuple.
template <class... Ts>
struct QueryItem {
  using type = Row<Ts...>;
};
template <class T>
struct QueryItem<Ref<T>> {
  using type = Ref<T>;
};

}  // namespace detail

template <>
struct ExprTraits<detail::NamedJoin> {
  using type = Untyped;
  static ElementPtr element(const detail::NamedJoin& join) { return join.path; }
};

/// SQLAlchemy's older query object: a SELECT that knows its session.
///
///     session.query<User>().filter(col(&User::age) > 10).order_by(&User::id).all();
///     for (auto&& [id, n] : session.query(&User::id, func::count(&Post::id)).join(&User::posts)
///                               .group_by(&User::id)) ...
///
/// A value: each method returns another query. It runs when a result is asked for.
/// Lifetime: borrows the session. Throws as Session::execute().
template <class... Ts>
class Query {
 public:
  using Item = typename detail::QueryItem<Ts...>::type;
  using OptionalItem = typename ItemTraits<Item>::Optional;

  Query(Session& session, Select<Ts...> statement)
      : session_(&session), statement_(std::move(statement)) {}

  // -- building: as Select's members of the same names ------------------------------------------

  template <class... C>
  [[nodiscard]] Query filter(const C&... conditions) const {
    return with(statement_.where(conditions...));
  }
  template <class... C>
  [[nodiscard]] Query where(const C&... conditions) const {
    return filter(conditions...);
  }
  /// `filter(text("id = 2"))`: bare text is none.
  Query filter(const char*) const = delete;
  template <class Column, class X>
  [[nodiscard]] Query filter_by(const Column& column, const X& value) const {
    return with(statement_.filter_by(column, value));
  }
  [[nodiscard]] Query filter_by(const Parameters& equalities) const {
    return with(statement_.filter_by(equalities));
  }
  template <class... C>
  [[nodiscard]] Query order_by(const C&... clauses) const {
    return with(statement_.order_by(clauses...));
  }
  template <class... C>
  [[nodiscard]] Query group_by(const C&... clauses) const {
    return with(statement_.group_by(clauses...));
  }
  template <class... C>
  [[nodiscard]] Query having(const C&... conditions) const {
    return with(statement_.having(conditions...));
  }
  template <class... C>
  [[nodiscard]] Query distinct(const C&... columns) const {
    return with(statement_.distinct(columns...));
  }
  [[nodiscard]] Query limit(Operand n) const { return with(statement_.limit(std::move(n))); }
  [[nodiscard]] Query offset(Operand n) const { return with(statement_.offset(std::move(n))); }
  [[nodiscard]] Query slice(std::int64_t start, std::int64_t stop) const {
    return with(statement_.slice(start, stop));
  }
  template <class... A>
  [[nodiscard]] Query join(const A&... arguments) const {
    return with(statement_.join(arguments...));
  }
  template <class... A>
  [[nodiscard]] Query outerjoin(const A&... arguments) const {
    return with(statement_.outerjoin(arguments...));
  }
  /// Along a relationship by its name: of the class joined last, else of the first one selected.
  [[nodiscard]] Query join(const char* name) const {
    return join(detail::join_by_name(statement_.statement(), name));
  }
  [[nodiscard]] Query outerjoin(const char* name) const {
    return outerjoin(detail::join_by_name(statement_.statement(), name));
  }
  /// A query of one entity over its own rows as a subquery: what follows applies to that.
  /// Throws InvalidRequestError for other queries.
  [[nodiscard]] Query from_self() const {
    Query outer(*session_, Select<Ts...>(detail::select_from_self(statement_.node()), statement_));
    outer.from_self_ = true;
    return outer;
  }
  /// The rows of this query and of others as one query of their entity, whose SELECT is around
  /// `SELECT ... UNION SELECT ...`. Throws InvalidRequestError for queries of columns.
  [[nodiscard]] Query union_(const Query& other) const {
    return over(CompoundKeyword::union_, other);
  }
  [[nodiscard]] Query union_all(const Query& other) const {
    return over(CompoundKeyword::union_all, other);
  }
  [[nodiscard]] Query intersect(const Query& other) const {
    return over(CompoundKeyword::intersect, other);
  }
  [[nodiscard]] Query intersect_all(const Query& other) const {
    return over(CompoundKeyword::intersect_all, other);
  }
  [[nodiscard]] Query except_(const Query& other) const {
    return over(CompoundKeyword::except_, other);
  }
  [[nodiscard]] Query except_all(const Query& other) const {
    return over(CompoundKeyword::except_all, other);
  }
  template <class... F>
  [[nodiscard]] Query select_from(const F&... froms) const {
    return with(statement_.select_from(froms...));
  }
  /// Only the rows related to `parent`.
  template <class T, class M, class C>
  [[nodiscard]] Query with_parent(const Ref<T>& parent, M C::*relationship) const {
    return filter(cupel::with_parent(parent, relationship));
  }
  template <class... O>
  [[nodiscard]] Query options(const O&... options) const {
    return with(statement_.options(options...));
  }
  [[nodiscard]] Query with_for_update(const ForUpdateOptions& options = {}) const {
    return with(statement_.with_for_update(options));
  }
  template <class... F>
  [[nodiscard]] Query correlate(const F&... froms) const {
    return with(statement_.correlate(froms...));
  }
  [[nodiscard]] Query prefix_with(std::string_view text, std::string_view dialect = "*") const {
    return with(statement_.prefix_with(text, dialect));
  }
  template <class F>
  [[nodiscard]] Query with_hint(const F& from, std::string_view text,
                                std::string_view dialect = "*") const {
    return with(statement_.with_hint(from, text, dialect));
  }
  [[nodiscard]] Query params(const Parameters& values) const {
    return with(statement_.params(values));
  }
  [[nodiscard]] Query execution_options(const Parameters& options) const {
    return with(statement_.execution_options(options));
  }
  [[nodiscard]] Query populate_existing() const {
    return execution_options({{"populate_existing", true}});
  }
  [[nodiscard]] Query autoflush(bool on) const { return execution_options({{"autoflush", on}}); }
  [[nodiscard]] Query yield_per(std::int64_t rows) const {
    return execution_options({{"yield_per", rows}});
  }
  [[nodiscard]] Query enable_eagerloads(bool on) const {
    return execution_options({{"eager_joins", on}});
  }
  /// Joins start from what their relationship or FROM says; kept for programs that call it.
  [[nodiscard]] Query reset_joinpoint() const { return *this; }

  /// Other columns and entities in place of these.
  template <class... C>
  [[nodiscard]] auto with_entities(const C&... columns) const {
    return of(statement_.with_only_columns(columns...));
  }
  template <class... C>
  [[nodiscard]] auto add_columns(const C&... columns) const {
    return of(statement_.add_columns(columns...));
  }
  template <class T>
  [[nodiscard]] auto add_entity() const {
    return of(statement_.add_columns(entity<T>()));
  }
  template <class T>
  [[nodiscard]] auto add_entity(const Entity<T>& added) const {
    return of(statement_.add_columns(added));
  }

  // -- results ------------------------------------------------------------------------------------

  /// All rows. Objects of a query of one entity come once each.
  [[nodiscard]] std::vector<Item> all() const { return run().all(); }
  /// The first row (LIMIT 1), or nothing.
  [[nodiscard]] OptionalItem first() const { return limit(1).run().first(); }
  /// The row at a position (LIMIT 1 OFFSET index). Throws NoResultFound beyond the end.
  [[nodiscard]] Item operator[](std::size_t index) const {
    auto rows = slice(static_cast<std::int64_t>(index), static_cast<std::int64_t>(index) + 1).all();
    if (rows.empty()) detail::throw_no_index(index);
    return std::move(rows.front());
  }
  /// The only row. Throws NoResultFound, MultipleResultsFound.
  [[nodiscard]] Item one() const { return run().one(); }
  [[nodiscard]] OptionalItem one_or_none() const { return run().one_or_none(); }
  /// First column of the only row; nothing without one. Throws MultipleResultsFound.
  [[nodiscard]] auto scalar() const {
    using First = std::tuple_element_t<0, std::tuple<Ts...>>;
    using Optional = typename ItemTraits<First>::Optional;
    auto row = one_or_none();
    if constexpr (std::is_same_v<Item, First>) {
      return Optional(std::move(row));
    } else {
      return row ? Optional(std::move(std::get<0>(*row))) : Optional();
    }
  }
  /// The rows as a result: `for (auto&& row : query.run())`.
  [[nodiscard]] ScalarResult<Item> run() const {
    const Select<Ts...> labelled(detail::compiled_query(*session_, statement_.node()), statement_);
    if constexpr ((detail::kIsOrmItem<Ts> || ...)) {
      auto cursor = detail::open_orm(*session_, labelled, {}, {});
      const bool streams = cursor->chunk_size() != 0;
      using Execution = detail::OrmExecution<Ts...>;
      if constexpr (std::is_same_v<Item, Row<Ts...>>) {
        ScalarResult<Item> rows = Execution::rows(std::move(cursor));
        if (!streams) rows.unique();
        return rows;
      } else {
        ScalarResult<Item> objects = Execution::first_column(std::move(cursor));
        if (!streams) objects.unique();
        return objects;
      }
    } else {
      auto context = detail::begin_orm_statement(*session_, labelled, {});
      return context.connection->execute(detail::with_applied_options(labelled), Parameters(),
                                         context.options);
    }
  }
  [[nodiscard]] auto begin() const {
    result_ = std::make_shared<ScalarResult<Item>>(run());
    return result_->begin();
  }
  [[nodiscard]] std::default_sentinel_t end() const noexcept { return {}; }

  /// SELECT count(*) over this query as a subquery.
  [[nodiscard]] std::int64_t count() const {
    return detail::count_rows(*session_, labelled_without_eager_loads());
  }
  /// EXISTS (this query), for use in another statement.
  [[nodiscard]] Expr<bool> exists() const { return detail::query_exists(statement_.node()); }
  /// The object with this primary key: from the identity map first.
  /// Throws InvalidRequestError when the query has criteria or is not of one entity.
  [[nodiscard]] Item get(const Value& key) const { return get_item({&key, 1}); }
  [[nodiscard]] Item get(std::initializer_list<Value> key) const {
    return get_item({key.begin(), key.size()});
  }
  /// UPDATE of the rows that the criteria match; returns their number.
  /// Throws InvalidRequestError for a query with LIMIT, GROUP BY, joins and the like.
  std::int64_t update(std::vector<Assignment> values,
                      const SynchronizeOptions& options = {}) const {
    return detail::bulk_update(*session_, statement_.statement(), std::move(values), options);
  }
  /// DELETE of the rows that the criteria match; returns their number.
  std::int64_t delete_(const SynchronizeOptions& options = {}) const {
    return detail::bulk_delete(*session_, statement_.statement(), options);
  }

  // -- as a statement
  // -------------------------------------------------------------------------------

  [[nodiscard]] const Select<Ts...>& statement() const noexcept { return statement_; }
  [[nodiscard]] FromExpr subquery(std::string_view name = {}) const {
    return statement_.subquery(name);
  }
  [[nodiscard]] Session& session() const noexcept { return *session_; }
  /// What the query selects, item by item.
  [[nodiscard]] std::vector<EntityDescription> column_descriptions() const {
    return cupel::column_descriptions(statement_);
  }
  friend std::ostream& operator<<(std::ostream& out, const Query& query) {
    return out << to_string(query);
  }
  friend std::string to_string(const Query& query) {
    return detail::statement_text(
        *query.session_, *detail::compiled_query(*query.session_, query.statement_.node()));
  }

 private:
  Query with(Select<Ts...> statement) const {
    if (!from_self_) return Query(*session_, std::move(statement));
    Query next(*session_, Select<Ts...>(detail::adapted_to_self(statement.node()), statement));
    next.from_self_ = true;
    return next;
  }
  Query over(CompoundKeyword keyword, const Query& other) const {
    Query outer(*session_, Select<Ts...>(detail::select_from_compound(keyword, statement_.node(),
                                                                      other.statement_.node()),
                                         statement_));
    outer.from_self_ = true;
    return outer;
  }
  template <class... Us>
  Query<Us...> of(Select<Us...> statement) const {
    return Query<Us...>(*session_, std::move(statement));
  }
  Executable labelled_without_eager_loads() const {
    return Select<>(detail::compiled_query(*session_, statement_.node()), statement_);
  }
  Item get_item(std::span<const Value> key) const {
    static_assert(!std::is_same_v<Item, Row<Ts...>>,
                  "get() belongs to a query of one entity: session.query<User>().get(5)");
    detail::require_no_criterion(statement_.statement(), "get");
    return Item(detail::get_by_key(
                    *session_,
                    detail::single_entity(statement_.statement(), "get").mapper().class_info(), key)
                    .instance());
  }

  Session* session_;
  Select<Ts...> statement_;
  bool from_self_ = false;
  mutable std::shared_ptr<ScalarResult<Item>> result_;
};

/// A query in a session; `session.query<User>()` is the same.
template <class First, class... More>
  requires(std::is_class_v<First> && !detail::HasExprTraits<First>)
[[nodiscard]] Query<Ref<First>, Ref<More>...> make_query(Session& session) {
  return {session, select<First, More...>()};
}
template <class... C>
[[nodiscard]] auto make_query(Session& session, const C&... columns) {
  static_assert((detail::SqlConstruct<C> && ...),
                "query() takes mapped members, entities and expressions");
  const auto statement = select(columns...);
  return [&]<class... Ts>(const Select<Ts...>& typed) {
    static_assert(sizeof...(Ts) > 0,
                  "query() needs columns whose C++ type is known: name an untyped one by "
                  "expression.as<T>()");
    return Query<Ts...>(session, typed);
  }(statement);
}

}  // namespace cupel
