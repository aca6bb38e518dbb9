// What configuring says of relationships to an aliased class that cannot be.

#include <cstdint>
#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "cupel/error/core_errors.hpp"
#include "cupel/orm.hpp"

namespace cupel::aliased_target_errors {
namespace {

using Id = std::int64_t;

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

}  // namespace cupel::aliased_target_errors
