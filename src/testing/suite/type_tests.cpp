#include <cstdint>
#include <limits>

#include "testing/suite/context.hpp"

namespace cupel::testing {

namespace {

/// The values of a column of `type`, after they were inserted one by one and all at once.
void round_trip(SuiteContext& suite, const TypePtr& type, const std::vector<Value>& values) {
  MetaData metadata;
  Table t("suite_types", metadata, Column("id", Integer(), primary_key, autoincrement(false)),
          Column("v", type));
  metadata.create_all(suite.engine);
  Connection c = suite.engine.connect();
  std::vector<Value> all = values;
  all.emplace_back();  // NULL
  int id = 0;
  for (const Value& value : all) c.execute(insert(t).values({{"id", ++id}, {"v", value}}));
  ParameterSets sets;
  for (const Value& value : all) sets.push_back({{"id", ++id}, {"v", value}});
  c.execute(insert(t), sets);
  std::vector<Value> expected = all;
  expected.insert(expected.end(), all.begin(), all.end());
  std::vector<Value> found;
  for (const Row<>& row : c.execute(select(t.c["v"]).order_by(t.c["id"])).all())
    found.push_back(row[0]);
  expect_equal(found, expected, type->repr());
}

void add_type(SuiteTests& tests, std::string name, std::initializer_list<Requirement> requirements,
              const TypeArg& type, std::vector<Value> values) {
  tests.add(str_cat("types.", name), requirements,
            [type = type.get(), values = std::move(values)](SuiteContext& suite) {
              round_trip(suite, type, values);
            });
}

std::string every_plane() {
  return "Ünïcödé, 世界你好, العالم, 😀🇨🇳, \xF0\xA0\x80\x80, 'quoted', \"double\", back\\slash, "
         "%s, :x";
}

}  // namespace

void add_type_tests(SuiteTests& tests) {
  using R = Requirement;
  add_type(tests, "small_integer", {}, SmallInteger(), {0, -32768, 32767});
  add_type(tests, "integer", {}, Integer(),
           {0, std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()});
  add_type(tests, "big_integer", {}, BigInteger(),
           {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()});
  add_type(tests, "float", {}, Float(), {0.0, -1.5, 1024.25});
  add_type(tests, "double", {}, Double(), {0.1, -1e-300, 1e300, 3.141592653589793});
  add_type(tests, "numeric", {}, Numeric(12, 4),
           {Decimal("0.0000"), Decimal("-99999999.9999"), Decimal("1.5000")});
  add_type(tests, "numeric_exact", {R::native_decimal}, Numeric(30, 10),
           {Decimal("12345678901234567890.0123456789"), Decimal("-0.0000000001")});
  add_type(tests, "string", {}, String(200), {"", "plain", every_plane()});
  add_type(tests, "text", {}, Text(), {"", every_plane(), std::string(60'000, 'x')});
  add_type(tests, "unicode", {}, Unicode(200), {every_plane()});
  add_type(tests, "large_binary", {}, LargeBinary(),
           {Bytes{}, Bytes{std::byte{0}, std::byte{255}, std::byte{'\''}, std::byte{'\\'}},
            Bytes(60'000, std::byte{7})});
  add_type(tests, "boolean", {}, Boolean(), {true, false});
  add_type(tests, "date", {}, Date(),
           {make_date(2024, 2, 29), make_date(1969, 12, 31), make_date(9999, 12, 31)});
  add_type(tests, "time", {}, Time(), {TimeOfDay(0, 0, 0), TimeOfDay(23, 59, 59)});
  add_type(tests, "datetime", {}, DateTime(),
           {make_datetime(2024, 2, 29, 12, 34, 56), make_datetime(1970, 1, 1)});
  add_type(tests, "datetime_fraction", {R::fractional_seconds}, DateTime(),
           {make_datetime(2024, 2, 29, 12, 34, 56, 123456)});
  add_type(tests, "datetime_with_zone", {R::time_zones}, DateTime({.timezone = true}),
           {as_utc(make_datetime(2024, 7, 1, 12, 0, 0))});
  add_type(tests, "interval", {R::fractional_seconds}, Interval(),
           {Duration(1'500'000), Duration(std::chrono::hours(24 * 40))});
  add_type(tests, "uuid", {}, Uuid(), {*UuidValue::parse("12345678-1234-5678-1234-567812345678")});
  add_type(tests, "json", {}, JSON(),
           {Json::parse(R"({"a": [1, 2.5, "x", null, true], "世界": {"b": "😀"}})"),
            Json::parse("[]"), Json::parse("\"text\"")});
  add_type(tests, "enum", {}, Enum({"red", "green", "深蓝"}, {.name = "suite_colour"}),
           {"red", "深蓝"});
  add_type(tests, "array", {R::arrays}, ARRAY(Integer()),
           {Value::array({1, 2, 3}), Value::array({})});

  tests.add("types.length_is_enforced", {R::typed_text}, [](SuiteContext& suite) {
    MetaData metadata;
    Table t("suite_length", metadata, Column("v", String(3)));
    metadata.create_all(suite.engine);
    Connection c = suite.engine.connect();
    c.execute(insert(t).values({{"v", "世界好"}}));
    expect_throw<DataError>(
        [&] {
          c.execute(insert(t).values({{"v", "four"}}));
        },
        "a text that is too long");
  });
  tests.add("types.names_beyond_ascii", [](SuiteContext& suite) {
    MetaData metadata;
    Table t("suite_表", metadata, Column("id", Integer(), primary_key), Column("名字", String(50)),
            Column("Größe \"x\"", Integer()));
    metadata.create_all(suite.engine);
    Connection c = suite.engine.connect();
    c.execute(insert(t).values({{"名字", "世界"}, {"Größe \"x\"", 5}}));
    const Row<> row = c.execute(select(t.c["名字"], t.c["Größe \"x\""])).one();
    expect_equal(row["名字"], Value("世界"), "the value of a column with a Chinese name");
    expect_equal(row[1], Value(5), "the value of a column with quotes in its name");
  });
}

}  // namespace cupel::testing
