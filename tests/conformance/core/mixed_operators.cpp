// Area "mixed_operators": features combined, recorded by record_cases.py.

#include "cupel/dialects/postgresql/operators.hpp"
#include "cupel/dialects/postgresql/types.hpp"

#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("mixed_operators/any_all_with_operators") {
  const auto s = select(orders.c["total"]).scalar_subquery();
  return select(users.c["balance"] > any_(s), users.c["balance"] != all_(s),
                any_(s) == users.c["balance"], !(users.c["balance"] == any_(s)),
                users.c["age"] < any_(pgdocs.c["nums"]));
}

CASE("mixed_operators/array_combination") {
  return select(pgdocs.c["nums"][1] + pgdocs.c["nums"][2], pgdocs.c["nums"].slice(1, 2),
                pgdocs.c["grid"][1][2], pgdocs.c["nums"] + std::vector{4, 5},
                pgdocs.c["tags"].any("x"), pgdocs.c["nums"].all(5, Operator::lt),
                5 == any_(pgdocs.c["nums"]), func("array_length", pgdocs.c["nums"], 1),
                pgdocs.c["nums"].contains(std::vector{1}),
                postgresql::overlap(pgdocs.c["tags"], std::vector<std::string>{"a"}));
}

CASE("mixed_operators/array_of_subquery_and_agg") {
  const auto s =
      select(orders.c["id"]).where(orders.c["user_id"] == users.c["id"]).order_by(orders.c["id"]);
  return select(func("array", s.scalar_subquery()), func::array_agg(orders.c["id"])[2],
                func("cardinality", func::array_agg(orders.c["id"])));
}

CASE("mixed_operators/between_with_expressions") {
  const auto a = users.c["age"];
  return select(a.between(1, users.c["id"]), !a.between(users.c["id"] + 1, 9),
                between(users.c["name"], "a", "b"), a.between(1, 2, true), !a.between(3, 4, true),
                (a > 1).label("x"), a.between(1, 5) == true);
}

CASE("mixed_operators/cast_types_of_all_dialects") {
  const auto& u = users.c;
  return select(cast(u["id"], String(20)), cast(u["id"], Unicode(5)), cast(u["name"], Text()),
                cast(u["name"], LargeBinary()), cast(u["id"], Boolean()),
                cast(u["id"], Numeric(10, 2)), cast(u["id"], Float()), cast(u["id"], Double()),
                cast(u["name"], Date()), cast(u["name"], Time()), cast(u["name"], Interval()),
                cast(u["name"], Uuid()), cast(u["name"], JSON()), cast(u["id"], SmallInteger()),
                cast(u["id"], BigInteger()), cast(u["name"], DateTime({.timezone = true})),
                cast(u["name"], CHAR(3)), cast(u["name"], Enum({"a", "b"}, {.name = "ab"})));
}

CASE("mixed_operators/collate_and_order") {
  const auto n = users.c["name"];
  return select(n.collate("de_DE").label("c"), collate(n + "x", "latin1_bin"))
      .where(n.collate("utf8_bin") == "a", n.collate("x").like("b%"))
      .order_by(n.collate("nocase").desc().nulls_last());
}

CASE("mixed_operators/comparison_of_labels_and_subqueries") {
  const auto s = select(func::max(orders.c["total"])).scalar_subquery();
  return select((users.c["balance"] == s).label("top"), users.c["balance"].between(s, s + 1),
                s.is_(nullptr), s.in_({1, 2}), !s.is_distinct_from(users.c["balance"]),
                (s > 1) && (s < 5));
}

CASE("mixed_operators/concat_chains_with_numbers_and_null") {
  const auto n = users.c["name"];
  return select(n + " " + users.c["fullname"] + "!", n.concat("x").concat(users.c["fullname"]),
                "a" + n, n + cast(users.c["age"], String()), func::concat(n, nullptr), n + null(),
                literal("a") + "b" + n);
}

CASE("mixed_operators/date_arithmetic_and_extract") {
  const auto d = orders.c["placed_on"];
  const auto t = users.c["created_at"];
  const auto day = std::chrono::year(2020) / 1 / 1;
  return select(d - CalendarDate(day), t - LocalDateTime(std::chrono::local_days(day)),
                t + Duration(std::chrono::hours(24) + std::chrono::seconds(3)),
                extract("epoch", t - t), extract("dow", d), d + 5, t > func::now(),
                func("date_trunc", "month", t));
}

