// Relationships to an aliased class: the rows of a subquery. The texts are those that SQLAlchemy
// sends for the same mapping.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "cupel/orm.hpp"

#include "aliased_target_model.hpp"

namespace cupel::aliased_target_windows {
namespace {

using namespace aliased_target_model;

struct Track;
struct Note;
struct Album {
  static constexpr auto tablename = "album";
  Mapped<Id, primary_key> id{};
  Mapped<std::string> name{};
  Relationship<List<Track>> best{};
  Relationship<Track> first{};
  static void configure(Mapping<Album>& m);
};
struct Track {
  static constexpr auto tablename = "track";
  Mapped<Id, primary_key> id{};
  Mapped<std::optional<Id>, foreign_key<"album.id">> album_id{};
  Mapped<std::string> title{};
  Relationship<List<Note>, order_by<"Note.id">> notes{};
};
struct Note {
  static constexpr auto tablename = "note";
  Mapped<Id, primary_key> id{};
  Mapped<std::optional<Id>, foreign_key<"track.id">> track_id{};
};

/// The tracks, numbered within each album.
FromExpr numbered() {
  return select(entity<Track>(),
                func::row_number()
                    .over({.partition_by = {col(&Track::album_id)}, .order_by = {col(&Track::id)}})
                    .label("number"))
      .subquery();
}
Aliased<Track> numbered_tracks() {
  return aliased<Track>(numbered());
}

void Album::configure(Mapping<Album>& m) {
  m.relationship(&Album::best)
      .aliased_target(&numbered_tracks,
                      [](const Aliased<Track>& track) {
                        return track[&Track::album_id] == col(&Album::id) &&
                               track.selectable().c["number"] < 3;
                      })
      .order_by([] { return col(&Track::id).desc(); })
      .viewonly();
  m.relationship(&Album::first)
      .aliased_target(&numbered_tracks,
                      [](const Aliased<Track>& track) {
                        return track[&Track::album_id] == col(&Album::id) &&
                               track.selectable().c["number"] == 1;
                      })
      .viewonly();
}

struct AliasedTargets : RecordedDatabase {
  AliasedTargets() {
    registry.map<Album, Track, Note>();
    registry.metadata().create_all(engine);
    Session setup(engine);
    Id track = 0;
    for (const Id album : {1, 2, 3}) {
      setup.add(Album{.id = album, .name = "album"});
      for (int i = 0; album < 3 && i < 4; ++i) {
        ++track;
        setup.add(Track{.id = track,
                        .album_id = album,
                        .title = "t" + std::to_string(track),
                        .notes = {Note{}, Note{}}});
      }
    }
    setup.commit();
    record();
  }
  /// The members of `best` of all albums; the statements are in `sent` then.
  std::vector<Ids> best(const LoaderOption& option) {
    Session session(engine);
    sent.clear();
    std::vector<Ids> all;
    const auto albums =
        session.scalars(select<Album>().order_by(&Album::id).options(option)).unique().all();
    for (const Ref<Album>& album : albums) all.push_back(ids(album->best));
    return all;
  }
};

const std::string kNumbered =
    "(SELECT track.id AS id, track.album_id AS album_id, track.title AS title, row_number() OVER "
    "(PARTITION BY track.album_id ORDER BY track.id) AS number FROM track)";
const std::vector<Ids> kBest = {{2, 1}, {6, 5}, {}};

}  // namespace

TEST_F(AliasedTargets, ALazyLoadReadsTheRowsOfTheAlias) {
  EXPECT_EQ(best(lazyload(&Album::best)), kBest);
  ASSERT_EQ(sent.size(), 4U);
  EXPECT_EQ(sent[1], "SELECT anon_1.id, anon_1.album_id, anon_1.title FROM " + kNumbered +
                         " AS anon_1 WHERE anon_1.album_id = ? AND anon_1.number < ? "
                         "ORDER BY anon_1.id DESC");
  EXPECT_EQ(best(immediateload(&Album::best)), kBest);
  EXPECT_EQ(sent.size(), 4U);
}

TEST_F(AliasedTargets, SelectinLoadingJoinsTheAlias) {
  EXPECT_EQ(best(selectinload(&Album::best)), kBest);
  ASSERT_EQ(sent.size(), 2U);
  EXPECT_EQ(sent[1],
            "SELECT album_1.id, anon_1.id, anon_1.album_id, anon_1.title FROM album AS "
            "album_1 JOIN " +
                kNumbered +
                " AS anon_1 ON anon_1.album_id = album_1.id AND "
                "anon_1.number < ? WHERE album_1.id IN (?, ?, ?) ORDER BY anon_1.id DESC");
}

TEST_F(AliasedTargets, SubqueryLoadingJoinsTheAlias) {
  EXPECT_EQ(best(subqueryload(&Album::best)), kBest);
  ASSERT_EQ(sent.size(), 2U);
  EXPECT_EQ(sent[1],
            "SELECT anon_1.id AS anon_1_id, anon_1.album_id AS anon_1_album_id, "
            "anon_1.title AS anon_1_title, anon_2.album_id AS anon_2_album_id FROM "
            "(SELECT album.id AS album_id FROM album) AS anon_2 JOIN " +
                kNumbered +
                " AS anon_1 ON anon_1.album_id = anon_2.album_id AND anon_1.number < ? "
                "ORDER BY anon_1.id DESC");
}

TEST_F(AliasedTargets, JoinedLoadingJoinsTheAlias) {
  EXPECT_EQ(best(joinedload(&Album::best)), kBest);
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_EQ(sent[0],
            "SELECT album.id, album.name, anon_1.id AS id_1, anon_1.album_id, "
            "anon_1.title FROM album LEFT OUTER JOIN " +
                kNumbered +
                " AS anon_1 ON anon_1.album_id = album.id AND anon_1.number < ? "
                "ORDER BY album.id, anon_1.id DESC");
}

TEST_F(AliasedTargets, JoinedLoadingStandsOutsideALimit) {
  EXPECT_EQ(
      text(select<Album>().order_by(&Album::id).limit(2).options(joinedload(&Album::best))),
      "SELECT anon_1.id, anon_1.name, anon_2.id AS id_1, anon_2.album_id, anon_2.title FROM "
      "(SELECT album.id AS id, album.name AS name FROM album ORDER BY album.id LIMIT ? OFFSET ?) "
      "AS anon_1 LEFT OUTER JOIN " +
          kNumbered +
          " AS anon_2 ON anon_2.album_id = anon_1.id "
          "AND anon_2.number < ? ORDER BY anon_1.id, anon_2.id DESC");
}

TEST_F(AliasedTargets, OneObjectComesFromAnAliasAsWell) {
  const auto read = [&](const LoaderOption& option) {
    Session session(engine);
    Ids found;
    for (const auto& album :
         session.scalars(select<Album>().order_by(&Album::id).options(option)).unique().all()) {
      found.push_back(album->first ? Id(album->first->id) : 0);
    }
    return found;
  };
  const Ids expected = {1, 5, 0};
  EXPECT_EQ(read(lazyload(&Album::first)), expected);
  EXPECT_EQ(read(selectinload(&Album::first)), expected);
  EXPECT_EQ(read(joinedload(&Album::first)), expected);
  EXPECT_EQ(read(subqueryload(&Album::first)), expected);
}

TEST_F(AliasedTargets, TheObjectsAreThoseOfTheClass) {
  Session session(engine);
  const Ref<Track> known = session.get<Track>(1);
  EXPECT_EQ(Ref<Track>(session.get<Album>(1)->best[1]), known);
}

TEST_F(AliasedTargets, LoadsGoOnFromTheMembers) {
  const std::string notes =
      "SELECT note.track_id, note.id FROM note WHERE note.track_id IN "
      "(?, ?, ?, ?) ORDER BY note.id";
  EXPECT_EQ(best(selectinload(&Album::best).selectinload(&Track::notes)), kBest);
  ASSERT_EQ(sent.size(), 3U);
  EXPECT_EQ(sent[2], notes);
  EXPECT_EQ(best(joinedload(&Album::best).selectinload(&Track::notes)), kBest);
  ASSERT_EQ(sent.size(), 2U);
  EXPECT_EQ(sent[1], notes);
  const auto track = col(&Album::best).entity();
  EXPECT_EQ(best(selectinload(&Album::best).joinedload(track[&Track::notes])), kBest);
  ASSERT_EQ(sent.size(), 2U);
  EXPECT_EQ(sent[1],
            "SELECT album_1.id, anon_1.id, anon_1.album_id, anon_1.title, note_1.id, "
            "note_1.track_id FROM album AS album_1 JOIN " +
                kNumbered +
                " AS anon_1 ON anon_1.album_id = album_1.id AND anon_1.number < ? "
                "LEFT OUTER JOIN note AS note_1 ON anon_1.id = note_1.track_id "
                "WHERE album_1.id IN (?, ?, ?) ORDER BY anon_1.id DESC, note_1.id");
  EXPECT_EQ(best(subqueryload(&Album::best).subqueryload(&Track::notes)), kBest);
  ASSERT_EQ(sent.size(), 3U);
  EXPECT_EQ(sent[2],
            "SELECT note.id AS note_id, note.track_id AS note_track_id, anon_1.id AS "
            "anon_1_id FROM (SELECT album.id AS album_id FROM album) AS anon_2 JOIN " +
                kNumbered +
                " AS anon_1 ON anon_1.album_id = anon_2.album_id AND "
                "anon_1.number < ? JOIN note ON anon_1.id = note.track_id ORDER BY note.id");
}

TEST_F(AliasedTargets, JoinsGoToTheAlias) {
  const std::string join =
      " JOIN " + kNumbered + " AS anon_1 ON anon_1.album_id = album.id AND anon_1.number < ?";
  EXPECT_EQ(text(select(&Album::id).join(&Album::best)), "SELECT album.id FROM album" + join);
  EXPECT_EQ(text(select(&Album::id).outerjoin(&Album::best)),
            "SELECT album.id FROM album LEFT OUTER" + join);
  const auto track = col(&Album::best).entity();
  EXPECT_EQ(text(select(entity<Album>(), track).join(&Album::best)),
            "SELECT album.id, album.name, anon_1.id AS id_1, anon_1.album_id, anon_1.title FROM "
            "album" +
                join);
  EXPECT_EQ(text(select(&Album::id).join(&Album::best).where(track[&Track::title] == "t1")),
            "SELECT album.id FROM album" + join + " WHERE anon_1.title = ?");
  EXPECT_EQ(text(select(&Album::id).join(&Album::best).join(track[&Track::notes])),
            "SELECT album.id FROM album" + join + " JOIN note ON anon_1.id = note.track_id");
  EXPECT_EQ(text(select(&Album::id).join(col(&Album::best).and_(col(&Track::title) == "t1"))),
            "SELECT album.id FROM album" + join + " AND anon_1.title = ?");
  const auto other = aliased<Album>("pa");
  EXPECT_EQ(text(select(other[&Album::id]).join(other[&Album::best])),
            "SELECT pa.id FROM album AS pa JOIN " + kNumbered +
                " AS anon_1 ON anon_1.album_id = pa.id AND anon_1.number < ?");
}

TEST_F(AliasedTargets, ExistsLooksAtTheRowsOfTheAlias) {
  const std::string exists = "EXISTS (SELECT 1 FROM " + kNumbered +
                             " AS anon_1 WHERE "
                             "anon_1.album_id = album.id AND anon_1.number ";
  const std::string albums = "SELECT album.id FROM album WHERE ";
  EXPECT_EQ(text(select(&Album::id).where(col(&Album::best).any())), albums + exists + "< ?)");
  const auto track = col(&Album::best).entity();
  EXPECT_EQ(text(select(&Album::id).where(col(&Album::best).any(track[&Track::title] == "t1"))),
            albums + exists + "< ? AND anon_1.title = ?)");
  EXPECT_EQ(text(select(&Album::id).where(col(&Album::best).any(col(&Track::title) == "t1"))),
            albums + exists + "< ? AND anon_1.title = ?)");
  EXPECT_EQ(first_ids(select(&Album::id).where(col(&Album::best).any({{"title", "t3"}}))), Ids{});
  EXPECT_EQ(text(select(&Album::id).where(col(&Album::first).has())), albums + exists + "= ?)");
  EXPECT_EQ(text(select(&Album::id).where(col(&Album::first) == nullptr)),
            albums + "NOT (" + exists + "= ?))");
}

TEST_F(AliasedTargets, AMemberIsOneOfTheRowsOfTheAlias) {
  Session session(engine);
  const auto second = session.get<Track>(2);
  const auto third = session.get<Track>(3);
  EXPECT_EQ(first_ids(select(&Album::id).where(col(&Album::best).contains(second))), Ids{1});
  EXPECT_EQ(first_ids(select(&Album::id).where(col(&Album::best).contains(third))), Ids{});
  EXPECT_EQ(first_ids(select(&Album::id).where(!col(&Album::best).contains(second))), (Ids{2, 3}));
  const auto first = session.get<Track>(1);
  EXPECT_EQ(first_ids(select(&Album::id).where(col(&Album::first) == first)), Ids{1});
  EXPECT_EQ(first_ids(select(&Album::id).where(col(&Album::first) == second)), Ids{});
  EXPECT_EQ(first_ids(select(&Album::id).where(col(&Album::first) != first)), (Ids{2, 3}));
}

TEST_F(AliasedTargets, TheRowsOfOneParentAreSelectedFromTheAlias) {
  Session session(engine);
  const auto album = session.get<Album>(1);
  const auto track = col(&Album::best).entity();
  EXPECT_EQ(text(select(track[&Track::id]).where(with_parent(album, &Album::best))),
            "SELECT anon_1.id FROM " + kNumbered +
                " AS anon_1 WHERE anon_1.album_id = ? AND "
                "anon_1.number < ?");
}

TEST_F(AliasedTargets, ContainsEagerReadsTheJoinedAlias) {
  Session session(engine);
  sent.clear();
  const auto albums =
      session.scalars(select<Album>().join(&Album::best).options(contains_eager(&Album::best)))
          .unique()
          .all();
  ASSERT_EQ(albums.size(), 2U);
  EXPECT_EQ(ids(albums[1]->best), (Ids{5, 6}));
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_EQ(sent[0],
            "SELECT anon_1.id, anon_1.album_id, anon_1.title, album.id AS id_1, "
            "album.name FROM album JOIN " +
                kNumbered + " AS anon_1 ON anon_1.album_id = album.id AND anon_1.number < ?");
}

TEST_F(AliasedTargets, OptionsMayNarrowTheRowsOfTheAlias) {
  const std::vector<Ids> expected = {{1}, {}, {}};
  const auto narrowed = col(&Album::best).and_(col(&Track::title) == "t1");
  EXPECT_EQ(best(lazyload(narrowed)), expected);
  EXPECT_EQ(best(selectinload(narrowed)), expected);
  EXPECT_EQ(best(joinedload(narrowed)), expected);
  EXPECT_EQ(best(subqueryload(narrowed)), expected);
  EXPECT_EQ(best(selectinload(&Album::best).top(1)), (std::vector<Ids>{{2}, {6}, {}}));
}

TEST_F(AliasedTargets, CriteriaOfAStatementHoldInsideTheAlias) {
  const auto hidden = with_loader_criteria<Track>(col(&Track::title) != "t1");
  const auto read = [&](const LoaderOption& option) {
    Session session(engine);
    sent.clear();
    std::vector<Ids> all;
    for (const auto& album :
         session.scalars(select<Album>().order_by(&Album::id).options(option, hidden))
             .unique()
             .all()) {
      all.push_back(ids(album->best));
    }
    return all;
  };
  const std::string rows = kNumbered.substr(0, kNumbered.size() - 1) + " WHERE track.title != ?)";
  const std::vector<Ids> expected = {{3, 2}, {6, 5}, {}};
  EXPECT_EQ(read(lazyload(&Album::best)), expected);
  EXPECT_EQ(sent[1], "SELECT anon_1.id, anon_1.album_id, anon_1.title FROM " + rows +
                         " AS anon_1 WHERE anon_1.album_id = ? AND anon_1.number < ? "
                         "ORDER BY anon_1.id DESC");
  EXPECT_EQ(read(selectinload(&Album::best)), expected);
  EXPECT_EQ(sent[1],
            "SELECT album_1.id, anon_1.id, anon_1.album_id, anon_1.title FROM album AS "
            "album_1 JOIN " +
                rows +
                " AS anon_1 ON anon_1.album_id = album_1.id AND "
                "anon_1.number < ? WHERE album_1.id IN (?, ?, ?) ORDER BY anon_1.id DESC");
  EXPECT_EQ(read(joinedload(&Album::best)), expected);
  EXPECT_EQ(sent[0],
            "SELECT album.id, album.name, anon_1.id AS id_1, anon_1.album_id, "
            "anon_1.title FROM album LEFT OUTER JOIN " +
                rows +
                " AS anon_1 ON anon_1.album_id = album.id AND anon_1.number < ? AND "
                "anon_1.title != ? ORDER BY album.id, anon_1.id DESC");
  EXPECT_EQ(read(subqueryload(&Album::best)), expected);
  EXPECT_EQ(sent[1].find(rows) == std::string::npos, false) << sent[1];
  EXPECT_EQ(read(subqueryload(&Album::best).subqueryload(&Track::notes)), expected);
  EXPECT_EQ(sent[2].find(rows) == std::string::npos, false) << sent[2];
}

}  // namespace cupel::aliased_target_windows
