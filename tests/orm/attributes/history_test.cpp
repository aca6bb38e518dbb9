#include <gtest/gtest.h>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/dbapi_errors.hpp"
#include "cupel/error/orm_errors.hpp"
#include "cupel/orm/attributes/attribute_functions.hpp"
#include "cupel/orm/attributes/domain.hpp"
#include "cupel/orm/attributes/object_session.hpp"

#include "model.hpp"

namespace cupel::model {
namespace {

/// "added | unchanged | deleted", members by their title or name.
std::string show(const History& history) {
  const auto item_text = [](const HistoryItem& item) -> std::string {
    if (item.is_null()) return "null";
    if (!item.is_object()) return item.value().repr();
    const Instance& object = *item.object().instance();
    if (&object.class_info() == &class_info<Post>()) return object.as<Post>().title;
    return object.as<User>().name;
  };
  std::string text;
  for (const auto* part : {&history.added, &history.unchanged, &history.deleted}) {
    if (part != &history.added) text += " |";
    for (const auto& item : *part) text += (text.empty() ? "" : " ") + item_text(item);
  }
  return text;
}

/// What a session and its loaders would be, with a database of closures.
class FakeSession final : public ObjectSession, public AttributeLoader {
 public:
  void on_modified(Instance& instance) override { modified.push_back(&instance); }
  void on_forgotten(std::span<Instance* const> dying) noexcept override {
    forgotten += dying.size();
  }
  LoadResult load(Instance& instance, const Attribute& attribute, Passive passive) override {
    if (!has(passive, Passive::sql_ok)) return LoadResult::no_result;
    if (instance.session() == nullptr) throw DetachedInstanceError("detached");
    ++loads;
    return on_load ? on_load(instance, attribute) : LoadResult::no_value;
  }

  /// Attaches an object as if it had a row, all its values loaded.
  template <class T>
  void make_persistent(const Ref<T>& object) {
    Instance& instance = *object.instance();
    hold.adopt(instance);
    instance.set(Instance::has_key);
    instance.set_session(this);
    commit_all(instance);
  }

  DomainHold hold;
  std::vector<Instance*> modified;
  std::size_t forgotten = 0;
  int loads = 0;
  std::function<LoadResult(Instance&, const Attribute&)> on_load;
};

class HistoryRules : public ModelTest {
 protected:
  ~HistoryRules() override {
    for (ClassInfo* info : {&class_info<User>(), &class_info<Post>()}) {
      info->set_mapper(nullptr, nullptr);
    }
    detach(u), detach(first), detach(second), detach(w);
  }
  void SetUp() override {
    for (ClassInfo* info : {&class_info<User>(), &class_info<Post>()}) {
      info->set_mapper(reinterpret_cast<Mapper*>(1), &session);
    }
    configure_model();
    for (Attribute* a : {&attribute_of(&User::posts), &attribute_of(&Post::user)}) {
      AttributeSetup setup = a->setup();
      setup.loader = &session;
      a->configure(setup);
    }
  }
  template <class T>
  void detach(const Ref<T>& object) {
    session.hold.domain().for_each([](Instance& i) { i.set_session(nullptr); });
    static_cast<void>(object);
  }
  template <class T, class M>
  static std::string history(const Ref<T>& object, M T::*member) {
    return show(inspect(object).attrs(member).history());
  }

