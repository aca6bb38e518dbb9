#pragma once

#include <concepts>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

#include "cupel/orm/query/col.hpp"
#include "cupel/orm/query/entity.hpp"
#include "cupel/orm/query/orm_result.hpp"
#include "cupel/sql/expression/dml_builder.hpp"

namespace cupel {

template <class... Ts>
class EntityReturning;

namespace detail {

/// The table behind a mapped class.
FromExpr table_of_entity(const ClassInfo& class_info);

/// What INSERT, UPDATE and DELETE of a mapped class add to those of a table: `returning<T>()`.
template <class Self>
class EntityDmlMembers : public DmlMembers<Self> {
 public:
  using DmlMembers<Self>::returning;
  /// RETURNING the columns of classes; the rows become objects of the session:
  /// `session.scalars(insert<User>().returning<User>(), rows)`.
  template <class First, class... More>
    requires(std::is_class_v<First> && (std::is_class_v<More> && ...))
  [[nodiscard]] EntityReturning<Ref<First>, Ref<More>...> returning() const {
    return EntityReturning<Ref<First>, Ref<More>...>(
        this->self().returning(entity<First>(), entity<More>()...));
  }
};

/// Runs DML of a mapped class in a session: bulk INSERT, UPDATE by primary key, or UPDATE and
/// DELETE by criteria with the session's objects brought up to date. `sets` may be null.
class EntityDml;
Result execute_entity_dml(Session& session, const EntityDml& statement,
                          const Parameters& parameters, const ParameterSets* sets,
                          const ExecutionOptions& options);
/// The same for a RETURNING of entities.
std::unique_ptr<OrmCursor> open_entity_dml(Session& session, const EntityDml& statement,
                                           std::span<const Ptr<const EntityFrom>> entities,
                                           const Parameters& parameters, const ParameterSets* sets,
                                           const ExecutionOptions& options);

/// A statement of a mapped class, whatever its verb.
class EntityDml : public DmlHandle {
 public:
  [[nodiscard]] const Ptr<const EntityFrom>& target() const noexcept { return target_; }

 protected:
  EntityDml(ElementPtr node, Ptr<const EntityFrom> target)
      : DmlHandle(std::move(node)), target_(std::move(target)) {}
  /// Another statement in place of this one; options and parameters stay.
  void become(const DmlHandle& other) { element_ = other.element(); }

 private:
  Ptr<const EntityFrom> target_;
};

}  // namespace detail

/// INSERT of rows of a mapped class, values named by attributes.
///
///     session.execute(insert<User>(), rows);                        // many rows, no objects
///     session.scalars(insert<User>().returning<User>(), rows);      // and the objects of them
///
/// Rows with the same names go in one statement; a name that is no column of the class is left out,
/// and so is a NULL, unless the execution option `render_nulls` is set. Relationships, cascades and
/// mapper events have no part in it. A Connection executes it as the INSERT of a table.
class EntityInsert : public detail::EntityDml, public detail::EntityDmlMembers<EntityInsert> {
 public:
  explicit EntityInsert(const ClassInfo& class_info);
  /// See insert<T>(const Insert&).
  EntityInsert(const ClassInfo& class_info, const Insert& statement);

  using detail::StatementMembers<EntityInsert>::execution_options;
  using Executable::execution_options;

  /// As Insert's.
  [[nodiscard]] EntityInsert values(const ValuesArg& values = {}) const;
  [[nodiscard]] EntityInsert from_select(const std::vector<SetTarget>& names, Operand select,
                                         bool include_defaults = true) const;
  [[nodiscard]] EntityInsert inline_() const;

