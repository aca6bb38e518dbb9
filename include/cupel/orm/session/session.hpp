#pragma once

#include <any>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "cupel/engine/connection.hpp"
#include "cupel/orm/attributes/make.hpp"
#include "cupel/orm/mapper/registry.hpp"
#include "cupel/orm/query/query.hpp"
#include "cupel/orm/session/object_argument.hpp"
#include "cupel/orm/session/session_events.hpp"
#include "cupel/orm/session/session_options.hpp"
#include "cupel/orm/session/session_transaction.hpp"
#include "cupel/types/parameters.hpp"

namespace cupel {

namespace detail {

/// Specialised by orm/query for statements that name entities: `run(session, statement, ...)`.
template <class Statement>
struct SessionExecution;

template <class T>
concept Entities = requires(const T& range) {
  std::begin(range);
  std::end(range);
};

}  // namespace detail

namespace detail {

/// Several merges as one: a flush before the first, and those that the loads between them need.
class [[nodiscard]] MergeBatch {
 public:
  MergeBatch(Session& session, const MergeOptions& options);
  ~MergeBatch();
  MergeBatch(const MergeBatch&) = delete;
  MergeBatch& operator=(const MergeBatch&) = delete;

 private:
  SessionCore& core_;
};

}  // namespace detail

/// Switches autoflush off while it lives. See Session::no_autoflush().
class [[nodiscard]] NoAutoflush {
 public:
  explicit NoAutoflush(Session& session);
  ~NoAutoflush();
  NoAutoflush(const NoAutoflush&) = delete;
  NoAutoflush& operator=(const NoAutoflush&) = delete;

 private:
  Session& session_;
  bool before_;
};

/// The objects a program works with, and the transaction in which it does: identity map, unit of
/// work, loader. Semantics are those of SQLAlchemy's Session.
///
///     Session session(engine);
///     Ref<User> ed = session.add(User{.name = "ed"});
///     session.commit();
///
/// An object in a session is reached through Ref; the session keeps alive what has pending changes,
/// everything else as long as a Ref leads to it. Closing (the destructor does) rolls back what was
/// not committed and detaches the objects, which live on by their Refs.
/// Move-only; a moved-from session may only be destroyed or assigned to.
/// Thread safety: a session and its objects belong to one thread at a time; use from two at once is
/// answered by IllegalStateChangeError where it is noticed.
/// Errors: after a failed flush PendingRollbackError until rollback(). Operations on objects throw
/// InvalidRequestError for one that belongs to another session, UnmappedInstanceError for a null
/// handle or an unmapped class; nothing changed then.
class Session {
 public:
  /// Without an engine: needs `binds` or statements' own.
  Session();
  explicit Session(const Engine& engine, SessionOptions options = {});
  /// Works on a connection of the caller's, which must outlive the session and stay in place.
  explicit Session(Connection& connection, SessionOptions options = {});
  explicit Session(SessionOptions options);
  Session(Session&& other) noexcept;
  Session& operator=(Session&& other) noexcept;
  ~Session();

  // -- objects in ------------------------------------------------------------------------------

  /// Brings an object, and what save-update cascades reach from it, into the session. A new one is
  /// inserted at the next flush.
  template <class T>
  Ref<T> add(const Ref<T>& object) {
    add_instance(object.instance());
    return object;
  }
  void add(const ObjectRef& object) { add_instance(object.instance()); }
  /// Makes an object of a value, and adds it.
  template <class T>
    requires(std::is_class_v<T> && !std::derived_from<T, ObjectRef>)
  Ref<T> add(T&& value) {
    Ref<T> made = make<T>(std::move(value));
    add_instance(made.instance());
    return made;
  }
  template <class T>
    requires(std::is_class_v<T> && !std::derived_from<T, ObjectRef>)
  Ref<T> add(T& value) {
    Instance* known = detail::find_instance(&value, class_info<T>());
    Ref<T> object = known ? Ref<T>(known) : make<T>(value);
    add_instance(object.instance());
    return object;
  }
  template <class T>
  std::vector<Ref<T>> add_all(std::initializer_list<T> values) {
    std::vector<Ref<T>> refs;
    refs.reserve(values.size());
    for (const T& value : values) refs.push_back(add(make<T>(value)));
    return refs;
  }
  template <class T>
  void add_all(std::initializer_list<Ref<T>> objects) {
    for (const auto& object : objects) add(object);
  }
  void add_all(std::initializer_list<ObjectRef> objects) {
    for (const ObjectRef& object : objects) add(object);
  }
  /// Any range of values or Refs.
  template <detail::Entities Range>
  void add_all(Range&& objects) {
    for (auto& object : objects) add(object);
  }

