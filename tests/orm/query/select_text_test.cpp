// The SQL of statements over mapped classes, as SQLAlchemy 2.1 writes it.

#include <gtest/gtest.h>

#include "cupel/error/core_errors.hpp"
#include "cupel/sql/compiler/compile.hpp"
#include "cupel/sql/expression/func.hpp"

#include "blog_model.hpp"

using namespace blog;

namespace {

struct SelectText : testing::Test {
  Model model;
};

template <class S>
std::string sql(const S& statement) {
  return to_string(statement);
}

}  // namespace

TEST_F(SelectText, AnEntityIsItsColumns) {
  EXPECT_EQ(sql(select<User>()), "SELECT users.id, users.name, users.age \nFROM users");
  EXPECT_EQ(sql(select(aliased<User>())),
            "SELECT users_1.id, users_1.name, users_1.age \nFROM users AS users_1");
  EXPECT_EQ(sql(select(&User::id, &Post::id)),
            "SELECT users.id, posts.id AS id_1 \nFROM users, posts");
}

TEST_F(SelectText, ConditionsNameMembers) {
  EXPECT_EQ(sql(select(&User::name).where(col(&User::name) == "ed", col(&User::posts).any())),
            "SELECT users.name \nFROM users \nWHERE users.name = :name_1 AND (EXISTS (SELECT 1 \n"
            "FROM posts \nWHERE users.id = posts.user_id))");
  EXPECT_EQ(sql(select<User>().filter_by(&User::name, "ed").order_by(&User::id)),
            "SELECT users.id, users.name, users.age \nFROM users \nWHERE users.name = :name_1 "
            "ORDER BY users.id");
  EXPECT_EQ(sql(select(attr<User>("age")).where(attr<User>("age") == 3)),
            "SELECT users.age \nFROM users \nWHERE users.age = :age_1");
}

TEST_F(SelectText, JoinsFollowRelationships) {
  EXPECT_EQ(
      sql(select<User>().join(&User::posts).join(&Post::tags)),
      "SELECT users.id, users.name, users.age \nFROM users JOIN posts ON users.id = "
      "posts.user_id JOIN post_tags AS post_tags_1 ON posts.id = post_tags_1.post_id JOIN tags "
      "ON tags.id = post_tags_1.tag_id");
  EXPECT_EQ(sql(select(&User::name).select_from(entity<Post>()).join(&Post::user)),
            "SELECT users.name \nFROM posts JOIN users ON users.id = posts.user_id");
  EXPECT_EQ(sql(select(&User::name, &Post::title).outerjoin(&User::posts)),
            "SELECT users.name, posts.title \nFROM users LEFT OUTER JOIN posts ON users.id = "
            "posts.user_id");
  EXPECT_EQ(
      sql(select(&User::name).join(col(&User::posts).and_(col(&Post::title) == "second"))),
      "SELECT users.name \nFROM users JOIN posts ON users.id = posts.user_id AND posts.title = "
      ":title_1");
  EXPECT_EQ(sql(select(&User::name, &Post::title).join(entity<Post>())),
            "SELECT users.name, posts.title \nFROM users JOIN posts ON users.id = posts.user_id");
  EXPECT_EQ(sql(select(&User::name).join(entity<Post>(), col(&User::id) == col(&Post::user_id))),
            "SELECT users.name \nFROM users JOIN posts ON users.id = posts.user_id");
  EXPECT_EQ(sql(select(&Post::title, &User::name).join_from(entity<Post>(), entity<User>())),
            "SELECT posts.title, users.name \nFROM posts JOIN users ON users.id = posts.user_id");
}

TEST_F(SelectText, OuterJoinOverALinkTableKeepsItInside) {
  EXPECT_EQ(
      sql(select<Post>().outerjoin(&Post::tags)),
      "SELECT posts.id, posts.user_id, posts.title \nFROM posts LEFT OUTER JOIN (post_tags AS "
      "post_tags_1 JOIN tags ON tags.id = post_tags_1.tag_id) ON posts.id = "
      "post_tags_1.post_id");
}

