#include <type_traits>

#include <gtest/gtest.h>

#include "cupel/error/errors.hpp"

namespace cupel {
namespace {

ErrorDetails statement_details() {
  ErrorDetails d;
  d.message = "(sqlite3.IntegrityError) UNIQUE constraint failed: users.name";
  d.statement = "INSERT INTO users (name) VALUES (?)";
  d.parameters_text = "('ed',)";
  d.sqlstate = "23505";
  d.driver_code = 2067;
  d.driver_name = "sqlite3";
  return d;
}

TEST(Errors, ShowStatementAndParametersBehindTheMessage) {
  const IntegrityError e(statement_details());
  EXPECT_STREQ(e.what(),
               "(sqlite3.IntegrityError) UNIQUE constraint failed: users.name\n"
               "[SQL: INSERT INTO users (name) VALUES (?)]\n"
               "[parameters: ('ed',)]");
  EXPECT_EQ(e.name(), "IntegrityError");
  EXPECT_EQ(e.driver_code(), 2067);
  EXPECT_EQ(e.sqlstate(), "23505");
  EXPECT_FALSE(e.invalidates_connection());
}

TEST(Errors, HideParametersOnRequest) {
  ErrorDetails d = statement_details();
  d.hide_parameters = true;
  const IntegrityError e(d);
  EXPECT_EQ(std::string(e.what()).find("'ed'"), std::string::npos);
  EXPECT_NE(std::string(e.what()).find("[SQL parameters hidden due to hide_parameters=True]"),
            std::string::npos);
}

TEST(Errors, AreCaughtByTheirFamilies) {
  EXPECT_THROW(throw NoResultFound("no row"), InvalidRequestError);
  EXPECT_THROW(throw IntegrityError("x"), DatabaseError);
  EXPECT_THROW(throw IntegrityError("x"), DBAPIError);
  EXPECT_THROW(throw IntegrityError("x"), StatementError);
  EXPECT_THROW(throw LookupError("x"), DataError);
  EXPECT_THROW(throw NoForeignKeysError("x"), ArgumentError);
  EXPECT_THROW(throw UnmappedClassError("x"), InvalidRequestError);
  EXPECT_THROW(throw InvalidatePoolError("x"), DisconnectionError);
  EXPECT_THROW(throw FlushError("x"), Error);
  EXPECT_THROW(throw CompileError("x"), std::exception);
}

TEST(Errors, CopyWithoutThrowing) {
  static_assert(std::is_nothrow_copy_constructible_v<Error>);
  static_assert(std::is_nothrow_copy_constructible_v<OperationalError>);
  static_assert(std::is_nothrow_copy_constructible_v<CircularDependencyError>);
  const OperationalError e("database is locked", "e3q8");
  const Error copy = e;
  EXPECT_STREQ(copy.what(), "database is locked");
  EXPECT_EQ(copy.code(), "e3q8");
}

TEST(Errors, KeepTheOriginal) {
  ErrorDetails d = statement_details();
  d.original = std::make_exception_ptr(std::runtime_error("driver"));
  const DBAPIError e(d);
  EXPECT_THROW(std::rethrow_exception(e.driver_exception()), std::runtime_error);
}

TEST(DidYouMean, FindsTheNearestName) {
  EXPECT_EQ(did_you_mean("emial", {"id", "email", "name"}), "; did you mean 'email'?");
  EXPECT_EQ(did_you_mean("Users", {"user", "users"}), "; did you mean 'users'?");
  EXPECT_EQ(did_you_mean("zzz", {"id", "email"}), "");
  EXPECT_EQ(did_you_mean("x", std::span<const std::string>()), "");
  EXPECT_EQ(closest_match("nam", std::vector<std::string_view>{"fullname", "name"}), "name");
}

TEST(Warnings, GoToTheHandlerOrBecomeErrors) {
  std::vector<std::string> seen;
  auto before = set_warning_handler([&](WarningCategory c, std::string_view text) {
    seen.push_back(std::string(to_string(c)) + ": " + std::string(text));
  });
  warn("cartesian product");
  warn(WarningCategory::deprecation, "old");
  EXPECT_EQ(seen,
            (std::vector<std::string>{"Warning: cartesian product", "DeprecationWarning: old"}));
  set_warning_handler(warnings_as_errors());
  EXPECT_THROW(warn("x"), WarningError);
  set_warning_handler(before);
}

TEST(Warnings, CanBeCapturedInOneThread) {
  WarningCapture outer;
  {
    WarningCapture inner;
    warn("a");
    ASSERT_EQ(inner.entries().size(), 1U);
    EXPECT_EQ(inner.entries()[0].text, "a");
  }
  warn("b");
  ASSERT_EQ(outer.entries().size(), 1U);
}

}  // namespace
}  // namespace cupel
