// Save-update cascade along changes of relationships, and the guard of single_parent.

#include <algorithm>
#include <utility>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/warnings.hpp"
#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/attributes/object_session.hpp"
#include "cupel/orm/mapper/mapper.hpp"
#include "cupel/orm/mapper/registry.hpp"
#include "cupel/orm/relationships/relationship_property.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/session/orphans.hpp"
#include "orm/session/session_core.hpp"

namespace cupel::detail {
namespace {

const RelationshipProperty& property_of(const Attribute& attribute) {
  const Mapper& mapper = *attribute.owner().mapper();
  return static_cast<const RelationshipProperty&>(*mapper.property_of(attribute));
}

/// A change that comes from the other side does not cascade: setting `post.user` brings no post
/// into the user's session.
bool began_here(const Initiator& initiator, const Attribute& attribute) {
  return !initiator.attribute || initiator.attribute == &attribute;
}

void warn_in_flush(const SessionCore& session, const char* operation) {
  if (!session.executing_flush) return;
  warn(
      str_cat("Usage of the '", operation,
              "' operation is not currently supported within the execution stage of the flush "
              "process. Results may not be consistent.  Consider using alternative event listeners "
              "or connection-level operations instead."));
}

void check_single_parent(const RelationshipProperty& property, const Instance& owner,
                         const Instance& item) {
  if (!property.single_parent()) return;
  const Attribute& attribute = *property.attribute();
  if (!has_parent(item, attribute, item.is(Instance::has_key))) return;
  // Loaded members are not noted one by one: only what is known counts.
  if (!has_parent(item, attribute, false)) return;
  throw InvalidRequestError(
      str_cat("Instance ", instance_str(item), " is already associated with an instance of ",
              owner.class_info().name(), " via its ", property.str(),
              " attribute, and is only allowed a single parent. Take it from that one first, or "
              "drop single_parent and delete-orphan"),
      "bbf1");
}

/// The reference that was set last: a removal that follows from it through the back reference only
/// moves the object.
struct LastSet {
  const Instance* child = nullptr;
  const Instance* parent = nullptr;
  const Attribute* reference = nullptr;
};
thread_local LastSet last_set;

bool is_reverse_of(const Attribute& collection, const Attribute* reference) {
  return reference && std::ranges::any_of(property_of(collection).reverse_properties(),
                                          [&](const RelationshipProperty* reverse) {
                                            return reverse->attribute() == reference;
                                          });
}

class SessionLinks final : public LinkTracker {
 public:
  void on_append(Instance& owner, const Attribute& attribute, Instance& item,
                 const Initiator& initiator) override {
    enter(owner, attribute, &item, nullptr, initiator, "collection append");
  }

  void on_set(Instance& owner, const Attribute& attribute, Instance* item, Instance* old_item,
              const Initiator& initiator) override {
    if (item == old_item) return;
    last_set = {&owner, item, &attribute};
    enter(owner, attribute, item, old_item, initiator, "related attribute set");
    if (old_item) leave(attribute, *old_item, false);
  }

  void on_remove(Instance& owner, const Attribute& attribute, Instance& item,
                 const Initiator&) override {
    const LastSet set = std::exchange(last_set, {});
    if (const SessionCore* session = SessionCore::of(owner)) {
      warn_in_flush(*session,
                    attribute.is_collection() ? "collection remove" : "related attribute delete");
    }
    // It goes because it has just been given to another parent.
    const bool moves = set.child == &item && set.parent && set.parent != &owner &&
                       is_reverse_of(attribute, set.reference);
    if (!moves) leave(attribute, item, true);
  }

 private:
  static void enter(Instance& owner, const Attribute& attribute, Instance* item,
                    const Instance* old_item, const Initiator& initiator, const char* operation) {
    if (!item) return;
    const RelationshipProperty& property = property_of(attribute);
    if (began_here(initiator, attribute) && item != old_item) {
      check_single_parent(property, owner, *item);
    }
    SessionCore* const session = SessionCore::of(owner);
    if (!session) return;
    warn_in_flush(*session, operation);
    if (property.cascade().save_update() && began_here(initiator, attribute) &&
        !session->contains(*item)) {
      session->add(*item);
    }
  }

  /// An object that no parent has any more: when it is only pending it leaves its session.
  static void leave(const Attribute& attribute, Instance& item, bool outside) {
    const RelationshipProperty& property = property_of(attribute);
    if (!property.cascade().delete_orphan() || !is_orphan(item, &attribute)) return;
    SessionCore* const session = SessionCore::of(item);
    if (session && item.is(Instance::is_new)) {
      session->expunge(item);
    } else if (outside) {
      item.set(SessionCore::kOrphaned);
    }
  }
};

SessionLinks tracker;

void install(Mapper& mapper) {
  for (const RelationshipProperty* relationship : mapper.relationships()) {
    Attribute* attribute = relationship->attribute();
    if (relationship->viewonly() || !attribute) continue;
    AttributeSetup setup = attribute->setup();
    setup.tracker = &tracker;
    attribute->configure(setup);
  }
}

}  // namespace

void install_link_tracker() {
  add_mapper_hook(&install);
}

}  // namespace cupel::detail
