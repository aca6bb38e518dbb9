#pragma once
// The mapping that the tests of this layer share: users, profiles, posts and tags.

#include <cstdint>
#include <optional>
#include <string>

#include "cupel/orm/mapper/registry.hpp"
#include "cupel/orm/query/col.hpp"
#include "cupel/types/types.hpp"

namespace blog {

using namespace cupel;

struct Post;
struct Profile;
struct Tag;

struct User {
  static constexpr auto tablename = "users";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::optional<std::string>> name{};
  Mapped<std::optional<std::int64_t>> age{};
  Relationship<List<Post>, back_populates<"user">, order_by<"Post.id">> posts{};
  Relationship<Profile, back_populates<"user">> profile{};
};

struct Profile {
  static constexpr auto tablename = "profiles";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::optional<std::int64_t>, foreign_key<"users.id">> user_id{};
  Mapped<std::optional<std::string>> bio{};
  Relationship<User, back_populates<"profile">> user{};
};

struct Post {
  static constexpr auto tablename = "posts";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::optional<std::int64_t>, foreign_key<"users.id">> user_id{};
  Mapped<std::optional<std::string>> title{};
  Relationship<User, back_populates<"posts">> user{};
  Relationship<List<Tag>, secondary<"post_tags">, back_populates<"posts">, order_by<"Tag.id">>
      tags{};
};

struct Tag {
  static constexpr auto tablename = "tags";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::optional<std::string>> name{};
  Relationship<List<Post>, secondary<"post_tags">, back_populates<"tags">, order_by<"Post.id">>
      posts{};
};

struct Node {
  static constexpr auto tablename = "node";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::optional<std::int64_t>, foreign_key<"node.id">> parent_id{};
  Mapped<std::optional<std::string>> label{};
  Relationship<List<Node>, back_populates<"parent">, cascade<"all">, order_by<"id">> children{};
  Relationship<Node, back_populates<"children">, remote_side<"id">> parent{};
};

/// Maps all of them while it lives.
struct Model {
  Model() {
    Table("post_tags", registry.metadata(), Column("post_id", ForeignKey("posts.id"), primary_key),
          Column("tag_id", ForeignKey("tags.id"), primary_key));
    registry.map<User, Profile, Post, Tag, Node>();
  }
  Registry registry;
};

}  // namespace blog
