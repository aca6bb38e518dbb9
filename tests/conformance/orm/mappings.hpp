#pragma once
// The mappings that several scenarios share; see "Shared mappings" of the corpus' README.

#include <cstdint>
#include <optional>
#include <string>

#include "cupel/orm.hpp"

namespace cupel::conformance {

using OptionalText = std::optional<std::string>;
using OptionalInt = std::optional<std::int64_t>;

// ---- blog ---------------------------------------------------------------------------------------

struct Post;
struct Profile;
struct Tag;

struct User {
  static constexpr auto tablename = "users";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<30>> name{};
  Mapped<OptionalInt> age{};
  Relationship<List<Post>, back_populates<"user">, order_by<"Post.id">> posts{};
  Relationship<Profile, back_populates<"user">> profile{};
};

struct Profile {
  static constexpr auto tablename = "profiles";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"users.id">> user_id{};
  Mapped<OptionalText, length<50>> bio{};
  Relationship<User, back_populates<"profile">> user{};
};

struct Post {
  static constexpr auto tablename = "posts";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"users.id">> user_id{};
  Mapped<OptionalText, length<50>> title{};
  Relationship<User, back_populates<"posts">> user{};
  Relationship<List<Tag>, secondary<"post_tags">, back_populates<"posts">, order_by<"Tag.id">>
      tags{};
};

struct Tag {
  static constexpr auto tablename = "tags";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<30>> name{};
  Relationship<List<Post>, secondary<"post_tags">, back_populates<"tags">, order_by<"Post.id">>
      posts{};
};

struct Blog {
  static void map(Registry& registry) {
    Table("post_tags", registry.metadata(), Column("post_id", ForeignKey("posts.id"), primary_key),
          Column("tag_id", ForeignKey("tags.id"), primary_key));
    registry.map<User, Profile, Post, Tag>();
  }
};

// ---- owner_pets ---------------------------------------------------------------------------------

struct Pet;

struct Owner {
  static constexpr auto tablename = "owner";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<30>> name{};
  Relationship<List<Pet>, back_populates<"owner">, cascade<"all, delete-orphan">,
               order_by<"Pet.id">>
      pets{};
};

struct Pet {
  static constexpr auto tablename = "pet";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"owner.id">> owner_id{};
  Mapped<OptionalText, length<30>> name{};
  Relationship<Owner, back_populates<"pets">> owner{};
};

struct OwnerPets {
  static void map(Registry& registry) { registry.map<Owner, Pet>(); }
};

// ---- single_table_item --------------------------------------------------------------------------

struct Item {
  static constexpr auto tablename = "item";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<30>> name{};
  Mapped<OptionalInt> qty{};
  Mapped<OptionalText, length<50>> note{};
};

struct SingleTableItem {
  static void map(Registry& registry) { registry.map<Item>(); }
};

// ---- tree ---------------------------------------------------------------------------------------

struct Node {
  static constexpr auto tablename = "node";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"node.id">> parent_id{};
  Mapped<OptionalText, length<30>> label{};
  Relationship<List<Node>, back_populates<"parent">, cascade<"all">, order_by<"Node.id">>
      children{};
  Relationship<Node, back_populates<"children">, remote_side<"id">> parent{};
};

struct Tree {
  static void map(Registry& registry) { registry.map<Node>(); }
};

}  // namespace cupel::conformance
