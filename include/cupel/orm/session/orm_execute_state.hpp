#pragma once

#include <concepts>
#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

#include "cupel/engine/execution_options.hpp"
#include "cupel/engine/result_cache.hpp"
#include "cupel/orm/loading/loader_option.hpp"
#include "cupel/orm/loading/user_defined_option.hpp"
#include "cupel/orm/mapper/fwd.hpp"
#include "cupel/orm/relationships/fwd.hpp"
#include "cupel/orm/session/fwd.hpp"
#include "cupel/sql/expression/executable.hpp"
#include "cupel/types/parameters.hpp"

namespace cupel {

/// What a session is about to execute, as listeners of events::do_orm_execute see it: whatever is
/// given to execute(), scalars() and Query, the SELECT of get(), and those that load columns and
/// relationships of objects. Not what a flush writes.
///
/// A listener may change parameters and options, add loader options, and put another statement in
/// place of the one given. What a later listener does comes on top. It throws to refuse.
/// Valid during the call of the listener.
class OrmExecuteState {
 public:
  /// What the session knows of an execution; all but `session` and `options` may be missing.
  struct Execution {
    Session& session;
    ExecutionOptions& options;
    const Executable* statement = nullptr;
    Parameters* parameters = nullptr;
    bool orm = false;
    bool column_load = false;
    const Mapper* mapper = nullptr;
    const RelationshipProperty* relationship = nullptr;
    const OptionTree* object_options = nullptr;  ///< of a load for an object that is there
  };
  explicit OrmExecuteState(const Execution& execution);

  Session& session;
  const ClauseElement* statement;  ///< null for get() and for loads of columns and relationships
  Parameters* parameters;          ///< may be changed; null for several sets and where no statement
  ExecutionOptions& options;       ///< may be changed; without effect where there is no statement

  [[nodiscard]] bool is_select() const noexcept;
  [[nodiscard]] bool is_insert() const noexcept;
  [[nodiscard]] bool is_update() const noexcept;
  [[nodiscard]] bool is_delete() const noexcept;
  /// It names mapped classes or their attributes.
  [[nodiscard]] bool is_orm_statement() const noexcept { return execution_.orm; }
  /// It loads expired or deferred columns of an object that is there.
  [[nodiscard]] bool is_column_load() const noexcept { return execution_.column_load; }
  /// It loads the objects of a relationship, at an access or along with their parents.
  [[nodiscard]] bool is_relationship_load() const noexcept { return execution_.relationship; }
  /// Of a relationship load; else null.
  [[nodiscard]] const RelationshipProperty* relationship() const noexcept {
    return execution_.relationship;
  }
  /// The first class that it names, or whose objects are loaded; null if there is none.
  [[nodiscard]] const Mapper* bind_mapper() const noexcept { return execution_.mapper; }

  /// Executes `other` instead. It must have columns of the same types, which the listener sees to.
  /// Throws InvalidRequestError where there is no statement, or `other` has another verb.
  void set_statement(const Executable& other);
  /// As options(...) of the statement: loader options, with_loader_criteria(). They go with the
  /// objects that it loads. Throws InvalidRequestError for a statement that takes no options.
  void add_options(std::initializer_list<LoaderOption> options);

  /// What the statement carries by user_option(), in order; of a load of columns or a relationship,
  /// what goes along to it (propagate_to_loaders).
  [[nodiscard]] std::vector<UserDefinedOptionPtr> user_defined_options() const;
  /// The last of them that is a T; null if there is none.
  template <std::derived_from<UserDefinedOption> T>
  [[nodiscard]] std::shared_ptr<const T> user_defined_option() const {
    std::shared_ptr<const T> found;
    for (const UserDefinedOptionPtr& option : user_defined_options()) {
      if (auto one = std::dynamic_pointer_cast<const T>(option)) found = std::move(one);
    }
    return found;
  }

  /// A text that is the same for executions with the same result: the SQL of the statement and the
  /// values of all its parameters. Compiles the statement for it.
  /// Throws InvalidRequestError where there is no statement; what compiling throws.
  [[nodiscard]] std::string cache_key() const;
  /// Takes the rows from `cache` if it has them under `key`; else executes and puts them there. For
  /// SELECTs of the program's (`statement` is not null); the objects are made of them by the
  /// session as always. `key` empty: cache_key(). A null cache: none.
  /// Throws InvalidRequestError for anything but such a SELECT, and what cache_key() throws.
  void use_cache(std::shared_ptr<ResultCache> cache, std::string key = {});

  /// The statement that is to be executed, if a listener changed it; else null.
  [[nodiscard]] const ElementPtr& replacement() const noexcept { return replacement_; }

 private:
  Execution execution_;
  ElementPtr replacement_;
};

}  // namespace cupel
