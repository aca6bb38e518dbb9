// Relationships to an aliased class. The texts are those that SQLAlchemy sends for the same
// mapping.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/orm_errors.hpp"
#include "cupel/orm.hpp"

using namespace cupel;

namespace {

using Id = std::int64_t;
using Ids = std::vector<Id>;

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

// One table twice, by its foreign key.
struct Part {
  static constexpr auto tablename = "part";
  Mapped<Id, primary_key> id{};
  Mapped<std::optional<Id>, foreign_key<"part.id">> whole_id{};
  Relationship<List<Part>> parts{};
  static void configure(Mapping<Part>& m) {
    m.relationship(&Part::parts)
        .aliased_target(
            [] { return aliased<Part>(); },
            [](const Aliased<Part>& part) { return part[&Part::whole_id] == col(&Part::id); })
        .order_by(&Part::id)
        .viewonly();
  }
};

// A many-to-one that holds only for rows of a join; written along its plain columns.
struct Room;
struct Guest {
  static constexpr auto tablename = "guest";
  Mapped<Id, primary_key> id{};
  Mapped<std::optional<Id>, foreign_key<"room.id">> room_id{};
  Relationship<Room> room{};
  static void configure(Mapping<Guest>& m);
};
struct Room {
  static constexpr auto tablename = "room";
  Mapped<Id, primary_key> id{};
};
struct Key {
  static constexpr auto tablename = "room_key";
  Mapped<Id, primary_key> id{};
  Mapped<std::optional<Id>, foreign_key<"room.id">> room_id{};
};
void Guest::configure(Mapping<Guest>& m) {
  m.relationship(&Guest::room)
      .aliased_target(
          [] {
            return aliased<Room>(join(FromExpr(mapper_of<Room>().selectable()),
                                      FromExpr(mapper_of<Key>().selectable()),
                                      col(&Key::room_id) == col(&Room::id)));
          },
          [](const Aliased<Room>& open) { return col(&Guest::room_id) == open[&Room::id]; });
}

// Over a link table; the conditions come from the foreign keys.
struct Label;
struct Parcel {
  static constexpr auto tablename = "parcel";
  Mapped<Id, primary_key> id{};
  Relationship<List<Label>> labels{};
  static void configure(Mapping<Parcel>& m);
};
struct Label {
  static constexpr auto tablename = "label";
  Mapped<Id, primary_key> id{};
  Mapped<std::string> text{};
};
void Parcel::configure(Mapping<Parcel>& m) {
  m.relationship(&Parcel::labels)
      .secondary("parcel_label")
      .aliased_target([] {
        return aliased<Label>(select(entity<Label>()).where(col(&Label::text) != "x").subquery());
      })
      .viewonly();
}

struct AliasedTargets : testing::Test {
  AliasedTargets() {
    const Table links("parcel_label", registry.metadata(),
                      Column("parcel_id", ForeignKey("parcel.id"), primary_key),
                      Column("label_id", ForeignKey("label.id"), primary_key));
    registry.map<Album, Track, Note, Part, Guest, Room, Key, Parcel, Label>();
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
    setup.add_all({Part{.id = 1}, Part{.id = 2, .whole_id = 1}, Part{.id = 3, .whole_id = 1},
                   Part{.id = 4, .whole_id = 2}});
    setup.add_all({Room{.id = 1}, Room{.id = 2}});
    setup.add(Key{.id = 1, .room_id = 1});
    setup.add_all({Guest{.id = 1, .room_id = 1}, Guest{.id = 2, .room_id = 2}});
    setup.add(Parcel{.id = 1});
    setup.add_all({Label{.id = 1, .text = "x"}, Label{.id = 2, .text = "y"}});
    setup.flush();
    (void)setup.execute(insert(links).values({{"parcel_id", 1}, {"label_id", 1}}));
    (void)setup.execute(insert(links).values({{"parcel_id", 1}, {"label_id", 2}}));
    setup.commit();
    recorder =
        listen(engine, events::before_cursor_execute,
               [this](Connection&, CursorExecution& e) { sent.push_back(one_line(e.statement)); });
  }

