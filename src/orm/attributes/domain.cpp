#include "cupel/orm/attributes/domain.hpp"

#include <algorithm>
#include <limits>
#include <memory>
#include <new>
#include <numeric>
#include <utility>

#include "cupel/orm/attributes/class_info.hpp"
#include "cupel/orm/attributes/object_session.hpp"

#include "orm/attributes/member_access.hpp"

namespace cupel {

// ---- Instance: the two ends of a Ref count ---------------------------------------------------

void Instance::first_ref() noexcept {
  if (domain_ != nullptr) domain_->live_cells_.increment();
}

void Instance::last_ref() noexcept {
  Domain* const domain = domain_;
  if (domain == nullptr) {
    Domain::free_cell(*this);
    return;
  }
  // This cell still counts as live, so nobody else can have destroyed the domain before this line.
  if (domain->live_cells_.decrement() == 1 && !domain->held()) {
    domain->destroy();
  }
}

// ---- Domain ----------------------------------------------------------------------------------

void Domain::add(Instance& instance) noexcept {
  instance.domain_ = this;
  instance.next_ = first_;
  first_ = &instance;
  ++size_;
  has_edges_ = has_edges_ || instance.class_->has_relationships();
  if (instance.refs_.get() != 0) {
    live_cells_.increment();
  }
}

Domain& Domain::of(Instance& instance) {
  if (instance.domain_ == nullptr) (new Domain)->add(instance);
  return *instance.domain_;
}

void Domain::pour_into(Domain& larger) noexcept {
  Instance* last = nullptr;
  for (Instance* i = first_; i != nullptr; i = i->next_) {
    i->domain_ = &larger;
    last = i;
  }
  if (last != nullptr) {
    last->next_ = larger.first_;
    larger.first_ = first_;
  }
  larger.size_ += size_;
  larger.has_edges_ = larger.has_edges_ || has_edges_;
  larger.changes_ += changes_ + (larger.held() ? size_ : 0);
  larger.live_cells_.add_many(live_cells_.get());
  // Marks of the two domains must not be confused with later sweeps of the larger one.
  larger.epoch_ = std::max(larger.epoch_, epoch_);
  while (DomainHold* const hold = first_hold_) {
    first_hold_ = hold->next_;
    hold->enter(larger);
  }
  delete this;
}

Domain& Domain::join(Instance& a, Instance& b) {
  if (&a == &b) return of(a);
  if (a.domain_ == b.domain_ && a.domain_ != nullptr) return *a.domain_;
  if (a.domain_ == nullptr && b.domain_ == nullptr) {
    Domain& domain = of(a);
    domain.add(b);
    return domain;
  }
  if (a.domain_ == nullptr || b.domain_ == nullptr) {
    Domain& domain = a.domain_ != nullptr ? *a.domain_ : *b.domain_;
    domain.add(a.domain_ == nullptr ? a : b);
    if (domain.held()) ++domain.changes_;
    return domain;
  }
  Domain* larger = a.domain_;
  Domain* smaller = b.domain_;
  if (larger->size_ < smaller->size_) std::swap(larger, smaller);
  smaller->pour_into(*larger);
  return *larger;
}

void Domain::edge_removed(Instance& keep) noexcept {
  Domain* const domain = keep.domain_;
  if (domain == nullptr || domain->held()) return;
  if (++domain->changes_ < std::max<std::size_t>(64, domain->survivors_)) return;
  const ObjectRef kept(&keep);
  domain->sweep();
}

bool Domain::sweep_due() const {
  return changes_ >= std::max(survivors_, first_hold_ != nullptr ? first_hold_->first_sweep_ : 64);
}

void Domain::mark(std::vector<Instance*>& work, std::uint32_t epoch) {
  while (!work.empty()) {
    const Instance& reached = *work.back();
    work.pop_back();
    detail::for_each_edge(reached, reached.class_info(), [&](Instance& target) {
      if (target.mark_ == epoch) return;
      target.mark_ = epoch;
      work.push_back(&target);
    });
  }
}

std::size_t Domain::sweep() noexcept {
  changes_ = 0;
  if (live_cells() == size_) {  // every cell has a Ref, as after a large load
    survivors_ = size_;
    return 0;
  }
  if (epoch_ == std::numeric_limits<std::uint32_t>::max()) {
    for (Instance* i = first_; i != nullptr; i = i->next_) i->mark_ = 0;
    epoch_ = 0;
  }
  const std::uint32_t epoch = ++epoch_;
  std::vector<Instance*> dying = std::move(scratch_);
  try {
    // Neither list can grow beyond the number of cells, so running out of memory shows here, before
    // anything has happened; the garbage then waits for the next sweep.
    std::vector<Instance*> work;
    if (has_edges_) work.reserve(size_);
    dying.reserve(size_);
    for (Instance* i = first_; i != nullptr; i = i->next_) {
      if (i->mark_ == epoch || (i->ref_count() == 0 && !i->pinned())) continue;
      i->mark_ = epoch;
      if (!has_edges_) continue;
      work.push_back(i);
      mark(work, epoch);
    }
  } catch (const std::bad_alloc&) {
    return 0;
  }
  Instance** link = &first_;
  while (Instance* const i = *link) {
    if (i->mark_ == epoch) {
      link = &i->next_;
    } else {
      *link = i->next_;
      dying.push_back(i);
    }
  }
  size_ -= dying.size();
  survivors_ = size_;
  const std::size_t freed = dying.size();
  free_cells(dying);
  // A stream sweeps every thousand objects: taking memory for the list each time would have the C
  // library tidy up what they left.
  constexpr std::size_t kMostKept = 4096;
  if (dying.capacity() <= kMostKept) {
    dying.clear();
    scratch_ = std::move(dying);
  }
  return freed;
}

void Domain::free_cell(Instance& instance) noexcept {
  detail::drop_edges(instance, instance.class_info());
  free_lone_cell(instance);
}

void Domain::free_lone_cell(Instance& instance) noexcept {
  ClassInfo& info = instance.class_info();
  if (instance.record_ != nullptr) delete std::exchange(instance.record_, nullptr);
  info.destroy(instance);
  info.free_cell(&instance);
}

void Domain::free_cells(const std::vector<Instance*>& dying) noexcept {
  // Tell the sessions, a run of objects of the same one at a time.
  for (std::size_t begin = 0; begin < dying.size();) {
    ObjectSession* const session = dying[begin]->session_;
    std::size_t end = begin + 1;
    while (end < dying.size() && dying[end]->session_ == session) ++end;
    if (session != nullptr) session->on_forgotten({dying.data() + begin, end - begin});
    begin = end;
  }
  for (Instance* i : dying) {
    detail::drop_edges(*i, i->class_info());
    i->domain_ = nullptr;
  }
  for (Instance* i : dying) free_lone_cell(*i);
}

void Domain::destroy() noexcept {
  // Without memory for the list, cells are freed one by one after all have lost their edges.
  for (Instance* i = first_; i != nullptr; i = i->next_) {
    detail::drop_edges(*i, i->class_info());
    if (i->session_ != nullptr) {
      Instance* const one = i;
      i->session_->on_forgotten({&one, 1});
    }
    i->domain_ = nullptr;
  }
  Instance* next = first_;
  delete this;
  while (Instance* const i = next) {
    next = i->next_;
    free_lone_cell(*i);
  }
}

void Domain::split(bool only_detached) {
  // Union-find over the cells; `mark_` serves as the index of a cell.
  std::vector<Instance*> cells;
  cells.reserve(size_);
  epoch_ = std::max(epoch_, static_cast<std::uint32_t>(size_));  // an index is no valid mark
  for (Instance* i = first_; i != nullptr; i = i->next_) {
    i->mark_ = static_cast<std::uint32_t>(cells.size());
    cells.push_back(i);
  }
  std::vector<std::uint32_t> leader(cells.size());
  std::iota(leader.begin(), leader.end(), 0U);
  const auto find = [&](std::uint32_t i) {
    while (leader[i] != i) i = leader[i] = leader[leader[i]];
    return i;
  };
  for (const Instance* cell : cells) {
    detail::for_each_edge(*cell, cell->class_info(), [&](const Instance& target) {
      leader[find(cell->mark_)] = find(target.mark_);
    });
  }
  std::vector<std::uint32_t> count(cells.size());
  std::vector<bool> stays(cells.size());
  for (std::uint32_t i = 0; i < cells.size(); ++i) {
    const std::uint32_t root = find(i);
    ++count[root];
    if (only_detached && cells[i]->session_ != nullptr) stays[root] = true;
  }
  // All memory is taken before the first cell moves.
  using Made = std::unique_ptr<Domain, void (*)(Domain*)>;
  std::vector<Made> made;
  std::vector<Domain*> domain_of(cells.size());
  for (std::uint32_t root = 0; root < cells.size(); ++root) {
    if (count[root] < 2 || stays[root]) continue;
    made.push_back(Made(new Domain, [](Domain* d) { delete d; }));
    domain_of[root] = made.back().get();
  }
  std::vector<Instance*> unheld;
  unheld.reserve(cells.size());

  first_ = nullptr;
  size_ = 0;
  live_cells_.set(0);
  for (std::uint32_t i = 0; i < cells.size(); ++i) {
    Instance& cell = *cells[i];
    const std::uint32_t root = find(i);
    cell.mark_ = 0;
    if (stays[root]) {
      add(cell);
    } else if (domain_of[root] != nullptr) {
      domain_of[root]->add(cell);
    } else {
      cell.domain_ = nullptr;
      cell.next_ = nullptr;
      if (cell.ref_count() == 0) unheld.push_back(&cell);
    }
  }
  survivors_ = size_;
  changes_ = 0;
  // What has no Ref now is garbage that the last sweep had not seen, or had found pinned.
  for (Instance* cell : unheld) {
    if (cell->session_ != nullptr) cell->session_->on_forgotten({&cell, 1});
    free_cell(*cell);
  }
  for (auto& domain : made) {
    domain->survivors_ = domain->size_;
    Domain* const released = domain.release();
    if (released->live_cells() == 0) released->destroy();
  }
}

// ---- DomainHold ------------------------------------------------------------------------------

DomainHold::DomainHold(std::size_t first_sweep) : first_sweep_(first_sweep) {
  enter(*new Domain);
}

DomainHold::~DomainHold() {
  try {
    release_all();
  } catch (const std::bad_alloc&) {
    // Not split, the survivors share their fate. Nothing is lost by it.
  }
  leave();
}

void DomainHold::enter(Domain& domain) noexcept {
  domain_ = &domain;
  next_ = domain.first_hold_;
  domain.first_hold_ = this;
}

void DomainHold::leave() noexcept {
  for (DomainHold** link = &domain_->first_hold_; *link != nullptr; link = &(*link)->next_) {
    if (*link == this) {
      *link = next_;
      break;
    }
  }
  Domain* const left = std::exchange(domain_, nullptr);
  if (!left->held() && left->live_cells() == 0) left->destroy();
}

Instance& DomainHold::create(ClassInfo& class_info) {
  Instance* const made = class_info.allocate_cell();
  try {
    class_info.construct(*made);
  } catch (...) {
    class_info.free_cell(made);
    throw;
  }
  domain_->add(*made);
  ++domain_->changes_;
  return *made;
}

void DomainHold::adopt(Instance& instance) {
  Domain* const theirs = instance.domain();
  if (theirs == domain_) return;
  if (theirs == nullptr) {
    domain_->add(instance);
    ++domain_->changes_;
    return;
  }
  if (theirs->held()) {
    theirs->split(true);
    if (instance.domain() == nullptr) {
      adopt(instance);
      return;
    }
  }
  Domain* larger = domain_;
  Domain* smaller = instance.domain();
  if (larger->size_ < smaller->size_) std::swap(larger, smaller);
  smaller->pour_into(*larger);
}

std::size_t DomainHold::sweep() {
  return domain_->sweep();
}

void DomainHold::release_all() {
  domain_->sweep();
  if (domain_->size() != 0 && domain_->first_hold_ == this && next_ == nullptr) {
    domain_->split(false);
  } else if (domain_->size() != 0) {
    domain_->split(true);
  }
}

void DomainHold::free_all() noexcept {
  Instance* next = std::exchange(domain_->first_, nullptr);
  domain_->size_ = domain_->survivors_ = domain_->changes_ = 0;
  // One pass over the memory of all: an object loses its edges before it dies, so its destructor
  // sees none of those that died before. Cells that were made one after the other mostly lie at
  // equal distances, so it can be guessed which memory comes up.
  constexpr std::intptr_t kAhead = 6;
  constexpr std::intptr_t kCacheLine = 64;
  while (Instance* const i = next) {
    next = i->next_;
    const auto here = reinterpret_cast<std::intptr_t>(i);
    const std::intptr_t ahead = here + kAhead * (reinterpret_cast<std::intptr_t>(next) - here);
    __builtin_prefetch(reinterpret_cast<const void*>(ahead), 1);
    __builtin_prefetch(reinterpret_cast<const void*>(ahead + kCacheLine), 1);
    i->session_ = nullptr;
    i->domain_ = nullptr;
    Domain::free_cell(*i);
  }
}

void DomainHold::release_detached() {
  domain_->split(true);
}

}  // namespace cupel
