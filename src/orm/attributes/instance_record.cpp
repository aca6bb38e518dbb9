#include "cupel/orm/attributes/instance_record.hpp"

#include <algorithm>
#include <new>

#include "cupel/orm/attributes/scalar_ops.hpp"

#include "orm/attributes/cell_memory.hpp"

namespace cupel {

namespace {

using Objects = std::vector<Instance*>;

// Cells are aligned to 16, and so does OldValue what follows it.
static_assert(sizeof(OldValue) % 16 == 0);

}  // namespace

void* InstanceRecord::operator new(std::size_t size) {
  return detail::take_cell_memory(size);
}

void InstanceRecord::operator delete(void* record, std::size_t size) noexcept {
  detail::give_cell_memory(record, size);
}

std::size_t OldValue::payload_size() const {
  switch (kind_) {
    case Kind::value:
      return attribute_->ops()->size;
    case Kind::object:
      return sizeof(Instance*);
    case Kind::objects:
      return sizeof(Objects);
    case Kind::null:
    case Kind::not_loaded:
      break;
  }
  return 0;
}

void InstanceRecord::delete_old(OldValue* old) noexcept {
  const std::size_t size = sizeof(OldValue) + old->payload_size();
  old->~OldValue();
  detail::give_cell_memory(static_cast<void*>(old), size);
}

OldValue::~OldValue() {
  if (kind_ == Kind::value) {
    if (!attribute_->ops()->trivial) attribute_->ops()->destroy(payload());
  } else if (kind_ == Kind::objects) {
    static_cast<Objects*>(payload())->~Objects();
  }
}

InstanceRecord& Instance::record() {
  if (record_ == nullptr) record_ = new InstanceRecord;
  return *record_;
}

InstanceRecord::~InstanceRecord() {
  drop_old_values();
  drop_snapshots();
}

// The payload follows the OldValue. It is constructed by `fill` before the entry can be seen, so a
// throwing copy leaves nothing behind.
template <class Fill>
void InstanceRecord::make_old(OldValue*& list, const Attribute& attribute, OldValue::Kind kind,
                              std::size_t size, Fill&& fill) {
  void* const raw = detail::take_cell_memory(sizeof(OldValue) + size);
  // Built as an entry without payload first: destroying that destroys no payload.
  auto* const made = ::new (raw) OldValue(attribute, OldValue::Kind::not_loaded);
  try {
    fill(made->payload());
  } catch (...) {
    made->~OldValue();
    detail::give_cell_memory(raw, sizeof(OldValue) + size);
    throw;
  }
  made->kind_ = kind;
  made->next_ = list;
  list = made;
}

const OldValue* InstanceRecord::old_value(const Attribute& attribute) const {
  const OldValue* old = old_;
  while (old != nullptr && old->attribute_ != &attribute) old = old->next_;
  return old;
}

void InstanceRecord::keep_value(const Attribute& attribute, const void* value) {
  make_old(old_, attribute, OldValue::Kind::value, attribute.ops()->size,
           [&](void* raw) { attribute.ops()->copy(raw, value); });
}

void InstanceRecord::keep_null(const Attribute& attribute) {
  make_old(old_, attribute, OldValue::Kind::null, 0, [](void*) {});
}

void InstanceRecord::keep_object(const Attribute& attribute, Instance* object) {
  make_old(old_, attribute, OldValue::Kind::object, sizeof(Instance*),
           [&](void* raw) { ::new (raw) Instance*(object); });
}

void InstanceRecord::keep_objects(const Attribute& attribute, std::vector<Instance*> objects) {
  make_old(old_, attribute, OldValue::Kind::objects, sizeof(Objects),
           [&](void* raw) { ::new (raw) Objects(std::move(objects)); });
}

std::vector<Instance*>& InstanceRecord::old_objects(const Attribute& attribute) {
  OldValue* old = old_;
  while (old != nullptr && old->attribute_ != &attribute) old = old->next_;
  if (old == nullptr) {
    keep_objects(attribute, {});
    old = old_;
  }
  return *static_cast<Objects*>(old->payload());
}

void InstanceRecord::keep_not_loaded(const Attribute& attribute) {
  make_old(old_, attribute, OldValue::Kind::not_loaded, 0, [](void*) {});
}

void InstanceRecord::drop_old_value(const Attribute& attribute) noexcept {
  for (OldValue** link = &old_; *link != nullptr; link = &(*link)->next_) {
    if ((*link)->attribute_ != &attribute) continue;
    OldValue* const dropped = *link;
    *link = dropped->next_;
    delete_old(dropped);
    return;
  }
}

void InstanceRecord::drop_old_values() noexcept {
  while (OldValue* const dropped = old_) {
    old_ = dropped->next_;
    delete_old(dropped);
  }
}

const void* InstanceRecord::snapshot(const Attribute& plain) const {
  const OldValue* kept = snapshots_;
  while (kept != nullptr && kept->attribute_ != &plain) kept = kept->next_;
  return kept == nullptr ? nullptr : kept->value();
}

void InstanceRecord::keep_snapshot(const Attribute& plain, const void* value) {
  make_old(snapshots_, plain, OldValue::Kind::value, plain.ops()->size,
           [&](void* raw) { plain.ops()->copy(raw, value); });
  for (OldValue** link = &snapshots_->next_; *link != nullptr; link = &(*link)->next_) {
    if ((*link)->attribute_ != &plain) continue;
    OldValue* const dropped = *link;
    *link = dropped->next_;
    delete_old(dropped);
    return;
  }
}

void InstanceRecord::drop_snapshots() noexcept {
  while (OldValue* const dropped = snapshots_) {
    snapshots_ = dropped->next_;
    delete_old(dropped);
  }
}

QueuedChanges* InstanceRecord::queued(const Attribute& attribute) {
  if (lists_ == nullptr) return nullptr;
  for (QueuedChanges& queued : lists_->queued) {
    if (queued.attribute == &attribute) return &queued;
  }
  return nullptr;
}

QueuedChanges& InstanceRecord::queue(const Attribute& attribute) {
  if (QueuedChanges* known = queued(attribute)) return *known;
  lists().queued.push_back({&attribute, {}, {}, false});
  return lists_->queued.back();
}

void InstanceRecord::drop_queued(const Attribute& attribute) noexcept {
  if (lists_ == nullptr) return;
  std::erase_if(lists_->queued, [&](const QueuedChanges& q) { return q.attribute == &attribute; });
}

const InstanceRecord::Parent* InstanceRecord::find_parent(const Attribute& relationship) const {
  if (parent_.first == &relationship) return &parent_;
  if (lists_ == nullptr) return nullptr;
  for (const Parent& entry : lists_->parents) {
    if (entry.first == &relationship) return &entry;
  }
  return nullptr;
}

InstanceRecord::Parenthood InstanceRecord::parenthood(const Attribute& relationship) const {
  const Parent* const known = find_parent(relationship);
  if (known == nullptr) return Parenthood::unknown;
  return known->second != nullptr ? Parenthood::has : Parenthood::none;
}

Instance* InstanceRecord::parent(const Attribute& relationship) const {
  const Parent* const known = find_parent(relationship);
  return known == nullptr ? nullptr : known->second;
}

void InstanceRecord::set_parent(const Attribute& relationship, Instance* parent) {
  if (const Parent* const known = find_parent(relationship)) {
    const_cast<Parent*>(known)->second = parent;
  } else if (parent_.first == nullptr) {
    parent_ = {&relationship, parent};
  } else {
    lists().parents.emplace_back(&relationship, parent);
  }
}

const RefCounted* InstanceRecord::expression(const Attribute& attribute) const {
  if (lists_ == nullptr) return nullptr;
  for (const auto& [key, expression] : lists_->expressions) {
    if (key == &attribute) return expression.get();
  }
  return nullptr;
}

void InstanceRecord::set_expression(const Attribute& attribute, Ptr<const RefCounted> expression) {
  for (auto& [key, known] : lists().expressions) {
    if (key == &attribute) {
      known = std::move(expression);
      return;
    }
  }
  lists_->expressions.emplace_back(&attribute, std::move(expression));
}

void InstanceRecord::drop_expression(const Attribute& attribute) noexcept {
  if (lists_ == nullptr) return;
  std::erase_if(lists_->expressions, [&](const auto& entry) { return entry.first == &attribute; });
}

InstanceRecord::Lists& InstanceRecord::lists() {
  if (lists_ == nullptr) lists_ = std::make_unique<Lists>();
  return *lists_;
}

InstanceRecord::Rare& InstanceRecord::rare() {
  if (rare_ == nullptr) rare_ = std::make_unique<Rare>();
  return *rare_;
}

}  // namespace cupel
