#pragma once

#include <any>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <source_location>
#include <string>
#include <utility>
#include <vector>

#include "cupel/engine/engine.hpp"
#include "cupel/engine/execution_options.hpp"
#include "cupel/orm/attributes/class_info.hpp"
#include "cupel/orm/loading/loader_option.hpp"
#include "cupel/orm/mapper/fwd.hpp"
#include "cupel/orm/query/fwd.hpp"
#include "cupel/orm/relationships/fwd.hpp"
#include "cupel/orm/session/fwd.hpp"
#include "cupel/schema/fwd.hpp"
#include "cupel/sql/expression/select.hpp"
#include "cupel/sql/traversal/fwd.hpp"

namespace cupel {

/// What a session does on a Connection that is in a transaction already.
enum class JoinTransactionMode : std::uint8_t {
  conditional_savepoint,  ///< create_savepoint if there is a savepoint, else rollback_only
  create_savepoint,       ///< the session works inside a savepoint of its own
  control_fully,          ///< commit and rollback of the session end the outer transaction
  rollback_only,          ///< its commit leaves the outer transaction open, its rollback reaches it
};

/// For what a session looks for an engine.
struct BindRequest {
  Session& session;
  const Mapper* mapper = nullptr;         ///< null for a statement without entities
  const ClauseElement* clause = nullptr;  ///< the statement; null in a flush
  bool flushing = false;                  ///< the rows of a flush are about to be written
};

/// A mapped class, all classes of a registry, or a table, as the key of SessionOptions::binds. What
/// is said of a class comes before what is said of its registry.
class BindKey {
 public:
  BindKey(const Mapper& mapper);
  BindKey(const Registry& registry) : registry_(&registry) {}
  BindKey(const SchemaTable& table) : table_(&table) {}
  BindKey(const Table& table);
  template <class T>
  BindKey(const Entity<T>&) : class_info_(&cupel::class_info<T>()) {}
  explicit BindKey(const ClassInfo& class_info) : class_info_(&class_info) {}

  [[nodiscard]] const ClassInfo* class_info() const noexcept { return class_info_; }
  [[nodiscard]] const Registry* registry() const noexcept { return registry_; }
  [[nodiscard]] const SchemaTable* table() const noexcept { return table_; }

 private:
  const Registry* registry_ = nullptr;
  const ClassInfo* class_info_ = nullptr;
  const SchemaTable* table_ = nullptr;
};

/// The key of a class that may be mapped later than the options are made, where `entity<User>()`
/// needs the mapping: `{bind_key<User>(), engine}`.
template <class T>
BindKey bind_key() {
  return BindKey(class_info<T>());
}

/// What the N+1 detector of a session found: one relationship, loaded again and again.
struct LazyLoadReport {
  const RelationshipProperty& relationship;
  std::size_t count;  ///< lazy loads of it since the transaction began
  std::string
      option;  ///< what would load it for all objects together: "selectinload(&User::posts)"
  /// Where the program read it this time: known of begin() and range for, size(), empty(), get(),
  /// contains() and to_vector(); not of operators.
  std::optional<std::source_location> where{};
};

/// How a session behaves; the defaults are SQLAlchemy's.
struct SessionOptions {
  std::optional<Engine> bind{};   ///< for everything that `binds` and `get_bind` do not say
  bool autoflush = true;          ///< flush before every execution and load
  bool expire_on_commit = true;   ///< objects are loaded anew after a commit
  bool autobegin = true;          ///< false: every transaction is begun by hand
  bool close_resets_only = true;  ///< false: a closed session cannot be used any more
  /// Every database is prepared before the first one commits: all commit, or none.
  bool twophase = false;
  JoinTransactionMode join_transaction_mode = JoinTransactionMode::conditional_savepoint;
  std::vector<std::pair<BindKey, Engine>> binds{};  ///< engines by class or table
  /// Chooses the engine; comes before `binds`. The reference must stay good for the call.
  std::function<Engine&(const BindRequest&)> get_bind{};
  /// The N+1 detector: reports a relationship when its lazy loads in one transaction reach this
  /// number, and at each doubling after. 0: it does not count.
  std::size_t report_lazy_loads = 0;
  /// Gets the reports, during the load; it may throw to refuse it. Without one they are warnings.
  std::function<void(const LazyLoadReport&)> on_lazy_loads{};
  ExecutionOptions execution_options{};    ///< for everything that the session executes
  std::map<std::string, std::any> info{};  ///< the user's own data
};

/// Options of Session::connection().
struct BindArguments {
  const Mapper* mapper = nullptr;
  const ClauseElement* clause = nullptr;
  std::optional<Engine> bind{};
};

struct MergeOptions {
  bool load = true;  ///< false: copies clean objects without looking into the database
  std::vector<LoaderOption> options{};  ///< for the SELECTs of objects that are not loaded yet
};

struct RefreshOptions {
  std::vector<std::string> attribute_names{};     ///< these only; empty: all
  std::optional<ForUpdateArg> with_for_update{};  ///< SELECT ... FOR UPDATE
};

struct GetOptions {
  bool populate_existing = false;       ///< SELECT, and overwrite what is loaded
  std::vector<LoaderOption> options{};  ///< for a SELECT; without effect on an object found loaded
  std::optional<ForUpdateArg>
      with_for_update{};  ///< SELECT ... FOR UPDATE, also of a loaded object
};

struct BulkSaveOptions {
  bool return_defaults = false;     ///< generated keys and defaults are put into the objects
  bool update_changed_only = true;  ///< false: an UPDATE writes every loaded column
  bool preserve_order = true;       ///< false: rows are grouped by class, inserts first
};

struct BulkInsertOptions {
  bool return_defaults = false;  ///< generated keys are put into the mappings
  bool render_nulls = false;     ///< NULLs are sent instead of being left out
};

}  // namespace cupel
