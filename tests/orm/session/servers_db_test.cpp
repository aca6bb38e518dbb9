#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cupel/cupel.hpp"

// The unit of work on database servers: what a flush sends and fetches there.
namespace cupel::server_model {
namespace {

struct Track;
struct Label;

struct Artist {
  static constexpr auto tablename = "orm_server_artists";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::string, length<60>, not_null> name{};
  Mapped<std::optional<std::string>, length<20>, server_default<"new">> state{};
  Relationship<List<Track>, back_populates<"artist">, cascade<"all, delete-orphan">> tracks{};
};

struct Track {
  static constexpr auto tablename = "orm_server_tracks";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::string, length<60>> title{};
  Mapped<std::int64_t, foreign_key<"orm_server_artists.id">> artist_id{};
  Relationship<Artist, back_populates<"tracks">> artist{};
  Relationship<List<Label>, secondary<"orm_server_track_labels">, back_populates<"tracks">>
      labels{};
};

struct Label {
  static constexpr auto tablename = "orm_server_labels";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::string, length<60>, unique> name{};
  Relationship<List<Track>, secondary<"orm_server_track_labels">, back_populates<"labels">>
      tracks{};
};

struct Server {
  const char* name;
  const char* variable;
};
constexpr Server kServers[] = {{"postgresql", "CUPEL_TEST_POSTGRESQL_URL"},
                               {"mariadb", "CUPEL_TEST_MYSQL_URL"}};

class OrmOnServer : public ::testing::TestWithParam<Server> {
 protected:
  void SetUp() override {
    const char* url = std::getenv(GetParam().variable);
    if (!url) GTEST_SKIP() << GetParam().variable << " names no server";
    Table("orm_server_track_labels", registry.metadata(),
          Column("track_id", ForeignKey("orm_server_tracks.id"), primary_key),
          Column("label_id", ForeignKey("orm_server_labels.id"), primary_key));
    registry.map<Artist, Track, Label>();
    engine.emplace(create_engine(url));
    registry.metadata().drop_all(*engine);
    registry.metadata().create_all(*engine);
  }
  void TearDown() override {
    if (engine) registry.metadata().drop_all(*engine);
  }

  [[nodiscard]] Value one(std::string_view sql) {
    return engine->connect().execute(text(sql)).scalar();
  }

  Registry registry;
  std::optional<Engine> engine;
};

TEST_P(OrmOnServer, KeysOfAFlushBelongToTheirObjects) {
  Session session(*engine);
  std::vector<Ref<Artist>> all;
  for (int i = 0; i < 1500; ++i)
    all.push_back(session.add(Artist{.name = "artist " + std::to_string((i * 7919) % 1500)}));
  session.flush();
  for (std::size_t i = 1; i < all.size(); ++i) EXPECT_GT(all[i]->id, all[i - 1]->id);
  for (const std::size_t i : {std::size_t{0}, std::size_t{700}, std::size_t{1499}}) {
    const Value name = session
                           .execute(text("SELECT name FROM orm_server_artists WHERE id = :id"),
                                    {{"id", *all[i]->id}})
                           .scalar();
    EXPECT_EQ(name, Value(*all[i]->name));
  }
}

TEST_P(OrmOnServer, ServerDefaultsAreThereAfterTheFlush) {
  Session session(*engine);
  Ref<Artist> artist = session.add(Artist{.name = "世界 😀"});
  session.flush();
  EXPECT_EQ(*artist->state, "new");
  session.commit();
  EXPECT_EQ(*artist->name, "世界 😀");
  EXPECT_EQ(one("SELECT name FROM orm_server_artists"), Value("世界 😀"));
}

TEST_P(OrmOnServer, AGraphComesBackAsItWasStored) {
  {
    Session session(*engine);
    Ref<Label> live = session.add(Label{.name = "live"});
    for (int a = 0; a < 20; ++a) {
      Artist artist{.name = "a" + std::to_string(a)};
      for (int t = 0; t < 5; ++t) {
        Track track{.title = "t" + std::to_string(t)};
        if (t % 2 == 0) track.labels.append(live);
        artist.tracks.append(std::move(track));
      }
      session.add(std::move(artist));
    }
    session.commit();
  }
  EXPECT_EQ(one("SELECT count(*) FROM orm_server_tracks"), Value(100));
  EXPECT_EQ(one("SELECT count(*) FROM orm_server_track_labels"), Value(60));
  Session session(*engine);
  const auto stmt = select<Artist>()
                        .order_by(&Artist::id)
                        .options(selectinload(&Artist::tracks).selectinload(&Track::labels));
  std::size_t labels = 0;
  for (Ref<Artist> artist : session.scalars(stmt)) {
    ASSERT_EQ(artist->tracks.size(), 5U);
    for (Ref<Track> track : artist->tracks) labels += track->labels.size();
  }
  EXPECT_EQ(labels, 60U);
  Ref<Artist> first = session.scalars(select<Artist>().order_by(&Artist::id).limit(1)).one();
  EXPECT_EQ(*first->tracks[0]->title, "t0");
  EXPECT_EQ(*first->tracks[0]->artist->name, "a0");
}

TEST_P(OrmOnServer, ChangesOrphansAndDeletionsAreFlushed) {
  Session session(*engine);
  Ref<Artist> artist = session.add(Artist{
      .name = "x", .tracks = {Track{.title = "a"}, Track{.title = "b"}, Track{.title = "c"}}});
  session.commit();
  artist->name = "y";
  artist->tracks.erase(0);
  session.commit();
  EXPECT_EQ(one("SELECT name FROM orm_server_artists"), Value("y"));
  EXPECT_EQ(one("SELECT count(*) FROM orm_server_tracks"), Value(2));
  session.delete_(artist);
  session.commit();
  EXPECT_EQ(one("SELECT count(*) FROM orm_server_tracks"), Value(0));
}

TEST_P(OrmOnServer, AFailedFlushIsRolledBack) {
  Session session(*engine);
  session.add(Label{.name = "one"});
  session.commit();
  session.add(Label{.name = "two"});
  session.add(Label{.name = "one"});
  EXPECT_THROW(session.flush(), IntegrityError);
  session.rollback();
  EXPECT_EQ(one("SELECT count(*) FROM orm_server_labels"), Value(1));
  session.add(Label{.name = "three"});
  session.commit();
  EXPECT_EQ(one("SELECT count(*) FROM orm_server_labels"), Value(2));
}

TEST_P(OrmOnServer, ASavepointKeepsTheRest) {
  Session session(*engine);
  session.add(Label{.name = "one"});
  session.flush();
  {
    auto nested = session.begin_nested();
    session.add(Label{.name = "one"});
    EXPECT_THROW(session.flush(), IntegrityError);
    nested.rollback();
  }
  session.add(Label{.name = "two"});
  session.commit();
  EXPECT_EQ(one("SELECT count(*) FROM orm_server_labels"), Value(2));
}

INSTANTIATE_TEST_SUITE_P(Servers, OrmOnServer, ::testing::ValuesIn(kServers),
                         [](const auto& server) { return std::string(server.param.name); });

}  // namespace
}  // namespace cupel::server_model