CASE("mixed_operators/decimal_float_integer_division") {
  return select(items.c["price"] / items.c["qty"], items.c["qty"] / items.c["id"],
                items.c["weight"] / items.c["qty"], items.c["price"].floordiv(items.c["qty"]),
                items.c["qty"].floordiv(items.c["id"]), items.c["price"] / 3, 3 / items.c["price"],
                items.c["qty"] / 2, items.c["qty"].floordiv(2.5), literal(7) / literal(2),
                items.c["price"] % 3);
}

CASE("mixed_operators/function_arithmetic_and_compare") {
  return select(func::sum(orders.c["total"]) / func::count() * 100,
                func::max(orders.c["total"]) - func::min(orders.c["total"]), func::count() > 5,
                func::coalesce(func::sum(orders.c["total"]), 0) + 1,
                func::length(orders.c["status"]) % 2, -func::abs(orders.c["total"]));
}

CASE("mixed_operators/functions_without_arguments_and_nested") {
  return select(func::now(), func::current_date(), func::current_timestamp(), func::localtime(),
                func::current_user(), func::random(),
                func::char_length(func("trim", users.c["name"])),
                func::coalesce(users.c["fullname"], users.c["name"], "none"),
                func::concat(users.c["name"], " ", users.c["age"]), func::pow(2, 3),
                func("pkg.sub.fn", 1), func("Mixed_Case", 2));
}

CASE("mixed_operators/in_of_every_shape") {
  const auto a = users.c["age"];
  return select(a.in_({}), a.not_in({}), a.in_({1, nullptr}),
                a.in_({1, users.c["id"], func::abs(-3)}),
                a.in_(bindparam("l", Value::array({1, 2}), {.expanding = true})),
                a.in_(select(orders.c["id"]).where(orders.c["status"].in_({"x"}))),
                (a + 1).in_({2}), users.c["name"].not_in({"a", "b"}), a.in_({4}));
}

CASE("mixed_operators/in_with_literal_binds_quotes") {
  return select(users.c["id"])
      .where(users.c["name"].in_({"it's", "b\\c", "50%", ":x"}),
             users.c["balance"].in_({Decimal("1.50")}), users.c["active"].in_({true, false}),
             users.c["created_at"].in_(
                 {LocalDateTime(std::chrono::local_days(std::chrono::year(2020) / 1 / 2) +
                                std::chrono::hours(3) + std::chrono::minutes(4))}),
             users.c["name"].not_in({}));
}

CASE("mixed_operators/interval_and_time_functions") {
  const auto t = users.c["created_at"];
  return select(func::now() - t, t - func::now(), extract("hour", t) == 5,
                extract("epoch", func::now() - t),
                cast(t, Date()) == CalendarDate(std::chrono::year(2020) / 1 / 2),
                func::current_timestamp() > t,
                t.between(func::now() - Duration(std::chrono::hours(48)), func::now()));
}

CASE("mixed_operators/is_distinct_family") {
  const auto a = users.c["age"];
  const auto b = users.c["id"];
  return select(a.is_distinct_from(b), a.is_not_distinct_from(nullptr), !a.is_distinct_from(3),
                a.is_distinct_from(b + 1), users.c["active"].is_distinct_from(true))
      .where(a.is_distinct_from(5));
}

CASE("mixed_operators/is_with_expressions") {
  const auto a = users.c["age"];
  return select(a.is_(nullptr), a.is_not(nullptr), a.is_(null()), a == null(), a != null(),
                users.c["active"].is_(false), users.c["active"].is_not(true),
                a.is_(select(orders.c["id"]).scalar_subquery()));
}

CASE("mixed_operators/json_compare_and_order") {
  return select(docs.c["id"])
      .where(docs.c["data"]["a"].as_string() == "x", docs.c["data"]["b"].as_integer().in_({1, 2}),
             docs.c["data"]["c"].as_boolean(), docs.c["data"]["d"].as_float() > 1.5,
             docs.c["data"]["e"].as_string().like("%q"))
      .order_by(docs.c["data"]["z"].as_integer().desc());
}

CASE("mixed_operators/json_element_null_checks") {
  return select(docs.c["id"])
      .where(docs.c["data"]["a"] == nullptr, docs.c["data"]["b"].is_not(nullptr),
             docs.c["data"]["a"].as_string() != nullptr,
             cast(docs.c["data"]["c"], String()) == "x");
}

CASE("mixed_operators/json_in_functions_and_group") {
  return select(func("json_array_length", docs.c["data"]["l"]),
                docs.c["data"]["k"].as_string().label("k"), func::count())
      .group_by(docs.c["data"]["k"].as_string())
      .having(func::max(docs.c["data"]["n"].as_integer()) > 4);
}

