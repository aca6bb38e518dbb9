#pragma once
// Where objects live, and when they die.
//
// A cell is one allocation:
//
//        64 bytes                                   sizeof(T)
//   +---------------------------------------+------------------------------------------------+
//   | Instance                              | T: the user's object                           |
//   |  class, domain, next, record, session |  Mapped<int64_t> id      [value........][slot] |
//   |  Ref count, state bits, mark          |  Mapped<string> name     [value........][slot] |
//   |  identity slot, load stamp, order     |  Relationship<List<A>>   [-> items]    [slot]  |
//   +---------------------------------------+------------------------------------------------+
//   ^                                       ^                          |
//   Instance*, Ref<T>                       T*                         +--> Instance*, Instance*...
//
//   slot = { distance back to the Instance, flags, attribute index }, 4 bytes
//
// Relationship members of a cell hold plain `Instance*`: an edge costs no counting and cannot make
// a cycle that keeps itself alive. What keeps cells alive is their Domain:
//
//   Ref ----> [cell]--next-->[cell]--next-->[cell]        live_cells: how many have a Ref
//                \             |              /           holds:      sessions
//                 +--------- Domain ---------+
//
// - A domain is a set of cells with a common fate. It dies, with all its cells, when the last Ref
//   into it is gone and no session holds it. Hence a Ref to a child keeps its parents, a ring is
//   freed like anything else, and there is nothing for a program to break by hand.
// - A transient object that was never linked has no Domain object (`domain() == nullptr`): it is
//   alone and dies with its last Ref.
// - Linking two objects makes their domains one. The smaller one is poured into the larger one, so
//   a cell is relabelled at most log2(n) times in its life; its address never changes.
// - A session holds one domain. Its cells would only grow in number, so at safe points of the
//   session (begin of a load, after flush and commit) the domain is swept: marked are the cells
//   that have a Ref or are pinned by the session (new, changed, marked deleted), and everything
//   that can be reached from them along loaded relationships; the rest is freed. A sweep is due
//   when as many cells were added as the last one left, so its cost is O(1) per cell made.
// - When a session closes, it sweeps; the survivors are split into connected components, each a
//   domain of its own, so that one forgotten Ref does not keep everything the session ever saw.
// - Domains without a session are swept by themselves while they are changed (never while they are
//   only read), under the same amortised rule.
//
// Other pointers between cells, all followed by the mark phase like loaded relationships: old
// values kept for history, changes queued on unloaded collections, parents that a child remembers.
//
// Destruction has two phases: first all dying cells lose their edges, then their objects are
// destroyed. So a user's destructor sees empty relationships, never a destroyed neighbour.
//
// Thread safety: see Instance. Ref counting is atomic and may move a domain's count of live cells
// from any thread; joining, sweeping and splitting happen only in calls that change objects, which
// the rule "many readers or one writer" already keeps apart from all others.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "cupel/orm/attributes/instance.hpp"
#include "cupel/util/ref_count.hpp"

namespace cupel {

class Domain {
 public:
  Domain(const Domain&) = delete;
  Domain& operator=(const Domain&) = delete;

  /// Makes the domains of `a` and `b` one and gives it. Strong guarantee (std::bad_alloc).
  static Domain& join(Instance& a, Instance& b);

  std::size_t size() const { return size_; }
  std::size_t live_cells() const { return live_cells_.get(); }
  bool held() const { return first_hold_ != nullptr; }

  /// True when `a` and `b` have the same fate.
  static bool joined(const Instance& a, const Instance& b) {
    return &a == &b || (a.domain() != nullptr && a.domain() == b.domain());
  }

  /// Calls `visit(Instance&)` for all cells, in no particular order. No cell may be added or freed
  /// meanwhile.
  template <class F>
  void for_each(F&& visit) {
    for (Instance* i = first_; i != nullptr; i = i->next_) visit(*i);
  }

  /// Notes that an edge was taken away: something may have become unreachable. Sweeps a domain
  /// that no session holds when that is due; so `keep`, and what is reachable from it, is kept.
  static void edge_removed(Instance& keep) noexcept;

 private:
  friend class Instance;
  friend class DomainHold;

  Domain() = default;
  ~Domain() = default;

  static Domain& of(Instance& instance);  // makes one for a lone cell
  void add(Instance& instance) noexcept;
  void pour_into(Domain& larger) noexcept;
  bool sweep_due() const;
  std::size_t sweep() noexcept;
  void mark(std::vector<Instance*>& work, std::uint32_t epoch);
  void split(bool only_detached);  // components become domains; strong guarantee
  static void free_cell(Instance& instance) noexcept;
  static void free_lone_cell(Instance& instance) noexcept;  // its edges are dropped
  static void free_cells(const std::vector<Instance*>& dying) noexcept;
  void destroy() noexcept;

  Instance* first_ = nullptr;
  DomainHold* first_hold_ = nullptr;
  std::size_t size_ = 0;
  std::size_t survivors_ = 0;  // of the last sweep
  std::size_t changes_ = 0;    // cells added (held) or edges removed (not held) since then
  RefCount<std::size_t> live_cells_;
  std::vector<Instance*> scratch_;  // of a small sweep, for the next one
  std::uint32_t epoch_ = 0;
  bool has_edges_ = false;  // some class of its cells has relationships
};

/// A session's share in a domain: the domain lives at least as long as the hold.
///
/// Two holds can come to hold one domain, when objects of two sessions are linked with each other;
/// both keep working, but then they must be used by one thread.
/// Thread safety: as its session, one thread at a time.
class DomainHold {
 public:
  /// Sweeps are first due after `first_sweep` cells.
  explicit DomainHold(std::size_t first_sweep = 1000);
  ~DomainHold();
  DomainHold(const DomainHold&) = delete;
  DomainHold& operator=(const DomainHold&) = delete;

  Domain& domain() { return *domain_; }
  std::size_t size() const { return domain_->size(); }

  /// Makes a default constructed object for a loader: no Ref, no session, no attribute present.
  /// It lives until the next sweep that does not reach it. When the constructor throws, nothing
  /// happened.
  Instance& create(ClassInfo& class_info);

  /// Brings an object, and everything linked with it, into the domain. An object of a domain that
  /// only other sessions' detached objects share with it is taken out of there first.
  void adopt(Instance& instance);

  /// Frees what nobody can reach, if enough was made since the last time. A safe point: plain
  /// Instance pointers to unreachable, unpinned objects die here.
  bool sweep_due() const { return domain_->sweep_due(); }
  void sweep_if_due() {
    if (domain_->sweep_due()) sweep();
  }
  /// Frees what nobody can reach, now. Gives the number of freed objects.
  std::size_t sweep();

  /// Sweeps and leaves the survivors to their Refs, split by connected component; the hold then
  /// has a new, empty domain. The session must have taken its objects' session pointers before,
  /// or they stay pinned.
  void release_all();

  /// True when nobody has a Ref to any cell, and no other session holds the domain.
  bool unreferenced() const {
    return domain_->live_cells() == 0 && domain_->first_hold_ == this && next_ == nullptr;
  }
  /// Frees all cells of an unreferenced domain: what release_all would come to, without looking for
  /// who can reach whom. The session must have forgotten its objects; they are not reported to it.
  void free_all() noexcept;

  /// As release_all, for those components only in which no object has a session. For expunge.
  void release_detached();

 private:
  friend class Domain;
  void enter(Domain& domain) noexcept;
  void leave() noexcept;

  Domain* domain_ = nullptr;
  DomainHold* next_ = nullptr;  // other holds of the domain
  std::size_t first_sweep_;
};

}  // namespace cupel
