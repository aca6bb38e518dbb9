#include "cupel/orm/session/session.hpp"

#include <algorithm>
#include <utility>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/orm_errors.hpp"
#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/attributes/instance_record.hpp"
#include "cupel/orm/query/entity.hpp"
#include "cupel/orm/session/object_state.hpp"
#include "cupel/orm/session/orm_execute_state.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql/expression/element_families.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/session/live_sessions.hpp"
#include "orm/session/session_core.hpp"

namespace cupel {

using detail::SessionCore;

// ---- life
// ----------------------------------------------------------------------------------------

Session::Session() : Session(SessionOptions{}) {}
Session::Session(SessionOptions options)
    : core_(new SessionCore(std::move(options), nullptr, nullptr)), owner_(true) {}
Session::Session(const Engine& engine, SessionOptions options)
    : Session([&] {
        options.bind = engine;
        return std::move(options);
      }()) {}
Session::Session(Connection& connection, SessionOptions options)
    : core_(new SessionCore(std::move(options), &connection, nullptr)), owner_(true) {}

Session::Session(Session&& other) noexcept
    : core_(std::exchange(other.core_, nullptr)), owner_(std::exchange(other.owner_, false)) {}
Session& Session::operator=(Session&& other) noexcept {
  if (this != &other) {
    if (owner_) delete core_;
    core_ = std::exchange(other.core_, nullptr);
    owner_ = std::exchange(other.owner_, false);
  }
  return *this;
}
Session::~Session() {
  if (owner_) delete core_;
}

SessionCore& Session::core() const {
  if (!core_) [[unlikely]] {
    throw InvalidRequestError("this Session was moved from; use the one it was moved to");
  }
  return *core_;
}

NoAutoflush::NoAutoflush(Session& session)
    : session_(session), before_(std::exchange(session.core().autoflush_on, false)) {}
NoAutoflush::~NoAutoflush() {
  session_.core().autoflush_on = before_;
}

// ---- objects
// -------------------------------------------------------------------------------------

void Session::add_instance(Instance* instance) {
  SessionCore& c = core();
  const SessionCore::Use use(c);
  c.add(c.require(instance));
}
void Session::delete_instance(Instance* instance) {
  SessionCore& c = core();
  const SessionCore::Use use(c);
  c.delete_(c.require(instance));
}
void Session::expunge_instance(Instance* instance) {
  SessionCore& c = core();
  const SessionCore::Use use(c);
  c.expunge(c.require(instance));
  c.release_detached();
}
void Session::expunge_all() {
  SessionCore& c = core();
  const SessionCore::Use use(c);
  c.expunge_all();
  c.release_detached();
}
ObjectRef Session::merge_instance(Instance* instance, const MergeOptions& options) {
  SessionCore& c = core();
  return c.merge(c.require(instance), options);
}

namespace {

const Mapper& usable_mapper(const ClassInfo& class_info) {
  const Mapper& mapper = mapper_of(class_info);
  mapper.ensure_configured();
  return mapper;
}

std::string key_column_names(const Mapper& mapper) {
  std::string names;
  for (const auto& column : mapper.primary_key()) {
    if (!names.empty()) names += ',';
    names += str_cat("'", column->table() ? column->table()->description() : mapper.class_name(),
                     ".", column->name().text(), "'");
  }
  return names;
}

}  // namespace

ObjectRef Session::get_instance(const ClassInfo& class_info, std::int64_t key,
                                const GetOptions& options) {
  const Mapper* mapper = class_info.mapper();
  if (!mapper || !mapper->is_configured()) mapper = &usable_mapper(class_info);
  if (mapper->primary_key().size() != 1) {
    const Value value(key);
    return get_instance(class_info, std::span<const Value>(&value, 1), options);
  }
  return core().get(*mapper, key, options);
}
ObjectRef Session::get_instance(const ClassInfo& class_info, std::span<const Value> key,
                                const GetOptions& options) {
  const Mapper& mapper = usable_mapper(class_info);
  if (key.size() != mapper.primary_key().size()) {
    throw InvalidRequestError(
        str_cat("Incorrect number of values in identifier to formulate primary key for "
                "session.get(); primary key columns are ",
                key_column_names(mapper)));
  }
  return core().get(mapper, mapper.identity_key({key.begin(), key.end()}), options);
}
ObjectRef Session::get_instance(const ClassInfo& class_info, const Parameters& key,
                                const GetOptions& options) {
  const Mapper& mapper = usable_mapper(class_info);
  std::vector<Value> values;
  std::string names;
  for (const ColumnProperty* property : mapper.primary_key_properties()) {
    names += str_cat(names.empty() ? "" : ",", "'", property->key(), "'");
    if (const Value* value = key.find(property->key())) values.push_back(*value);
  }
  if (values.size() != mapper.primary_key_properties().size() || key.size() != values.size()) {
    throw InvalidRequestError(
        str_cat("Incorrect names of values in identifier to formulate primary key for "
                "session.get(); primary key attribute names are ",
                names, " (synonym names are also accepted)"));
  }
  return core().get(mapper, mapper.identity_key(std::move(values)), options);
}
void Session::throw_no_row(const ClassInfo& class_info) {
  throw NoResultFound(str_cat("No row was found when one was required: there is no ",
                              class_info.name(), " with this primary key"));
}

void Session::expire_instance(Instance* instance, std::span<const std::string_view> names) {
  core().expire(core().require(instance), names);
}
void Session::enable_loading(Instance* instance) {
  core().enable_relationship_loading(core().require(instance));
}
std::string Session::explain_flush() {
  return core().explain_flush();
}
void Session::expire_all() {
  core().expire_all();
}
void Session::refresh_instance(Instance* instance, std::span<const std::string_view> names) {
  core().refresh(core().require(instance), names, {});
}
void Session::refresh(const ObjectArgument& object, const RefreshOptions& options) {
  const std::vector<std::string_view> names(options.attribute_names.begin(),
                                            options.attribute_names.end());
  core().refresh(core().require(object.instance()), names, options.with_for_update);
}

// ---- unit of work
// --------------------------------------------------------------------------------

void Session::flush() {
  core().require_usable();
  core().flush();
}

void Session::flush(std::span<const ObjectRef> objects) {
  std::vector<Instance*> chosen;
  for (const ObjectRef& object : objects) chosen.push_back(&core().require(object.instance()));
  core().flush(&chosen);
}

std::vector<ObjectRef> Session::new_() const {
  std::vector<ObjectRef> objects;
  for (Instance* instance : core().new_) {
    if (instance) objects.emplace_back(instance);
  }
  return objects;
}
std::vector<ObjectRef> Session::dirty() const {
  core().detect_plain_changes();
  std::vector<ObjectRef> objects;
  for (Instance* instance : core().dirty_) {
    if (instance->is(Instance::modified) && instance->is(SessionCore::kInMap) &&
        !instance->is(Instance::marked_deleted)) {
      objects.emplace_back(instance);
    }
  }
  return objects;
}
std::vector<ObjectRef> Session::deleted() const {
  std::vector<ObjectRef> objects;
  for (Instance* instance : core().deleted_) objects.emplace_back(instance);
  return objects;
}
bool Session::is_modified(const ObjectArgument& object, bool include_collections) const {
  return core().is_modified(core().require(object.instance()), include_collections);
}
bool Session::contains(const ObjectArgument& object) const {
  return object.instance() && core().contains(*object.instance());
}
std::vector<ObjectRef> Session::identity_map() {
  SessionCore& c = core();
  if (!c.flushing) {
    c.detect_plain_changes();
    c.sweep();
  }
  std::vector<ObjectRef> objects;
  c.identity_map.for_each([&](Instance& instance) { objects.emplace_back(&instance); });
  return objects;
}
std::vector<ObjectRef> Session::objects() {
  std::vector<ObjectRef> all = new_();
  const std::vector<ObjectRef> persistent = identity_map();
  all.insert(all.end(), persistent.begin(), persistent.end());
  return all;
}
bool Session::autoflush() const {
  return core().autoflush_on;
}
void Session::set_autoflush(bool on) {
  core().autoflush_on = on;
}
bool Session::expire_on_commit() const {
  return core().options.expire_on_commit;
}
void Session::set_expire_on_commit(bool on) {
  core().options.expire_on_commit = on;
}

// ---- transactions
// --------------------------------------------------------------------------------

SessionTransaction Session::begin() {
  return {core().begin(), true};
}
SessionTransaction Session::begin_nested() {
  return {core().begin_nested(), true};
}
void Session::commit() {
  core().commit();
}
void Session::prepare() {
  core().prepare();
}
void Session::rollback() {
  core().rollback();
}
void Session::close() {
  core().close(false, !core().options.close_resets_only);
}
void Session::reset() {
  core().close(false, false);
}
void Session::invalidate() {
  core().close(true, !core().options.close_resets_only);
}
bool Session::in_transaction() const {
  return core().level_ != nullptr;
}
bool Session::in_nested_transaction() const {
  return core().nested_level_ != nullptr;
}
SessionTransaction Session::get_transaction() const {
  auto level = core().level_;
  while (level && level->parent()) level = level->parent();
  return {level, false};
}
SessionTransaction Session::get_nested_transaction() const {
  return {core().nested_level_, false};
}
bool Session::is_active() const {
  const auto& level = core().level_;
  return level ? level->is_active() : core().options.autobegin;
}

// ---- SQL
// -----------------------------------------------------------------------------------------

Engine Session::get_bind(const BindArguments& arguments) {
  core().require_usable();
  if (arguments.bind) return *arguments.bind;
  const detail::SessionBind bind =
      core().find_bind(arguments.mapper, arguments.clause, core().executing_flush);
  return bind.engine ? *bind.engine : bind.connection->engine();
}
Connection& Session::connection(const BindArguments& arguments, const ExecutionOptions& options) {
  return core().connection(arguments, options);
}
namespace {

/// True for a statement that selects attributes of mapped classes.
bool names_entities(const ClauseElement& statement) {
  if (statement.kind() != ElementKind::select) return false;
  for (const ElementPtr& raw : as<SelectState>(statement).parts().raw_columns) {
    const auto* column = as_column(raw.get());
    if (column && column->annotation(AnnotationKey::orm_key) != nullptr) return true;
    if (dynamic_cast<const EntityFrom*>(raw.get()) != nullptr) return true;
  }
  return false;
}

const Mapper* first_mapper(const ClauseElement& statement) {
  if (statement.kind() != ElementKind::select) return nullptr;
  for (const ElementPtr& raw : as<SelectState>(statement).parts().raw_columns) {
    if (const auto* entity = dynamic_cast<const EntityFrom*>(raw.get())) return &entity->mapper();
    const ColumnElement* const column = as_column(raw.get());
    const Annotation* const mapper =
        column ? column->annotation(AnnotationKey::parent_mapper) : nullptr;
    if (mapper) return reinterpret_cast<const Mapper*>(mapper->word);
  }
  return nullptr;
}

}  // namespace

Connection& Session::begin_statement(const Executable& statement, const ExecutionOptions& options,
                                     StatementBegin& begun) {
  SessionCore& c = core();
  const SessionCore::Use use(c);
  c.require_usable();
  begun.options = c.options.execution_options.empty()
                      ? options
                      : c.options.execution_options.merged_with(options);
  if (c.listens(&SessionEvents::do_orm_execute)) {
    if (begun.given) begun.used = *begun.given;
    const bool orm = begun.of_entities || names_entities(*statement.element());
    OrmExecuteState state(
        {.session = c.self,
         .options = begun.options,
         .statement = &statement,
         .parameters = begun.used ? &*begun.used : nullptr,
         .orm = orm,
         .mapper = begun.mapper ? begun.mapper : first_mapper(*statement.element())});
    c.fire(&SessionEvents::do_orm_execute, state);
    begun.replacement = state.replacement();
  }
  bool flush_first = true;
  if (const Parameters* given = statement.execution_options()) {
    if (const Value* own = given->find("autoflush")) flush_first = own->as<bool>();
  }
  if (const Value* own = begun.options.user.find("autoflush")) flush_first = own->as<bool>();
  if (flush_first) c.autoflush();
  const Mapper* mapper = begun.mapper;
  if (begun.arguments) {
    BindArguments arguments = *begun.arguments;
    if (!arguments.mapper) arguments.mapper = mapper;
    if (!arguments.clause) arguments.clause = statement.element().get();
    return c.connection(arguments, {});
  }
  if (!mapper && (c.options.get_bind || !c.options.binds.empty())) {
    mapper = first_mapper(*statement.element());
  }
  return c.connection({mapper, statement.element().get(), std::nullopt}, {});
}

// ---- bulk and rest
// -------------------------------------------------------------------------------

void Session::bulk_save(std::span<const ObjectRef> objects, const BulkSaveOptions& options) {
  core().bulk_save(objects, options);
}
void Session::bulk_save(const ClassInfo& class_info, FunctionRef<ObjectRef()> next,
                        const BulkSaveOptions& options) {
  core().bulk_save(class_info, next, options);
}
void Session::bulk_insert(const Mapper& mapper, ParameterSets& rows,
                          const BulkInsertOptions& options) {
  core().bulk_insert(mapper, rows, options);
}
void Session::bulk_update(const Mapper& mapper, const ParameterSets& rows) {
  core().bulk_update(mapper, rows);
}
std::map<std::string, std::any>& Session::info() {
  return core().options.info;
}
std::uint64_t Session::hash_key() const {
  return core().id;
}
void Session::bind_mapper(const Mapper& mapper, const Engine& engine) {
  core().options.binds.emplace_back(BindKey(mapper), engine);
}
void Session::bind_table(const Table& table, const Engine& engine) {
  core().options.binds.emplace_back(BindKey(table), engine);
}

// ---- objects without a session at hand
// -----------------------------------------------------------

Session* object_session(const ObjectArgument& object) {
  if (!object.instance()) return nullptr;
  SessionCore* const core = SessionCore::of(*object.instance());
  return core ? &core->self : nullptr;
}

std::optional<IdentityKey> identity_key(const ObjectArgument& object) {
  if (!object.instance()) throw UnmappedInstanceError("a null Ref has no identity");
  const Instance& instance = *object.instance();
  if (!instance.is(Instance::has_key)) return std::nullopt;
  const SessionCore* session = SessionCore::of(instance);
  return session ? session->identity_of(instance) : SessionCore::stored_identity(instance);
}

void make_transient(const ObjectArgument& object) {
  Instance* const instance = object.instance();
  if (!instance) throw UnmappedInstanceError("a null Ref cannot be made transient");
  if (SessionCore* session = SessionCore::of(*instance)) {
    session->expunge_states({&instance, 1}, false);
    session->release_detached();
  }
  for (const auto& attribute : instance->class_info().attributes()) {
    if (attribute->is_plain()) continue;
    detail::Slot& slot = attribute->slot(*instance);
    if (slot.has(detail::Slot::expired) || slot.has(detail::Slot::deferred)) slot.flags = 0;
  }
  instance->clear(Instance::has_key);
  instance->clear(Instance::row_deleted);
  instance->clear(Instance::expired);
  detail::forget_identity(*instance);
  if (InstanceRecord* record = instance->record_if_any()) record->load_options = nullptr;
}

void make_transient_to_detached(const ObjectArgument& object) {
  Instance* const instance = object.instance();
  if (!instance) throw UnmappedInstanceError("a null Ref cannot be made detached");
  if (!instance->transient()) {
    throw InvalidRequestError(
        str_cat("Given object must be transient; ", instance_str(*instance), " is ",
                instance->session() ? "in a session: expunge() it first" : "detached already"));
  }
  const Mapper& mapper = mapper_of(instance->class_info());
  mapper.ensure_configured();
  const bool has_key =
      std::ranges::all_of(mapper.primary_key_properties(), [&](const ColumnProperty* property) {
        const Attribute& attribute = *property->attribute();
        return attribute.is_plain() || attribute.slot(*instance).has(detail::Slot::present);
      });
  if (!has_key || mapper.identity_key_of(instance->object()).has_null()) {
    throw InvalidRequestError(str_cat("Instance ", instance_str(*instance),
                                      " has no primary key to be detached with; set it first"));
  }
  instance->set(Instance::has_key);
  commit_all(*instance);
  for (const ColumnProperty* property : mapper.column_properties()) {
    const Attribute* attribute = property->attribute();
    if (!attribute || attribute->is_plain()) continue;
    detail::Slot& slot = attribute->slot(*instance);
    if (slot.has(detail::Slot::present)) continue;
    slot.flags = detail::Slot::expired;
    instance->set(Instance::expired);
  }
}

bool was_deleted(const ObjectArgument& object) {
  return object.instance() && object.instance()->is(Instance::row_deleted);
}

void close_all_sessions() {
  for (SessionCore* session : detail::live_sessions().all()) session->close(false, false);
}

}  // namespace cupel
