// A session against a plain model in memory: whatever a program does, in whatever order, after each
// commit the database and the objects say what the model says. CUPEL_TEST_SEED in the environment
// tries another seed, CUPEL_TEST_RUNS more sequences.

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <sstream>

#include "model.hpp"

namespace cupel::session_model {
namespace {

/// Objects are numbered in the order in which they were made; the database's keys do not matter.
using Number = int;

struct ModelUser {
  Ref<User> object;
  std::string name;
};
struct ModelPost {
  Ref<Post> object;
  std::string title;
  std::optional<Number> user;
};
struct ModelTag {
  Ref<Tag> object;
  std::string name;
};
struct ModelProfile {
  Ref<Profile> object;
  std::optional<Number> user;
};
struct ModelOwner {
  Ref<Owner> object;
};
struct ModelPet {
  Ref<Pet> object;
  Number owner;
};

/// What should be there. Copied for each savepoint and commit, to go back to.
struct Model {
  std::map<Number, ModelUser> users;
  std::map<Number, ModelPost> posts;
  std::map<Number, ModelTag> tags;
  std::map<Number, ModelProfile> profiles;
  std::map<Number, ModelOwner> owners;
  std::map<Number, ModelPet> pets;
  std::set<std::pair<Number, Number>> links;  // post, tag
};

class Player {
 public:
  Player(Engine& engine, std::uint64_t seed) : session_(engine), random_(seed) {}

  void play(int steps) {
    for (int step = 0; step < steps; ++step) {
      one_step();
      if (::testing::Test::HasFatalFailure() || ::testing::Test::HasNonfatalFailure()) return;
    }
    commit();
  }
  [[nodiscard]] std::string history() const { return history_.str(); }

 private:
  int below(int n) { return std::uniform_int_distribution<int>(0, n - 1)(random_); }
  bool coin() { return below(2) == 0; }
  template <class Map>
  typename Map::iterator any(Map& map) {
    return std::next(map.begin(), below(static_cast<int>(map.size())));
  }
  std::string fresh_name() { return "n" + std::to_string(++names_); }
  void note(std::string_view what) { history_ << what << ' '; }

  void one_step() {
    switch (below(26)) {
      case 0:
        return add_user();
      case 1:
      case 2:
        return add_post();
      case 3:
        return add_tag();
      case 4:
        return add_profile();
      case 5:
        return add_owner();
      case 6:
      case 7:
        return add_pet();
      case 8:
      case 9:
        return give_post();
      case 10:
        return take_post();
      case 11:
      case 12:
        return link_tag();
      case 13:
        return unlink_tag();
      case 14:
        return give_profile();
      case 15:
        return move_pet();
      case 16:
        return remove_pet();
      case 17:
        return delete_something();
      case 18:
        return rename();
      case 19:
        return replace_collection();
      case 20:
        return expire();
      case 21:
        return merge();
      case 22:
        return savepoint();
      case 23:
        return coin() ? session_.flush() : query();
      case 24:
        return coin() ? commit() : end_savepoint(coin());
      default:
        return below(4) == 0 ? rollback() : query();
    }
  }

  // -- new objects -----------------------------------------------------------------------------

  void add_user() {
    note("add_user");
    const std::string name = fresh_name();
    model_.users[++numbers_] = {session_.add(User{.name = name}), name};
  }
  void add_post() {
    note("add_post");
    const std::string title = fresh_name();
    Ref<Post> post = make<Post>({.title = title});
    std::optional<Number> user;
    if (!model_.users.empty() && coin()) {
      const auto owner = any(model_.users);
      user = owner->first;
      // The collection brings it into the session; a reference does not.
      if (coin()) {
        owner->second.object->posts.append(post);
      } else {
        post->user = owner->second.object;
        session_.add(post);
      }
    } else {
      session_.add(post);
    }
    model_.posts[++numbers_] = {post, title, user};
  }
  void add_tag() {
    note("add_tag");
    const std::string name = fresh_name();
    model_.tags[++numbers_] = {session_.add(Tag{.name = name}), name};
  }
  void add_profile() {
    note("add_profile");
    model_.profiles[++numbers_] = {session_.add(Profile{.bio = fresh_name()}), std::nullopt};
  }
  void add_owner() {
    note("add_owner");
    model_.owners[++numbers_] = {session_.add(Owner{.name = fresh_name()})};
  }
  void add_pet() {
    if (model_.owners.empty()) return;
    note("add_pet");
    const auto owner = any(model_.owners);
    Ref<Pet> pet = make<Pet>({.name = fresh_name()});
    owner->second.object->pets.append(pet);
    model_.pets[++numbers_] = {pet, owner->first};
  }