  static std::string one_line(const std::string& text) {
    std::string out;
    for (const char c : text) {
      const bool blank = c == '\n' || c == ' ';
      if (!blank) {
        out += c;
      } else if (!out.empty() && out.back() != ' ') {
        out += ' ';
      }
    }
    return out;
  }
  template <class C>
  static Ids ids(const C& members) {
    Ids all;
    for (const auto& member : members) all.push_back(member->id);
    return all;
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
  template <class S>
  std::string text(const S& statement) {
    Session session(engine);
    sent.clear();
    (void)session.execute(statement).unique().all();
    return sent.empty() ? "" : sent.back();
  }
  template <class S>
  Ids first_ids(const S& statement) {
    Session session(engine);
    Ids all;
    for (const auto& row : session.execute(statement).all()) all.push_back(std::get<0>(row));
    return all;
  }

  Registry registry;
  Engine engine = create_engine("sqlite://");
  std::vector<std::string> sent;
  ListenHandle recorder;
};

const std::string kNumbered =
    "(SELECT track.id AS id, track.album_id AS album_id, track.title AS title, row_number() OVER "
    "(PARTITION BY track.album_id ORDER BY track.id) AS number FROM track)";
const std::vector<Ids> kBest = {{2, 1}, {6, 5}, {}};

/// Classes whose relationship the test declares.
struct Song;
struct Singer {
  static constexpr auto tablename = "singer";
  Mapped<Id, primary_key> id{};
  Relationship<List<Song>> songs{};
  static inline void (*declare)(RelationshipMapping) = nullptr;
  static void configure(Mapping<Singer>& m) { declare(m.relationship(&Singer::songs)); }
};
struct Song {
  static constexpr auto tablename = "song";
  Mapped<Id, primary_key> id{};
  Mapped<std::optional<Id>, foreign_key<"singer.id">> singer_id{};
  Relationship<Singer> singer{};
};
std::string message_of(void (*declare)(RelationshipMapping)) {
  Registry registry;
  Singer::declare = declare;
  try {
    registry.map<Singer, Song>();
    registry.configure();
  } catch (const Error& error) {
    return std::string(error.name()) + ": " + error.message();
  }
  return "nothing thrown";
}

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

TEST_F(AliasedTargets, ATableMayBeReadASecondTime) {
  const auto read = [&](const LoaderOption& option) {
    Session session(engine);
    sent.clear();
    std::vector<Ids> all;
    for (const auto& part :
         session.scalars(select<Part>().order_by(&Part::id).options(option)).unique().all()) {
      all.push_back(ids(part->parts));
    }
    return all;
  };
  const std::vector<Ids> expected = {{2, 3}, {4}, {}, {}};
  EXPECT_EQ(read(lazyload(&Part::parts)), expected);
  EXPECT_EQ(sent[1],
            "SELECT part_1.id, part_1.whole_id FROM part AS part_1 WHERE "
            "part_1.whole_id = ? ORDER BY part_1.id");
  EXPECT_EQ(read(selectinload(&Part::parts)), expected);
  EXPECT_EQ(sent[1],
            "SELECT part_1.whole_id, part_1.id FROM part AS part_1 WHERE "
            "part_1.whole_id IN (?, ?, ?, ?) ORDER BY part_1.id");
  EXPECT_EQ(read(joinedload(&Part::parts)), expected);
  EXPECT_EQ(sent[0],
            "SELECT part.id, part.whole_id, anon_1.id AS id_1, anon_1.whole_id AS "
            "whole_id_1 FROM part LEFT OUTER JOIN part AS anon_1 ON anon_1.whole_id = "
            "part.id ORDER BY part.id, anon_1.id");
  EXPECT_EQ(read(subqueryload(&Part::parts)), expected);
  EXPECT_EQ(sent[1],
            "SELECT part_1.id AS part_1_id, part_1.whole_id AS part_1_whole_id, "
            "anon_1.part_id AS anon_1_part_id FROM (SELECT part.id AS part_id FROM part) "
            "AS anon_1 JOIN part AS part_1 ON part_1.whole_id = anon_1.part_id ORDER BY "
            "part_1.id");
  EXPECT_EQ(text(select(&Part::id).join(&Part::parts)),
            "SELECT part.id FROM part JOIN part AS part_1 ON part_1.whole_id = part.id");
  EXPECT_EQ(text(select(&Part::id).where(col(&Part::parts).any(col(&Part::id) == 4))),
            "SELECT part.id FROM part WHERE EXISTS (SELECT 1 FROM part AS anon_1 WHERE "
            "anon_1.whole_id = part.id AND anon_1.id = ?)");
  const auto other = aliased<Part>("al");
  EXPECT_EQ(text(select(other[&Part::id]).where(other[&Part::parts].any())),
            "SELECT al.id FROM part AS al WHERE EXISTS (SELECT 1 FROM part AS part_1 WHERE "
            "part_1.whole_id = al.id)");
}

TEST_F(AliasedTargets, AnAliasMayBeAJoin) {
  const std::string rows = "room JOIN room_key ON room_key.room_id = room.id";
  const auto read = [&](const LoaderOption& option) {
    Session session(engine);
    sent.clear();
    Ids all;
    for (const auto& guest :
         session.scalars(select<Guest>().order_by(&Guest::id).options(option)).all()) {
      all.push_back(guest->room ? Id(guest->room->id) : 0);
    }
    return all;
  };
  const Ids expected = {1, 0};
  EXPECT_EQ(read(lazyload(&Guest::room)), expected);
  EXPECT_EQ(sent[1], "SELECT room.id FROM " + rows + " WHERE ? = room.id");
  EXPECT_EQ(read(joinedload(&Guest::room)), expected);
  EXPECT_EQ(sent[0],
            "SELECT guest.id, guest.room_id, room_1.id AS id_1 FROM guest LEFT OUTER "
            "JOIN (room AS room_1 JOIN room_key AS room_key_1 ON room_key_1.room_id = "
            "room_1.id) ON guest.room_id = room_1.id ORDER BY guest.id");
  EXPECT_EQ(read(selectinload(&Guest::room)), expected);
  EXPECT_EQ(sent[1], "SELECT guest_1.id, room.id FROM guest AS guest_1 JOIN (" + rows +
                         ") ON guest_1.room_id = room.id WHERE guest_1.id IN (?, ?)");
  EXPECT_EQ(read(subqueryload(&Guest::room)), expected);
  EXPECT_EQ(sent[1],
            "SELECT room.id AS room_id, anon_1.guest_room_id AS anon_1_guest_room_id "
            "FROM (SELECT DISTINCT guest.room_id AS guest_room_id FROM guest) AS anon_1 "
            "JOIN (" +
                rows + ") ON anon_1.guest_room_id = room.id");
  EXPECT_EQ(text(select(&Guest::id).join(&Guest::room)),
            "SELECT guest.id FROM guest JOIN (" + rows + ") ON guest.room_id = room.id");
  EXPECT_EQ(text(select(&Guest::id).where(col(&Guest::room).has())),
            "SELECT guest.id FROM guest WHERE EXISTS (SELECT 1 FROM " + rows +
                " WHERE guest.room_id = room.id)");
  Session session(engine);
  const auto room = session.get<Room>(1);
  EXPECT_EQ(text(select(&Guest::id).where(col(&Guest::room) == room)),
            "SELECT guest.id FROM guest WHERE guest.room_id = ?");
  EXPECT_EQ(text(select(&Guest::id).where(col(&Guest::room) != room)),
            "SELECT guest.id FROM guest WHERE NOT (EXISTS (SELECT 1 FROM " + rows +
                " WHERE guest.room_id = room.id AND room.id = ?))");
}

TEST_F(AliasedTargets, PlainColumnsOfAnAliasAreWritten) {
  Session session(engine);
  auto guest = session.get<Guest>(2);
  guest->room = session.get<Room>(1);
  session.commit();
  EXPECT_EQ(guest->room_id, 1);
}

TEST_F(AliasedTargets, ALinkTableLeadsToAnAlias) {
  const std::string rows =
      "(SELECT label.id AS id, label.text AS text FROM label WHERE label.text != ?) AS anon_1";
  const auto read = [&](const LoaderOption& option) {
    Session session(engine);
    sent.clear();
    const auto parcel = session.scalars(select<Parcel>().options(option)).unique().one();
    return ids(parcel->labels);
  };
  EXPECT_EQ(read(lazyload(&Parcel::labels)), Ids{2});
  EXPECT_EQ(sent[1], "SELECT anon_1.id, anon_1.text FROM " + rows +
                         ", parcel_label WHERE ? = parcel_label.parcel_id AND anon_1.id = "
                         "parcel_label.label_id");
  EXPECT_EQ(read(selectinload(&Parcel::labels)), Ids{2});
  EXPECT_EQ(sent[1],
            "SELECT parcel_label.parcel_id, anon_1.id, anon_1.text FROM parcel_label "
            "JOIN " +
                rows +
                " ON anon_1.id = parcel_label.label_id WHERE "
                "parcel_label.parcel_id IN (?)");
  EXPECT_EQ(read(joinedload(&Parcel::labels)), Ids{2});
  EXPECT_EQ(sent[0],
            "SELECT parcel.id, anon_1.id AS id_1, anon_1.text FROM parcel LEFT OUTER "
            "JOIN (parcel_label AS parcel_label_1 JOIN " +
                rows +
                " ON anon_1.id = parcel_label_1.label_id) ON parcel.id = "
                "parcel_label_1.parcel_id");
  EXPECT_EQ(read(subqueryload(&Parcel::labels)), Ids{2});
  EXPECT_EQ(text(select(&Parcel::id).where(col(&Parcel::labels).any())),
            "SELECT parcel.id FROM parcel WHERE EXISTS (SELECT 1 FROM " + rows +
                ", parcel_label WHERE parcel.id = parcel_label.parcel_id AND anon_1.id = "
                "parcel_label.label_id)");
}

TEST(AliasedTargetErrors, AnAliasOfTheClassNeedsNoCondition) {
  EXPECT_EQ(message_of([](RelationshipMapping songs) {
              songs.aliased_target([] { return aliased<Song>(); }).viewonly();
            }),
            "nothing thrown");
}

TEST(AliasedTargetErrors, AFlushCannotWriteWhatTheClassIsNotMappedTo) {
  EXPECT_EQ(message_of([](RelationshipMapping songs) {
              songs.aliased_target(
                  [] {
                    const auto rows = select(literal(7).label("id"), literal(1).label("singer_id"));
                    return aliased<Song>(rows.subquery("s"), {.adapt_on_names = true});
                  },
                  [](const Aliased<Song>& song) {
                    return foreign(song[&Song::singer_id]) == col(&Singer::id);
                  });
            }),
            "ArgumentError: relationship Singer.songs: a flush cannot write column 's.singer_id' "
            "of its aliased_target, to which class 'Song' is not mapped; add viewonly()");
}

TEST(AliasedTargetErrors, TheAliasIsOneOfTheMembersClass) {
  EXPECT_EQ(message_of([](RelationshipMapping songs) {
              songs.aliased_target([] { return aliased<Singer>(); }).viewonly();
            }),
            "ArgumentError: relationship Singer.songs: its aliased_target is an alias of class "
            "'Singer', but its objects are of class 'Song'; give aliased<Song>()");
}

TEST(AliasedTargetErrors, ABackrefIsNotDerivedFromIt) {
  EXPECT_EQ(message_of([](RelationshipMapping songs) {
              songs.aliased_target([] { return aliased<Song>(); }).backref("singer").viewonly();
            }),
            "ArgumentError: relationship Singer.songs: a backref cannot be derived from the join "
            "to an aliased_target; declare both sides, each with its own primaryjoin");
}

TEST(AliasedTargetErrors, AWriteOnlyCollectionHasNone) {
  EXPECT_EQ(
      message_of([](RelationshipMapping songs) {
        songs.aliased_target([] { return aliased<Song>(); }).lazy(Lazy::write_only).viewonly();
      }),
      "ArgumentError: relationship Singer.songs: a collection with lazy='write_only' queries "
      "the class's own table and has no aliased_target; declare Relationship<List<Song>>");
}

TEST(AliasedTargetErrors, AConditionInOtherColumnsIsRefused) {
  const std::string message = message_of([](RelationshipMapping songs) {
    songs.aliased_target([] { return aliased<Song>("other"); })
        .primaryjoin([] { return col(&Song::singer_id) == col(&Singer::id); })
        .viewonly();
  });
  EXPECT_NE(message.find("Singer.songs"), std::string::npos) << message;
  EXPECT_NE(message.find("song.singer_id = singer.id"), std::string::npos) << message;
}
