// Area variations: cascades, merge, many-to-many links and self-references, beside those of the
// corpus. data/variations.json is recorded by record_variations.py.

#include "mappings.hpp"
#include "relations.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

namespace {

auto pet_rows(Session& session) {
  return session.execute(select(&Pet::id, &Pet::owner_id).order_by(&Pet::id)).all();
}
auto full_pet_rows(Session& session) {
  return session.execute(select(&Pet::id, &Pet::owner_id, &Pet::name).order_by(&Pet::id)).all();
}
auto node_rows(Session& session) {
  return session.execute(select(&Node::id, &Node::parent_id).order_by(&Node::id)).all();
}
auto link_rows(Session& session, Registry& registry) {
  const Table links = registry.metadata().table("post_tags");
  return session.execute(select(links).order_by(links.c["post_id"], links.c["tag_id"])).all();
}
std::vector<Observed> tags_of(const std::vector<ObjectRef>& objects) {
  std::vector<Observed> all;
  for (const ObjectRef& object : objects) all.push_back(observe(object));
  return all;
}

}  // namespace

// ---- cascades -----------------------------------------------------------------------------------

SCENARIO("variations/cascade_move_between_owners", OwnerPets) {
  auto ann = session.get<Owner>(1);
  auto bob = session.get<Owner>(2);
  auto rex = ann->pets[0];
  bob->pets.append(rex);
  note("ann", ann->pets);
  session.flush();
  note("owner", rex->owner);
  note("rows", pet_rows(session));
}

SCENARIO("variations/cascade_remove_then_append_elsewhere", OwnerPets) {
  auto ann = session.get<Owner>(1);
  auto bob = session.get<Owner>(2);
  auto rex = ann->pets[0];
  (void)bob->pets.size();
  ann->pets.remove(rex);
  bob->pets.append(rex);
  session.flush();
  note("deleted", inspect(rex).deleted());
  session.commit();
  const auto anns = names(ann->pets);
  note("pets", list(anns, names(bob->pets)));
}

SCENARIO("variations/cascade_replace_collection", OwnerPets) {
  auto ann = session.get<Owner>(1);
  auto tom = ann->pets[1];
  ann->pets = {make<Pet>({.name = "new"}), tom};
  note("history", get_history(ann, &Owner::pets));
  session.flush();
  note("rows", full_pet_rows(session));
}

SCENARIO("variations/cascade_owner_set_to_none", OwnerPets) {
  auto rex = session.get<Pet>(1);
  rex->owner = nullptr;
  session.flush();
  note("state", list(inspect(rex).deleted(), inspect(rex).persistent()));
  session.rollback();
  note("after", rex->owner);
}

SCENARIO("variations/cascade_delete_owner_after_pet_moved", OwnerPets) {
  auto ann = session.get<Owner>(1);
  auto bob = session.get<Owner>(2);
  auto rex = session.get<Pet>(1);
  rex->owner = bob;
  session.delete_(ann);
  session.flush();
  note("rows", pet_rows(session));
}

SCENARIO("variations/cascade_clear_collection", OwnerPets) {
  auto ann = session.get<Owner>(1);
  ann->pets.clear();
  session.commit();
  note("count", session.scalar(select(func::count(&Pet::id))));
  note("pets", ann->pets);
}

SCENARIO("variations/cascade_pending_orphan_expunged", OwnerPets) {
  auto ann = session.get<Owner>(1);
  auto p = make<Pet>({.name = "tmp"});
  ann->pets.append(p);
  note("pending", session.contains(p));
  ann->pets.remove(p);
  note("pending", session.contains(p));
  session.flush();
}

SCENARIO("variations/cascade_delete_then_add_back", OwnerPets) {
  auto rex = session.get<Pet>(1);
  session.delete_(rex);
  session.flush();
  expect("add", [&] { session.add(rex); });
  session.rollback();
  note("state", inspect(rex).persistent());
}

SCENARIO("variations/cascade_delete_pending", OwnerPets) {
  auto p = make<Pet>({.name = "x"});
  session.add(p);
  expect("delete", [&] { session.delete_(p); });
}

