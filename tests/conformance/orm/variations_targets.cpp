// Area variations: relationships to aliased classes.

#include "mappings.hpp"
#include "relations.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

namespace varied_windows {

struct Track;
struct Note;
struct Album {
  static constexpr auto tablename = "album";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> name{};
  Relationship<List<Track>> best{};
  Relationship<Track> first{};
  static void configure(Mapping<Album>& m);
};
struct Track {
  static constexpr auto tablename = "track";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"album.id">> album_id{};
  Mapped<OptionalText, length<10>> title{};
  Relationship<List<Note>, order_by<"Note.id">> notes{};
};
struct Note {
  static constexpr auto tablename = "note";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"track.id">> track_id{};
};

Aliased<Track> numbered_tracks() {
  return aliased<Track>(select(entity<Track>(), func::row_number()
                                                    .over({.partition_by = {col(&Track::album_id)},
                                                           .order_by = {col(&Track::id)}})
                                                    .label("number"))
                            .subquery());
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

using Windows = Map<Album, Track, Note>;

SCENARIO("variations/aliased_target_loading", Windows) {
  const auto show = [&](std::string_view label, const auto&... options) {
    session.expunge_all();
    auto albums = select<Album>().order_by(&Album::id);
    if constexpr (sizeof...(options) > 0) albums = albums.options(options...);
    note(label, each(session.scalars(albums).unique().all(), [](const auto& a) {
           const auto best = titles(a->best);
           return list(a->name, best, a->first ? observe(a->first->title) : observe(nullptr));
         }));
  };
  show("lazy");
  show("selectin best", selectinload(&Album::best));
  show("selectin first", selectinload(&Album::first));
  show("joined best", joinedload(&Album::best));
  show("joined first", joinedload(&Album::first));
  show("subquery best", subqueryload(&Album::best));
  show("subquery first", subqueryload(&Album::first));
  show("immediate best", immediateload(&Album::best));
  show("immediate first", immediateload(&Album::first));
  show("joined both", joinedload(&Album::best), joinedload(&Album::first));
}

SCENARIO("variations/aliased_target_onward", Windows) {
  const auto numbered = col(&Album::best).entity();
  const auto show = [&](std::string_view label, const LoaderOption& option) {
    session.expunge_all();
    const auto albums =
        session.scalars(select<Album>().options(option).order_by(&Album::id)).unique().all();
    note(label, each(albums, [](const auto& a) {
           return list_of(each(a->best, [](const auto& t) { return list_of(ids(t->notes)); }));
         }));
  };
  show("selectin selectin", selectinload(&Album::best).selectinload(numbered[&Track::notes]));
  show("selectin joined", selectinload(&Album::best).joinedload(numbered[&Track::notes]));
  show("joined selectin", joinedload(&Album::best).selectinload(numbered[&Track::notes]));
  show("joined joined", joinedload(&Album::best).joinedload(numbered[&Track::notes]));
  show("subquery subquery", subqueryload(&Album::best).subqueryload(numbered[&Track::notes]));
  note(
      "limit",
      names(session
                .scalars(
                    select<Album>().options(joinedload(&Album::best)).order_by(&Album::id).limit(2))
                .unique()
                .all()));
  const auto hidden = with_loader_criteria<Track>(col(&Track::title) != "t1");
  for (const LoaderOption& option : {selectinload(&Album::best), joinedload(&Album::best),
                                     subqueryload(&Album::best), lazyload(&Album::best)}) {
    session.expunge_all();
    const auto albums =
        session.scalars(select<Album>().options(option, hidden).order_by(&Album::id))
            .unique()
            .all();
    note("criteria", each(albums, [](const auto& a) { return list_of(titles(a->best)); }));
  }
}

SCENARIO("variations/aliased_target_queries", Windows) {
  const auto ask = [&](std::string_view label, const auto& statement) {
    note(label, session.execute(statement).all());
  };
  const auto numbered = col(&Album::best).entity();
  const auto first = col(&Album::first).entity();
  ask("join",
      select(&Album::id, numbered[&Track::id]).join(&Album::best).order_by(numbered[&Track::id]));
  ask("outerjoin", select(&Album::id).outerjoin(&Album::first).order_by(&Album::id));
  ask("where", select(&Album::id).join(&Album::best).where(numbered[&Track::title] == "t2"));
  ask("onward", select(&Album::id, &Note::id)
                    .join(&Album::best)
                    .join(numbered[&Track::notes])
                    .order_by(&Note::id));
  ask("and", select(&Album::id).join(col(&Album::best).and_(col(&Track::title) == "t1")));
  const auto other = aliased<Album>("other");
  ask("alias", select(other[&Album::id]).join(other[&Album::first]).order_by(other[&Album::id]));
  ask("any", select(&Album::id).where(col(&Album::best).any()).order_by(&Album::id));
  ask("any of", select(&Album::id).where(col(&Album::best).any(numbered[&Track::title] == "t2")));
  ask("any alias",
      select(other[&Album::id]).where(other[&Album::best].any()).order_by(other[&Album::id]));
  ask("has", select(&Album::id).where(col(&Album::first).has(first[&Track::title] == "t4")));
  ask("none", select(&Album::id).where(col(&Album::first) == nullptr));
  ask("some", select(&Album::id).where(col(&Album::first) != nullptr).order_by(&Album::id));
  session.expunge_all();
  const auto album = session.get<Album>(2);
  ask("parent", select(numbered[&Track::id])
                    .where(with_parent(album, &Album::best))
                    .order_by(numbered[&Track::id]));
}

}  // namespace varied_windows

namespace varied_guests {

struct Room {
  static constexpr auto tablename = "room";
  Mapped<std::int64_t, primary_key> id{};
};
struct RoomKey {
  static constexpr auto tablename = "room_key";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"room.id">> room_id{};
};
struct Guest {
  static constexpr auto tablename = "guest";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"room.id">> room_id{};
  Mapped<OptionalInt, foreign_key<"guest.id">> host_id{};
  Relationship<Room> room{};
  Relationship<List<Guest>> invited{};
  static void configure(Mapping<Guest>& m) {
    m.relationship(&Guest::room).aliased_target(&rooms_with_key, [](const Aliased<Room>& open) {
      return col(&Guest::room_id) == open[&Room::id];
    });
    m.relationship(&Guest::invited)
        .aliased_target(
            [] { return aliased<Guest>(); },
            [](const Aliased<Guest>& guest) { return guest[&Guest::host_id] == col(&Guest::id); })
        .order_by(&Guest::id)
        .viewonly();
  }
  static Aliased<Room> rooms_with_key() {
    return aliased<Room>(join(FromExpr(mapper_of<Room>().selectable()),
                              FromExpr(mapper_of<RoomKey>().selectable()),
                              col(&RoomKey::room_id) == col(&Room::id)));
  }
};

using Guests = Map<Room, RoomKey, Guest>;

SCENARIO("variations/aliased_target_tables", Guests) {
  const auto show = [&](std::string_view label, const auto&... options) {
    session.expunge_all();
    auto guests = select<Guest>().order_by(&Guest::id);
    if constexpr (sizeof...(options) > 0) guests = guests.options(options...);
    note(label, each(session.scalars(guests).unique().all(), [](const auto& g) {
           const auto invited = ids(g->invited);
           return list(g->id, invited, g->room ? observe(g->room->id) : observe(nullptr));
         }));
  };
  show("lazy");
  show("selectin", selectinload(&Guest::invited), selectinload(&Guest::room));
  show("joined", joinedload(&Guest::invited), joinedload(&Guest::room));
  show("subquery", subqueryload(&Guest::invited), subqueryload(&Guest::room));
  show("immediate", immediateload(&Guest::invited), immediateload(&Guest::room));
  const auto ask = [&](std::string_view label, const auto& statement) {
    note(label, session.execute(statement).all());
  };
  const auto invited = col(&Guest::invited).entity();
  ask("join", select(&Guest::id).join(&Guest::room).order_by(&Guest::id));
  ask("outerjoin",
      select(&Guest::id).outerjoin(&Guest::invited).order_by(&Guest::id, invited[&Guest::id]));
  ask("has", select(&Guest::id).where(col(&Guest::room).has()).order_by(&Guest::id));
  ask("any", select(&Guest::id).where(col(&Guest::invited).any()).order_by(&Guest::id));
  session.expunge_all();
  const auto room = session.get<Room>(1);
  ask("equal", select(&Guest::id).where(col(&Guest::room) == room).order_by(&Guest::id));
  ask("other", select(&Guest::id).where(col(&Guest::room) != room).order_by(&Guest::id));
  const auto guest = session.get<Guest>(2);
  guest->room = room;
  session.commit();
  note("written", guest->room_id);
}

}  // namespace varied_guests

}  // namespace cupel::conformance
