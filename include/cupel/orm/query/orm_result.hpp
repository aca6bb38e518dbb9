#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "cupel/engine/connection.hpp"
#include "cupel/engine/typed_result.hpp"
#include "cupel/orm/loading/fwd.hpp"
#include "cupel/orm/query/entity.hpp"
#include "cupel/orm/query/fwd.hpp"
#include "cupel/sql/expression/select_builder.hpp"

namespace cupel {

class Session;

namespace detail {

/// Puts another element into a copy of a statement.
struct ElementOf : Executable {
  template <class Statement>
  static Statement replaced(const Statement& statement, const ElementPtr& element) {
    Statement copy(statement);
    if (element) copy.*(&ElementOf::element_) = element;
    return copy;
  }
};

/// What executing a statement in a session needs of it, after the autoflush.
struct StatementContext {
  LoadContext* context = nullptr;
  Connection* connection = nullptr;
  ExecutionOptions options{};
  std::optional<Parameters> parameters{};  ///< in place of those given, where listeners saw them
  ElementPtr replacement{};                ///< what a listener wants executed instead; else null
};
/// What orm/session does for the statements of this layer.
struct SessionGate {
  StatementContext (*begin)(Session& session, const Executable& statement,
                            const ExecutionOptions& options, const Parameters* parameters,
                            const Mapper* mapper);
  ObjectRef (*get)(Session& session, const ClassInfo& class_info, std::span<const Value> key);
  /// Calls `visit` for the persistent objects of a class.
  void (*for_each)(Session& session, const Mapper& mapper, FunctionRef<void(Instance&)> visit);
  /// The session of an attached object; null for others.
  Session* (*session_of)(Instance& instance);
  /// The dialect of its engine; null when it has none.
  const Dialect* (*dialect)(Session& session);
  /// The rows of these objects are gone: they become deleted.
  void (*rows_deleted)(Session& session, std::span<Instance* const> instances);
  /// Values by attributes as values by columns; what is no column is left out, and NULLs unless
  /// `render_nulls`.
  Parameters (*columns_for_insert)(const Mapper& mapper, const Parameters& row, bool render_nulls);
  /// UPDATE by primary key, a set for each row.
  void (*bulk_update)(Session& session, const Mapper& mapper, const ParameterSets& sets);
  /// An UPDATE or DELETE by criteria is done.
  void (*after_bulk)(Session& session, const Mapper& mapper, bool is_delete, std::int64_t rowcount);
};
/// Called by orm/session before the first Session is used; `gate` lives on.
void install_session_gate(const SessionGate& gate) noexcept;
void for_each_object(Session& session, const Mapper& mapper, FunctionRef<void(Instance&)> visit);
void rows_deleted(Session& session, std::span<Instance* const> instances);
Parameters columns_for_insert(const Mapper& mapper, const Parameters& row, bool render_nulls);
/// Throws StaleDataError for a row that is not there, InvalidRequestError for a set without key.
void bulk_update_rows(Session& session, const Mapper& mapper, const ParameterSets& sets);
void after_bulk(Session& session, const Mapper& mapper, bool is_delete, std::int64_t rowcount);
const Dialect* dialect_of(Session& session);
Session* session_of(Instance& instance);
/// Autoflushes and begins what needs to be begun. Throws as Session::execute().
StatementContext begin_orm_statement(Session& session, const Executable& statement,
                                     const ExecutionOptions& options,
                                     const Parameters* parameters = nullptr,
                                     const Mapper* mapper = nullptr);

}  // namespace detail

/// The rows of a SELECT of entities: reads them in chunks, so that what follows a chunk (selectin
/// and other later loads) is done before its objects are handed out.
///
/// One thread, that of the session. Without yield_per all rows are one chunk.
class OrmCursor {
 public:
  OrmCursor(const detail::StatementContext& context, const Executable& statement,
            const SelectPlanOptions& plan_options, const Parameters& parameters);
  /// Entities from the rows of any statement, their columns found by identity or by name. `select`
  /// has the loader options.
  OrmCursor(const detail::StatementContext& context, const Executable& statement,
            const SelectState& select, std::span<const Ptr<const EntityFrom>> entities,
            const Parameters& parameters);
  /// The same from cursors that are open already, one after the other; all yield the same columns.
  OrmCursor(const detail::StatementContext& context, std::vector<Cursor> cursors,
            std::span<const Ptr<const EntityFrom>> entities, const Executable& statement);
  ~OrmCursor();
  OrmCursor(const OrmCursor&) = delete;
  OrmCursor& operator=(const OrmCursor&) = delete;