SCENARIO("variations/cascade_delete_owner_loads_pets", OwnerPets) {
  auto ann = session.get<Owner>(1);
  session.delete_(ann);
  note("loaded", in_dict(ann, "pets"));
  note("deleted", tags_of(session.deleted()));
  session.flush();
}

SCENARIO("variations/cascade_new_owner_takes_loaded_pets", OwnerPets) {
  auto ann = session.get<Owner>(1);
  auto pets = ann->pets.to_vector();
  auto fresh = make<Owner>({.name = "new", .pets = pets});
  note("ann", ann->pets);
  session.flush();
  note("in session", session.contains(fresh));
}

// ---- merge --------------------------------------------------------------------------------------

SCENARIO("variations/merge_graph_orphans", OwnerPets) {
  auto given = make<Owner>(
      {.id = 1, .name = "ann!", .pets = {Pet{.id = 2, .name = "tom!"}, Pet{.name = "fresh"}}});
  auto m = session.merge(given);
  note("pets", m->pets);
  note("deleted", tags_of(session.deleted()));
  session.flush();
  note("rows", full_pet_rows(session));
}

SCENARIO("variations/merge_child_with_new_parent", OwnerPets) {
  auto m = session.merge(Pet{.id = 1, .name = "rex2", .owner = Owner{.name = "zoe"}});
  note("owner", m->owner);
  session.flush();
  note("rows", pet_rows(session));
}

SCENARIO("variations/merge_unset_is_kept", OwnerPets) {
  auto m = session.merge(Pet{.id = 1});
  note("name", m->name);
  note("modified", session.is_modified(m));
  auto m2 = session.merge(Pet{.id = 1, .name = std::nullopt});
  note("same", m == m2);
  session.flush();
}

SCENARIO("variations/merge_same_twice", OwnerPets) {
  auto o = make<Owner>({.id = 7, .name = "seven"});
  auto a = make<Pet>({.id = 10, .name = "a", .owner = o});
  auto b = make<Pet>({.id = 11, .name = "b", .owner = o});
  auto ma = session.merge(a);
  auto mb = session.merge(b);
  note("same owner", ma->owner == mb->owner.get());
  note("pets", set_of(names(ma->owner->pets)));
  session.flush();
}

SCENARIO("variations/merge_persistent_is_itself", OwnerPets) {
  auto rex = session.get<Pet>(1);
  rex->name = "r";
  note("same", session.merge(rex) == rex);
}

SCENARIO("variations/merge_detached_graph", OwnerPets) {
  auto ann = session.get<Owner>(1);
  (void)ann->pets.size();
  session.close();
  ann->pets[0]->name = "REX";
  auto m = session.merge(ann);
  note("name", m->pets[0]->name);
  session.flush();
}

// ---- many-to-many -------------------------------------------------------------------------------

SCENARIO("variations/m2m_change_of_links", Blog) {
  auto p1 = session.get<Post>(1);
  auto green = session.get<Tag>(3);
  auto red = p1->tags[0];
  p1->tags.remove(red);
  p1->tags.append(green);
  note("history", get_history(p1, &Post::tags));
  session.flush();
  note("rows", link_rows(session, registry));
  note("back", green->posts);
}

SCENARIO("variations/m2m_replace_all", Blog) {
  auto p1 = session.get<Post>(1);
  p1->tags = {session.get<Tag>(3), make<Tag>({.name = "new"})};
  session.flush();
  note("rows", link_rows(session, registry));
}

SCENARIO("variations/m2m_from_both_sides", Blog) {
  auto p4 = session.get<Post>(4);
  auto red = session.get<Tag>(1);
  p4->tags.append(red);
  note("on the other side", red->posts.contains(p4));
  red->posts.append(p4);
  note("twice", list(p4->tags.size(), red->posts.size()));
  expect("flush", [&] { session.flush(); });
}

SCENARIO("variations/m2m_delete_tag_in_use", Blog) {
  auto blue = session.get<Tag>(2);
  session.delete_(blue);
  session.flush();
  note("rows", link_rows(session, registry));
}

SCENARIO("variations/m2m_new_objects_both", Blog) {
  auto red = make<Tag>({.name = "red"});
  auto blue = make<Tag>({.name = "blue"});
  session.add_all({make<Post>({.title = "a", .tags = {red, blue}}),
                   make<Post>({.title = "b", .tags = {blue}})});
  session.commit();
  note("posts", list(red->posts, blue->posts));
}