  // -- links -----------------------------------------------------------------------------------

  void give_post() {
    if (model_.posts.empty() || model_.users.empty()) return;
    note("give_post");
    auto& post = any(model_.posts)->second;
    const auto user = any(model_.users);
    if (coin()) {
      post.object->user = user->second.object;
    } else if (post.user != user->first) {
      user->second.object->posts.append(post.object);
    }
    post.user = user->first;
  }
  void take_post() {
    if (model_.posts.empty()) return;
    auto& post = any(model_.posts)->second;
    if (!post.user) return;
    note("take_post");
    switch (below(3)) {
      case 0:
        post.object->user = nullptr;
        break;
      case 1:
        post.object->user.del();
        break;
      default:
        model_.users.at(*post.user).object->posts.remove(post.object);
        break;
    }
    post.user.reset();
  }
  void link_tag() {
    if (model_.posts.empty() || model_.tags.empty()) return;
    const auto post = any(model_.posts);
    const auto tag = any(model_.tags);
    if (!model_.links.emplace(post->first, tag->first).second) return;
    note("link_tag");
    if (coin()) {
      post->second.object->tags.append(tag->second.object);
    } else {
      tag->second.object->posts.append(post->second.object);
    }
  }
  void unlink_tag() {
    if (model_.links.empty()) return;
    note("unlink_tag");
    const auto link = any(model_.links);
    const Ref<Post>& post = model_.posts.at(link->first).object;
    const Ref<Tag>& tag = model_.tags.at(link->second).object;
    if (coin()) {
      post->tags.remove(tag);
    } else {
      tag->posts.remove(post);
    }
    model_.links.erase(link);
  }
  void give_profile() {
    if (model_.profiles.empty() || model_.users.empty()) return;
    note("give_profile");
    // One that is moved on before it was written is claimed by both parents, as in SQLAlchemy.
    session_.flush();
    const auto profile = any(model_.profiles);
    const auto user = any(model_.users);
    user->second.object->profile = profile->second.object;
    for (auto& [number, other] : model_.profiles) {
      if (other.user == user->first) other.user.reset();
    }
    profile->second.user = user->first;
  }
  void move_pet() {
    if (model_.pets.empty()) return;
    note("move_pet");
    auto& pet = any(model_.pets)->second;
    const auto owner = any(model_.owners);
    if (coin()) {
      pet.object->owner = owner->second.object;
    } else if (pet.owner != owner->first) {
      owner->second.object->pets.append(pet.object);
    }
    pet.owner = owner->first;
  }
  void remove_pet() {
    if (model_.pets.empty()) return;
    note("remove_pet");
    const auto pet = any(model_.pets);
    model_.owners.at(pet->second.owner).object->pets.remove(pet->second.object);
    model_.pets.erase(pet);
  }
  void replace_collection() {
    if (model_.users.empty()) return;
    note("replace_collection");
    const auto user = any(model_.users);
    std::vector<Ref<Post>> members;
    for (auto& [number, post] : model_.posts) {
      if (below(3) == 0) {
        members.push_back(post.object);
        post.user = user->first;
      } else if (post.user == user->first) {
        post.user.reset();
      }
    }
    std::ranges::shuffle(members, random_);
    user->second.object->posts = members;
  }

  // -- everything else ---------------------------------------------------------------------------