  /// Marks a persistent or detached object for deletion at the next flush, with what its delete
  /// cascades reach. Throws InvalidRequestError when it has no row.
  void delete_(const ObjectArgument& object) { delete_instance(object.instance()); }
  template <detail::Entities Range>
  void delete_all(const Range& objects) {
    for (const auto& object : objects) delete_(object);
  }

  /// Takes an object, and what expunge cascades reach, out of the session without touching its row.
  void expunge(const ObjectArgument& object) { expunge_instance(object.instance()); }
  void expunge_all();

  /// Copies the state of an object onto the object of the same identity in this session, loading or
  /// making that one, along merge cascades. Returns the session's object; the given one is left
  /// alone.
  template <class T>
  Ref<T> merge(const Ref<T>& object, const MergeOptions& options = {}) {
    return Ref<T>(merge_instance(object.instance(), options).instance());
  }
  template <class T>
    requires(std::is_class_v<T> && !std::derived_from<T, ObjectRef>)
  Ref<T> merge(T&& value, const MergeOptions& options = {}) {
    return merge(make<T>(std::move(value)), options);
  }
  template <class T>
    requires(std::is_class_v<T> && !std::derived_from<T, ObjectRef>)
  Ref<T> merge(T& value, const MergeOptions& options = {}) {
    Instance* known = detail::find_instance(&value, class_info<T>());
    return merge(known ? Ref<T>(known) : make<T>(value), options);
  }
  template <detail::Entities Range>
  auto merge_all(Range&& objects, const MergeOptions& options = {}) {
    const detail::MergeBatch batch(*this, options);
    std::vector<decltype(merge(*std::begin(objects), options))> merged;
    for (auto& object : objects) merged.push_back(merge(object, options));
    return merged;
  }

  // -- objects by key --------------------------------------------------------------------------

  /// The object with this primary key: from the identity map, else by a SELECT; null if there is no
  /// such row. Composite keys in the order of the key's columns, `get<Cell>({1, 2})`, or by
  /// attribute, `get<Cell>(Parameters{{"x", 1}, {"y", 2}})`.
  /// Throws InvalidRequestError when the values do not fit the key.
  template <class T, std::integral K>
  Ref<T> get(K key, const GetOptions& options = {}) {
    return Ref<T>(
        get_instance(class_info<T>(), static_cast<std::int64_t>(key), options).instance());
  }
  template <class T>
  Ref<T> get(const Value& key, const GetOptions& options = {}) {
    return Ref<T>(
        get_instance(class_info<T>(), std::span<const Value>(&key, 1), options).instance());
  }
  template <class T>
  Ref<T> get(std::initializer_list<Value> key, const GetOptions& options = {}) {
    return Ref<T>(
        get_instance(class_info<T>(), std::span<const Value>(key.begin(), key.size()), options)
            .instance());
  }
  template <class T>
  Ref<T> get(const Parameters& key, const GetOptions& options = {}) {
    return Ref<T>(get_instance(class_info<T>(), key, options).instance());
  }
  /// As get(); throws NoResultFound instead of giving null.
  template <class T, class K>
  Ref<T> get_one(const K& key, const GetOptions& options = {}) {
    Ref<T> found = get<T>(key, options);
    if (!found) throw_no_row(class_info<T>());
    return found;
  }

  // -- expire and refresh ----------------------------------------------------------------------

