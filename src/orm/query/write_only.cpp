#include "cupel/orm/query/write_only.hpp"

#include "cupel/error/core_errors.hpp"
#include "cupel/error/orm_errors.hpp"
#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/relationships/relationship_property.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel::detail {
namespace {

struct Owner {
  Instance& instance;
  const RelationshipProperty& relationship;
};

Owner owner_of(const CollectionMember& collection) {
  const auto [instance, attribute] = collection_owner(collection);
  if (instance == nullptr || !instance->is(Instance::has_key)) {
    throw InvalidRequestError(str_cat(
        attribute ? attribute->str() : std::string("the collection"),
        ": its object has no row yet, so there are no rows that belong to it; flush it first"));
  }
  return {*instance, relationship_of(*attribute)};
}

}  // namespace

Expr<bool> belongs_to(const CollectionMember& collection) {
  const Owner owner = owner_of(collection);
  return Expr<bool>(owner.relationship.with_parent(ObjectRef(&owner.instance)));
}

SelectBasePtr select_members(const CollectionMember& collection) {
  const Owner owner = owner_of(collection);
  const auto& of_class = select_of_entity(owner.relationship.target().class_info());
  auto select = make_ptr<SelectState>(as<SelectState>(*of_class));
  auto& parts = select->edit();
  parts.where.push_back(belongs_to(collection).node());
  parts.order_by = owner.relationship.order_by();
  return select;
}

std::vector<Assignment> member_keys(const CollectionMember& collection) {
  const Owner owner = owner_of(collection);
  if (owner.relationship.secondary()) {
    throw InvalidRequestError(str_cat(
        owner.relationship.str(), ": insert() would have to write the link table, too; add() the ",
        "objects, or insert into both tables"));
  }
  std::vector<Assignment> keys;
  for (const SyncPair& pair : owner.relationship.sync_pairs()) {
    keys.emplace_back(Expr<Untyped>(ColumnPtr(pair.dest_column)),
                      get_value(owner.instance, *pair.source->attribute()));
  }
  return keys;
}

bool owner_has_session(const CollectionMember& collection) noexcept {
  const auto [instance, attribute] = collection_owner(collection);
  return instance != nullptr && instance->session() != nullptr && instance->is(Instance::has_key);
}

Session& session_of_owner(const CollectionMember& collection) {
  const auto [instance, attribute] = collection_owner(collection);
  Session* const session = instance ? session_of(*instance) : nullptr;
  if (session == nullptr) {
    throw DetachedInstanceError(
        str_cat(instance ? instance_str(*instance) : std::string("the object"),
                " is not attached to any Session; its dynamic collection ",
                attribute ? attribute->str() : std::string(),
                " is a query and needs one: add the object to a session"));
  }
  return *session;
}

}  // namespace cupel::detail
