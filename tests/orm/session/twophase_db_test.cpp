#include <cstdlib>
#include <optional>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cupel/cupel.hpp"
#include "cupel/engine/events.hpp"

// A session over two databases which commit both or neither.
namespace cupel::twophase {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Account {
  static constexpr auto tablename = "twophase_accounts";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::string, length<40>, not_null> owner{};
};

struct Booking {
  static constexpr auto tablename = "twophase_bookings";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::int64_t, not_null> amount{};
};

class SessionTwoPhase : public ::testing::Test {
 protected:
  void SetUp() override {
    const char* accounts_url = std::getenv("CUPEL_TEST_POSTGRESQL_URL");
    const char* bookings_url = std::getenv("CUPEL_TEST_MYSQL_URL");
    if (!accounts_url || !bookings_url) {
      GTEST_SKIP() << "CUPEL_TEST_POSTGRESQL_URL and CUPEL_TEST_MYSQL_URL name no two servers";
    }
    registry.map<Account, Booking>();
    accounts.emplace(create_engine(accounts_url));
    bookings.emplace(create_engine(bookings_url));
    for (Engine* engine : {&*accounts, &*bookings}) {
      registry.metadata().drop_all(*engine);
      registry.metadata().create_all(*engine);
      listen(*engine, events::begin_twophase, note("begin"));
      listen(*engine, events::prepare_twophase, note("prepare"));
      listen(*engine, events::commit_twophase, note_end("commit"));
      listen(*engine, events::rollback_twophase, note_end("rollback"));
    }
  }
  void TearDown() override {
    for (auto* engine : {&accounts, &bookings}) {
      if (*engine) registry.metadata().drop_all(**engine);
    }
  }

  [[nodiscard]] Session make_session() {
    return Session(SessionOptions{
        .twophase = true,
        .binds = {{mapper_of<Account>(), *accounts}, {mapper_of<Booking>(), *bookings}}});
  }
  std::function<void(Connection&, std::string_view)> note(std::string what) {
    return [this, what](Connection& c, std::string_view) {
      seen.push_back(what + ' ' + std::string(c.dialect().name()));
    };
  }
  std::function<void(Connection&, std::string_view, bool)> note_end(std::string what) {
    return [this, what](Connection& c, std::string_view, bool is_prepared) {
      seen.push_back(what + ' ' + std::string(c.dialect().name()) +
                     (is_prepared ? " prepared" : ""));
    };
  }
  static std::int64_t count(Engine& engine, const std::string& table) {
    return engine.connect().execute(text("SELECT count(*) FROM " + table)).scalar().integer();
  }

  Registry registry;
  std::optional<Engine> accounts;
  std::optional<Engine> bookings;
  std::vector<std::string> seen;
};

TEST_F(SessionTwoPhase, PreparesAllBeforeTheFirstCommits) {
  Session session = make_session();
  session.add(Account{.owner = "ed"});
  session.add(Booking{.amount = 5});
  session.commit();
  EXPECT_THAT(seen, ElementsAre("begin postgresql", "begin mariadb", "prepare postgresql",
                                "prepare mariadb", "commit postgresql prepared",
                                "commit mariadb prepared"));
  EXPECT_EQ(count(*accounts, "twophase_accounts"), 1);
  EXPECT_EQ(count(*bookings, "twophase_bookings"), 1);
}

TEST_F(SessionTwoPhase, PreparedByHandTakesOnlyCommitAndRollback) {
  Session session = make_session();
  session.add(Account{.owner = "ed"});
  session.prepare();
  EXPECT_EQ(count(*accounts, "twophase_accounts"), 0);
  try {
    (void)session.scalars(select<Account>()).all();
    ADD_FAILURE() << "no error came";
  } catch (const InvalidRequestError& error) {
    EXPECT_THAT(error.what(), HasSubstr("This session is in 'prepared' state"));
  }
  session.commit();
  EXPECT_EQ(count(*accounts, "twophase_accounts"), 1);
  session.add(Account{.owner = "wendy"});
  session.prepare();
  session.rollback();
  EXPECT_EQ(count(*accounts, "twophase_accounts"), 1);
}

TEST_F(SessionTwoPhase, CommitsNothingWhereOneDatabaseRefuses) {
  accounts->begin([](Connection& c) {
    c.execute(
        text("ALTER TABLE twophase_accounts ADD CONSTRAINT one_owner UNIQUE (owner) "
             "DEFERRABLE INITIALLY DEFERRED"));
  });
  Session session = make_session();
  session.add(Booking{.amount = 5});
  session.add(Account{.owner = "ed"});
  session.add(Account{.owner = "ed"});
  EXPECT_THROW(session.commit(), IntegrityError);  // the deferred constraint, at PREPARE
  session.rollback();
  EXPECT_EQ(count(*accounts, "twophase_accounts"), 0);
  EXPECT_EQ(count(*bookings, "twophase_bookings"), 0);
  EXPECT_THAT(accounts->connect().recover_twophase(), IsEmpty());
  EXPECT_THAT(bookings->connect().recover_twophase(), IsEmpty());
}

TEST_F(SessionTwoPhase, IsAskedForByAnOption) {
  Session session(*accounts);
  try {
    session.prepare();
    ADD_FAILURE() << "no error came";
  } catch (const InvalidRequestError& error) {
    EXPECT_THAT(error.what(), HasSubstr("'twophase' mode not enabled"));
  }
}

}  // namespace
}  // namespace cupel::twophase