  /// Gives up what is loaded, pending changes included; the next access loads anew. With names, or
  /// members, just those attributes. Throws InvalidRequestError for an object that is not
  /// persistent in this session.
  void expire(const ObjectArgument& object, std::initializer_list<std::string_view> names = {}) {
    expire_instance(object.instance(), {names.begin(), names.size()});
  }
  template <class M, class C, class... More>
  void expire(const ObjectArgument& object, M C::*member, More... more) {
    const std::string_view names[]{attribute_of(member).key(), attribute_of(more).key()...};
    expire_instance(object.instance(), names);
  }
  void expire_all();
  /// Loads an object anew, at once; pending changes of it are lost, those of others flushed before.
  /// Throws InvalidRequestError when its row is gone.
  void refresh(const ObjectArgument& object, std::initializer_list<std::string_view> names = {}) {
    refresh_instance(object.instance(), {names.begin(), names.size()});
  }
  /// The same with its rows locked: `session.refresh(user, {.with_for_update = ForUpdateArg{}})`.
  void refresh(const ObjectArgument& object, const RefreshOptions& options);
  template <class M, class C, class... More>
  void refresh(const ObjectArgument& object, M C::*member, More... more) {
    const std::string_view names[]{attribute_of(member).key(), attribute_of(more).key()...};
    refresh_instance(object.instance(), names);
  }

  // -- unit of work ----------------------------------------------------------------------------

  /// Lets the relationships of an object that has no row load from its foreign keys, as those of a
  /// persistent one do. The object belongs to the session then, without being added: a flush
  /// does not write it. Throws InvalidRequestError for an object of another session.
  void enable_relationship_loading(const ObjectArgument& object) {
    enable_loading(object.instance());
  }

  /// Writes all pending changes to the database, inside the transaction. On a throw that
  /// transaction (or savepoint) is rolled back already; rollback() makes the session usable again.
  void flush();
  /// The same for these objects only, and for what must be written before them.
  void flush(std::initializer_list<ObjectRef> objects) {
    flush(std::span<const ObjectRef>(objects.begin(), objects.size()));
  }
  void flush(std::span<const ObjectRef> objects);
  /// What flush() would do and why, as a text for people: the objects, what brought each of them
  /// in, and the steps in their order. Nothing is written and no listener of the flush is called;
  /// relationships that a flush would load are loaded, in the transaction.
  ///
  ///     1. INSERT User: 1 object
  ///          <User new>: name
  ///     2. copy keys along User.posts
  ///     3. UPDATE Post: 1 object
  ///          <Post 7>: user_id
  ///
  /// Throws what the planning of the flush throws, CircularDependencyError above all.
  [[nodiscard]] std::string explain_flush();
  /// Objects that will be inserted, those with changes that may lead to an UPDATE, and those that
  /// will be deleted, in the order in which they became so.
  [[nodiscard]] std::vector<ObjectRef> new_() const;
  [[nodiscard]] std::vector<ObjectRef> dirty() const;
  [[nodiscard]] std::vector<ObjectRef> deleted() const;
  /// True when a flush would write something for it; unlike dirty() it compares values.
  [[nodiscard]] bool is_modified(const ObjectArgument& object,
                                 bool include_collections = true) const;
  /// True for pending and persistent objects of this session.
  [[nodiscard]] bool contains(const ObjectArgument& object) const;
  /// All persistent objects, after those that nothing refers to have been dropped.
  [[nodiscard]] std::vector<ObjectRef> identity_map();
  /// Pending and persistent objects.
  [[nodiscard]] std::vector<ObjectRef> objects();

  /// `const auto off = session.no_autoflush();`
  NoAutoflush no_autoflush() { return NoAutoflush(*this); }
  [[nodiscard]] bool autoflush() const;
  void set_autoflush(bool on);
  [[nodiscard]] bool expire_on_commit() const;
  void set_expire_on_commit(bool on);

  // -- transactions ----------------------------------------------------------------------------

  /// Begins; throws InvalidRequestError when a transaction is begun already, by any use.
  SessionTransaction begin();
  /// Flushes, and begins a savepoint.
  SessionTransaction begin_nested();
  /// Runs `work()` (or `work(session)`) in a transaction: commits, or rolls back when it throws.
  /// Once the transaction is over inside of it, by commit(), rollback() or a failed flush, the
  /// session throws InvalidRequestError until `work` ends.
  template <class F>
    requires(std::invocable<F&> || std::invocable<F&, Session&>)
  void begin(F&& work) {
    SessionTransaction transaction = begin();
    run_block(transaction, work);
    transaction.commit();
  }
  template <class F>
    requires(std::invocable<F&> || std::invocable<F&, Session&>)
  void begin_nested(F&& work) {
    SessionTransaction transaction = begin_nested();
    run_block(transaction, work);
    transaction.commit();
  }
  /// Flushes and commits, savepoints included; then every object is expired.
  void commit();
  /// First half of the commit of a session with the option `twophase`: flushes and prepares each
  /// database; only commit() and rollback() are possible then. Throws InvalidRequestError without
  /// the option or inside a savepoint; where a database refuses, all are rolled back.
  void prepare();
  /// Rolls back to the beginning, savepoints included. Objects return to their states of then.
  void rollback();
  /// Rolls back, and takes all objects out. The session may be used again (close_resets_only).
  void close();
  /// As close(), whatever close_resets_only says.
  void reset();
  /// As close(); the connections are thrown away instead of being returned to the pool.
  void invalidate();
  [[nodiscard]] bool in_transaction() const;
  [[nodiscard]] bool in_nested_transaction() const;
  [[nodiscard]] SessionTransaction get_transaction() const;
  [[nodiscard]] SessionTransaction get_nested_transaction() const;
  /// False after a failed flush, until rollback().
  [[nodiscard]] bool is_active() const;

