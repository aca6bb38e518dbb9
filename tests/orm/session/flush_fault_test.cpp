// Faults of the database in the middle of a flush: the session is usable after rollback(), objects
// and rows are as before.

#include <atomic>
#include <filesystem>
#include <thread>

#include <unistd.h>

#include "model.hpp"

namespace cupel::session_model {

class FlushFaultTest : public SessionTest {
 protected:
  static std::vector<Ref<Code>> add_codes(Session& session, int count) {
    std::vector<Ref<Code>> codes;
    for (int i = 0; i < count; ++i) {
      codes.push_back(session.add(Code{.id = "c" + std::to_string(i), .name = "x"}));
    }
    return codes;
  }
};

TEST_F(FlushFaultTest, AViolationAmongAThousandRowsTakesAllOfThemBack) {
  engine.begin([](Connection& c) {
    (void)c.execute(text("INSERT INTO code (id, name) VALUES ('c500', 'there already')"));
  });
  Session session(engine);
  const auto codes = add_codes(session, 1000);
  EXPECT_THROW(session.flush(), IntegrityError);
  EXPECT_THROW((void)session.scalars(select<Code>()).all(), PendingRollbackError);
  session.rollback();
  for (const Ref<Code>& code : codes) EXPECT_TRUE(inspect(code).transient());
  EXPECT_EQ(count_in(session, "code"), 1);
  codes[500]->id = "another";
  for (const Ref<Code>& code : codes) session.add(code);
  session.commit();
  EXPECT_EQ(count("code"), 1001);
}

TEST_F(FlushFaultTest, AViolationInASavepointKeepsWhatWasBeforeIt) {
  Session session(engine);
  const auto first = add_codes(session, 10);
  session.flush();
  auto savepoint = session.begin_nested();
  Ref<Code> twin = session.add(Code{.id = "c3", .name = "twin"});
  Ref<Code> fine = session.add(Code{.id = "fine"});
  first[0]->name = "changed inside";
  EXPECT_THROW(session.flush(), IntegrityError);
  savepoint.rollback();
  EXPECT_TRUE(inspect(twin).transient());
  EXPECT_TRUE(inspect(fine).transient());
  EXPECT_TRUE(inspect(first[0]).persistent());
  EXPECT_EQ(first[0]->name, "x");
  session.commit();
  EXPECT_EQ(count("code"), 10);
}

TEST_F(FlushFaultTest, AFullDiskIsAnErrorLikeOthers) {
  Session session(engine);
  (void)session.execute(text("PRAGMA max_page_count = 60"));
  const std::string large(2000, 'x');
  std::vector<Ref<Item>> items;
  for (int i = 0; i < 500; ++i) items.push_back(session.add(Item{.name = large}));
  EXPECT_THROW(session.flush(), OperationalError);
  session.rollback();
  EXPECT_TRUE(inspect(items[0]).transient());
  (void)session.execute(text("PRAGMA max_page_count = 100000"));
  EXPECT_EQ(count_in(session, "item"), 0);
  for (const Ref<Item>& item : items) session.add(item);
  session.commit();
  EXPECT_EQ(count("item"), 500);
}

TEST_F(FlushFaultTest, ALockedDatabaseIsAnErrorAndMayBeTriedAgain) {
  const auto path = std::filesystem::temp_directory_path() /
                    ("cupel_locked_" + std::to_string(::getpid()) + ".db");
  std::filesystem::remove(path);
  {
    Engine file = create_engine("sqlite:///" + path.string());
    registry.metadata().create_all(file);
    Connection other = file.connect();
    Transaction lock = other.begin();
    (void)other.execute(text("INSERT INTO item (name) VALUES ('theirs')"));
    Session session(file);
    (void)session.execute(text("PRAGMA busy_timeout = 0"));
    Ref<Item> mine = session.add(Item{.name = "mine"});
    EXPECT_THROW(session.flush(), OperationalError);
    session.rollback();
    EXPECT_TRUE(inspect(mine).transient());
    lock.rollback();
    session.add(mine);
    session.commit();
    EXPECT_EQ(count_in(session, "item"), 1);
  }
  std::filesystem::remove(path);
}

// The row "slow" keeps the database busy for hours, unless it is interrupted.
TEST_F(FlushFaultTest, AnInterruptedStatementTakesTheFlushBack) {
  Session session(engine);
  (void)session.execute(text("CREATE TABLE sink (n INTEGER)"));
  (void)session.execute(
      text("CREATE TRIGGER slow AFTER INSERT ON code WHEN NEW.id = 'slow' BEGIN "
           "INSERT INTO sink WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
           "LIMIT 100000000000) SELECT max(i) FROM n; END"));
  session.commit();
  auto codes = add_codes(session, 20);
  Ref<Code> slow = session.add(Code{.id = "slow"});
  dbapi::Connection& driver = session.connection().driver_connection();
  std::atomic<bool> done = false;
  std::thread other([&] {
    while (!done) {
      driver.interrupt();
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  });
  EXPECT_THROW(session.flush(), OperationalError);
  done = true;
  other.join();
  EXPECT_THROW((void)session.scalars(select<Code>()).all(), PendingRollbackError);
  session.rollback();
  EXPECT_TRUE(inspect(codes[0]).transient());
  EXPECT_TRUE(inspect(slow).transient());
  EXPECT_EQ(count_in(session, "code"), 0);
  slow->id = "quick";
  codes.push_back(slow);
  for (const Ref<Code>& code : codes) session.add(code);
  session.commit();
  EXPECT_EQ(count("code"), 21);
}

}  // namespace cupel::session_model