  /// The first cell of the `item`-th thing selected.
  [[nodiscard]] std::size_t cell_of(std::size_t item) const noexcept;
  [[nodiscard]] std::vector<std::string> keys() const;
  /// Rows of one chunk; 0: all.
  [[nodiscard]] std::size_t chunk_size() const noexcept;

  /// Reads the next chunk, calling `row(cells)` for each row; false when there was none.
  bool read_chunk(FunctionRef<void(const Cell*)> row);
  /// Cursor::rows_at_hand(), of the cursor that is read.
  [[nodiscard]] std::size_t rows_at_hand() const noexcept;
  /// Object of the `item`-th thing selected, in the row that read_chunk() stands at; null if the
  /// outer join had none.
  Instance* object(std::size_t item, const Cell* row);
  template <class T>
  [[nodiscard]] Decoder decoder(std::size_t cell) const {
    return decoder_for<T>(meta().type(cell), meta().name(cell));
  }
  void close() noexcept;

  /// The result will be made unique; else one that has to be throws at its first row.
  void promise_unique() noexcept;

 private:
  struct State;

  [[nodiscard]] const ResultMeta& meta() const noexcept;
  void read_entities(const detail::StatementContext& context,
                     std::span<const Ptr<const EntityFrom>> entities, const Executable& statement,
                     const SelectState::Parts* options);

  std::unique_ptr<State> state_;
};

namespace detail {

template <class T>
inline constexpr bool kIsEntityRef = false;
template <class T>
inline constexpr bool kIsEntityRef<Ref<T>> = true;

[[noreturn]] void throw_unique_required();

/// Reads one item of a row: a column,
template <class T>
struct ItemReader {
  void prepare(const OrmCursor& cursor, std::size_t item) {
    cell = cursor.cell_of(item);
    decoder = cursor.decoder<T>(cell);
  }
  void read(OrmCursor&, const Cell* cells, T& out) const { decoder(cells[cell], &out); }
  std::size_t cell = 0;
  Decoder decoder{};
};
/// an object,
template <class T>
struct ItemReader<Ref<T>> {
  void prepare(const OrmCursor&, std::size_t at) { item = at; }
  void read(OrmCursor& cursor, const Cell* cells, Ref<T>& out) const {
    out = Ref<T>(cursor.object(item, cells));
  }
  std::size_t item = 0;
};
/// or a bundle.
template <class... Us>
struct ItemReader<Row<Us...>> {
  void prepare(const OrmCursor& cursor, std::size_t item) {
    cell = cursor.cell_of(item);
    std::size_t i = 0;
    ((decoders[i] = cursor.decoder<Us>(cell + i), ++i), ...);
  }
  void read(OrmCursor&, const Cell* cells, Row<Us...>& out) const {
    [&]<std::size_t... i>(std::index_sequence<i...>) {
      (decoders[i](cells[cell + i], &std::get<i>(out)), ...);
    }(std::index_sequence_for<Us...>{});
  }
  std::size_t cell = 0;
  std::array<Decoder, sizeof...(Us)> decoders{};
};

/// What only a session can read: objects and bundles.
template <class T>
inline constexpr bool kIsOrmItem = kIsEntityRef<T>;
template <class U, class... Us>
inline constexpr bool kIsOrmItem<Row<U, Us...>> = true;

/// Typed rows of entities, bundles and columns.
template <class... Ts>
class OrmRows final : public RowSource<Row<Ts...>> {
 public:
  explicit OrmRows(std::unique_ptr<OrmCursor> cursor) : cursor_(std::move(cursor)) {
    each([&]<std::size_t i>() { std::get<i>(readers_).prepare(*cursor_, i); });
  }

