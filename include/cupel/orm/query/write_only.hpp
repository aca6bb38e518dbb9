#pragma once

#include <vector>

#include "cupel/orm/attributes/write_only.hpp"
#include "cupel/orm/query/dml.hpp"
#include "cupel/orm/query/query.hpp"

namespace cupel::detail {

// The compiled half of write-only and dynamic collections.

/// WHERE the rows belong to the collection's object. Throws InvalidRequestError when that has no
/// row.
Expr<bool> belongs_to(const CollectionMember& collection);
/// SELECT of the members, in their order.
SelectBasePtr select_members(const CollectionMember& collection);
/// The foreign key of the members, with the values that make them belong to the object.
std::vector<Assignment> member_keys(const CollectionMember& collection);
/// The session of the collection's object. Throws DetachedInstanceError when there is none.
Session& session_of_owner(const CollectionMember& collection);
bool owner_has_session(const CollectionMember& collection) noexcept;

template <class T>
struct CollectionStatements {
  static Select<Ref<T>> select(const CollectionMember& collection) {
    return Select<Ref<T>>(select_members(collection));
  }
  static EntityInsert insert(const CollectionMember& collection) {
    return cupel::insert<T>().values(ValuesArg(ValueRow(member_keys(collection))));
  }
  static EntityUpdate update(const CollectionMember& collection) {
    return cupel::update<T>().where(belongs_to(collection));
  }
  static EntityDelete delete_(const CollectionMember& collection) {
    return cupel::delete_<T>().where(belongs_to(collection));
  }
  static Query<Ref<T>> query(const CollectionMember& collection) {
    return {session_of_owner(collection), select(collection)};
  }
  static std::vector<Ref<T>> all(const CollectionMember& collection) {
    if (owner_has_session(collection)) return query(collection).all();
    std::vector<Ref<T>> added;
    for (Instance* item : collection.read().items()) added.emplace_back(item);
    return added;
  }
};

}  // namespace cupel::detail
