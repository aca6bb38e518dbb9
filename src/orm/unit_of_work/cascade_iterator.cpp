#include "cupel/orm/unit_of_work/cascade_iterator.hpp"

#include <boost/unordered/unordered_flat_set.hpp>

#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/attributes/instance_record.hpp"
#include "cupel/orm/mapper/mapper.hpp"
#include "cupel/orm/relationships/relationship_property.hpp"

#include "orm/unit_of_work/persistence.hpp"

namespace cupel {
namespace {

void collect_related(Cascade type, Instance& instance, const RelationshipProperty& property,
                     std::vector<Instance*>& found) {
  const Attribute& attribute = *property.attribute();
  const bool may_load =
      type == Cascade::delete_ && property.passive_deletes() == PassiveDeletes::no;
  constexpr unsigned kAny = detail::Slot::present | detail::Slot::touched | detail::Slot::queued;
  if (!may_load && (attribute.slot(instance).flags & kAny) == 0) return;

  const Passive passive = may_load ? Passive::off | Passive::no_raise : Passive::no_initialize;
  if (attribute.is_reference()) {
    if (Instance* target = get_object(instance, attribute, passive)) found.push_back(target);
  } else if (const auto* items = get_collection(instance, attribute, passive)) {
    found.insert(found.end(), items->items().begin(), items->items().end());
  }
  if (type != Cascade::save_update) return;
  // What left the relationship is reached as well, and so is what waits for a collection that is
  // never read; what waits for one that is not loaded yet came over a back reference, along which
  // nothing cascades. It is remembered in the record; most objects have no such memory. An object
  // may come twice here: the iterator visits it once.
  const InstanceRecord* const record = instance.record_if_any();
  if (!record || (!record->first_old_value() && record->all_queued().empty())) return;
  const bool never_read = property.lazy() == Lazy::write_only || property.lazy() == Lazy::dynamic;
  if (attribute.is_collection() && !never_read &&
      !attribute.slot(instance).has(detail::Slot::present)) {
    return;
  }
  const auto history =
      object_history(instance, attribute, Passive::no_initialize | Passive::include_pending);
  found.insert(found.end(), history.added.begin(), history.added.end());
  found.insert(found.end(), history.deleted.begin(), history.deleted.end());
}

// Depth first, as the related objects stand in their collections; a stack of our own, since graphs
// may be deeper than the program's.
template <class Visited>
void walk(Cascade type, Instance& start, Visited& visited, FunctionRef<void(Instance&)> visit,
          FunctionRef<bool(const Instance&)>* halt_on) {
  struct Level {
    Instance* instance;
    std::size_t first;  // in `related`
    std::size_t next;
    std::size_t relationship = 0;
    bool skip_pending = false;
  };
  std::vector<Level> stack;
  std::vector<Instance*> related;  // of all levels, the deepest at the end
  stack.push_back({&start, 0, 0});
  while (!stack.empty()) {
    Level& level = stack.back();
    if (level.next < related.size()) {
      Instance* const one = related[level.next++];
      if (!one || (level.skip_pending && !one->is(Instance::has_key))) continue;
      if (visited.contains(one) || (halt_on && (*halt_on)(*one))) continue;
      visited.insert(one);
      visit(*one);
      stack.push_back({one, related.size(), related.size()});
      continue;
    }
    related.resize(level.first);
    level.next = level.first;
    const auto& relationships = mapper_of(*level.instance).relationships();
    if (level.relationship == relationships.size()) {
      stack.pop_back();
      continue;
    }
    const RelationshipProperty& property = *relationships[level.relationship++];
    if (!property.cascade().has(type)) continue;
    level.skip_pending = type == Cascade::refresh_expire && !property.cascade().delete_orphan();
    collect_related(type, *level.instance, property, related);
  }
}

}  // namespace

void cascade_iterator(Cascade type, Instance& start, VisitedInstances& visited,
                      FunctionRef<void(Instance&)> visit,
                      FunctionRef<bool(const Instance&)>* halt_on) {
  walk(type, start, visited, visit, halt_on);
}

void cascade_iterator(Cascade type, Instance& start, FunctionRef<void(Instance&)> visit) {
  boost::unordered_flat_set<const Instance*> visited;
  walk(type, start, visited, visit, nullptr);
}

void cascade_iterator(Cascade type, Instance& start, FunctionRef<void(Instance&)> visit,
                      FunctionRef<bool(const Instance&)> halt_on) {
  struct Nothing {
    static bool contains(const Instance*) { return false; }
    static void insert(const Instance*) {}
  } visited;
  walk(type, start, visited, visit, &halt_on);
}

}  // namespace cupel