CASE("mixed_operators/json_path_literals_of_all_dialects") {
  return select(docs.c["data"]["it's"], docs.c["data"][Value::array({"a b", 0, "c-d"})].as_string(),
                docs.c["data"][2]["x"].as_integer() + 1, docs.c["data"]["f"].as_float() * 2,
                docs.c["data"]["t"].as_boolean().is_(true));
}

CASE("mixed_operators/json_path_of_every_kind") {
  return select(docs.c["data"]["a"], docs.c["data"]["a"]["b"],
                docs.c["data"][Value::array({"a", 1, "b c"})], docs.c["data"][0],
                docs.c["data"][Value::array({"x"})].as_string(),
                docs.c["data"]["n"].as_numeric(8, 3));
}

CASE("mixed_operators/jsonb_precedence") {
  return select(postgresql::astext(pgdocs.c["data"]["a"]) == "x",
                postgresql::astext(pgdocs.c["data"]["a"]) + "y",
                !postgresql::has_key(pgdocs.c["data"], "k"),
                pgdocs.c["data"].contains(Json::object({{"a", 1}})) &&
                    postgresql::astext(pgdocs.c["data"]["q"]).in_({"1"}),
                pgdocs.c["data"].op("-", "k"),
                cast(postgresql::astext(pgdocs.c["data"]["n"]), Integer()) + 1);
}

CASE("mixed_operators/label_objects_in_where_order_group") {
  const auto l = (users.c["age"] + users.c["id"]).label("s");
  return select(l, func::count())
      .where(l > 3)
      .group_by(l)
      .having(l < 9)
      .order_by(l + 1, l.asc(), func::abs(l).desc());
}

CASE("mixed_operators/like_family_negated_escaped") {
  const auto n = users.c["name"];
  return select(n.startswith("a%", {.autoescape = true}), n.endswith("_b", {.escape = "#"}),
                !n.contains("c"), n.icontains("D", {.autoescape = true}), n.istartswith("e"),
                !n.iendswith("f", {.escape = "/"}), n.ilike(users.c["fullname"]),
                n.not_ilike("x", {.escape = "\\"}), n.contains(users.c["fullname"]),
                n.startswith(func::lower("Q")));
}

CASE("mixed_operators/literal_types_explicit") {
  return select(literal(5, BigInteger()), literal("x", Unicode()),
                literal(CalendarDate(std::chrono::year(2020) / 5 / 6), Date()),
                literal(Decimal("1.10"), Numeric(5, 2)),
                literal("a", Enum({"a", "b"}, {.name = "e"})), literal(1.5, Float()),
                literal(true, Boolean()), literal("q", CHAR(2)));
}

CASE("mixed_operators/literals_every_type") {
  const auto& t = typed.c;
  const auto day = std::chrono::year(2021) / 2 / 3;
  return select(t["id"]).where(
      t["c_small"] == 3, t["c_big"] == 5000000000, t["c_str"] == "it's \\ %x", t["c_text"] != "",
      t["c_uni"] == "ü", t["c_bool"] == true, t["c_float"] == 1.25, t["c_double"] > 1e300,
      t["c_num"] == Decimal("12.500"), t["c_date"] == CalendarDate(day),
      t["c_time"] <
          TimeOfDay(std::chrono::hours(4) + std::chrono::minutes(5) + std::chrono::seconds(6)),
      t["c_dt"] >= LocalDateTime(std::chrono::local_days(day) + std::chrono::hours(4) +
                                 std::chrono::minutes(5) + std::chrono::seconds(6) +
                                 std::chrono::milliseconds(789)),
      t["c_enum"] == "red", t["c_uuid"] == UuidValue("12345678-1234-5678-1234-567812345678"),
      t["c_uni"].in_({"ä", "'"}), t["c_enum"].in_({"green"}));
}

CASE("mixed_operators/match_combined") {
  const auto n = users.c["name"];
  return select(n.match("cat"), !n.match("dog"), n.match("x") && users.c["active"],
                n.match(users.c["fullname"]))
      .where(or_(n.match("a b"), n == "c"));
}

CASE("mixed_operators/nested_case_values_and_null") {
  const auto a = users.c["age"];
  return select(case_value(a, {{1, "one"}, {2, "two"}}, nullptr),
                case_({{a == nullptr, null()}, {a > 3, case_({{a > 5, "x"}}, "y")}}, "z"),
                case_({{users.c["active"], true}}, false),
                case_({{a > 1, users.c["name"]}}).label("q") == "w",
                case_({{a > 1, 5}}).is_(nullptr));
}

CASE("mixed_operators/op_with_precedence_and_label") {
  const auto a = users.c["age"];
  return select(a.op("<=>", 5), (a + 1).op("~~", users.c["id"] * 2, {.precedence = 15}),
                a.op("@", 1).op("#", 2), a.bool_op("=#=", 3), !a.bool_op("=#=", 3),
                a.op("->", "k", {.return_type = make_ptr<String>()}) + "x",
                (a.op("!", 1) == 2).label("z"));
}