 private:
  friend class detail::DmlMembers<EntityInsert>;
  [[nodiscard]] Insert plain() const;
  [[nodiscard]] EntityInsert with(const Insert& next) const;
};

/// UPDATE of rows of a mapped class.
///
///     session.execute(update<User>().where(col(&User::age) > 10).values({{&User::age, 10}}));
///     session.execute(update<User>(), {{{"id", 1}, {"age", 5}}, {{"id", 2}, {"age", 6}}});
///
/// By criteria, the execution option `synchronize_session` says how the objects of the session
/// follow: "auto" (the default: "evaluate", or "fetch" where that is not possible), "evaluate"
/// compares them with the criteria in memory, "fetch" asks the database for the keys, false leaves
/// them as they are. What an object has pending of its own is expired.
/// Executed with several sets of parameters it is an UPDATE by primary key; a row that is not there
/// is a StaleDataError. ArgumentError for another strategy, InvalidRequestError for criteria that
/// cannot be evaluated, and for a set without key.
class EntityUpdate : public detail::EntityDml, public detail::EntityDmlMembers<EntityUpdate> {
 public:
  explicit EntityUpdate(const ClassInfo& class_info);

  using detail::StatementMembers<EntityUpdate>::execution_options;
  using Executable::execution_options;

  [[nodiscard]] EntityUpdate values(const ValuesArg& values) const;
  [[nodiscard]] EntityUpdate ordered_values(std::vector<Assignment> values) const;
  template <class... C>
  [[nodiscard]] EntityUpdate where(const C&... conditions) const {
    return with(plain().where(conditions...));
  }
  [[nodiscard]] EntityUpdate filter_by(const Parameters& equalities) const;
  [[nodiscard]] EntityUpdate inline_() const;

 private:
  friend class detail::DmlMembers<EntityUpdate>;
  [[nodiscard]] Update plain() const;
  [[nodiscard]] EntityUpdate with(const Update& next) const;
};

/// DELETE of rows of a mapped class; `synchronize_session` as for EntityUpdate: objects whose rows
/// went are deleted objects until the commit. Relationships, cascades and mapper events have no
/// part in it.
class EntityDelete : public detail::EntityDml, public detail::EntityDmlMembers<EntityDelete> {
 public:
  explicit EntityDelete(const ClassInfo& class_info);

  using detail::StatementMembers<EntityDelete>::execution_options;
  using Executable::execution_options;

  template <class... C>
  [[nodiscard]] EntityDelete where(const C&... conditions) const {
    return with(plain().where(conditions...));
  }
  [[nodiscard]] EntityDelete filter_by(const Parameters& equalities) const;
  template <class... F>
  [[nodiscard]] EntityDelete using_(const F&... froms) const {
    return with(plain().using_(froms...));
  }

