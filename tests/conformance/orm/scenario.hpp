#pragma once

#include <concepts>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cupel/error/errors.hpp"
#include "cupel/orm.hpp"
#include "cupel/orm/attributes/attribute_functions.hpp"
#include "cupel/orm/attributes/instance_events.hpp"
#include "cupel/orm/session/object_state.hpp"
#include "cupel/orm/session/orm_execute_state.hpp"

#include "observed.hpp"

namespace cupel::conformance {

/// What a script raises itself: `raise ValueError("stop")`.
struct ScriptError {
  std::string class_name;
  std::string message;
};

/// Everything that is recorded while a scenario runs, in the order in which it happens.
class Transcript {
 public:
  /// Each entry is the JSON text of one object of the corpus' form.
  [[nodiscard]] const std::vector<std::string>& entries() const noexcept { return entries_; }
  void add(std::string json) {
    if (on_) entries_.push_back(std::move(json));
  }
  void stop() noexcept { on_ = false; }
  void start() noexcept { on_ = true; }

 private:
  std::vector<std::string> entries_;
  bool on_ = false;
};

/// A scenario of the corpus, written with the public API: derived classes say what the script does.
///
/// Has what scripts may use: the engine (or engines), the registry with the scenario's classes, a
/// session that was not used before, note() and expect().
class Scenario {
 public:
  /// `databases`: the names of several, or none for the usual one. Tables and rows are there.
  explicit Scenario(std::vector<std::string> databases);
  virtual ~Scenario();
  Scenario(const Scenario&) = delete;
  Scenario& operator=(const Scenario&) = delete;

  virtual void run() = 0;

  [[nodiscard]] Transcript& transcript() noexcept { return transcript_; }
  [[nodiscard]] const std::map<std::string, Engine>& all_engines() const noexcept {
    return engines_;
  }
  /// Maps the classes; called before the transcript begins.
  void map(void (*map_classes)(Registry&)) { map_classes(registry); }

 protected:
  template <class T>
  void note(std::string_view label, const T& value) {
    note_json(label, observe(value).json);
  }
  /// The block under `with expect(label)`.
  template <std::invocable F>
  void expect(std::string_view label, F&& block) {
    expect_block(label, std::function<void()>(std::ref(block)));
  }
  /// For what the compiler refuses: `refused` is a static check that it does.
  void expect_no_compile(std::string_view label, bool refused);
  [[noreturn]] static void raise(std::string class_name, std::string message) {
    throw ScriptError{std::move(class_name), std::move(message)};
  }
  /// The last line of a script whose objects say something to the database when they go.
  void end() noexcept { transcript_.stop(); }
  /// Listeners of classes: they go with the scenario.
  void keep(ListenHandle handle) { handles_.push_back(std::move(handle)); }
  Engine& engine_of(std::string_view name);
  /// Puts an engine with another URL in the place of one, with the tables of the scenario's
  /// classes.
  void replace_engine(std::string_view name, std::string_view url);

 private:
  Transcript transcript_;
  std::map<std::string, Engine> engines_;
  std::vector<ListenHandle> handles_;
  WarningHandler old_handler_;

  void note_json(std::string_view label, const std::string& json);
  void expect_block(std::string_view label, const std::function<void()>& block);
  void record(Engine& engine, std::string_view name);

 protected:
  Engine& engine;  ///< the only one, or the first
  Registry registry;
  Session session;
};

struct ScenarioEntry {
  std::string_view id;
  void (*map)(Registry&);
  std::unique_ptr<Scenario> (*make)(std::vector<std::string> databases);
};

/// The scenarios of all areas that are linked, in no particular order.
std::vector<ScenarioEntry>& scenarios();

struct ScenarioRegistration {
  explicit ScenarioRegistration(ScenarioEntry entry) { scenarios().push_back(entry); }
};

/// The mapping of a scenario that has one of its own: `Map<Cell, Row>`.
template <class... Ts>
struct Map {
  static void map(Registry& registry) { registry.map<Ts...>(); }
};
struct NoMapping {
  static void map(Registry&) {}
};

}  // namespace cupel::conformance

#define CUPEL_SCENARIO_JOIN2(a, b) a##b
#define CUPEL_SCENARIO_JOIN(a, b) CUPEL_SCENARIO_JOIN2(a, b)

/// One scenario of the corpus. The second argument says what is mapped: Blog, OwnerPets, Tree,
/// SingleTableItem, `Map<Cell>`, or any struct with `static void map(Registry&)`.
///
///     SCENARIO("session/add_twice_is_harmless", Blog) {
///       auto u = make<User>({.name = "ed"});
///       ...
///     }
#define SCENARIO(id, ...) CUPEL_SCENARIO(__COUNTER__, id, __VA_ARGS__)
#define CUPEL_SCENARIO(n, id, ...)                                                        \
  namespace {                                                                             \
  struct CUPEL_SCENARIO_JOIN(Scenario, n) final : ::cupel::conformance::Scenario {        \
    using Scenario::Scenario;                                                             \
    void run() override;                                                                  \
  };                                                                                      \
  const ::cupel::conformance::ScenarioRegistration CUPEL_SCENARIO_JOIN(registration_, n)( \
      {id, &__VA_ARGS__::map, [](std::vector<std::string> databases) {                    \
         return std::unique_ptr<::cupel::conformance::Scenario>(                          \
             new CUPEL_SCENARIO_JOIN(Scenario, n)(std::move(databases)));                 \
       }});                                                                               \
  }                                                                                       \
  void CUPEL_SCENARIO_JOIN(Scenario, n)::run()
