#include "cupel/orm/mapper/registry.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/orm_errors.hpp"
#include "cupel/orm/mapper/mapping_events.hpp"
#include "cupel/orm/mapper/relationship_operations.hpp"
#include "cupel/util/scope_guard.hpp"
#include "cupel/util/str_cat.hpp"
#include "cupel/util/topological.hpp"

#include "orm/mapper/mapper_builder.hpp"

namespace cupel {

namespace {

/// Every registry of the process, and what wants to know of configured mappers.
struct Process {
  std::mutex mutex;
  std::vector<Registry*> registries;
  std::vector<void (*)(Mapper&)> hooks;
};

Process& process() {
  static auto* const process = new Process();  // outlives every static Registry
  return *process;
}

/// Parents before children; on cycles in the order in which the classes were mapped.
std::vector<const Mapper*> sort_by_tables(const std::vector<const Mapper*>& mappers) {
  std::unordered_map<const ClauseElement*, std::uint32_t> index;
  for (std::uint32_t i = 0; i < mappers.size(); ++i) {
    for (const auto& table : mappers[i]->tables()) index.emplace(table.get(), i);
  }
  std::vector<topological::IndexEdge> edges;
  for (std::uint32_t i = 0; i < mappers.size(); ++i) {
    for (const auto& table : mappers[i]->tables()) {
      for (const ForeignKey* key : static_cast<const SchemaTable&>(*table).foreign_keys()) {
        const SchemaColumn* target = key->resolved();
        if (target == nullptr || key->options().use_alter) continue;
        const auto found = index.find(target->schema_table());
        if (found != index.end() && found->second != i) edges.emplace_back(found->second, i);
      }
    }
  }
  std::vector<std::uint32_t> order = topological::sort_indices(mappers.size(), edges);
  std::vector<bool> placed(mappers.size());
  for (const std::uint32_t i : order) placed[i] = true;
  for (std::uint32_t i = 0; i < mappers.size(); ++i) {
    if (!placed[i]) order.push_back(i);
  }
  std::vector<const Mapper*> sorted;
  sorted.reserve(order.size());
  for (const std::uint32_t i : order) sorted.push_back(mappers[i]);
  return sorted;
}

}  // namespace

MappingEvents& mapping_events() {
  static auto* const events = new MappingEvents();  // outlives static registries
  return *events;
}

struct Registry::State {
  explicit State(MetaData m) : metadata(std::move(m)) {}

