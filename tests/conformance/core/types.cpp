// Area "types" of the corpus.

#include "cupel/dialects/postgresql/types.hpp"

#include "cupel/schema/ddl.hpp"

#include "ddl_fixture.hpp"
#include "schema_fixture.hpp"

namespace cupel::conformance {

namespace {

class Money2 final : public UserDefinedTypeOf<Money2> {
 public:
  std::string col_spec() const override { return "NUMERIC(19, 4)"; }
};

class LongText final : public TypeOf<LongText, Text, TypeKind::text> {};

class Short final : public TypeDecoratorOf<Short> {
 public:
  Short() : TypeDecoratorOf(String(10)) {}
};

class Inner final : public TypeDecoratorOf<Inner> {
 public:
  Inner() : TypeDecoratorOf(Numeric(8, 2)) {}
};

class Outer final : public TypeDecoratorOf<Outer> {
 public:
  Outer() : TypeDecoratorOf(Inner()) {}
};

struct TextCodec {
  static Bytes serialize(const std::string& s) {
    const auto* bytes = reinterpret_cast<const std::byte*>(s.data());
    return Bytes(bytes, bytes + s.size());
  }
  static std::string deserialize(std::span<const std::byte> b) {
    return std::string(reinterpret_cast<const char*>(b.data()), b.size());
  }
};
using Pickle = Serialized<std::string, TextCodec>;

class Guid final : public TypeDecoratorOf<Guid> {
 public:
  Guid() : TypeDecoratorOf(CHAR(32)) {}
  TypePtr load_dialect_impl(const TypeDialect& dialect) const override {
    return dialect.dialect_name() == "postgresql" ? TypePtr(make_ptr<UUID>()) : impl();
  }
};

}  // namespace

CASE("types/compiles_on_type") {
  compiles_type<Money2>([](const Money2&, const TypeCompiler&) { return "NUMERIC(19, 4)"; });
  compiles_type<Money2>([](const Money2&, const TypeCompiler&) { return "MONEY"; }, "postgresql");
  return Money2();
}

CASE("types/compiles_override_builtin_subclass") {
  compiles_type<LongText>([](const LongText&, const TypeCompiler&) { return "LONGTEXT"; }, "mysql");
  compiles_type<LongText>([](const LongText&, const TypeCompiler&) { return "LONGTEXT"; },
                          "mariadb");
  return LongText();
}

CASE("types/type_decorator_of_decorator") {
  return Outer();
}

CASE("types/type_decorator_per_dialect") {
  return Guid();
}

CASE("types/type_decorator_string") {
  return Short();
}

CASE("types/type_decorator_variant") {
  return Short().with_variant(Text(), "sqlite");
}

CASE("types/generic_array") {
  return ARRAY(Integer());
}

CASE("types/generic_array_two_dimensions") {
  return ARRAY(Integer(), {.dimensions = 2});
}

CASE("types/generic_big_integer") {
  return BigInteger();
}

CASE("types/generic_date") {
  return Date();
}

CASE("types/generic_datetime") {
  return DateTime();
}

CASE("types/generic_datetime_tz") {
  return DateTime({.timezone = true});
}

CASE("types/generic_double_precision_arg") {
  return Double(53);
}

CASE("types/generic_enum_no_name") {
  return Enum("a", "bbb");
}

CASE("types/generic_enum_not_native") {
  return Enum({"a", "bbb"}, {.native_enum = false});
}

CASE("types/generic_enum_quoted") {
  return Enum({"a"}, {.name = "My Enum"});
}

CASE("types/generic_enum_schema") {
  return Enum({"a"}, {.name = "e", .schema = "s"});
}

CASE("types/generic_enum_strings") {
  return Enum({"a", "bbb"}, {.name = "abc"});
}

CASE("types/generic_float_53") {
  return Float(53);
}

CASE("types/generic_float_precision") {
  return Float(24);
}

CASE("types/generic_integer") {
  return Integer();
}

CASE("types/generic_interval_native_precision") {
  return Interval({.second_precision = 3, .day_precision = 4});
}

CASE("types/generic_interval_not_native") {
  return Interval({.native = false});
}

CASE("types/generic_json") {
  return JSON();
}

CASE("types/generic_large_binary") {
  return LargeBinary();
}

CASE("types/generic_large_binary_length") {
  return LargeBinary(200);
}

CASE("types/generic_matchtype") {
  return MatchType();
}

CASE("types/generic_null_type") {
  return NullType();
}

CASE("types/generic_numeric") {
  return Numeric();
}

CASE("types/generic_numeric_asdecimal_false") {
  return Numeric(10, 2, {.asdecimal = false});
}

CASE("types/generic_numeric_precision_scale") {
  return Numeric(10, 2);
}

CASE("types/generic_pickle") {
  return Pickle();
}

CASE("types/generic_string_collation") {
  return String(50, "utf8_bin");
}

CASE("types/generic_string_collation_quoted") {
  return String(50, "de-DE");
}

CASE("types/generic_string_collation_schema") {
  return String(50, "c1", "s1");
}

CASE("types/generic_text") {
  return Text();
}

CASE("types/generic_text_collation") {
  return Text(std::nullopt, "utf8_bin");
}

CASE("types/generic_time") {
  return Time();
}

CASE("types/generic_time_tz") {
  return Time({.timezone = true});
}

CASE("types/generic_unicode") {
  return Unicode();
}

CASE("types/generic_unicode_length") {
  return Unicode(50);
}

CASE("types/generic_unicode_text") {
  return UnicodeText();
}

CASE("types/generic_unicode_text_length") {
  return UnicodeText(100);
}

CASE("types/generic_uuid_as_string") {
  return Uuid({.as_uuid = false});
}

CASE("types/generic_uuid_not_native") {
  return Uuid({.native_uuid = false});
}

CASE("types/pg_array") {
  return ARRAY(Integer());
}

CASE("types/pg_array_of_enum") {
  return ARRAY(Enum({"a"}, {.name = "e"}));
}

CASE("types/pg_array_of_tz") {
  return ARRAY(DateTime({.timezone = true}));
}

CASE("types/pg_array_two_dimensions") {
  return ARRAY(Text(), {.dimensions = 2});
}

CASE("types/pg_bit_length") {
  return postgresql::BIT(8);
}

CASE("types/pg_bit_varying") {
  return postgresql::BIT({.varying = true});
}

CASE("types/pg_citext") {
  return postgresql::CITEXT();
}

CASE("types/pg_datemultirange") {
  return postgresql::DATEMULTIRANGE();
}

CASE("types/pg_domain_schema") {
  return postgresql::DOMAIN("Email", Text(), {.schema = "s"});
}

CASE("types/pg_enum") {
  return Enum({"a", "b"}, {.name = "ab"});
}

CASE("types/pg_enum_quoted") {
  return Enum({"a"}, {.name = "My Enum", .schema = "My S"});
}

CASE("types/pg_hstore") {
  return postgresql::HSTORE();
}

CASE("types/pg_inet") {
  return postgresql::INET();
}

CASE("types/pg_int4multirange") {
  return postgresql::INT4MULTIRANGE();
}

CASE("types/pg_int8multirange") {
  return postgresql::INT8MULTIRANGE();
}

CASE("types/pg_interval") {
  return postgresql::INTERVAL();
}

CASE("types/pg_interval_fields") {
  return postgresql::INTERVAL({.fields = "YEAR TO MONTH"});
}

CASE("types/pg_interval_fields_precision") {
  return postgresql::INTERVAL({.precision = 2, .fields = "SECOND"});
}

CASE("types/pg_interval_precision") {
  return postgresql::INTERVAL({.precision = 3});
}

CASE("types/pg_json") {
  return JSON();
}

CASE("types/pg_jsonb") {
  return postgresql::JSONB();
}

CASE("types/pg_jsonpath") {
  return postgresql::JSONPATH();
}

CASE("types/pg_macaddr") {
  return postgresql::MACADDR();
}

CASE("types/pg_macaddr8") {
  return postgresql::MACADDR8();
}

CASE("types/pg_numrange") {
  return postgresql::NUMRANGE();
}

CASE("types/pg_oid") {
  return postgresql::OID();
}

CASE("types/pg_real") {
  return REAL();
}

CASE("types/pg_regclass") {
  return postgresql::REGCLASS();
}

CASE("types/pg_regconfig") {
  return postgresql::REGCONFIG();
}

CASE("types/pg_time_precision") {
  return postgresql::TIME({.precision = 5});
}

CASE("types/pg_time_tz_precision") {
  return postgresql::TIME({.timezone = true, .precision = 5});
}

CASE("types/pg_timestamp_precision") {
  return postgresql::TIMESTAMP({.precision = 5});
}

CASE("types/pg_timestamp_tz_precision") {
  return postgresql::TIMESTAMP({.timezone = true, .precision = 5});
}

CASE("types/pg_tsmultirange") {
  return postgresql::TSMULTIRANGE();
}

CASE("types/pg_tstzmultirange") {
  return postgresql::TSTZMULTIRANGE();
}

CASE("types/pg_tsvector") {
  return postgresql::TSVECTOR();
}

CASE("types/upper_bigint") {
  return BIGINT();
}

CASE("types/upper_binary") {
  return BINARY(8);
}

CASE("types/upper_binary_plain") {
  return BINARY();
}

CASE("types/upper_blob") {
  return BLOB();
}

CASE("types/upper_boolean") {
  return BOOLEAN();
}

CASE("types/upper_char_plain") {
  return CHAR();
}

CASE("types/upper_date") {
  return DATE();
}

CASE("types/upper_datetime") {
  return DATETIME();
}

CASE("types/upper_double") {
  return DOUBLE();
}

CASE("types/upper_float") {
  return FLOAT();
}

CASE("types/upper_float_precision") {
  return FLOAT(20);
}

CASE("types/upper_integer") {
  return INTEGER();
}

CASE("types/upper_numeric") {
  return NUMERIC(12, 4);
}

CASE("types/upper_numeric_plain") {
  return NUMERIC();
}

CASE("types/upper_nvarchar") {
  return NVARCHAR(20);
}

CASE("types/upper_nvarchar_plain") {
  return NVARCHAR();
}

CASE("types/upper_smallint") {
  return SMALLINT();
}

CASE("types/upper_text") {
  return TEXT();
}

CASE("types/upper_text_length") {
  return TEXT(50);
}

CASE("types/upper_time") {
  return TIME();
}

CASE("types/upper_time_tz") {
  return TIME({.timezone = true});
}

CASE("types/upper_timestamp") {
  return TIMESTAMP();
}

CASE("types/upper_timestamp_tz") {
  return TIMESTAMP({.timezone = true});
}

CASE("types/upper_varbinary") {
  return VARBINARY(8);
}

CASE("types/upper_varbinary_plain") {
  return VARBINARY();
}

CASE("types/upper_varchar") {
  return VARCHAR(20);
}

CASE("types/upper_varchar_plain") {
  return VARCHAR();
}

CASE("types/variant_json_jsonb") {
  return JSON().with_variant(postgresql::JSONB(), "postgresql");
}

CASE("types/variant_numeric_sqlite") {
  return BigInteger().with_variant(Integer(), "sqlite");
}

}  // namespace cupel::conformance
