#include <gtest/gtest.h>

#include "cupel/error/errors.hpp"
#include "cupel/sql/compiler/compile.hpp"
#include "cupel/sql/compiler/compiles_function.hpp"
#include "cupel/sql/expression/constructors.hpp"
#include "cupel/sql/expression/func.hpp"
#include "cupel/sql/expression/function_registry.hpp"
#include "cupel/types/types.hpp"

namespace cupel {
namespace {

std::string sql(const SqlExpression& expression) {
  return compile(*expression.node(), default_compiler_context())->sql();
}

TEST(OwnFunctions, ARegisteredOneHasItsType) {
  EXPECT_EQ(func("as_utc", 1).type()->kind(), TypeKind::null_type);
  register_function("as_utc", {.type = TypeArg(DateTime()).get()});
  EXPECT_EQ(func("As_UTC", 1).type()->kind(), TypeKind::date_time);
  EXPECT_EQ(sql(func("as_utc", 1)), "as_utc(:as_utc_1)");
  unregister_function("as_utc");
  EXPECT_EQ(func("as_utc", 1).type()->kind(), TypeKind::null_type);
}

TEST(OwnFunctions, TheTypeMayFollowFromTheArguments) {
  register_function("geo.buffer",
                    {.type_of = [](std::span<const ColumnPtr> a) { return a.front()->type(); },
                     .sql_name = "ST_Buffer"});
  const auto call = func("geo.buffer", column("shape", LargeBinary()), 2);
  EXPECT_EQ(call.type()->kind(), TypeKind::large_binary);
  EXPECT_EQ(sql(call), "geo.ST_Buffer(shape, :ST_Buffer_1)");
  unregister_function("geo.buffer");
}

TEST(OwnFunctions, ARenderingTakesThePlaceOfNameAndArguments) {
  compiles_function("greatest", [](const Function& f, SqlCompiler& c, const RenderScope& s) {
    c.out() << "max(";
    c.render_list(f.arguments(), ", ", s);
    c.out() << ')';
  });
  compiles_function(
      "greatest", [](const Function&, SqlCompiler& c, const RenderScope&) { c.out() << "other"; },
      "oracle");
  EXPECT_EQ(sql(func("Greatest", column("a"), column("b"))), "max(a, b)");
  deregister_compiles_function("greatest");
  EXPECT_EQ(sql(func("greatest", column("a"))), "greatest(a)");
}

TEST(OwnFunctions, ANameIsNeeded) {
  EXPECT_THROW(register_function("", {}), ArgumentError);
  EXPECT_THROW(register_function("pkg.", {}), ArgumentError);
}

}  // namespace
}  // namespace cupel