SCENARIO("variations/m2m_unloaded_backref", Blog) {
  auto red = session.get<Tag>(1);
  auto p4 = session.get<Post>(4);
  red->posts.append(p4);
  note("loaded", in_dict(p4, "tags"));
  session.flush();
  note("tags", p4->tags);
}

SCENARIO("variations/m2m_remove_and_readd", Blog) {
  auto p1 = session.get<Post>(1);
  auto red = p1->tags[0];
  p1->tags.remove(red);
  p1->tags.append(red);
  note("modified", session.is_modified(p1));
  session.flush();
  note("order", p1->tags);
}

// ---- self-references ----------------------------------------------------------------------------

SCENARIO("variations/tree_insert_three_levels", Tree) {
  auto aa = make<Node>({.label = "aa"});
  auto a = make<Node>({.label = "a", .children = {aa}});
  auto b = make<Node>({.label = "b"});
  auto root = make<Node>({.label = "root", .children = {a, b}});
  session.add_all({aa, b, a, root});
  session.flush();
  note("ids", list(root->id, a->id, b->id, aa->id));
}

SCENARIO("variations/tree_move_subtree", Tree) {
  auto a = session.get<Node>(2);
  auto b = session.get<Node>(3);
  auto aa = session.get<Node>(4);
  b->children.append(aa);
  note("loaded", in_dict(a, "children"));
  session.flush();
  note("parent", aa->parent);
  session.commit();
  note("children", list(a->children, b->children));
}

SCENARIO("variations/tree_delete_root", Tree) {
  session.delete_(session.get<Node>(1));
  session.flush();
}

SCENARIO("variations/tree_delete_middle_after_moving", Tree) {
  auto a = session.get<Node>(2);
  auto root = session.get<Node>(1);
  for (const auto& c : a->children.to_vector()) c->parent = root;
  session.delete_(a);
  session.flush();
  note("rows", node_rows(session));
}

SCENARIO("variations/tree_cycle", Tree) {
  auto x = make<Node>({.label = "x"});
  auto y = make<Node>({.label = "y", .parent = x});
  x->parent = y;
  session.add(x);
  expect("cycle", [&] { session.flush(); });
}

SCENARIO("variations/tree_swap_parent_and_child", Tree) {
  auto a = session.get<Node>(2);
  auto aa = session.get<Node>(4);
  auto root = a->parent.get();
  aa->parent = root;
  a->parent = aa;
  expect("flush", [&] { session.flush(); });
}

SCENARIO("variations/tree_insert_and_update_mixed", Tree) {
  auto root = session.get<Node>(1);
  auto b = session.get<Node>(3);
  auto fresh = make<Node>({.label = "new", .parent = root});
  b->parent = fresh;
  auto leaf = make<Node>({.label = "leaf", .parent = b});
  session.flush();
  note("rows", node_rows(session));
}

SCENARIO("variations/tree_joined_depth", Tree) {
  auto root = session
                  .scalars(select<Node>()
                               .where(col(&Node::id) == 1)
                               .options(joinedload(&Node::children).joinedload(&Node::children)))
                  .unique()
                  .one();
  note("tree", each(root->children, [](const auto& c) {
         return list(c->label, each(c->children, [](const auto& g) { return observe(g->label); }));
       }));
}

SCENARIO("variations/tree_selectin_two_levels", Tree) {
  auto rows =
      session
          .scalars(select<Node>()
                       .where(col(&Node::parent_id) == nullptr)
                       .options(selectinload(&Node::children).selectinload(&Node::children)))
          .all();
  note("tree", each(rows[0]->children, [](const auto& c) {
         return list(c->label, each(c->children, [](const auto& g) { return observe(g->label); }));
       }));
  session.expunge_all();
  auto leaf = session
                  .scalars(select<Node>()
                               .where(col(&Node::label) == "aaa")
                               .options(selectinload(&Node::parent).joinedload(&Node::parent)))
                  .one();
  note("up", leaf->parent->parent);
}

}  // namespace cupel::conformance