TEST_F(SelectText, AliasesOfASelfReferentialClass) {
  const auto parent = aliased<Node>("parent");
  EXPECT_EQ(
      sql(select(&Node::label, parent[&Node::label])
              .join(col(&Node::parent).of_type(parent))
              .order_by(&Node::id)),
      "SELECT node.label, parent.label AS label_1 \nFROM node JOIN node AS parent ON parent.id "
      "= node.parent_id ORDER BY node.id");
  EXPECT_EQ(
      sql(select<Node>().join(parent, &Node::parent).where(parent[&Node::label] == "a")),
      "SELECT node.id, node.parent_id, node.label \nFROM node JOIN node AS parent ON parent.id "
      "= node.parent_id \nWHERE parent.label = :label_1");
  const auto p = aliased<Node>();
  const auto g = aliased<Node>();
  EXPECT_EQ(sql(select(&Node::label, p[&Node::label], g[&Node::label])
                    .join(p, &Node::parent)
                    .join(g, p[&Node::parent])),
            "SELECT node.label, node_1.label AS label_1, node_2.label AS label_2 \nFROM node JOIN "
            "node AS node_1 ON node_1.id = node.parent_id JOIN node AS node_2 ON node_2.id = "
            "node_1.parent_id");
}

TEST_F(SelectText, EntitiesReadFromSubqueries) {
  const auto inner = select(&Post::id, &Post::user_id, &Post::title)
                         .where(col(&Post::title) != "first")
                         .subquery("inner_posts");
  const auto pa = aliased<Post>(inner);
  EXPECT_EQ(
      sql(select(pa).order_by(pa[&Post::id])),
      "SELECT inner_posts.id, inner_posts.user_id, inner_posts.title \nFROM (SELECT posts.id "
      "AS id, posts.user_id AS user_id, posts.title AS title \nFROM posts \nWHERE posts.title "
      "!= :title_1) AS inner_posts ORDER BY inner_posts.id");
  EXPECT_EQ(sql(select(&User::name, pa[&Post::title]).join(pa, pa[&Post::user_id] == &User::id)),
            "SELECT users.name, inner_posts.title \nFROM users JOIN (SELECT posts.id AS id, "
            "posts.user_id AS user_id, posts.title AS title \nFROM posts \nWHERE posts.title != "
            ":title_1) AS inner_posts ON inner_posts.user_id = users.id");
}

TEST_F(SelectText, FunctionsAndGroups) {
  EXPECT_EQ(sql(select(&User::id, func::count(&Post::id)).join(&User::posts).group_by(&User::id)),
            "SELECT users.id, count(posts.id) AS count_1 \nFROM users JOIN posts ON users.id = "
            "posts.user_id GROUP BY users.id");
}

TEST_F(SelectText, AnyAndHas) {
  EXPECT_EQ(
      sql(select<Post>().where(col(&Post::tags).any(col(&Tag::name) == "blue"))),
      "SELECT posts.id, posts.user_id, posts.title \nFROM posts \nWHERE EXISTS (SELECT 1 \nFROM "
      "tags, post_tags \nWHERE posts.id = post_tags.post_id AND tags.id = post_tags.tag_id AND "
      "tags.name = :name_1)");
  EXPECT_EQ(
      sql(select<Post>().where(!col(&Post::user).has())),
      "SELECT posts.id, posts.user_id, posts.title \nFROM posts \nWHERE NOT (EXISTS (SELECT 1 "
      "\nFROM users \nWHERE users.id = posts.user_id))");
  EXPECT_EQ(sql(select(&User::id).where(
                col(&User::posts).any(col(&Post::tags).any(col(&Tag::name) == "red")))),
            "SELECT users.id \nFROM users \nWHERE EXISTS (SELECT 1 \nFROM posts \nWHERE users.id = "
            "posts.user_id AND (EXISTS (SELECT 1 \nFROM tags, post_tags \nWHERE posts.id = "
            "post_tags.post_id AND tags.id = post_tags.tag_id AND tags.name = :name_1)))");
  EXPECT_EQ(sql(select(&Node::id).where(col(&Node::children).any(col(&Node::label) == "a"))),
            "SELECT node.id \nFROM node \nWHERE EXISTS (SELECT 1 \nFROM node AS node_1 \nWHERE "
            "node.id = node_1.parent_id AND node_1.label = :label_1)");
}

