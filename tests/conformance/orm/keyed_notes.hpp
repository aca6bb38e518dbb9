#pragma once
// A dictionary of children by one of their columns, for the variations of keyed collections.

#include "mappings.hpp"

namespace cupel::conformance::keyed_notes {

struct Note;
struct Item {
  static constexpr auto tablename = "item";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<Dict<std::string, Note>, keyed_by<"key">, cascade<"all, delete-orphan">,
               back_populates<"item">, order_by<"Note.id">>
      notes{};
};
struct Note {
  static constexpr auto tablename = "note";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"item.id">> item_id{};
  Mapped<std::string, length<10>> key{};
  Mapped<OptionalText, length<10>> body{};
  Relationship<Item, back_populates<"notes">> item{};
};

}  // namespace cupel::conformance::keyed_notes
