// Area combinations: events, and their order, in combination.

#include "mappings.hpp"
#include "relations.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

namespace {

Observed keys_of(std::span<const Attribute* const> attributes) {
  if (attributes.empty()) return observe(nullptr);
  std::vector<std::string> keys;
  for (const Attribute* attribute : attributes) keys.push_back(attribute->key());
  return set_of(keys);
}

}  // namespace

SCENARIO("combinations/events_order_of_flush", OwnerPets) {
  const auto flushes = [&](const char* name, auto event) {
    keep(listen(session, event, [this, name](Session&, FlushContext&) { note(name, nullptr); }));
  };
  flushes("before_flush", events::before_flush);
  flushes("after_flush", events::after_flush);
  flushes("after_flush_postexec", events::after_flush_postexec);
  const auto rows = [&]<class T>(const char* name, events::PersistEvent event, T*) {
    keep(listen<T>(event, [this, name](Mapper&, Connection&, T& target) {
      note(name, tag_of(inspect(target).object()));
    }));
  };
  for (const auto& [name, event] : {std::pair{"before_insert", events::before_insert},
                                    std::pair{"after_insert", events::after_insert},
                                    std::pair{"before_update", events::before_update},
                                    std::pair{"after_update", events::after_update},
                                    std::pair{"before_delete", events::before_delete},
                                    std::pair{"after_delete", events::after_delete}}) {
    rows(name, event, static_cast<Owner*>(nullptr));
    rows(name, event, static_cast<Pet*>(nullptr));
  }
  const auto states = [&](const char* name, auto event) {
    keep(listen(session, event,
                [this, name](Session&, const ObjectRef& object) { note(name, tag_of(object)); }));
  };
  states("transient_to_pending", events::transient_to_pending);
  states("pending_to_persistent", events::pending_to_persistent);
  states("persistent_to_detached", events::persistent_to_detached);
  states("pending_to_transient", events::pending_to_transient);
  states("deleted_to_detached", events::deleted_to_detached);
  states("persistent_to_transient", events::persistent_to_transient);
  auto ann = session.get<Owner>(1);
  ann->pets[1]->name = "tommy";
  session.delete_(ann->pets[0]);
  ann->pets.append(Pet{.name = "new"});
  session.delete_(session.get<Owner>(2));
  session.flush();
  note("--", "rollback");
  session.rollback();
  end();
}

SCENARIO("combinations/events_attribute_order", OwnerPets) {
  const auto pair = [this](const char* name, Owner& owner, const Ref<Pet>& pet) {
    note(name, list(tag_of(inspect(owner).object()), tag(pet)));
  };
  keep(listen(&Owner::pets, events::append,
              [pair](Owner& owner, Ref<Pet>& pet) { pair("append", owner, pet); }));
  keep(listen(&Owner::pets, events::remove,
              [pair](Owner& owner, Ref<Pet>& pet) { pair("remove", owner, pet); }));
  keep(listen(&Pet::owner, events::set, [this](Pet& pet, Ref<Owner>& owner) {
    note("set", list(tag_of(inspect(pet).object()), owner));
  }));
  keep(listen(&Owner::pets, events::bulk_replace, [this](Owner&, std::vector<Ref<Pet>>& values) {
    note("bulk", each(values, [](const auto& pet) { return observe(tag(pet)); }));
  }));
  auto ann = session.get<Owner>(1);
  auto bob = session.get<Owner>(2);
  auto rex = ann->pets[0];
  bob->pets.append(rex);
  rex->owner = ann;
  ann->pets = std::vector{rex};
  rex->owner = nullptr;
  ann->pets.append(rex);
  bob->pets = std::vector<Ref<Pet>>();
  ann->pets.append(Pet{.name = "x"});
  ann->pets.append(Pet{.name = "y"});
  (void)ann->pets.pop();
  ann->pets.set(0, make<Pet>({.name = "z"}));
  ann->pets.erase(0, 1);
  session.flush();
  end();
}

SCENARIO("combinations/events_transaction_order", SingleTableItem) {
  const auto whole = [&](const char* name, auto event) {
    keep(listen(session, event, [this, name](Session&) { note(name, nullptr); }));
  };
  whole("before_commit", events::before_commit);
  whole("after_commit", events::after_commit);
  whole("after_rollback", events::after_rollback);
  keep(listen(session, events::after_soft_rollback,
              [this](Session&, SessionTransaction& t) { note("soft", t.nested()); }));
  keep(listen(session, events::after_begin, [this](Session&, SessionTransaction& t, Connection&) {
    note("after_begin", t.nested());
  }));
  const auto ends = [&](const char* name, auto event) {
    keep(listen(session, event, [this, name](Session&, SessionTransaction& t) {
      note(name, list(t.nested(), !t.parent()));
    }));
  };
  ends("create", events::after_transaction_create);
  ends("end", events::after_transaction_end);
  auto i = session.get<Item>(1);
  session.begin_nested([&] { i->qty = 1; });
  expect("error", [&] {
    session.begin_nested([&] {
      i->qty = 2;
      session.flush();
      raise("ValueError", "stop");
    });
  });
  session.commit();
  i->qty = 3;
  session.rollback();
  session.add(Item{.id = 1, .name = "clash"});
  expect("flush", [&] { session.flush(); });
  session.rollback();
  session.close();
  end();
}

SCENARIO("combinations/events_load_refresh", Blog) {
  keep(listen<User>(events::load,
                    [this](User& user) { note("load", tag_of(inspect(user).object())); }));
  keep(listen<User>(events::refresh,
                    [this](User& user, std::span<const Attribute* const> attributes) {
                      note("refresh", list(tag_of(inspect(user).object()), keys_of(attributes)));
                    }));
  keep(listen<User>(events::expire, [this](User&, std::span<const Attribute* const> attributes) {
    note("expire", keys_of(attributes));
  }));
  keep(listen<Post>(events::load,
                    [this](Post& post) { note("load", tag_of(inspect(post).object())); }));
  const auto first = select<User>().where(col(&User::id) == 1);
  auto u = session.scalars(first.options(selectinload(&User::posts))).one();
  const auto held = u->posts.to_vector();
  (void)session.scalars(first).one();
  session.expire(u, {"age"});
  (void)u->age.get();
  session.expire(u);
  (void)session.scalars(first).one();
  session.refresh(u, {"name"});
  (void)session.scalars(first.execution_options({{"populate_existing", true}})).one();
  session.commit();
  (void)u->name.get();
  end();
}

SCENARIO("combinations/events_change_in_before_update", SingleTableItem) {
  keep(listen<Item>(events::before_update,
                    [](Mapper&, Connection&, Item& item) { item.note = "touched"; }));
  keep(listen<Item>(events::before_insert, [](Mapper&, Connection&, Item& item) {
    item.qty = item.qty.get().value_or(0) + 1;
  }));
  keep(listen(session, events::before_flush, [](Session& s, FlushContext&) {
    for (const ObjectRef& object : s.new_()) {
      if (Ref<Item>(object.instance())->name.get() == "expunge") s.expunge(object);
    }
  }));
  auto a = session.get<Item>(1);
  a->qty = 11;
  session.add_all({Item{.name = "n", .qty = 4}, Item{.name = "expunge"}});
  session.flush();
  note("values", list(a->note, a->qty));
  auto b = session.get<Item>(2);
  b->qty = b->qty.get();
  session.flush();
  b->qty = 77;
  b->qty = 20;
  session.flush();
  note("b", list(b->note));
  session.commit();
  note("n", session.scalar(select(&Item::qty).where(col(&Item::name) == "n")));
  end();
}

}  // namespace cupel::conformance
