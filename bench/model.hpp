// The classes of the benchmarks; their tables are those of raw_sqlite.hpp.
#pragma once

#include <cstdint>
#include <string>

#include <cupel/cupel.hpp>

namespace bench {

struct Item {
  static constexpr auto tablename = "item";
  cupel::Mapped<std::int64_t, cupel::primary_key> id{};
  cupel::Mapped<std::string, cupel::length<60>> name{};
  cupel::Mapped<std::int64_t> qty{};
};

struct Child;
struct Parent {
  static constexpr auto tablename = "parent";
  cupel::Mapped<std::int64_t, cupel::primary_key> id{};
  cupel::Mapped<std::string, cupel::length<60>> name{};
  cupel::Relationship<cupel::List<Child>, cupel::back_populates<"parent">> children{};
};
struct Child {
  static constexpr auto tablename = "child";
  cupel::Mapped<std::int64_t, cupel::primary_key> id{};
  cupel::Mapped<std::int64_t, cupel::foreign_key<"parent.id">, cupel::indexed> parent_id{};
  cupel::Mapped<std::string, cupel::length<60>> name{};
  cupel::Relationship<Parent, cupel::back_populates<"children">> parent{};
};

}  // namespace bench
