// What configuring a registry makes of relationships, and what it says of broken ones.

#include <functional>
#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/warnings.hpp"
#include "cupel/orm/mapper/registry.hpp"
#include "cupel/orm/relationships/relationship_property.hpp"
#include "cupel/types/types.hpp"

using namespace cupel;

namespace {

std::string message_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return std::string(error.name()) + ": " + error.message();
  }
  return "nothing thrown";
}

template <class T>
const RelationshipProperty& relationship(std::string_view key) {
  mapper_of<T>().ensure_configured();
  return mapper_of<T>().relationship(key);
}

struct Address;
struct Customer {
  static constexpr auto tablename = "customers";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<Address>, back_populates<"customer">, cascade<"all, delete-orphan">>
      addresses{};
};
struct Address {
  static constexpr auto tablename = "addresses";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::optional<std::int64_t>, foreign_key<"customers.id">> customer_id{};
  Relationship<Customer, back_populates<"addresses">> customer{};
};

struct Node {
  static constexpr auto tablename = "nodes";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::optional<std::int64_t>, foreign_key<"nodes.id">> parent_id{};
  Relationship<List<Node>, back_populates<"parent">> children{};
  Relationship<Node, back_populates<"children">, remote_side<"id">> parent{};
};

struct Tag;
struct Post {
  static constexpr auto tablename = "posts";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<Tag>, secondary<"post_tags">, backref<"posts">> tags{};
};
struct Tag {
  static constexpr auto tablename = "tags";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<Post>> posts{};
};

struct Lonely {
  static constexpr auto tablename = "lonely";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<Tag>> tags{};
};

struct Order {
  static constexpr auto tablename = "orders";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::int64_t, foreign_key<"customers.id">> payer_id{};
  Mapped<std::int64_t, foreign_key<"customers.id">> receiver_id{};
  Relationship<Customer> payer{};
};

struct GoodOrder {
  static constexpr auto tablename = "orders";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::int64_t, foreign_key<"customers.id">> payer_id{};
  Mapped<std::int64_t, foreign_key<"customers.id">> receiver_id{};
  Relationship<Customer, foreign_keys<"receiver_id">> receiver{};
};

struct WrongSide {
  static constexpr auto tablename = "wrong_side";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::int64_t, foreign_key<"customers.id">> customer_id{};
  Relationship<Customer, cascade<"all, delete-orphan">> customer{};
};

struct MissingReverse {
  static constexpr auto tablename = "missing_reverse";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::int64_t, foreign_key<"customers.id">> customer_id{};
  Relationship<Customer, back_populates<"adresses">> customer{};
};

struct CollectionOfOne {
  static constexpr auto tablename = "collection_of_one";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::int64_t, foreign_key<"customers.id">> customer_id{};
  Relationship<List<Customer>> customers{};
};

struct TwoWriters {
  static constexpr auto tablename = "two_writers";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::int64_t, foreign_key<"customers.id">> customer_id{};
  Relationship<Customer> one{};
  Relationship<Customer> other{};
};

}  // namespace

TEST(Relationships, DirectionFollowsTheForeignKey) {
  Registry registry;
  registry.map<Customer, Address>();
  const auto& addresses = relationship<Customer>("addresses");
  const auto& customer = relationship<Address>("customer");
  EXPECT_EQ(addresses.direction(), Direction::one_to_many);
  EXPECT_EQ(customer.direction(), Direction::many_to_one);
  EXPECT_TRUE(addresses.uselist());
  EXPECT_FALSE(customer.uselist());
  EXPECT_TRUE(addresses.cascade().delete_orphan());
  ASSERT_EQ(addresses.reverse_properties().size(), 1U);
  EXPECT_EQ(addresses.reverse_properties().front(), &customer);
  ASSERT_EQ(addresses.sync_pairs().size(), 1U);
  EXPECT_EQ(addresses.sync_pairs()[0].source, &mapper_of<Customer>().column_property("id"));
  EXPECT_EQ(addresses.sync_pairs()[0].dest, &mapper_of<Address>().column_property("customer_id"));
  EXPECT_EQ(customer.sync_pairs()[0].dest, &mapper_of<Address>().column_property("customer_id"));
  EXPECT_TRUE(customer.use_get());
  EXPECT_EQ(customer.get_key_properties().front(),
            &mapper_of<Address>().column_property("customer_id"));
  EXPECT_EQ(attribute_of(&Customer::addresses).setup().reverse, &attribute_of(&Address::customer));
  EXPECT_TRUE(attribute_of(&Customer::addresses).setup().track_parent);
}

TEST(Relationships, RemoteSideTellsTheParentOfASelfReference) {
  Registry registry;
  registry.map<Node>();
  EXPECT_EQ(relationship<Node>("children").direction(), Direction::one_to_many);
  EXPECT_EQ(relationship<Node>("parent").direction(), Direction::many_to_one);
  EXPECT_TRUE(relationship<Node>("parent").is_self_referential());
  EXPECT_TRUE(relationship<Node>("parent").use_get());
}

