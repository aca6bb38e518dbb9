// Area events: sessions, mappers, instances.

#include "mappings.hpp"
#include "scenario.hpp"

namespace cupel::conformance {
namespace {

/// Notes every change of state, with the object.
template <class Keep, class Note>
void listen_to_states(Session& session, Keep&& keep, Note&& note) {
  const auto one = [&](const char* name, auto event) {
    keep(listen(session, event,
                [name, note](Session&, const ObjectRef& object) { note(name, tag_of(object)); }));
  };
  one("transient_to_pending", events::transient_to_pending);
  one("pending_to_transient", events::pending_to_transient);
  one("pending_to_persistent", events::pending_to_persistent);
  one("loaded_as_persistent", events::loaded_as_persistent);
  one("persistent_to_transient", events::persistent_to_transient);
  one("persistent_to_deleted", events::persistent_to_deleted);
  one("deleted_to_persistent", events::deleted_to_persistent);
  one("deleted_to_detached", events::deleted_to_detached);
  one("persistent_to_detached", events::persistent_to_detached);
  one("detached_to_persistent", events::detached_to_persistent);
}

std::vector<std::string> keys_of(std::span<const Attribute* const> attributes) {
  std::vector<std::string> keys;
  for (const Attribute* attribute : attributes) keys.push_back(attribute->key());
  return keys;
}

Observed keys_or_null(std::span<const Attribute* const> attributes) {
  return attributes.empty() ? observe(nullptr) : set_of(keys_of(attributes));
}

}  // namespace

SCENARIO("events/after_bulk_update_delete", SingleTableItem) {
  keep(listen(session, events::after_bulk_update,
              [this](BulkContext& context) { note("after_bulk_update", context.rowcount); }));
  keep(listen(session, events::after_bulk_delete,
              [this](BulkContext& context) { note("after_bulk_delete", context.rowcount); }));
  (void)session.execute(update<Item>().where(col(&Item::id) < 3).values({{"qty", 0}}));
  session.query<Item>().filter(col(&Item::id) < 3).update({{"qty", 1}});
  session.query<Item>().filter(col(&Item::id) == 1).delete_();
}

SCENARIO("events/after_commit_cannot_emit_sql", Blog) {
  keep(listen(session, events::after_commit, [this](Session& s) {
    expect("select in after_commit", [&] { (void)s.scalars(select<User>()).all(); });
  }));
  session.add(User{.name = "a"});
  session.commit();
}

SCENARIO("events/all_session_event_names_fire", SingleTableItem) {
  const auto objects = [&](const char* name, auto event) {
    keep(listen(session, event, [this, name](Session&, const ObjectRef&) { note(name, true); }));
  };
  const auto flushes = [&](const char* name, auto event) {
    keep(listen(session, event, [this, name](Session&, FlushContext&) { note(name, true); }));
  };
  const auto whole = [&](const char* name, auto event) {
    keep(listen(session, event, [this, name](Session&) { note(name, true); }));
  };
  objects("before_attach", events::before_attach);
  objects("after_attach", events::after_attach);
  objects("transient_to_pending", events::transient_to_pending);
  flushes("before_flush", events::before_flush);
  keep(listen(session, events::after_begin,
              [this](Session&, SessionTransaction&, Connection&) { note("after_begin", true); }));
  flushes("after_flush", events::after_flush);
  objects("pending_to_persistent", events::pending_to_persistent);
  flushes("after_flush_postexec", events::after_flush_postexec);
  whole("before_commit", events::before_commit);
  whole("after_commit", events::after_commit);
  objects("persistent_to_deleted", events::persistent_to_deleted);
  objects("deleted_to_detached", events::deleted_to_detached);
  whole("after_rollback", events::after_rollback);
  objects("persistent_to_detached", events::persistent_to_detached);
  objects("deleted_to_persistent", events::deleted_to_persistent);
  objects("loaded_as_persistent", events::loaded_as_persistent);

  auto i = make<Item>({.name = "a"});
  session.add(i);
  session.commit();
  session.delete_(i);
  session.flush();
  session.rollback();
  session.delete_(i);
  session.commit();
}

SCENARIO("events/before_and_after_attach", SingleTableItem) {
  keep(listen(session, events::before_attach, [this](Session&, const ObjectRef& o) {
    note("before_attach", list(tag_of(o), object_session(o) != nullptr));
  }));
  keep(listen(session, events::after_attach, [this](Session& s, const ObjectRef& o) {
    note("after_attach", list(tag_of(o), s.contains(o)));
  }));
  auto i = make<Item>({.name = "i"});
  session.add(i);
  session.flush();
  (void)session.get<Item>(i->id.get());
}

SCENARIO("events/before_flush_adds_objects", Blog) {
  keep(listen(session, events::before_flush, [](Session& s, FlushContext&) {
    for (const ObjectRef& object : s.new_()) {
      if (&object.instance()->class_info() != &class_info<User>()) continue;
      s.add(Tag{.name = "audit " + *Ref<User>(object.instance())->name});
    }
    for (const ObjectRef& object : s.dirty()) {
      if (!s.is_modified(object)) continue;
      s.add(Tag{.name = "changed " + *Ref<User>(object.instance())->name});
    }
  }));
  session.add(User{.name = "a"});
  session.flush();
  auto u = session.scalars(select<User>()).one();
  u->name = "b";
  session.commit();
}

namespace handbook {
struct Test {
  static constexpr auto tablename = "test";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> name{};
  Mapped<OptionalText, length<10>> other{};
};
}  // namespace handbook

SCENARIO("events/handbook_after_update_listener", Map<handbook::Test>) {
  using handbook::Test;
  keep(listen<Test>(events::after_update, [this](Mapper&, Connection&, Test& target) {
    note("receive_after_update", true);
    for (const AttributeState& attribute : inspect(target).attrs()) {
      const History history = attribute.load_history();
      if (!history.has_changes()) continue;
      note("change", "change " + attribute.key() + " from " +
                         history.non_added().front().as<std::string>() + " to " +
                         history.non_deleted().front().as<std::string>());
    }
  }));
  auto t = session.get<Test>(1);
  t->name = "new";
  session.flush();
  (void)session.execute(update<Test>().values({{"name", "bulk statements fire no such event"}}));
}

SCENARIO("events/instance_init_load_refresh_expire", Blog) {
  keep(listen<User>(events::init, [this](User& user) {
    note("init", object_of({{"name", observe(user.name)}}));
  }));
  keep(listen<User>(events::load, [this](User& user) { note("load", user.name); }));
  keep(listen<User>(events::refresh, [this](User&, std::span<const Attribute* const> attributes) {
    note("refresh", keys_or_null(attributes));
  }));
  keep(listen<User>(events::expire, [this](User&, std::span<const Attribute* const> attributes) {
    note("expire", keys_or_null(attributes));
  }));
  auto u = make<User>({.name = "n"});
  session.add(u);
  session.flush();
  session.expire(u, {"name"});
  (void)u->name.get();
  session.expire(u);
  (void)u->name.get();
  session.refresh(u);
  session.commit();
  session.expunge_all();
  auto v = session.scalars(select<User>()).one();
  (void)session.scalars(select<User>().execution_options({{"populate_existing", true}})).one();
}

SCENARIO("events/lifecycle_delete", SingleTableItem) {
  listen_to_states(
      session, [this](ListenHandle handle) { keep(std::move(handle)); },
      [this](const char* name, const std::string& object) { note(name, object); });
  auto i = session.get<Item>(1);
  session.delete_(i);
  session.flush();
  session.rollback();
  session.delete_(i);
  session.commit();
}

SCENARIO("events/lifecycle_insert_and_detach", SingleTableItem) {
  listen_to_states(
      session, [this](ListenHandle handle) { keep(std::move(handle)); },
      [this](const char* name, const std::string& object) { note(name, object); });
  auto i = make<Item>({.name = "i"});
  session.add(i);
  session.expunge(i);
  session.add(i);
  session.flush();
  session.expunge(i);
  session.add(i);
  session.close();
}

SCENARIO("events/lifecycle_make_transient", SingleTableItem) {
  listen_to_states(
      session, [this](ListenHandle handle) { keep(std::move(handle)); },
      [this](const char* name, const std::string& object) { note(name, object); });
  auto i = session.get<Item>(1);
  make_transient(i);
}

SCENARIO("events/listen_once_remove_contains", SingleTableItem) {
  auto hook = listen<Item>(events::before_insert, [this](Mapper&, Connection&, Item& target) {
    note("hook", target.name);
  });
  note("contains", hook.attached());
  session.add(Item{.name = "a"});
  session.flush();
  hook.remove();
  session.add(Item{.name = "b"});
  session.flush();
  keep(listen<Item>(events::after_insert,
                    [this](Mapper&, Connection&, Item& target) { note("once", target.name); },
                    {.once = true}));
  session.add(Item{.name = "c"});
  session.flush();
  session.add(Item{.name = "d"});
  session.flush();
}

SCENARIO("events/mapper_after_insert_uses_connection", SingleTableItem) {
  keep(listen<Item>(events::after_insert, [](Mapper&, Connection& connection, Item& target) {
    (void)connection.execute(text("UPDATE item SET note = 'hook' WHERE id = :id"),
                             {{"id", target.id.get()}});
  }));
  auto i = make<Item>({.name = "a"});
  session.add(i);
  session.flush();
  note("memory", i->note);
  session.expire(i);
  note("database", i->note);
}

SCENARIO("events/mapper_before_insert_changes_value", SingleTableItem) {
  keep(listen<Item>(events::before_insert,
                    [](Mapper&, Connection&, Item& target) { target.note = "from hook"; }));
  keep(listen<Item>(events::before_update,
                    [](Mapper&, Connection&, Item& target) { target.note = "updated"; }));
  auto i = make<Item>({.name = "a"});
  session.add(i);
  session.flush();
  i->qty = 4;
  session.flush();
  note("note", i->note);
}

SCENARIO("dml/cascades_and_events_do_not_apply", Blog) {
  keep(listen<User>(events::before_update, [this](Mapper&, Connection&, User& target) {
    note("before_update", target.name);
  }));
  keep(listen(session, events::do_orm_execute, [this](OrmExecuteState& state) {
    note("do_orm_execute", list(state.is_update(), state.is_delete()));
  }));
  (void)session.execute(update<User>().where(col(&User::id) == 3).values({{"age", 1}}));
  (void)session.execute(delete_<Tag>().where(col(&Tag::id) == 3));
}

SCENARIO("events/do_orm_execute_parameters", Blog) {
  keep(listen(session, events::do_orm_execute, [](OrmExecuteState& state) {
    if (state.parameters && !state.parameters->empty()) state.parameters->set("n", "wendy");
  }));
  note("found",
       session.scalar(select(&User::id).where(col(&User::name) == bindparam("n")), {{"n", "ed"}}));
}

SCENARIO("events/do_orm_execute_add_criteria", Blog) {
  keep(listen(session, events::do_orm_execute, [](OrmExecuteState& state) {
    if (state.is_select() && !state.is_column_load() && !state.is_relationship_load()) {
      state.add_options(
          {with_loader_criteria<Post>(col(&Post::title) != "second", {.include_aliases = true})});
    }
  }));
  auto u = session.scalars(select<User>().where(col(&User::id) == 1)).one();
  note("lazy", u->posts);
  note("select", session.scalars(select<Post>().order_by(&Post::id)).all());
}

SCENARIO("events/do_orm_execute_kinds", Blog) {
  keep(listen(session, events::do_orm_execute, [this](OrmExecuteState& state) {
    note("execute", object_of({{"select", observe(state.is_select())},
                               {"orm", observe(state.is_orm_statement())},
                               {"update", observe(state.is_update())},
                               {"delete", observe(state.is_delete())},
                               {"insert", observe(state.is_insert())},
                               {"column_load", observe(state.is_column_load())},
                               {"relationship_load", observe(state.is_relationship_load())}}));
  }));
  auto u = session.get<User>(1);
  (void)u->posts.size();
  session.expire(u);
  (void)u->name.get();
  (void)session.execute(update<User>().values({{"age", 1}}));
  (void)session.execute(text("SELECT 1"));
}

}  // namespace cupel::conformance
