#include "orm/attributes/change.hpp"

#include <vector>

#include "cupel/orm/attributes/class_info.hpp"
#include "cupel/orm/attributes/domain.hpp"

namespace cupel::detail {

namespace {

struct RunningChange {
  int depth = 0;
  Instance* lost_edge = nullptr;
  std::vector<ObjectRef> held;
};
thread_local RunningChange running;

}  // namespace

ChangeScope::ChangeScope(Instance& instance) : held_(&instance) {
  ++running.depth;
}

ChangeScope::~ChangeScope() {
  if (--running.depth != 0) return;
  if (!running.held.empty()) {
    const std::vector<ObjectRef> released = std::exchange(running.held, {});
  }
  if (running.lost_edge != nullptr) {
    running.lost_edge = nullptr;
    Domain::edge_removed(*held_.instance());
  }
}

void ChangeScope::edge_removed(Instance& instance) noexcept {
  running.lost_edge = &instance;
}

void hold_for_change(const ObjectRef& object) {
  running.held.push_back(object);
}

void become_modified(Instance& instance) {
  instance.set(Instance::modified);
  if (instance.session() == nullptr) return;
  try {
    instance.session()->on_modified(instance);
  } catch (...) {
    instance.clear(Instance::modified);
    throw;
  }
}

void note_parent(Instance& child, const Attribute& relationship, Instance& parent) {
  if (relationship.setup().track_parent) child.record().set_parent(relationship, &parent);
}

void note_no_parent(Instance& child, const Attribute& relationship, const Instance& parent) {
  if (!relationship.setup().track_parent) return;
  // The child may have been given to another parent meanwhile: that one counts.
  InstanceRecord& record = child.record();
  const Instance* const known = record.parent(relationship);
  if (known != nullptr && known != &parent) return;
  record.set_parent(relationship, nullptr);
}

}  // namespace cupel::detail