TEST(Relationships, BackrefConfiguresTheOtherSide) {
  Registry registry;
  Table("post_tags", registry.metadata(), Column("post_id", ForeignKey("posts.id"), primary_key),
        Column("tag_id", ForeignKey("tags.id"), primary_key));
  registry.map<Post, Tag>();
  const auto& posts = relationship<Tag>("posts");
  EXPECT_EQ(posts.direction(), Direction::many_to_many);
  EXPECT_EQ(posts.reverse_properties().front(), &relationship<Post>("tags"));
  EXPECT_EQ(posts.sync_pairs()[0].dest_column->key_text(), "tag_id");
  EXPECT_EQ(posts.secondary_sync_pairs()[0].dest_column->key_text(), "post_id");
}

TEST(Relationships, ForeignKeysChooseAmongSeveralPaths) {
  Registry registry;
  registry.map<Customer, Address, GoodOrder>();
  EXPECT_EQ(relationship<GoodOrder>("receiver").local_remote_pairs()[0].local->key_text(),
            "receiver_id");
}

TEST(Relationships, SeveralPathsAreListed) {
  Registry registry;
  registry.map<Customer, Address, Order>();
  EXPECT_EQ(
      message_of([&] { registry.configure(); }),
      "AmbiguousForeignKeysError: relationship Order.payer: several foreign keys link table "
      "'orders' and table 'customers' (orders.payer_id -> customers.id; orders.receiver_id -> "
      "customers.id); choose one with foreign_keys, such as foreign_keys<\"payer_id\">, or "
      "give primaryjoin");
}

TEST(Relationships, NoPathProposesAForeignKey) {
  Registry registry;
  Table("post_tags", registry.metadata(), Column("post_id", ForeignKey("posts.id"), primary_key),
        Column("tag_id", ForeignKey("tags.id"), primary_key));
  registry.map<Lonely, Tag, Post>();
  EXPECT_EQ(message_of([&] { registry.configure(); }),
            "NoForeignKeysError: relationship Lonely.tags: no foreign key links table 'lonely' and "
            "table 'tags'; declare foreign_key<\"lonely.id\"> on a column of 'tags' (or "
            "foreign_key<\"tags.id\"> on one of 'lonely'), or give primaryjoin");
  EXPECT_EQ(message_of([&] { registry.configure(); }).substr(0, 65),
            "InvalidRequestError: One or more mappers failed to initialize - c");
}

TEST(Relationships, AnUnmappedTargetIsNamed) {
  Registry registry;
  registry.map<Customer>();
  EXPECT_EQ(message_of([&] { registry.configure(); }),
            "InvalidRequestError: relationship Customer.addresses: class 'Address' is not mapped; "
            "map it too, before the registry is configured: registry.map<Customer, Address>()");
}

TEST(Relationships, AMissingReverseProposesANearOne) {
  Registry registry;
  registry.map<Customer, Address, MissingReverse>();
  EXPECT_EQ(
      message_of([&] { registry.configure(); }),
      "InvalidRequestError: relationship MissingReverse.customer: its other side is said to be "
      "'adresses', but Mapper[Customer(customers)] has no property 'adresses'; did you mean "
      "'addresses'?");
}

TEST(Relationships, DeleteOrphanBelongsToTheOneSide) {
  Registry registry;
  registry.map<Customer, Address, WrongSide>();
  EXPECT_EQ(message_of([&] { registry.configure(); }),
            "ArgumentError: relationship WrongSide.customer: cascade delete-orphan belongs to the "
            "'one' side of a one-to-many relationship, and this one is many-to-one; declare it on "
            "the other side, or add single_parent if each Customer belongs to one WrongSide only");
}

TEST(Relationships, ACollectionOnTheForeignKeysSideIsRefused) {
  Registry registry;
  registry.map<Customer, Address, CollectionOfOne>();
  EXPECT_EQ(message_of([&] { registry.configure(); }),
            "ArgumentError: relationship CollectionOfOne.customers: it is a collection, but its "
            "foreign key is in table 'collection_of_one' itself, so each CollectionOfOne has one "
            "Customer at most; declare Relationship<Customer>");
}

TEST(Relationships, TwoThatWriteOneColumnAreWarnedAbout) {
  Registry registry;
  registry.map<Customer, Address, TwoWriters>();
  WarningCapture warnings;
  registry.configure();
  ASSERT_EQ(warnings.entries().size(), 1U);
  EXPECT_EQ(warnings.entries()[0].text.substr(0, 112),
            "relationship 'TwoWriters.other' will copy column customers.id to column "
            "two_writers.customer_id, which conflicts");
}