  // -- SQL -------------------------------------------------------------------------------------

  /// The connection of the running transaction, begun if need be.
  /// `options` count when the connection joins the transaction; later they are ignored, with a
  /// warning. Throws UnboundExecutionError when no engine can be found.
  Connection& connection(const BindArguments& arguments = {}, const ExecutionOptions& options = {});

  /// The engine that a statement, or the rows of a mapper, would go to.
  /// Throws UnboundExecutionError when there is none.
  [[nodiscard]] Engine get_bind(const BindArguments& arguments = {});
  /// The same for the rows of a mapped class.
  template <class T>
    requires std::is_class_v<T>
  [[nodiscard]] Engine get_bind() {
    return get_bind({.mapper = &mapper_of<T>()});
  }

  /// Executes a statement in the transaction, after an autoflush. What comes back is what
  /// Connection::execute gives; for statements of entities see orm/query.
  template <std::derived_from<Executable> Statement>
  auto execute(const Statement& statement, const Parameters& parameters = {},
               const ExecutionOptions& options = {}) {
    if constexpr (requires { detail::SessionExecution<Statement>::kIsOrm; }) {
      return detail::SessionExecution<Statement>::execute(*this, statement, parameters, options);
    } else {
      StatementBegin begun(parameters);
      Connection& connection = begin_statement(statement, options, begun);
      return connection.execute(detail::with_applied_options(begun.applied(statement)),
                                begun.parameters(), begun.options);
    }
  }
  template <std::derived_from<Executable> Statement>
  auto execute(const Statement& statement, const ParameterSets& sets,
               const ExecutionOptions& options = {}) {
    if constexpr (requires {
                    detail::SessionExecution<Statement>::execute(*this, statement, sets, options);
                  }) {
      return detail::SessionExecution<Statement>::execute(*this, statement, sets, options);
    } else {
      StatementBegin begun;
      Connection& connection = begin_statement(statement, options, begun);
      return connection.execute(begun.applied(statement), sets, begun.options);
    }
  }
  /// The same on the engine of a mapper, or on a given one: for text and other statements that do
  /// not say where they belong:
  /// `session.execute(text("..."), {}, BindArguments{.mapper = &mapper_of<User>()})`.
  template <std::derived_from<Executable> Statement, std::same_as<BindArguments> Arguments>
  Result execute(const Statement& statement, const Parameters& parameters,
                 const Arguments& arguments) {
    StatementBegin begun(parameters);
    begun.arguments = &arguments;
    Connection& connection = begin_statement(statement, {}, begun);
    return connection.execute(detail::with_applied_options(begun.applied(statement)),
                              begun.parameters(), begun.options);
  }
  template <std::derived_from<Executable> Statement>
  auto execute(const Statement& statement, std::initializer_list<Parameters> sets) {
    return execute(statement, ParameterSets(sets));
  }
  /// A bare string is no statement: `execute(text("..."))`.
  Result execute(const char* sql, const Parameters& = {}) = delete;