 private:
  friend class detail::DmlMembers<EntityDelete>;
  [[nodiscard]] Delete plain() const;
  [[nodiscard]] EntityDelete with(const Delete& next) const;
};

/// A statement whose RETURNING becomes objects; what `returning<T>()` gives.
template <class... Ts>
class EntityReturning : public detail::EntityDml,
                        public detail::StatementMembers<EntityReturning<Ts...>> {
 public:
  explicit EntityReturning(const detail::EntityDml& statement) : detail::EntityDml(statement) {}
  using Executable::execution_options;
  using detail::StatementMembers<EntityReturning>::execution_options;
  /// The objects come in the order of the parameter sets.
  [[nodiscard]] EntityReturning sort_by_parameter_order() const {
    EntityReturning copy(*this);
    copy.do_returning_options({.sort_by_parameter_order = true});
    return copy;
  }
};

namespace detail {

template <class Statement>
struct EntityDmlExecution {
  static constexpr bool kIsOrm = true;
  static Result execute(Session& session, const Statement& statement,
                        const Parameters& parameters = {}, const ExecutionOptions& options = {}) {
    return execute_entity_dml(session, statement, parameters, nullptr, options);
  }
  static Result execute(Session& session, const Statement& statement, const ParameterSets& sets,
                        const ExecutionOptions& options = {}) {
    return execute_entity_dml(session, statement, {}, &sets, options);
  }
  template <class P>
  static ScalarResult<Value> scalars(Session& session, const Statement& statement, const P& given,
                                     const ExecutionOptions& options = {}) {
    return execute(session, statement, given, options).scalars();
  }
};

template <>
struct SessionExecution<EntityInsert> : EntityDmlExecution<EntityInsert> {};
template <>
struct SessionExecution<EntityUpdate> : EntityDmlExecution<EntityUpdate> {};
template <>
struct SessionExecution<EntityDelete> : EntityDmlExecution<EntityDelete> {};

template <class... Ts>
struct SessionExecution<EntityReturning<Ts...>> : OrmExecution<Ts...> {
  static std::unique_ptr<OrmCursor> open(Session& session, const EntityDml& statement,
                                         const Parameters& parameters, const ParameterSets* sets,
                                         const ExecutionOptions& options) {
    const Ptr<const EntityFrom> entities[] = {
        entity_of(class_info<typename Ts::element_type>())...};
    return open_entity_dml(session, statement, entities, parameters, sets, options);
  }
  static TypedResult<Ts...> execute(Session& session, const EntityReturning<Ts...>& statement,
                                    const Parameters& parameters = {},
                                    const ExecutionOptions& options = {}) {
    return OrmExecution<Ts...>::rows(open(session, statement, parameters, nullptr, options));
  }
  static TypedResult<Ts...> execute(Session& session, const EntityReturning<Ts...>& statement,
                                    const ParameterSets& sets,
                                    const ExecutionOptions& options = {}) {
    return OrmExecution<Ts...>::rows(open(session, statement, {}, &sets, options));
  }
  static auto scalars(Session& session, const EntityReturning<Ts...>& statement,
                      const Parameters& parameters = {}, const ExecutionOptions& options = {}) {
    return OrmExecution<Ts...>::first_column(
        open(session, statement, parameters, nullptr, options));
  }
  static auto scalars(Session& session, const EntityReturning<Ts...>& statement,
                      const ParameterSets& sets, const ExecutionOptions& options = {}) {
    return OrmExecution<Ts...>::first_column(open(session, statement, {}, &sets, options));
  }
};

}  // namespace detail

/// INSERT, UPDATE, DELETE of a mapped class's rows. Values may be named by members:
/// `update<User>().where(col(&User::id) == 5).values({{&User::age, 10}})`.
/// Throws UnmappedClassError.
template <class T>
  requires std::is_class_v<T>
[[nodiscard]] EntityInsert insert() {
  return EntityInsert(class_info<T>());
}
/// An INSERT of a dialect, or an upsert(), into the table of a class: its RETURNING becomes
/// objects.
///
///     const Table users(mapper_of<User>().local_table());
///     session.scalars(insert<User>(upsert(users).values({{"id", 1}, {"name", "ed"}}))
///                         .returning<User>()
///                         .execution_options({{"populate_existing", true}}));
///
/// Throws ArgumentError when it is about another table.
template <class T>
  requires std::is_class_v<T>
[[nodiscard]] EntityInsert insert(const Insert& statement) {
  return EntityInsert(class_info<T>(), statement);
}
template <class T>
  requires std::is_class_v<T>
[[nodiscard]] EntityUpdate update() {
  return EntityUpdate(class_info<T>());
}
template <class T>
  requires std::is_class_v<T>
[[nodiscard]] EntityDelete delete_() {
  return EntityDelete(class_info<T>());
}

/// `mark_foreign` and `mark_remote` for users: the sides of a join condition.
template <class X>
[[nodiscard]] auto foreign(const X& column) {
  using T = detail::OperandTypeOf<X>;
  return Expr<T>(mark_foreign(detail::node_of(column)));
}
template <class X>
[[nodiscard]] auto remote(const X& column) {
  using T = detail::OperandTypeOf<X>;
  return Expr<T>(mark_remote(detail::node_of(column)));
}

}  // namespace cupel