  bool next(Row<Ts...>& out) override {
    if (at_ == rows_.size() && !refill()) return false;
    out = std::move(rows_[at_++]);
    return true;
  }
  void close() noexcept override { cursor_->close(); }
  void expect_unique() noexcept override { cursor_->promise_unique(); }

 private:
  template <class F>
  static void each(F&& visit) {
    [&]<std::size_t... i>(std::index_sequence<i...>) {
      (visit.template operator()<i>(), ...);
    }(std::index_sequence_for<Ts...>{});
  }
  bool refill() {
    rows_.clear();
    at_ = 0;
    return cursor_->read_chunk([&](const Cell* cells) {
      Row<Ts...>& row = rows_.emplace_back();
      each([&]<std::size_t i>() { std::get<i>(readers_).read(*cursor_, cells, std::get<i>(row)); });
    });
  }

  std::unique_ptr<OrmCursor> cursor_;
  std::tuple<ItemReader<Ts>...> readers_;
  std::vector<Row<Ts...>> rows_;
  std::size_t at_ = 0;
};

/// The objects of the first entity.
template <class T>
class OrmObjects final : public RowSource<Ref<T>> {
 public:
  explicit OrmObjects(std::unique_ptr<OrmCursor> cursor) : cursor_(std::move(cursor)) {}

  bool next(Ref<T>& out) override {
    if (at_ == objects_.size()) {
      objects_.clear();
      at_ = 0;
      if (!refill(objects_)) return false;
    }
    out = std::move(objects_[at_++]);
    return true;
  }
  bool append_rest(std::vector<Ref<T>>& out) override {
    out.reserve(out.size() + objects_.size() - at_ + cursor_->rows_at_hand());
    for (; at_ != objects_.size(); ++at_) out.push_back(std::move(objects_[at_]));
    while (refill(out)) {
    }
    return true;
  }
  void close() noexcept override { cursor_->close(); }
  void expect_unique() noexcept override { cursor_->promise_unique(); }

 private:
  bool refill(std::vector<Ref<T>>& objects) {
    return cursor_->read_chunk(
        [&](const Cell* cells) { objects.emplace_back(cursor_->object(0, cells)); });
  }

  std::unique_ptr<OrmCursor> cursor_;
  std::vector<Ref<T>> objects_;
  std::size_t at_ = 0;
};

/// Opens the cursor of a statement in a session; compiled once.
std::unique_ptr<OrmCursor> open_orm(Session& session, const Executable& statement,
                                    const Parameters& parameters, const ExecutionOptions& options);
std::unique_ptr<OrmCursor> open_orm_from(Session& session, const Executable& statement,
                                         const SelectBasePtr& select,
                                         std::span<const Ptr<const EntityFrom>> entities,
                                         const Parameters& parameters,
                                         const ExecutionOptions& options);

/// `statement`, which selects no entities, with what its options say of it (with_loader_criteria).
SelectBasePtr applied_options(const SelectHandle& statement);
template <class... Ts>
Select<Ts...> with_applied_options(const Select<Ts...>& statement) {
  return Select<Ts...>(applied_options(statement), statement);
}
template <class Statement>
const Statement& with_applied_options(const Statement& statement) noexcept {
  return statement;
}

template <class... Ts>
struct OrmExecution {
  static constexpr bool kIsOrm = true;
  using First = std::tuple_element_t<0, std::tuple<Ts...>>;

