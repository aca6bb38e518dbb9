// Relationships to an alias of a table, of a join, and over a link table. The texts are those that
// SQLAlchemy sends for the same mapping.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "cupel/orm.hpp"

#include "aliased_target_model.hpp"

namespace cupel::aliased_target_tables {
namespace {

using namespace aliased_target_model;

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

struct AliasedTables : RecordedDatabase {
  AliasedTables() {
    const Table links("parcel_label", registry.metadata(),
                      Column("parcel_id", ForeignKey("parcel.id"), primary_key),
                      Column("label_id", ForeignKey("label.id"), primary_key));
    registry.map<Part, Guest, Room, Key, Parcel, Label>();
    registry.metadata().create_all(engine);
    Session setup(engine);
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
    record();
  }
};

}  // namespace

TEST_F(AliasedTables, ATableMayBeReadASecondTime) {
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

TEST_F(AliasedTables, AnAliasMayBeAJoin) {
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

TEST_F(AliasedTables, PlainColumnsOfAnAliasAreWritten) {
  Session session(engine);
  auto guest = session.get<Guest>(2);
  guest->room = session.get<Room>(1);
  session.commit();
  EXPECT_EQ(guest->room_id, 1);
}

TEST_F(AliasedTables, ALinkTableLeadsToAnAlias) {
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

}  // namespace cupel::aliased_target_tables