CASE("mixed_operators/pct_columns_and_literals") {
  return select(odd.c["pct%done"] % 5, odd.c["pct%done"].label("100%"), literal_column("'50%'"),
                func("to_char", odd.c["order"], "99%"))
      .where(odd.c["plain"].like("%x%"));
}

CASE("mixed_operators/pow_mod_and_negation") {
  return select(func::pow(items.c["qty"], 2) + 1, items.c["qty"] % 5 == 0, -(items.c["qty"] % 5),
                !(items.c["qty"] % 2 == 1), (items.c["qty"] * -1) % 3,
                -items.c["qty"] * -items.c["id"], items.c["qty"] - -3);
}

CASE("mixed_operators/precedence_arithmetic_everything") {
  const auto a = users.c["age"];
  const auto b = users.c["id"];
  return select((a + b) * a, a + b * a, (a - b) - a, a - (b - a), a / (b * a), (a / b) * a,
                a % (b % a), (a % b) % a, -(a + b), -a + b, (a + b) / 2, a.floordiv(b) * 2, a * -b);
}

CASE("mixed_operators/precedence_bitwise") {
  const auto a = users.c["age"];
  const auto b = users.c["id"];
  return select(a.bitwise_and(b) == 1, a.bitwise_or(b.bitwise_and(3)), a.bitwise_lshift(2) + 1,
                (a + 1).bitwise_rshift(b), a.bitwise_not(), a.bitwise_not() + 1,
                a.bitwise_xor(b) > 2, (a.bitwise_or(1)).bitwise_and(b));
}

CASE("mixed_operators/precedence_boolean_everything") {
  const auto a = users.c["age"];
  const auto b = users.c["id"];
  const auto c = users.c["active"];
  return select(b).where(or_(and_(a > 1, b < 2), c, !(a == 3)), !or_(a == 1, b == 2),
                         !and_(a == 1, b == 2), and_(or_(a == 1, b == 2), or_(c, a == 9)),
                         not_(not_(a == 4)), !a.in_({1}), !a.between(1, 2), !(a.is_(nullptr)),
                         !users.c["name"].like("x"));
}

CASE("mixed_operators/precedence_concat_compare_case") {
  const auto n = users.c["name"];
  return select((n + "x") == "y", n + ("a" + n), (n + n).like("z%"), case_({{n == "a", 1}}, 2) + 3,
                func::lower(n) + n, (n + "q").label("l"), cast(n + "1", Integer()) * 2,
                (n + "x").in_({"p"}), (n + "x").is_(nullptr), (n + "b").collate("c") > "d");
}

CASE("mixed_operators/regexp_everything") {
  const auto n = users.c["name"];
  return select(n.regexp_match("^a"), !n.regexp_match("b$"),
                n.regexp_match(users.c["fullname"], "i"), n.regexp_replace("a+", "b"),
                n.regexp_replace("a+", users.c["fullname"], "g") + "x",
                n.regexp_match("p") == true);
}

CASE("mixed_operators/string_function_precedence_pg_types") {
  return select(cast(pgdocs.c["span"], String()), func::lower(pgdocs.c["span"]),
                pgdocs.c["span"].contains(3), pgdocs.c["span"] + pgdocs.c["span"],
                pgdocs.c["attrs"]["k"] == "v", pgdocs.c["attrs"] + pgdocs.c["attrs"],
                pgdocs.c["body"].match("x"), pgdocs.c["ip"] == "10.0.0.1");
}

CASE("mixed_operators/true_false_in_places") {
  return select(true_(), false_(), literal(true))
      .where(true_(), or_(false_(), users.c["active"] == true_()), users.c["active"].is_(true_()))
      .having(false_())
      .order_by(users.c["id"]);
}

CASE("mixed_operators/try_cast_and_type_coerce") {
  return select(type_coerce(users.c["name"], Integer()) + 1, type_coerce("5", Integer()),
                type_coerce(users.c["id"], String()) + "x", cast(nullptr, Integer()),
                cast(literal("x"), Unicode()), cast(bindparam("b", 3), Numeric()));
}

CASE("mixed_operators/tuple_compare_everything") {
  const auto t = tuple_(users.c["id"], users.c["age"]);
  return select(users.c["id"])
      .where(t == tuple_(1, 2), t > tuple_(literal(3), literal(4)),
             t != tuple_(orders.c["id"], orders.c["user_id"]), t.in_({{5, 6}}));
}

}  // namespace cupel::conformance