  static TypedResult<Ts...> rows(std::unique_ptr<OrmCursor> cursor) {
    auto keys = cursor->keys();
    const std::size_t chunk = cursor->chunk_size();
    TypedResult<Ts...> result(std::make_unique<OrmRows<Ts...>>(std::move(cursor)), std::move(keys));
    if (chunk != 0) result.yield_per(chunk);
    return result;
  }
  static ScalarResult<First> first_column(std::unique_ptr<OrmCursor> cursor) {
    if constexpr (kIsEntityRef<First> && sizeof...(Ts) == 1) {
      const std::size_t chunk = cursor->chunk_size();
      ScalarResult<First> result(
          std::make_unique<OrmObjects<typename First::element_type>>(std::move(cursor)));
      if (chunk != 0) result.yield_per(chunk);
      return result;
    } else {
      return rows(std::move(cursor)).scalars();
    }
  }
};

template <class Statement>
struct SessionExecution;

/// How Session::execute and scalars run a SELECT that has entities or bundles among its columns.
template <class... Ts>
  requires(kIsOrmItem<Ts> || ...)
struct SessionExecution<Select<Ts...>> : OrmExecution<Ts...> {
  static TypedResult<Ts...> execute(Session& session, const Select<Ts...>& statement,
                                    const Parameters& parameters = {},
                                    const ExecutionOptions& options = {}) {
    return OrmExecution<Ts...>::rows(open_orm(session, statement, parameters, options));
  }
  static auto scalars(Session& session, const Select<Ts...>& statement,
                      const Parameters& parameters = {}, const ExecutionOptions& options = {}) {
    return OrmExecution<Ts...>::first_column(open_orm(session, statement, parameters, options));
  }
};

}  // namespace detail

/// Entities from the rows of another statement: `select<User>().from_statement(text("..."))`.
///
/// Loader options count: those of the SELECT that it began with, and what options() adds.
/// contains_eager() finds the related object's columns in the rows, by themselves or by names with
/// the table's in front (`addresses_id`); a relationship that would be joined loads lazily.
template <class... Ts>
class FromStatement : public Executable, public detail::StatementMembers<FromStatement<Ts...>> {
  static_assert((detail::kIsEntityRef<Ts> && ...),
                "from_statement() reads entities: begin with select<User>()");

 public:
  FromStatement(const Select<Ts...>& entities, const Executable& statement)
      : Executable(statement), entities_(entities) {}
  using Executable::execution_options;
  using detail::StatementMembers<FromStatement>::execution_options;

  template <class... Options>
  [[nodiscard]] FromStatement options(const Options&... options) const {
    FromStatement copy(*this);
    copy.entities_ = entities_.options(options...);
    return copy;
  }
  /// The SELECT that it began with.
  [[nodiscard]] const Select<Ts...>& entities() const noexcept { return entities_; }

 private:
  Select<Ts...> entities_;
};

namespace detail {

template <class... Ts>
struct SessionExecution<FromStatement<Ts...>> : OrmExecution<Ts...> {
  static std::unique_ptr<OrmCursor> open(Session& session, const FromStatement<Ts...>& statement,
                                         const Parameters& parameters,
                                         const ExecutionOptions& options) {
    const Ptr<const EntityFrom> entities[] = {
        entity_of(class_info<typename Ts::element_type>())...};
    return open_orm_from(session, statement, statement.entities().node(), entities, parameters,
                         options);
  }
  static TypedResult<Ts...> execute(Session& session, const FromStatement<Ts...>& statement,
                                    const Parameters& parameters = {},
                                    const ExecutionOptions& options = {}) {
    return OrmExecution<Ts...>::rows(open(session, statement, parameters, options));
  }
  static auto scalars(Session& session, const FromStatement<Ts...>& statement,
                      const Parameters& parameters = {}, const ExecutionOptions& options = {}) {
    return OrmExecution<Ts...>::first_column(open(session, statement, parameters, options));
  }
};

}  // namespace detail
}  // namespace cupel

/// So that unique() can compare typed rows, those of objects and bundles among them.
template <class T, class... Ts>
  requires requires(const T& first, const Ts&... more) {
    std::hash<T>{}(first);
    (std::hash<Ts>{}(more), ...);
  }
struct std::hash<cupel::Row<T, Ts...>> {
  std::size_t operator()(const cupel::Row<T, Ts...>& row) const {
    std::size_t all = 0;
    std::apply(
        [&](const auto&... field) {
          ((all = all * 31 + std::hash<std::decay_t<decltype(field)>>{}(field)), ...);
        },
        static_cast<const std::tuple<T, Ts...>&>(row));
    return all;
  }
};