  /// First column of all rows.
  template <std::derived_from<Executable> Statement>
  auto scalars(const Statement& statement, const Parameters& parameters = {},
               const ExecutionOptions& options = {}) {
    if constexpr (requires { detail::SessionExecution<Statement>::kIsOrm; }) {
      return detail::SessionExecution<Statement>::scalars(*this, statement, parameters, options);
    } else {
      StatementBegin begun(parameters);
      Connection& connection = begin_statement(statement, options, begun);
      return connection.scalars(detail::with_applied_options(begun.applied(statement)),
                                begun.parameters(), begun.options);
    }
  }
  /// The same for an INSERT of several rows with RETURNING.
  template <std::derived_from<Executable> Statement>
  auto scalars(const Statement& statement, const ParameterSets& sets,
               const ExecutionOptions& options = {}) {
    if constexpr (requires {
                    detail::SessionExecution<Statement>::scalars(*this, statement, sets, options);
                  }) {
      return detail::SessionExecution<Statement>::scalars(*this, statement, sets, options);
    } else {
      return execute(statement, sets, options).scalars();
    }
  }
  template <class T>
    requires(!std::derived_from<T, Executable>)
  ScalarResult<T> scalars(const Executable& statement, const Parameters& parameters = {},
                          const ExecutionOptions& options = {}) {
    StatementBegin begun(parameters);
    Connection& connection = begin_statement(statement, options, begun);
    return connection.template scalars<T>(begun.applied(statement), begun.parameters(),
                                          begun.options);
  }
  /// First column of the first row; NULL (or an empty optional) without a row.
  template <std::derived_from<Executable> Statement>
  auto scalar(const Statement& statement, const Parameters& parameters = {},
              const ExecutionOptions& options = {}) {
    if constexpr (requires { detail::SessionExecution<Statement>::kIsOrm; }) {
      return detail::SessionExecution<Statement>::scalars(*this, statement, parameters, options)
          .first();
    } else {
      StatementBegin begun(parameters);
      Connection& connection = begin_statement(statement, options, begun);
      return connection.scalar(detail::with_applied_options(begun.applied(statement)),
                               begun.parameters(), begun.options);
    }
  }
  template <class T>
    requires(!std::derived_from<T, Executable>)
  typename ItemTraits<T>::Optional scalar(const Executable& statement,
                                          const Parameters& parameters = {},
                                          const ExecutionOptions& options = {}) {
    return scalars<T>(statement, parameters, options).first();
  }

  /// A Query of entities, or of mapped members and expressions: SQLAlchemy's older interface.
  template <class First, class... More>
    requires(std::is_class_v<First> && (std::is_class_v<More> && ...))
  [[nodiscard]] Query<Ref<First>, Ref<More>...> query() {
    return {*this, select<First, More...>()};
  }
  template <class... C>
    requires(sizeof...(C) > 0)
  [[nodiscard]] auto query(const C&... columns) {
    return make_query(*this, columns...);
  }

  // -- bulk: rows without the unit of work -------------------------------------------------------
  // No cascades, no relationships, no identity map, no mapper events; see docs. All throw what the
  // database throws, and leave the session's transaction rolled back then, as a failed flush.

  /// INSERTs objects without a row and UPDATEs those with one, straight from their columns. They
  /// are not added to the session, and their changes are not reset.
  ///
  /// Of plain values in an array or vector no more are copied at a time than a statement takes.
  template <detail::Entities Range>
  void bulk_save_objects(Range&& objects, const BulkSaveOptions& options = {}) {
    using Object = std::remove_cvref_t<decltype(*std::begin(objects))>;
    if constexpr (std::derived_from<Object, ObjectRef>) {
      std::vector<ObjectRef> refs;
      if constexpr (requires { std::size(objects); }) refs.reserve(std::size(objects));
      for (const auto& object : objects) refs.emplace_back(object);
      bulk_save(refs, options);
    } else if constexpr (requires { std::data(objects); }) {
      const auto* next = std::data(objects);
      const auto* const end = next + std::size(objects);
      bulk_save(
          class_info<Object>(), [&] { return next == end ? ObjectRef() : as_object(*next++); },
          options);
    } else {
      std::vector<ObjectRef> refs;
      for (auto& object : objects) refs.emplace_back(as_object(object));
      bulk_save(refs, options);
    }
  }
  /// INSERTs rows given by attribute names.
  template <class T>
  void bulk_insert_mappings(ParameterSets& rows, const BulkInsertOptions& options = {}) {
    bulk_insert(mapper_of<T>(), rows, options);
  }
  template <class T>
  void bulk_insert_mappings(ParameterSets&& rows, const BulkInsertOptions& options = {}) {
    bulk_insert(mapper_of<T>(), rows, options);
  }
  template <class T>
  void bulk_insert_mappings(std::initializer_list<Parameters> rows,
                            const BulkInsertOptions& options = {}) {
    ParameterSets sets(rows);
    bulk_insert(mapper_of<T>(), sets, options);
  }
  /// UPDATEs rows by the primary key in each mapping.
  template <class T>
  void bulk_update_mappings(const ParameterSets& rows) {
    bulk_update(mapper_of<T>(), rows);
  }
  template <class T>
  void bulk_update_mappings(std::initializer_list<Parameters> rows) {
    bulk_update(mapper_of<T>(), ParameterSets(rows));
  }

