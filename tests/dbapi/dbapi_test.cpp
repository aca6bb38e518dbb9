#include <thread>

#include <gtest/gtest.h>
#include <unistd.h>

#include "cupel/dbapi/connection.hpp"
#include "cupel/dbapi/driver.hpp"
#include "cupel/dbapi/error.hpp"
#include "cupel/dbapi/waiter.hpp"

namespace cupel::dbapi {
namespace {

TEST(ConnectArgs, SettingReplacesAddingKeeps) {
  ConnectArgs args{{"host", "a"}, {"host", "b"}, {"port", "1"}};
  args.add("port", "2");
  args.set("host", "c");
  EXPECT_EQ(*args.find("host"), "c");
  EXPECT_EQ(*args.find("port"), "1");
  EXPECT_EQ(args.find("user"), nullptr);
  EXPECT_EQ(args.items().size(), 3U);
  args.update({{"port", "9"}, {"user", "ed"}});
  EXPECT_EQ(args, (ConnectArgs{{"host", "c"}, {"port", "9"}, {"user", "ed"}}));
}

TEST(ServerVersion, ComparesByPlace) {
  EXPECT_LT((ServerVersion{3, 9, 9}), (ServerVersion{3, 35, 0}));
  EXPECT_EQ((ServerVersion{3, 40, 1}).str(), "3.40.1");
}

TEST(DriverError, NamesItsFamilyAndKeepsTheMessage) {
  const DriverError e({.error_class = ErrorClass::integrity, .message = "no"});
  EXPECT_STREQ(e.what(), "no");
  EXPECT_EQ(to_string(e.info().error_class), "IntegrityError");
}

TEST(PollWaiter, WaitsForASocketOrTheTimeout) {
  int fds[2];
  ASSERT_EQ(::pipe(fds), 0);
  EXPECT_FALSE(poll_waiter().wait_readable(fds[0], std::chrono::milliseconds(5)));
  EXPECT_TRUE(poll_waiter().wait_writable(fds[1], std::chrono::milliseconds(-1)));
  std::jthread writer([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    EXPECT_EQ(::write(fds[1], "x", 1), 1);
  });
  EXPECT_TRUE(poll_waiter().wait_readable(fds[0], std::chrono::milliseconds(-1)));
  writer.join();
  ::close(fds[0]);
  ::close(fds[1]);
}

}  // namespace
}  // namespace cupel::dbapi