  // Links that were not written yet would go with, or get in the way of, the row.
  void delete_something() {
    session_.flush();
    switch (below(5)) {
      case 0: {
        if (model_.posts.empty()) return;
        note("delete_post");
        const auto post = any(model_.posts);
        session_.delete_(post->second.object);
        std::erase_if(model_.links, [&](const auto& link) { return link.first == post->first; });
        model_.posts.erase(post);
        break;
      }
      case 1: {
        if (model_.users.empty()) return;
        note("delete_user");
        const auto user = any(model_.users);
        session_.delete_(user->second.object);
        for (auto& [number, post] : model_.posts) {
          if (post.user == user->first) post.user.reset();
        }
        for (auto& [number, profile] : model_.profiles) {
          if (profile.user == user->first) profile.user.reset();
        }
        model_.users.erase(user);
        break;
      }
      case 2: {
        if (model_.tags.empty()) return;
        note("delete_tag");
        const auto tag = any(model_.tags);
        session_.delete_(tag->second.object);
        std::erase_if(model_.links, [&](const auto& link) { return link.second == tag->first; });
        model_.tags.erase(tag);
        break;
      }
      case 3: {
        if (model_.owners.empty()) return;
        note("delete_owner");
        const auto owner = any(model_.owners);
        session_.delete_(owner->second.object);
        std::erase_if(model_.pets,
                      [&](const auto& pet) { return pet.second.owner == owner->first; });
        model_.owners.erase(owner);
        break;
      }
      default: {
        if (model_.profiles.empty()) return;
        note("delete_profile");
        const auto profile = any(model_.profiles);
        session_.delete_(profile->second.object);
        model_.profiles.erase(profile);
        break;
      }
    }
    // A deleted member stays in loaded collections until they are loaded again.
    session_.flush();
    session_.expire_all();
  }
  void rename() {
    if (model_.users.empty() || model_.posts.empty()) return;
    note("rename");
    auto& user = any(model_.users)->second;
    user.object->name = user.name = fresh_name();
    auto& post = any(model_.posts)->second;
    post.object->title = post.title = fresh_name();
  }
  void expire() {
    note("expire");
    session_.flush();
    if (coin() || model_.posts.empty()) {
      session_.expire_all();
    } else {
      session_.expire(any(model_.posts)->second.object);
      if (!model_.users.empty()) session_.expire(any(model_.users)->second.object, {"posts"});
    }
  }
  void merge() {
    if (model_.users.empty()) return;
    note("merge");
    session_.flush();
    auto& user = any(model_.users)->second;
    user.name = fresh_name();
    const Ref<User> merged = session_.merge(User{.id = user.object->id.get(), .name = user.name});
    EXPECT_EQ(merged, user.object);
  }
  void query() {
    note("query");
    EXPECT_EQ(session_.scalars(select<Post>()).all().size(), model_.posts.size());
    EXPECT_EQ(session_.scalars(select<Pet>()).all().size(), model_.pets.size());
    if (model_.posts.empty()) return;
    const auto& post = any(model_.posts)->second;
    EXPECT_EQ(session_.get<Post>(post.object->id.get()), post.object);
  }

  // -- transactions ------------------------------------------------------------------------------

  void savepoint() {
    if (savepoints_.size() > 2) return;
    note("savepoint");
    transactions_.push_back(session_.begin_nested());
    savepoints_.push_back(model_);
  }
  void end_savepoint(bool keep) {
    if (savepoints_.empty()) return;
    note(keep ? "release" : "back_to_savepoint");
    if (keep) {
      transactions_.back().commit();
    } else {
      transactions_.back().rollback();
      model_ = savepoints_.back();
    }
    transactions_.pop_back();
    savepoints_.pop_back();
    if (!keep) check_objects();
  }
  void commit() {
    note("commit");
    session_.commit();
    transactions_.clear();
    savepoints_.clear();
    committed_ = model_;
    check_rows();
    check_objects();
  }
  void rollback() {
    note("rollback");
    session_.rollback();
    transactions_.clear();
    savepoints_.clear();
    model_ = committed_;
    check_objects();
  }

  // -- comparing ---------------------------------------------------------------------------------

  std::optional<std::int64_t> user_key(const std::optional<Number>& user) {
    if (!user) return std::nullopt;
    return model_.users.at(*user).object->id.get();
  }
  std::vector<std::string> rows(const std::string& sql) {
    std::vector<std::string> all;
    for (const Row<>& row : session_.execute(text(sql)).all()) {
      std::string line;
      for (std::size_t i = 0; i < row.size(); ++i) line += row[i].as<Value>().repr() + "|";
      all.push_back(line);
    }
    std::ranges::sort(all);
    return all;
  }
  template <class... Ts>
  static std::string line(const Ts&... fields) {
    std::string out;
    ((out += Value(fields).repr() + "|"), ...);
    return out;
  }

