#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "cupel/orm/unit_of_work/unit_of_work.hpp"
#include "cupel/util/function_ref.hpp"

namespace cupel {

class DependencyProcessor;

/// A piece of work of a flush. One for all objects of a mapper or relationship, or, where mappers
/// form a cycle, one for each object.
struct Action {
  /// In the order in which independent actions of different kinds run.
  enum class Kind : std::uint8_t {
    delete_all,
    delete_state,
    post_update_all,
    process_all,
    process_state,
    save_update_state,
    save_update_all,
  };

  Kind kind;
  const Mapper* mapper = nullptr;            ///< of saves, deletes and post updates: a base mapper
  DependencyProcessor* processor = nullptr;  ///< of process_all and process_state
  Instance* instance = nullptr;              ///< of the actions for one object
  bool is_delete = false;
  bool disabled = false;  ///< replaced by actions for single objects
  bool on_cycle = false;
};

/// The actions of one flush and what must come before what.
class UnitOfWork::Plan {
 public:
  explicit Plan(UnitOfWork& uow);
  ~Plan();

  // The action of this description; made at the first request.
  Action* save_update_all(const Mapper& mapper);
  Action* delete_all(const Mapper& mapper);
  Action* post_update_all(const Mapper& mapper, bool is_delete);
  Action* process_all(DependencyProcessor& processor, bool is_delete);
  Action* save_update_state(Instance& instance);
  Action* delete_state(Instance& instance);
  Action* process_state(DependencyProcessor& processor, bool is_delete, Instance& instance);

  /// `before` runs before `after`. Nulls are ignored.
  void depend(Action* before, Action* after);

  /// The mapper takes part in the flush: its relationships do as well.
  void add_mapper(const Mapper& mapper);

  /// Finds the order, and calls `step` for each action with the objects that it is for.
  /// Throws CircularDependencyError.
  void for_each_step(FunctionRef<void(const Action&, std::vector<Instance*>)> step);
  void run();

 private:
  struct Key {
    Action::Kind kind;
    const void* subject;
    const Instance* instance;
    bool is_delete;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const noexcept;
  };
  struct Preprocessor {
    DependencyProcessor* processor;
    std::size_t seen = 0;  // objects of the parent mapper looked at so far
    bool has_actions = false;
  };

  Action* find_or_make(const Action& wanted);
  bool preprocess(std::size_t index);
  void preprocess_all();
  void split_cycles();
  void split(Action& action, std::vector<Action*>& into);
  void split_processor(DependencyProcessor& processor, const std::vector<Instance*>& instances,
                       bool is_delete);
  void execute(const Action& action, std::vector<Instance*> instances);
  [[nodiscard]] std::vector<Instance*> batch_of(const Action& action,
                                                std::vector<Action*>& layer) const;

  UnitOfWork& uow_;
  std::deque<Action> actions_;
  std::unordered_map<Key, Action*, KeyHash> index_;
  std::vector<std::pair<Action*, Action*>> dependencies_;
  std::vector<std::unique_ptr<DependencyProcessor>> processors_;
  std::vector<Preprocessor> preprocessors_;
};

}  // namespace cupel