  FakeSession session;
  Ref<Post> first = make<Post>({.title = "first"}), second = make<Post>({.title = "second"});
  Ref<User> u = make<User>({.name = "ed"}), w = make<User>({.name = "wendy"});
};

TEST_F(HistoryRules, ScalarOfANewObjectIsAdded) {
  EXPECT_EQ(history(u, &User::name), "'ed' | |");
  EXPECT_EQ(history(u, &User::age), " | |");
}

TEST_F(HistoryRules, ScalarShowsOldAndNewUntilItIsSetBack) {
  session.make_persistent(u);
  EXPECT_EQ(history(u, &User::name), " | 'ed' |");
  u->name = "x";
  EXPECT_EQ(history(u, &User::name), "'x' | | 'ed'");
  EXPECT_TRUE(has_changes(*u.instance(), attribute_of(&User::name)));
  u->name = "ed";
  EXPECT_EQ(history(u, &User::name), " | 'ed' |");
  EXPECT_FALSE(has_changes(*u.instance(), attribute_of(&User::name)));
  EXPECT_TRUE(inspect(u).modified());
  u->name = "y";
  commit_all(*u.instance());
  EXPECT_EQ(history(u, &User::name), " | 'y' |");
  EXPECT_FALSE(inspect(u).modified());
}

TEST_F(HistoryRules, HelpersJoinTheParts) {
  session.make_persistent(u);
  u->name = "x";
  const History h = get_history(*u, &User::name);
  EXPECT_TRUE(h.has_changes());
  EXPECT_FALSE(h.empty());
  EXPECT_EQ(h.sum().size(), 2U);
  EXPECT_EQ(h.non_added()[0].as<std::string>(), "ed");
  EXPECT_EQ(h.non_deleted()[0].as<std::string>(), "x");
  EXPECT_FALSE(get_history(*u, &User::age).has_changes());
}

TEST_F(HistoryRules, SessionHearsOfTheFirstChangeOnly) {
  session.make_persistent(u);
  u->name = "x";
  u->name = "y";
  u->age = 3;
  EXPECT_EQ(session.modified, std::vector<Instance*>{u.instance()});
}

TEST_F(HistoryRules, OldValueOfAnExpiredScalarIsNotKnown) {
  session.make_persistent(u);
  expire(*u.instance());
  EXPECT_EQ(inspect(u).expired_attributes(),
            (std::vector<std::string>{"id", "name", "age", "posts", "profile"}));
  EXPECT_EQ(history(u, &User::name), " | |");
  u->name = "new";
  EXPECT_EQ(history(u, &User::name), "'new' | |");
  EXPECT_EQ(session.loads, 0);
}

TEST_F(HistoryRules, ActiveHistoryLoadsTheOldValue) {
  AttributeSetup setup = attribute_of(&User::name).setup();
  setup.active_history = true;
  attribute_of(&User::name).configure(setup);
  session.make_persistent(u);
  expire(*u.instance());
  session.on_load = [](Instance& i, const Attribute&) {
    set_committed_value(i, attribute_of(&User::name), Value("a"));
    return LoadResult::present;
  };
  u->name = "new";
  EXPECT_EQ(history(u, &User::name), "'new' | | 'a'");
}

TEST_F(HistoryRules, ExpiredValueIsLoadedWhenRead) {
  session.make_persistent(u);
  expire(*u.instance());
  session.on_load = [](Instance& i, const Attribute&) {
    set_committed_value(i, attribute_of(&User::name), Value("loaded"));
    return LoadResult::present;
  };
  EXPECT_EQ(u->name, "loaded");
  EXPECT_EQ(u->name, "loaded");
  EXPECT_EQ(session.loads, 1);
  u.instance()->set_session(nullptr);
  expire(*u.instance());
  EXPECT_THROW(static_cast<void>(u->name.get()), DetachedInstanceError);
}

TEST_F(HistoryRules, DeletedScalarShowsOnlyTheOldValue) {
  session.make_persistent(u);
  u->name.del();
  EXPECT_EQ(history(u, &User::name), " | | 'ed'");
  EXPECT_EQ(u->name, "");
  EXPECT_FALSE(inspect(u).in_dict("name"));
  EXPECT_EQ(session.loads, 0);
  EXPECT_THROW(make<User>()->name.del(), InvalidRequestError);
}

TEST_F(HistoryRules, CollectionSortsItsMembers) {
  u->posts = {first, second};
  for (const auto& o : {first, second}) session.make_persistent(o);
  session.make_persistent(u);
  EXPECT_EQ(history(u, &User::posts), " | first second |");
  u->posts.append(Post{.title = "n"});
  EXPECT_EQ(history(u, &User::posts), "n | first second |");
  u->posts.remove(first);
  EXPECT_EQ(history(u, &User::posts), "n | second | first");
  u->posts.append(first);
  EXPECT_EQ(history(u, &User::posts), "n | second first |");
  u->posts = {second};
  EXPECT_EQ(history(u, &User::posts), " | second | first");
}

TEST_F(HistoryRules, QueuedChangesShowWhenTheCollectionIsLoaded) {
  session.make_persistent(u);
  session.make_persistent(first);
  set_committed_object(*first.instance(), attribute_of(&Post::user), u.instance());
  unload(*u.instance(), attribute_of(&User::posts));
  const auto p = make<Post>({.title = "n", .user = u});
  first->user = nullptr;
  EXPECT_EQ(session.loads, 0);
  EXPECT_FALSE(inspect(u).in_dict("posts"));
  EXPECT_EQ(history(u, &User::posts), " | |");
  session.on_load = [&](Instance& i, const Attribute& a) {
    Instance* const rows[] = {first.instance(), second.instance()};
    set_committed_items(i, a, rows);
    return LoadResult::present;
  };
  EXPECT_EQ(show(inspect(u).attrs(&User::posts).load_history()), "n | second | first");
  EXPECT_EQ(titles(u->posts), "second,n");
}

TEST_F(HistoryRules, LoaderMayAddToACollectionThatHasQueuedChanges) {
  session.make_persistent(u);
  session.make_persistent(first);
  unload(*u.instance(), attribute_of(&User::posts));
  set_committed_object(*first.instance(), attribute_of(&Post::user), u.instance());
  const auto p = make<Post>({.title = "n", .user = u});
  first->user = nullptr;
  const Attribute& posts = attribute_of(&User::posts);
  set_committed_items(*u.instance(), posts, {});
  append_committed_item(*u.instance(), posts, *first.instance());
  append_committed_item(*u.instance(), posts, *second.instance());
  EXPECT_EQ(titles(u->posts), "second,n");
  EXPECT_EQ(history(u, &User::posts), "n | second | first");
  set_committed_items(*u.instance(), posts, {});
  append_committed_item(*u.instance(), posts, *second.instance());
  EXPECT_EQ(history(u, &User::posts), " | second |");
}

TEST_F(HistoryRules, ReferenceCountsTheOldTargetOnlyWhenKnown) {
  session.make_persistent(first);
  session.make_persistent(u);
  session.make_persistent(w);
  EXPECT_EQ(history(first, &Post::user), " | |");
  first->user = w;
  EXPECT_EQ(history(first, &Post::user), "wendy | |");

  session.make_persistent(second);
  set_committed_object(*second.instance(), attribute_of(&Post::user), u.instance());
  EXPECT_EQ(history(second, &Post::user), " | ed |");
  second->user = w;
  EXPECT_EQ(history(second, &Post::user), "wendy | | ed");
  second->user = nullptr;
  EXPECT_EQ(history(second, &Post::user), "null | | ed");
  second->user = u;
  EXPECT_EQ(history(second, &Post::user), " | ed |");
}

TEST_F(HistoryRules, OrphansAreKnownByTheirParents) {
  Attribute& posts = attribute_of(&User::posts);
  AttributeSetup setup = posts.setup();
  setup.track_parent = true;
  posts.configure(setup);
  EXPECT_TRUE(has_parent(*first.instance(), posts, true));
  u->posts.append(first);
  EXPECT_TRUE(has_parent(*first.instance(), posts, false));
  first->user = w;
  EXPECT_TRUE(has_parent(*first.instance(), posts, false));
  first->user = nullptr;
  EXPECT_FALSE(has_parent(*first.instance(), posts, true));
}

struct Plain {
  int id = 0;
  std::string name;
};

TEST_F(HistoryRules, PlainMembersAreComparedWithTheirSnapshot) {
  Attribute& name = attribute_of(&Plain::name);
  name.configure({.mapped = true});
  const auto p = make<Plain>({.id = 1, .name = "a"});
  EXPECT_FALSE(detect_plain_changes(*p.instance()));
  EXPECT_EQ(show(get_history(*p.instance(), name)), "'a' | |");
  session.make_persistent(p);
  EXPECT_FALSE(detect_plain_changes(*p.instance()));
  p->name = "b";
  EXPECT_TRUE(detect_plain_changes(*p.instance()));
  EXPECT_TRUE(inspect(p).modified());
  EXPECT_EQ(show(get_history(*p.instance(), name)), "'b' | | 'a'");
  commit_all(*p.instance());
  EXPECT_FALSE(detect_plain_changes(*p.instance()));
}

TEST_F(HistoryRules, AttributeFunctionsWorkByMemberAndByName) {
  session.make_persistent(u);
  set_committed_value(u, &User::name, "loaded");
  set_committed_value(u, &User::age, 5);
  set_committed_value(u, &User::profile, nullptr);
  set_committed_value(*u, &User::posts, std::vector{first});
  EXPECT_EQ(history(u, &User::name), " | 'loaded' |");
  EXPECT_EQ(history(u, &User::posts), " | first |");
  EXPECT_EQ(get_attribute(u, "age").as<int>(), 5);
  set_attribute(u, "age", Value(6));
  EXPECT_EQ(u->age, 6);
  set_attribute(*u, "age", Value());
  EXPECT_EQ(history(u, &User::age), "null | | 5");
  del_attribute(u, "name");
  EXPECT_FALSE(inspect(u).in_dict("name"));
  EXPECT_THROW(set_attribute(u, "nme", Value(1)), InvalidRequestError);
  EXPECT_THROW(set_attribute(u, "age", Value("text")), DataError);
  flag_modified(u, &User::age);
  init_collection(u, &User::posts);
  EXPECT_TRUE(u->posts.empty());
}

TEST_F(HistoryRules, CommittedValueIsTheOldOne) {
  session.make_persistent(u);
  const Attribute& name = attribute_of(&User::name);
  u->name = "x";
  EXPECT_EQ(*static_cast<const std::string*>(committed_value(*u.instance(), name)), "ed");
}

}  // namespace
}  // namespace cupel::model
