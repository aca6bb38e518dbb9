// Cupel beside hand-written code for the client of a server, where the environment names one.
#include <cstdlib>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "raw_server.hpp"
#include "suites.hpp"
#include "world.hpp"

namespace bench {

using namespace cupel;

namespace {

// A server's times scatter by a quarter from one round to the next, whoever asks.
constexpr int kRounds = 21;
constexpr std::size_t kRows = 500'000;
constexpr std::size_t kKeys = 10'000;
constexpr std::size_t kObjects = 100'000;
constexpr std::size_t kParents = 10'000;
constexpr std::size_t kChildrenEach = 10;

using OpenRaw = std::unique_ptr<raw::Server> (*)(const raw::Address&);

/// The raw connection and the engine, on the same tables. Connects at the first use, so that a
/// server that is not asked for need not run.
class ServerWorld {
 public:
  ServerWorld(URL url, OpenRaw open) : url_(std::move(url)), open_(open) {}

  raw::Server& raw() {
    if (!raw_) {
      raw_ = open_({url_.host().value_or("127.0.0.1"), url_.port().value_or(0),
                    url_.username().value_or(""), url_.password().value_or(""),
                    url_.database().value_or("")});
      engine_ = create_engine(in_schema());
      World::registry().metadata().create_all(*engine_);
    }
    return *raw_;
  }
  Engine& engine() {
    raw();
    return *engine_;
  }
  void clear() {
    raw().clear();
    filled_ = 0;
  }
  /// `count` items in the table, once for all benches that only read them.
  void fill_items(std::size_t count) {
    if (filled_ == count) return;
    clear();
    keep(raw().insert_items(count));
    filled_ = count;
  }

 private:
  [[nodiscard]] URL in_schema() const {
    if (url_.get_backend_name() != "postgresql") return url_.set({.database = raw::kBenchSchema});
    return url_.update_query_pairs({{"options", std::string("-csearch_path=") + raw::kBenchSchema}},
                                   true);
  }

  URL url_;
  OpenRaw open_;
  std::unique_ptr<raw::Server> raw_;
  std::optional<Engine> engine_;  // closed before raw_ drops the tables
  std::size_t filled_ = 0;
};

/// The benches of one server.
class ServerBenches {
 public:
  ServerBenches(Runner& runner, const std::string& url, OpenRaw open, std::string backend,
                std::string client)
      : runner_(runner),
        world_(std::make_shared<ServerWorld>(make_url(url), open)),
        backend_(std::move(backend)),
        client_(std::move(client)) {}

  void add() {
    add_reads();
    add_inserts();
    add_update();
    add_graph();
  }

 private:
  using Work = std::function<void(ServerWorld&)>;

  void add(std::string name, std::size_t operations, const Work& before, const Work& raw,
           const Work& ours) {
    const auto in_world = [world = world_](const Work& work) {
      return [world, work] { work(*world); };
    };
    runner_.add({.name = std::move(name),
                 .backend = backend_,
                 .operations = operations,
                 .contenders = {{client_, in_world(before), in_world(raw), {}},
                                {"cupel", in_world(before), in_world(ours), {}}},
                 .rounds = kRounds});
  }

  void add_reads() {
    const auto fill = [](ServerWorld& world) { world.fill_items(kRows); };
    const auto load_raw = [](ServerWorld& world) { keep(world.raw().load_items()); };
    const Table items(World::registry().metadata().table("item"));
    const auto typed = select(items.c["id"], items.c["name"], items.c["qty"])
                           .as<std::int64_t, std::string, std::int64_t>();
    add("typed_rows", kRows, fill, load_raw, [typed](ServerWorld& world) {
      auto connection = world.engine().connect();
      keep(connection.execute(typed).all());
    });
    add("entities", kRows, fill, load_raw, [](ServerWorld& world) {
      Session session(world.engine());
      keep(session.scalars(select<Item>()).all());
    });
    add(
        "select_by_key", kKeys, fill,
        [](ServerWorld& world) { keep(world.raw().select_by_key(kKeys)); },
        [](ServerWorld& world) {
          Session session(world.engine());
          std::int64_t sum = 0;
          for (std::size_t i = 1; i <= kKeys; ++i) {
            const auto item = session.get<Item>(i);
            sum += item->qty + static_cast<std::int64_t>(item->name->size());
          }
          keep(sum);
        });
  }

  void add_inserts() {
    const auto clear = [](ServerWorld& world) { world.clear(); };
    add(
        "flush", kObjects, clear,
        [](ServerWorld& world) { keep(world.raw().insert_items(kObjects)); },
        [](ServerWorld& world) {
          Session session(world.engine());
          for (std::size_t i = 0; i < kObjects; ++i) {
            session.add(Item{.name = raw::name_of(i), .qty = static_cast<std::int64_t>(i)});
          }
          session.commit();
        });
    add(
        "bulk_load", kObjects, clear, [](ServerWorld& world) { world.raw().bulk_load(kObjects); },
        [](ServerWorld& world) {
          std::vector<Item> items;
          items.reserve(kObjects);
          for (std::size_t i = 0; i < kObjects; ++i) {
            items.push_back(Item{.name = raw::name_of(i), .qty = static_cast<std::int64_t>(i)});
          }
          Session session(world.engine());
          session.bulk_save_objects(items);
          session.commit();
        });
  }

  void add_update() {
    add(
        "update_flush", kObjects,
        [](ServerWorld& world) {
          world.clear();
          keep(world.raw().insert_items(kObjects));
        },
        [](ServerWorld& world) { world.raw().load_change_update(); },
        [](ServerWorld& world) {
          Session session(world.engine());
          for (Ref<Item>& item : session.scalars(select<Item>()).all()) item->qty += 1;
          session.commit();
        });
  }

  void add_graph() {
    add(
        "graph_flush", kParents, [](ServerWorld& world) { world.clear(); },
        [](ServerWorld& world) { keep(world.raw().insert_graph(kParents, kChildrenEach)); },
        [](ServerWorld& world) {
          Session session(world.engine());
          bench::add_graph(session, kParents, kChildrenEach);
          session.commit();
        });
  }

  Runner& runner_;
  std::shared_ptr<ServerWorld> world_;
  std::string backend_;
  std::string client_;
};

/// The first of the variables that is set; empty where none is.
std::string url_from(std::initializer_list<const char*> variables) {
  for (const char* variable : variables) {
    const char* const value = std::getenv(variable);
    if (value && *value) return value;
  }
  return {};
}

}  // namespace

void add_server_benches([[maybe_unused]] Runner& runner) {
#ifdef CUPEL_BENCH_POSTGRESQL
  if (const auto url = url_from({"CUPEL_BENCH_POSTGRESQL_URL", "CUPEL_TEST_POSTGRESQL_URL"});
      !url.empty()) {
    ServerBenches(runner, url, &raw::open_postgresql, "postgresql", "libpq").add();
  }
#endif
#ifdef CUPEL_BENCH_MYSQL
  if (const auto url = url_from({"CUPEL_BENCH_MYSQL_URL", "CUPEL_TEST_MYSQL_URL"}); !url.empty()) {
    ServerBenches(runner, url, &raw::open_mysql, "mysql", "Connector/C").add();
  }
#endif
}

}  // namespace bench
