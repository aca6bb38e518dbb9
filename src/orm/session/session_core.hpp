#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "cupel/orm/attributes/domain.hpp"
#include "cupel/orm/loading/load_context.hpp"
#include "cupel/orm/mapper/mapper.hpp"
#include "cupel/orm/session/session.hpp"
#include "cupel/orm/unit_of_work/flush_context.hpp"

#include "orm/attributes/cell_memory.hpp"
#include "orm/session/identity_map.hpp"
#include "orm/session/transaction_level.hpp"

namespace cupel {
class UnitOfWork;
}

namespace cupel::detail {

/// The columns of a mapping by attribute names; names that are no attributes are left out.
Parameters columns_of(const Mapper& mapper, const Parameters& row, bool render_nulls);

/// Drops the key that was remembered for an object outside of the identity map.
void forget_identity(Instance& instance);

/// All of a Session but its handle. Objects, loaders and flushes see it as the interfaces they
/// declare.
class SessionCore final : public LoadContext, public FlushContext {
 public:
  // Bits of an Instance that belong to its session.
  static constexpr auto kInMap = static_cast<Instance::Bit>(1U << 16);  // in the identity map
  static constexpr auto kFresh = static_cast<Instance::Bit>(1U << 17);  // in fresh_
  static constexpr auto kDirty = static_cast<Instance::Bit>(1U << 18);  // in dirty_
  static constexpr auto kTxListed =
      static_cast<Instance::Bit>(1U << 19);                               // in a transaction's list
  static constexpr auto kTxDirty = static_cast<Instance::Bit>(1U << 21);  // in the innermost dirty_
  static constexpr auto kOrphaned =
      static_cast<Instance::Bit>(1U << 22);                             // lost its parent outside
  static constexpr auto kDying = static_cast<Instance::Bit>(1U << 23);  // a sweep frees it now
  static constexpr std::uint32_t kSessionBits = 0xFFU << 16;

  SessionCore(SessionOptions options, Connection* connection,
              std::shared_ptr<SessionEvents> factory_events);
  ~SessionCore();

  static SessionCore* of(const Instance& instance) noexcept {
    return static_cast<SessionCore*>(LoadContext::of(instance));
  }

  // -- interfaces ------------------------------------------------------------------------------

  void on_modified(Instance& instance) override;
  void on_forgotten(std::span<Instance* const> dying) noexcept override;
  Connection& connection_for(const Mapper& mapper) override;
  void before_load(const Mapper& mapper, const RelationshipProperty* relationship,
                   const OptionTree* of_object) override {
    if (listens(&SessionEvents::do_orm_execute)) [[unlikely]]
      tell_of_load(mapper, relationship, of_object, relationship == nullptr);
  }
  /// Tells listeners of the SELECT of get().
  void before_get(const Mapper& mapper) {
    if (listens(&SessionEvents::do_orm_execute)) [[unlikely]]
      tell_of_load(mapper, nullptr, nullptr, false);
  }
  void autoflush() override;
  IdentityTable& identities(const Mapper& mapper) override { return identity_map.table(mapper); }
  DomainHold& domain_hold() noexcept override { return hold; }
  std::uint32_t next_load_stamp() noexcept override { return ++load_stamp_; }
  void begin_load() noexcept override { ++loads_; }
  void end_load() noexcept override { --loads_; }
  void safe_point() noexcept override;
  /// Frees what nobody can reach.
  void sweep() noexcept;
  void on_filled(Instance& instance) override { note_fresh(instance); }
  void on_lazy_load(const RelationshipProperty& relationship) override {
    if (options.report_lazy_loads != 0) [[unlikely]]
      count_lazy_load(relationship);
  }
  [[nodiscard]] IdentityKey identity_of(const Instance& instance) const override;
  [[nodiscard]] bool identities_ascend(
      std::span<Instance* const> persistent) const noexcept override;
  [[nodiscard]] bool contains(const Instance& instance) const noexcept override {
    return instance.session() == this && (instance.is(Instance::is_new) || instance.is(kInMap));
  }
  [[nodiscard]] Instance* find_identity(const IdentityKey& key) const override {
    return identity_map.find(key);
  }
  void switch_row(Instance& doomed, Instance& fresh) override;

  /// A loader has put `instance` into the identity map.
  void on_loaded(Instance& instance) {
    instance.set_session(this);
    if (!instance.is(kFresh)) fresh_.push_back(&instance);
    instance.set_bits(instance.bits() | kInMap | kFresh);
    fire_object(&SessionEvents::loaded_as_persistent, instance);
  }

  // -- objects ---------------------------------------------------------------------------------