TEST_F(SelectText, ComparisonWithNull) {
  EXPECT_EQ(sql(select(&Post::id).where(col(&Post::user) == nullptr)),
            "SELECT posts.id \nFROM posts \nWHERE posts.user_id IS NULL");
  EXPECT_EQ(sql(select(&Post::id).where(col(&Post::user) != nullptr)),
            "SELECT posts.id \nFROM posts \nWHERE posts.user_id IS NOT NULL");
  EXPECT_EQ(sql(select(&User::id).where(col(&User::posts) == nullptr)),
            "SELECT users.id \nFROM users \nWHERE NOT (EXISTS (SELECT 1 \nFROM posts \nWHERE "
            "users.id = posts.user_id))");
  EXPECT_EQ(
      sql(select(&User::id).where(col(&User::profile) != nullptr)),
      "SELECT users.id \nFROM users \nWHERE EXISTS (SELECT 1 \nFROM profiles \nWHERE users.id "
      "= profiles.user_id)");
}

TEST_F(SelectText, ComparisonWithObjects) {
  const auto ed = make<User>({.id = 1});
  const auto blue = make<Tag>({.id = 2});
  const auto post = make<Post>({.user_id = 7});
  EXPECT_EQ(sql(select(&Post::id).where(col(&Post::user) == ed)),
            "SELECT posts.id \nFROM posts \nWHERE :param_1 = posts.user_id");
  EXPECT_EQ(sql(select(&Post::id).where(col(&Post::user) != ed)),
            "SELECT posts.id \nFROM posts \nWHERE posts.user_id != :user_id_1 OR posts.user_id IS "
            "NULL");
  EXPECT_EQ(sql(select(&Post::id).where(col(&Post::tags).contains(blue))),
            "SELECT posts.id \nFROM posts, post_tags AS post_tags_1 \nWHERE posts.id = "
            "post_tags_1.post_id AND :param_1 = post_tags_1.tag_id");
  EXPECT_EQ(sql(select(&User::id).where(col(&User::posts).contains(post))),
            "SELECT users.id \nFROM users \nWHERE users.id = :param_1");
  EXPECT_EQ(sql(select(&User::id).where(!col(&User::posts).contains(post))),
            "SELECT users.id \nFROM users \nWHERE users.id != :param_1");
  EXPECT_EQ(sql(select<Post>().where(with_parent(ed, &User::posts))),
            "SELECT posts.id, posts.user_id, posts.title \nFROM posts \nWHERE :param_1 = "
            "posts.user_id");
}

TEST_F(SelectText, KeysOfObjectsAreReadWhenTheStatementIsExecuted) {
  const auto ed = make<User>({.id = 1});
  const auto statement = select(&Post::id).where(col(&Post::user) == ed);
  ed->id = 5;
  const auto compiled = statement.compile(default_compiler_context());
  EXPECT_EQ(compiled.params().find("param_1")->as<std::int64_t>(), 5);
}

TEST_F(SelectText, WhatARelationshipCannotDoIsSaid) {
  const auto post = make<Post>();
  EXPECT_THROW(static_cast<void>(col(&User::posts) == post), InvalidRequestError);
  EXPECT_THROW(static_cast<void>(col(&User::posts).has()), InvalidRequestError);
  EXPECT_THROW(static_cast<void>(col(&Post::user).any()), InvalidRequestError);
  EXPECT_THROW(static_cast<void>(attr<User>("nam")), InvalidRequestError);
}