  // -- rest ------------------------------------------------------------------------------------

  /// The user's own data.
  [[nodiscard]] std::map<std::string, std::any>& info();
  /// Number of the session in this program, as error texts name it.
  [[nodiscard]] std::uint64_t hash_key() const;
  /// Adds engines for a class or table.
  void bind_mapper(const Mapper& mapper, const Engine& engine);
  void bind_table(const Table& table, const Engine& engine);

  // What templates here and in orm/query call; compiled once.
  void add_instance(Instance* instance);
  [[nodiscard]] ObjectRef get_instance(const ClassInfo& class_info, std::int64_t key,
                                       const GetOptions& options);
  [[nodiscard]] ObjectRef get_instance(const ClassInfo& class_info, std::span<const Value> key,
                                       const GetOptions& options);
  [[nodiscard]] ObjectRef get_instance(const ClassInfo& class_info, const Parameters& key,
                                       const GetOptions& options);
  /// What a statement is executed with: what was given, as listeners may have changed it.
  struct StatementBegin {
    StatementBegin() = default;
    explicit StatementBegin(const Parameters& given_parameters) : given(&given_parameters) {}
    [[nodiscard]] const Parameters& parameters() const noexcept { return used ? *used : *given; }
    /// The statement, or what a listener has put in its place.
    template <class Statement>
    [[nodiscard]] Statement applied(const Statement& statement) const {
      return detail::ElementOf::replaced(statement, replacement);
    }

    const Parameters* given = nullptr;  // null: several sets
    std::optional<Parameters> used;
    ExecutionOptions options;
    bool of_entities = false;
    const Mapper* mapper = nullptr;  // of the first entity, for the choice of the engine
    ElementPtr replacement;
    const BindArguments* arguments = nullptr;
  };
  /// Listeners, autoflush, and the connection for a statement.
  Connection& begin_statement(const Executable& statement, const ExecutionOptions& options,
                              StatementBegin& begun);
  [[nodiscard]] detail::SessionCore& core() const;

 private:
  friend class detail::SessionCore;
  friend class SessionFactory;
  explicit Session(detail::SessionCore* core, bool owner) noexcept : core_(core), owner_(owner) {}

  template <class T>
  static ObjectRef as_object(T& value) {
    Instance* known = detail::find_instance(&value, class_info<std::remove_const_t<T>>());
    if (known) return ObjectRef(known);
    return make<std::remove_const_t<T>>(value);
  }
  template <class F>
  void run_block(const SessionTransaction& transaction, F& work) {
    const detail::SessionBlock inside(core(), transaction);
    if constexpr (std::invocable<F&, Session&>) {
      work(*this);
    } else {
      work();
    }
  }

  void delete_instance(Instance* instance);
  void enable_loading(Instance* instance);
  void expunge_instance(Instance* instance);
  ObjectRef merge_instance(Instance* instance, const MergeOptions& options);
  void expire_instance(Instance* instance, std::span<const std::string_view> names);
  void refresh_instance(Instance* instance, std::span<const std::string_view> names);
  void bulk_save(std::span<const ObjectRef> objects, const BulkSaveOptions& options);
  /// `next` gives objects of the class, and null after the last one.
  void bulk_save(const ClassInfo& class_info, FunctionRef<ObjectRef()> next,
                 const BulkSaveOptions& options);
  void bulk_insert(const Mapper& mapper, ParameterSets& rows, const BulkInsertOptions& options);
  void bulk_update(const Mapper& mapper, const ParameterSets& rows);
  [[noreturn]] static void throw_no_row(const ClassInfo& class_info);

  detail::SessionCore* core_ = nullptr;
  bool owner_ = false;
};

}  // namespace cupel