  void add(Instance& instance);
  void add_one(Instance& instance);
  void delete_(Instance& instance);
  void expunge(Instance& instance);
  /// What left by expunge() gets memory of its own, so that another thread may have it.
  void release_detached();
  void enable_relationship_loading(Instance& instance);
  void expunge_all();
  /// Takes objects out of the session.
  void expunge_states(std::span<Instance* const> instances, bool to_transient);
  /// An expunged, or never attached, object gets back into the identity map.
  void attach_persistent(Instance& instance, bool revert_deletion = false);
  [[nodiscard]] Instance& require(Instance* instance) const;
  [[nodiscard]] static const Mapper& mapper_for(const Instance& instance);
  /// Throws InvalidRequestError unless it is persistent here.
  void require_persistent(const Instance& instance) const;

  ObjectRef get(const Mapper& mapper, std::int64_t key, const GetOptions& options);
  ObjectRef get(const Mapper& mapper, const IdentityKey& key, const GetOptions& options);
  ObjectRef merge(Instance& instance, const MergeOptions& options);
  void expire(Instance& instance, std::span<const std::string_view> names);
  void expire_all();
  void refresh(Instance& instance, std::span<const std::string_view> names,
               const std::optional<ForUpdateArg>& for_update);
  [[nodiscard]] bool is_modified(Instance& instance, bool include_collections) const;

  void bulk_save(std::span<const ObjectRef> objects, const BulkSaveOptions& options);
  void bulk_save(const ClassInfo& class_info, FunctionRef<ObjectRef()> next,
                 const BulkSaveOptions& options);
  void bulk_insert(const Mapper& mapper, ParameterSets& rows, const BulkInsertOptions& options);
  void bulk_update(const Mapper& mapper, const ParameterSets& rows);
  /// As bulk_update(), inside the running transaction: a failure is left to it.
  void update_by_key(const Mapper& mapper, const ParameterSets& rows);

  // -- unit of work ----------------------------------------------------------------------------

  /// `chosen`: only these objects; null: all.
  void flush(const std::vector<Instance*>* chosen = nullptr);
  [[nodiscard]] std::string explain_flush();
  /// A statement has deleted the rows of these persistent objects.
  void rows_deleted(std::span<Instance* const> instances);
  void forget_changes(Instance& instance);
  [[nodiscard]] bool is_clean() const noexcept;
  /// Looks for changes of members that know nothing of Cupel.
  void detect_plain_changes();

  // -- transactions ----------------------------------------------------------------------------

  TransactionLevel& autobegin();
  std::shared_ptr<TransactionLevel> begin();
  std::shared_ptr<TransactionLevel> begin_nested();
  void commit();
  void prepare();
  void rollback();
  void close(bool invalidate, bool for_good);
  Connection& connection(const BindArguments& arguments, const ExecutionOptions& options);
  SessionBind find_bind(const Mapper* mapper, const ClauseElement* clause, bool flush_rows);
  /// Expires what a commit, or the rollback of `level`, makes stale.
  void expire_for_commit();
  void restore(TransactionLevel& level);
  void detach_deleted(TransactionLevel& level);
  void set_level(std::shared_ptr<TransactionLevel> level) noexcept {
    level_ = std::move(level);
    fast_connection_ = nullptr;
    if (!level_) lazy_loads_.clear();
  }
  void announce_level();
  void require_usable() const;
  void require_no_flush(const char* operation) const;
  /// Throws InvalidRequestError while the transaction of a running block is over.
  void require_block() const;

  template <class List, class... Args>
  void fire(List SessionEvents::*list, Args&&... args) {
    if (!(all_events_.*list).empty()) (all_events_.*list).fire(args...);
    if (factory_events_ && !((*factory_events_).*list).empty()) {
      ((*factory_events_).*list).fire(args...);
    }
    if (events_ && !((*events_).*list).empty()) ((*events_).*list).fire(args...);
  }
  template <class List>
  [[nodiscard]] bool listens(List SessionEvents::*list) const {
    return !(all_events_.*list).empty() ||
           (factory_events_ && !((*factory_events_).*list).empty()) ||
           (events_ && !((*events_).*list).empty());
  }
  void fire_object(SessionEvents::Object SessionEvents::*list, Instance& instance) {
    if (listens(list)) fire(list, self, ObjectRef(&instance));
  }
  SessionEvents& events() {
    if (!events_) events_ = std::make_unique<SessionEvents>();
    return *events_;
  }