  MetaData metadata;
  MapperBuilder::TypeAnnotations annotations;
  std::vector<std::unique_ptr<detail::MappingBuilder>> begun;
  std::vector<std::unique_ptr<Mapper>> owned;
  std::vector<const Mapper*> mappers;
  std::vector<const Mapper*> sorted;
  std::vector<Mapper*> unconfigured;
  std::vector<RelationshipProperty*> unconfigured_relationships;
  const RelationshipOperations* operations = nullptr;
  std::unordered_map<std::string, const Mapper*> by_class;
  std::unordered_map<const ClauseElement*, const Mapper*> by_table;
  std::recursive_mutex mutex;
  std::atomic<bool> configured{true};
  bool configuring = false;
  std::string failure;  // text of what made configure() fail
};

Registry::Registry() : Registry(MetaData()) {}

Registry::Registry(MetaData metadata) : state_(std::make_unique<State>(std::move(metadata))) {
  const std::lock_guard lock(process().mutex);
  process().registries.push_back(this);
}

Registry::~Registry() {
  {
    const std::lock_guard lock(process().mutex);
    std::erase(process().registries, this);
  }
  dispose();
}

MetaData& Registry::metadata() noexcept {
  return state_->metadata;
}

detail::MappingBuilder& Registry::begin(ClassInfo& class_info) {
  const bool begun = std::any_of(state_->begun.begin(), state_->begun.end(),
                                 [&](const auto& b) { return &b->class_info() == &class_info; });
  const Mapper* present = class_info.mapper();
  if (present != nullptr || begun) {
    state_->begun.clear();
    throw ArgumentError(str_cat(
        "Class '", class_info.name(), "' is already mapped",
        present == nullptr ? std::string()
                           : str_cat(" to table '", present->selectable()->description(), "'"),
        "; a class has one mapper: map it once, or dispose() of the registry first"));
  }
  state_->begun.push_back(std::make_unique<detail::MappingBuilder>(class_info));
  return *state_->begun.back();
}

void Registry::finish_mappings() {
  const auto begun = std::exchange(state_->begun, {});
  for (const auto& builder : begun) finish(*builder);
}

const Mapper& Registry::finish_imperative(detail::MappingBuilder& builder) {
  const auto begun = std::exchange(state_->begun, {});
  return finish(builder);
}

const Mapper& Registry::finish(detail::MappingBuilder& builder) {
  const std::lock_guard lock(state_->mutex);
  ClassInfo& info = builder.class_info();
  if (state_->by_class.contains(info.name())) {
    throw ArgumentError(str_cat("this registry has a class named '", info.name(),
                                "' already; relationships find classes by that name: map the other "
                                "one in a Registry of its own"));
  }
  auto reset = on_failure([&] { info.set_mapper(nullptr, nullptr); });
  mapping_events().class_instrument.fire(info);
  std::unique_ptr<Mapper> mapper =
      MapperBuilder(builder, *this, state_->metadata, state_->annotations)
          .build(state_->unconfigured_relationships);
  if (builder.relationship_operations_) state_->operations = builder.relationship_operations_;
  Mapper& made = *mapper;
  state_->owned.push_back(std::move(mapper));
  state_->mappers.push_back(&made);
  state_->unconfigured.push_back(&made);
  state_->by_class.emplace(made.class_name(), &made);
  state_->by_table.emplace(made.selectable().get(), &made);
  state_->configured.store(false, std::memory_order_release);
  info.set_mapper(&made, nullptr, [](Mapper& m) { m.ensure_configured(); });
  MappingEvents& events = mapping_events();
  events.instrument_class.fire(made, info);
  if (!events.attribute_instrument.empty()) {
    for (const MapperProperty* property : made.properties()) {
      if (property->attribute()) events.attribute_instrument.fire(info, *property);
    }
  }
  events.after_mapper_constructed.fire(made);
  return made;
}

void Registry::configure() {
  if (state_->configured.load(std::memory_order_acquire)) return;
  const std::lock_guard lock(state_->mutex);
  if (state_->configured.load(std::memory_order_relaxed) || state_->configuring) return;
  if (!state_->failure.empty()) {
    throw InvalidRequestError(
        str_cat("One or more mappers failed to initialize - can't proceed with initialization of "
                "other mappers. Original exception was: ",
                state_->failure));
  }
  state_->configuring = true;
  const auto done = on_exit([&] { state_->configuring = false; });
  try {
    before_configured.fire();
    configure_new_mappers();
  } catch (const std::exception& error) {
    state_->failure = error.what();
    throw;
  }
  after_configured.fire();
}

void Registry::configure_new_mappers() {
  // Listeners may map further classes.
  while (!state_->unconfigured.empty()) {
    const auto mappers = std::exchange(state_->unconfigured, {});
    const auto relationships = std::exchange(state_->unconfigured_relationships, {});
    for (Mapper* mapper : mappers) mapping_events().before_mapper_configured.fire(*mapper);
    for (const Mapper* mapper : mappers) {
      for (const ColumnProperty* property : mapper->column_properties()) {
        mapper->resolve_expression(*property);
      }
    }
    if (!relationships.empty()) state_->operations->configure(*this, relationships);
    state_->sorted = sort_by_tables(state_->mappers);
    for (std::uint32_t i = 0; i < state_->sorted.size(); ++i) {
      MapperBuilder::set_rank(const_cast<Mapper&>(*state_->sorted[i]), i);
    }
    std::vector<void (*)(Mapper&)> hooks;
    {
      const std::lock_guard lock(process().mutex);
      hooks = process().hooks;
    }
    for (Mapper* mapper : mappers) {
      for (const auto hook : hooks) hook(*mapper);
      MapperBuilder::set_configured(*mapper);
    }
    for (Mapper* mapper : mappers) mapper->events().mapper_configured.fire(*mapper);
  }
  state_->configured.store(true, std::memory_order_release);
}

bool Registry::is_configured() const noexcept {
  return state_->configured.load(std::memory_order_acquire);
}

const std::vector<const Mapper*>& Registry::mappers() const noexcept {
  return state_->mappers;
}

const std::vector<const Mapper*>& Registry::sorted_mappers() {
  configure();
  return state_->sorted;
}

const Mapper* Registry::find_class(std::string_view class_name) const noexcept {
  for (const Mapper* mapper : state_->mappers) {
    if (mapper->class_name() == class_name) return mapper;
  }
  return nullptr;
}

const Mapper* Registry::find_table(const ClauseElement& table) const noexcept {
  const auto found = state_->by_table.find(table.identity());
  return found == state_->by_table.end() ? nullptr : found->second;
}

void Registry::resolve_expression(const ColumnProperty& property) {
  const std::lock_guard lock(state_->mutex);
  property.parent().resolve_expression(property);
  if (!property.expression()) {
    throw InvalidRequestError(str_cat("column_property ", property.str(),
                                      " depends on itself, directly or through other ",
                                      "column properties"));
  }
}

void Registry::set_type_annotation(const void* tag, TypeArg type) {
  auto& annotations = state_->annotations;
  std::erase_if(annotations, [&](const auto& entry) { return entry.first == tag; });
  annotations.emplace_back(tag, type.get());
}

void Registry::dispose() noexcept {
  const std::lock_guard lock(state_->mutex);
  for (const auto& mapper : state_->owned) {
    if (mapper->class_info().mapper() == mapper.get()) {
      mapper->class_info().set_mapper(nullptr, nullptr);
      try {
        mapping_events().class_uninstrument.fire(mapper->class_info());
      } catch (...) {  // NOLINT(bugprone-empty-catch)
        // Nobody could catch it from a destructor, and the other classes have to go as well.
      }
    }
  }
  state_->begun.clear();
  state_->unconfigured.clear();
  state_->unconfigured_relationships.clear();
  state_->sorted.clear();
  state_->mappers.clear();
  state_->by_class.clear();
  state_->by_table.clear();
  state_->owned.clear();
  state_->failure.clear();
  state_->configured.store(true, std::memory_order_release);
}

void add_mapper_hook(void (*hook)(Mapper&)) {
  std::vector<Registry*> registries;
  {
    const std::lock_guard lock(process().mutex);
    auto& hooks = process().hooks;
    if (std::find(hooks.begin(), hooks.end(), hook) != hooks.end()) return;
    hooks.push_back(hook);
    registries = process().registries;
  }
  for (Registry* registry : registries) {
    const std::lock_guard lock(registry->state_->mutex);
    for (const auto& mapper : registry->state_->owned) {
      if (mapper->is_configured()) hook(*mapper);
    }
  }
}

const Mapper& mapper_of(const ClassInfo& class_info) {
  if (const Mapper* mapper = class_info.mapper()) return *mapper;
  throw UnmappedClassError(str_cat("Class '", class_info.name(),
                                   "' is not mapped; map it with registry.map<", class_info.name(),
                                   ">() before it is used, and keep the registry alive"));
}

}  // namespace cupel