  void check_rows() {
    std::vector<std::string> users;
    std::vector<std::string> posts;
    std::vector<std::string> links;
    std::vector<std::string> profiles;
    std::vector<std::string> pets;
    for (const auto& [n, u] : model_.users) users.push_back(line(u.object->id.get(), u.name));
    for (const auto& [n, p] : model_.posts) {
      posts.push_back(line(p.object->id.get(), user_key(p.user), p.title));
    }
    for (const auto& [post, tag] : model_.links) {
      links.push_back(
          line(model_.posts.at(post).object->id.get(), model_.tags.at(tag).object->id.get()));
    }
    for (const auto& [n, p] : model_.profiles) {
      profiles.push_back(line(p.object->id.get(), user_key(p.user)));
    }
    for (const auto& [n, p] : model_.pets) {
      pets.push_back(line(p.object->id.get(), model_.owners.at(p.owner).object->id.get()));
    }
    for (auto* list : {&users, &posts, &links, &profiles, &pets}) std::ranges::sort(*list);
    EXPECT_EQ(rows("SELECT id, name FROM users"), users);
    EXPECT_EQ(rows("SELECT id, user_id, title FROM posts"), posts);
    EXPECT_EQ(rows("SELECT post_id, tag_id FROM post_tags"), links);
    EXPECT_EQ(rows("SELECT id, user_id FROM profiles"), profiles);
    EXPECT_EQ(rows("SELECT id, owner_id FROM pet"), pets);
    EXPECT_EQ(rows("SELECT count(*) FROM owner"), std::vector{line(model_.owners.size())});
    EXPECT_EQ(rows("SELECT count(*) FROM tags"), std::vector{line(model_.tags.size())});
  }

  template <class T>
  static std::set<const Instance*> members(const T& collection) {
    std::set<const Instance*> all;
    for (const auto& item : collection) all.insert(item.instance());
    return all;
  }
  void check_objects() {
    for (const auto& [number, user] : model_.users) {
      EXPECT_EQ(user.object->name.get(), user.name);
      std::set<const Instance*> posts;
      for (const auto& [n, post] : model_.posts) {
        if (post.user == number) posts.insert(post.object.instance());
      }
      EXPECT_EQ(members(user.object->posts), posts);
    }
    for (const auto& [number, post] : model_.posts) {
      EXPECT_EQ(post.object->user.get(),
                post.user ? model_.users.at(*post.user).object : Ref<User>());
      std::set<const Instance*> tags;
      for (const auto& [p, t] : model_.links) {
        if (p == number) tags.insert(model_.tags.at(t).object.instance());
      }
      EXPECT_EQ(members(post.object->tags), tags);
    }
    for (const auto& [number, owner] : model_.owners) {
      std::set<const Instance*> pets;
      for (const auto& [n, pet] : model_.pets) {
        if (pet.owner == number) pets.insert(pet.object.instance());
      }
      EXPECT_EQ(members(owner.object->pets), pets);
    }
  }

  Session session_;
  std::mt19937_64 random_;
  Model model_;
  Model committed_;
  std::vector<Model> savepoints_;
  std::vector<SessionTransaction> transactions_;
  Number numbers_ = 0;
  int names_ = 0;
  std::ostringstream history_;
};

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

}  // namespace

TEST_F(SessionTest, WhateverIsDoneDatabaseAndObjectsSayWhatAPlainModelSays) {
  const std::uint64_t first = number_from("CUPEL_TEST_SEED", 1);
  const std::uint64_t runs = number_from("CUPEL_TEST_RUNS", 25);
  for (std::uint64_t seed = first; seed < first + runs; ++seed) {
    engine.begin([&](Connection& c) {
      for (const char* table :
           {"post_tags", "posts", "profiles", "users", "tags", "pet", "owner"}) {
        (void)c.execute(text(std::string("DELETE FROM ") + table));
      }
    });
    Player player(engine, seed);
    player.play(120);
    if (HasFailure()) {
      ADD_FAILURE() << "seed " << seed << ": " << player.history();
      return;
    }
  }
}

}  // namespace cupel::session_model