  Session self;  // a handle for listeners and object_session()
  SessionOptions options;
  Connection* bind_connection = nullptr;
  std::uint64_t id;
  DomainHold hold;
  IdentityMap identity_map{*this};
  std::vector<Instance*> new_;  // pending, null where one left; identity_slot is its place
  std::size_t new_count = 0;
  std::vector<Instance*> deleted_;  // marked for deletion
  std::vector<Instance*> dirty_;    // changed since loaded or flushed, perhaps clean again
  // With something loaded that a commit has to expire: as many as were loaded.
  std::deque<Instance*, CellAllocator<Instance*>> fresh_;
  std::shared_ptr<TransactionLevel> level_;
  std::shared_ptr<TransactionLevel> nested_level_;
  std::shared_ptr<TransactionLevel> block_;  // of the innermost Session::begin(work) that runs
  bool flushing = false;
  bool executing_flush = false;
  bool closed_for_good = false;
  bool autoflush_on = true;
  bool merging_all = false;

  void note_fresh(Instance& instance) {
    if (instance.is(kFresh)) return;
    fresh_.push_back(&instance);
    instance.set(kFresh);
  }
  void note_dirty(Instance& instance) {
    if (instance.is(kDirty)) return;
    dirty_.push_back(&instance);
    instance.set(kDirty);
  }
  void list_in_transaction(std::vector<Instance*>& list, Instance& instance) {
    list.push_back(&instance);
    instance.set(kTxListed);
  }
  /// The identity an object that is not in the map had.
  [[nodiscard]] static IdentityKey stored_identity(const Instance& instance);

  /// One thread uses the session now. Cheap, so it notices only most misuse.
  class Use {
   public:
    explicit Use(SessionCore& core);
    ~Use() {
      if (outermost_) core_.user_.store(nullptr, std::memory_order_relaxed);
    }
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;

   private:
    SessionCore& core_;
    bool outermost_;
  };
  /// No sweep while it lives; its end is a safe point.
  class Loading {
   public:
    explicit Loading(SessionCore& core) noexcept : core_(core) { core_.begin_load(); }
    ~Loading() {
      core_.end_load();
      core_.safe_point();
    }
    Loading(const Loading&) = delete;
    Loading& operator=(const Loading&) = delete;

   private:
    SessionCore& core_;
  };

 private:
  friend class Use;

  [[nodiscard]] ObjectRef known_object(const Mapper& mapper, Instance& known,
                                       const IdentityKey& key);
  [[nodiscard]] ObjectRef of_class(const Mapper& mapper, Instance* found) const;
  void clear_expired_if_whole(Instance& instance) const;
  void count_lazy_load(const RelationshipProperty& relationship);
  void tell_of_load(const Mapper& mapper, const RelationshipProperty* relationship,
                    const OptionTree* of_object, bool of_columns);
  void register_changes(UnitOfWork& uow, const std::vector<Instance*>* chosen, bool drop_orphans);
  bool before_attach(Instance& instance);
  void after_attach(Instance& instance);
  void save_one(Instance& instance);
  void delete_one(Instance& instance, bool head);
  void cascade_save(Instance& instance);
  void put_in_map(Instance& instance, const IdentityKey& key, bool replace);
  void take_from_map(Instance& instance) noexcept;
  void take_from_new(Instance& instance) noexcept;
  void detach(Instance& instance, bool to_transient);
  void remember_identity(Instance& instance);
  void expire_one(Instance& instance);
  void expire_fresh();
  [[nodiscard]] bool meets_known_key() const;
  void execute_flush(const std::vector<Instance*>* chosen);
  void in_subtransaction(FunctionRef<void()> work);
  std::size_t finish_flush(UnitOfWork& uow);
  void register_persistent(Instance& instance);
  void reset_dirty(const std::vector<Instance*>* chosen);
  bool drop_unreferenced();
  /// Empties all lists of objects and the identity map.
  void forget_objects() noexcept;
  [[nodiscard]] bool hears_of_leaving() const;
  [[nodiscard]] std::vector<Attribute*> attributes_named(
      const Instance& instance, std::span<const std::string_view> names) const;

  const SessionEvents& all_events_ = all_session_events();
  std::unique_ptr<SessionEvents> events_;
  std::shared_ptr<SessionEvents> factory_events_;
  Connection* fast_connection_ = nullptr;  // of the innermost level, where there is one bind only
  std::vector<std::pair<const RelationshipProperty*, std::size_t>> lazy_loads_;
  std::uint32_t load_stamp_ = 0;
  std::uint32_t entered_ = 0;  // objects so far: Instance::order
  int loads_ = 0;
  std::atomic<const void*> user_{nullptr};
};

}  // namespace cupel::detail
