// Version counters: of a generator, of the program, of the database.

#include "model.hpp"

namespace cupel::session_model {
namespace {

struct Revision {
  static constexpr auto tablename = "revision";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::string> tag{};
  Mapped<std::optional<std::string>> body{};
  static void configure(Mapping<Revision>& m) {
    m.version_id(&Revision::tag, [](const std::optional<std::string>& previous) {
      return previous ? *previous + "+" : std::string("a");
    });
  }
};

struct Stamped {
  static constexpr auto tablename = "stamped";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::int64_t, server_default<"1">> version{};
  Mapped<std::optional<std::string>> body{};
  static void configure(Mapping<Stamped>& m) { m.version_id_without_generator(&Stamped::version); }
};

}  // namespace

class VersionTest : public SessionTest {
 protected:
  VersionTest() {
    registry.map<Revision, Stamped>();
    registry.metadata().create_all(engine);
    engine.begin([](Connection& c) {
      (void)c.execute(
          text("CREATE TRIGGER raise_version AFTER UPDATE OF body ON stamped BEGIN "
               "UPDATE stamped SET version = version + 1 WHERE id = NEW.id; END"));
    });
  }
};

TEST_F(VersionTest, TheGeneratorMakesEveryVersion) {
  Session session(engine);
  Ref<Revision> one = session.add(Revision{.body = "x"});
  session.flush();
  EXPECT_EQ(one->tag, "a");
  one->body = "y";
  session.flush();
  EXPECT_EQ(one->tag, "a+");
  one->body = "y";
  session.flush();
  EXPECT_EQ(one->tag, "a+");
}

TEST_F(VersionTest, AVersionThatTheProgramSetsIsKept) {
  Session session(engine);
  Ref<Revision> one = session.add(Revision{.body = "x"});
  session.flush();
  one->tag = "mine";
  session.flush();
  EXPECT_EQ(one->tag, "mine");
}

TEST_F(VersionTest, SomebodyElsesUpdateIsStale) {
  Session session(engine);
  Ref<Revision> one = session.add(Revision{.body = "x"});
  session.flush();
  (void)session.execute(text("UPDATE revision SET tag = 'other'"));
  one->body = "y";
  EXPECT_THROW(session.flush(), StaleDataError);
}

TEST_F(VersionTest, BulkOperationsRaiseAndCheckVersionsToo) {
  Session session(engine);
  session.bulk_insert_mappings<Revision>({{{"body", "x"}}, {{"body", "y"}}});
  session.bulk_update_mappings<Revision>({{{"id", 1}, {"tag", "a"}, {"body", "z"}}});
  EXPECT_EQ(session.scalars(select(&Revision::tag).order_by(&Revision::id)).all(),
            (std::vector<std::string>{"a+", "a"}));
  EXPECT_THROW(session.bulk_update_mappings<Revision>({{{"id", 2}, {"tag", "old"}, {"body", "z"}}}),
               StaleDataError);
}

TEST_F(VersionTest, TheDatabasesFirstVersionComesBackWithTheInsert) {
  Session session(engine);
  Ref<Stamped> one = session.add(Stamped{.body = "x"});
  session.flush();
  Recorder recorder(engine);
  EXPECT_EQ(one->version, 1);
  EXPECT_TRUE(recorder.log.empty());
}

TEST_F(VersionTest, AnUpdateAsksForTheVersionThatTheDatabaseSets) {
  Session session(engine);
  Ref<Stamped> one = session.add(Stamped{.body = "x"});
  session.commit();
  EXPECT_EQ(one->version, 1);
  Recorder recorder(engine);
  one->body = "y";
  session.flush();
  EXPECT_EQ(recorder.take(),
            (Log{"UPDATE stamped SET body=? WHERE stamped.id = ? AND stamped.version = ? "
                 "RETURNING version ['y', 1, 1]"}));
  // SQLite's RETURNING tells the row before its triggers; what they made of it is loaded anew.
  session.expire(one);
  EXPECT_EQ(one->version, 2);
  one->body = "z";
  EXPECT_NO_THROW(session.flush());
}

}  // namespace cupel::session_model
