// Areas mapping, collections, queries, legacy_query: values that are more than one plain column,
// and classes and hooks of the program's own.

#include <chrono>

#include "cupel/sql/compiler/compiles.hpp"
#include "cupel/types/type_decorator.hpp"

#include "mappings.hpp"
#include "relations.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

namespace points {

struct Point {
  OptionalInt x{};
  OptionalInt y{};
  bool operator==(const Point&) const = default;
};
struct Vertex {
  static constexpr auto tablename = "vertex";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt> x1{};
  Mapped<OptionalInt> y1{};
  Mapped<OptionalInt> x2{};
  Mapped<OptionalInt> y2{};
  Composite<Point> start{};
  Composite<std::optional<Point>> end{};
  static void configure(Mapping<Vertex>& m) {
    m.composite(&Vertex::start, &Vertex::x1, &Vertex::y1);
    m.composite(&Vertex::end, &Vertex::x2, &Vertex::y2);
  }
};

SCENARIO("mapping/composite", Map<Vertex>) {
  auto v = make<Vertex>({.start = Point{1, 2}, .end = Point{3, 4}});
  note("columns", list(v->x1, v->y1, v->x2, v->y2));
  session.add(v);
  session.commit();
  note("loaded", list(v->start->x, v->end->y));
  v->end = Point{3, 9};
  session.flush();
  note("query",
       session.scalars(select(&Vertex::id).where(col(&Vertex::start) == Point{1, 2})).all());
  note("not equal",
       session.scalars(select(&Vertex::id).where(col(&Vertex::end) != Point{3, 9})).all());
  std::vector<Observed> selected;
  for (const std::optional<Point>& p :
       session.scalars(select(&Vertex::end).order_by(col(&Vertex::end).desc()))) {
    selected.push_back(list(p->x, p->y));
  }
  note("select", list_of(selected));
  v->end = std::nullopt;
  session.flush();
  note("none", list(v->end.has_value() ? Observed{"true"} : Observed{"null"}, v->x2));
  auto w = make<Vertex>();
  note("default object",
       list(w->start->x, w->end.has_value() ? Observed{"true"} : Observed{"null"}));
  (void)session.execute(update<Vertex>().values({{&Vertex::start, Point{7, 8}}}));
  note("updated", list(v->x1, v->y1));
}

}  // namespace points

namespace bags {

struct Child;
struct Bag : Relationship<List<Child>> {
  void put(const Ref<Child>& child);
  void take(const Ref<Child>& child);
};
struct Parent {
  static constexpr auto tablename = "parent";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<CollectionClass<Bag>, back_populates<"parent">> children{};
};
struct Child {
  static constexpr auto tablename = "child";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"parent.id">> parent_id{};
  Relationship<Parent, back_populates<"children">> parent{};
};
void Bag::put(const Ref<Child>& child) {
  append(child);
}
void Bag::take(const Ref<Child>& child) {
  remove(child);
}

SCENARIO("collections/custom_collection_class", Map<Parent, Child>) {
  auto p = make<Parent>();
  auto c = make<Child>();
  p->children.put(c);
  note("parent", c->parent == p);
  session.add(p);
  session.commit();
  note("loaded", p->children.to_vector().size());
  p->children.take(c);
  note("parent", c->parent);
  session.flush();
}

}  // namespace bags

namespace typed {

struct T {
  static constexpr auto tablename = "t";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::optional<bool>> flag{};
  Mapped<std::optional<CalendarDate>> day{};
  Mapped<std::optional<Json>> data{};
};

SCENARIO("queries/execution_of_column_property_and_types", Map<T>) {
  const CalendarDate day = std::chrono::year(2021) / 5 / 6;
  session.add(T{.flag = true, .day = day, .data = Json::parse(R"({"k": [1]})")});
  session.flush();
  auto row =
      session
          .execute(select(&T::flag, &T::day, &T::data, col(&T::data)["k"].as_string().label("sub")))
          .one();
  note("row", list(std::get<0>(row), std::get<1>(row), std::get<2>(row)));
  note("where",
       session.scalars(select(&T::id).where(col(&T::flag) == true, col(&T::day) == day)).all());
  note("where not", session.scalars(select(&T::id).where(!col(&T::flag))).all());
}

enum class Color { red = 1, blue = 2 };

class Upper : public TypeDecoratorOf<Upper> {
 public:
  Upper() : TypeDecoratorOf(String(10)) {}
  [[nodiscard]] bool cache_ok() const noexcept override { return true; }
  [[nodiscard]] Value process_bind_param(const Value& value, const TypeDialect*) const override {
    return changed(value, [](int c) { return std::toupper(c); });
  }
  [[nodiscard]] Value process_result_value(const Value& value, const TypeDialect*) const override {
    return changed(value, [](int c) { return std::tolower(c); });
  }

 private:
  static Value changed(const Value& value, int (*change)(int)) {
    if (value.is_null()) return value;
    std::string text = value.as<std::string>();
    for (char& c : text) c = static_cast<char>(change(static_cast<unsigned char>(c)));
    return text;
  }
};

struct Thing {
  static constexpr auto tablename = "thing";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::optional<Color>> color{};
  Mapped<OptionalText> kind{};
  Mapped<std::optional<bool>> flag{};
  Mapped<std::optional<CalendarDate>> day{};
  Mapped<std::optional<std::chrono::local_time<std::chrono::microseconds>>> at{};
  Mapped<std::optional<Decimal>> price{};
  Mapped<OptionalText> word{};
  Mapped<std::optional<std::chrono::microseconds>> span{};
  Mapped<std::optional<Bytes>> blob{};
  static void configure(Mapping<Thing>& m) {
    m.column(&Thing::color, "color", Enum::of<Color>());
    m.column(&Thing::kind, "kind", Enum({"A", "B"}, {.name = "kinds"}));
    m.column(&Thing::price, "price", Numeric(10, 2));
    m.column(&Thing::word, "word", Upper());
  }
};

SCENARIO("mapping/type_decorator_and_enum", Map<Thing>) {
  using namespace std::chrono;
  using namespace std::chrono_literals;
  auto t = make<Thing>({.color = Color::red,
                        .kind = "A",
                        .flag = true,
                        .day = year(2020) / 1 / 2,
                        .at = local_days(year(2020) / 1 / 2) + 3h + 4min + 5s + 6us,
                        .price = Decimal("1.5"),
                        .word = "hello",
                        .span = 24h + 5s,
                        .blob = Bytes{std::byte{0}, std::byte{255}}});
  session.add(t);
  session.commit();
  note("values",
       list("red", static_cast<int>(t->color.value_or(Color::blue)), t->kind, t->flag, t->day,
            t->at, t->price, t->word, duration<double>(t->span.value_or(microseconds())).count(),
            Value(t->blob.value_or(Bytes()))));
  note("raw",
       session.execute(text("SELECT color, kind, flag, day, at, price, word, span FROM thing"))
           .one());
  note("filter",
       session
           .scalars(select(&Thing::id)
                        .where(col(&Thing::word) == "hello", col(&Thing::color) == Color::red,
                               col(&Thing::flag).is_(true)))
           .all());
  session.add(Thing{.kind = "Z"});
  session.flush();
  note("an unknown string is stored",
       session.scalars(text("SELECT kind FROM thing ORDER BY id")).all());
  session.expire_all();
  expect("and refused when loaded", [&] { (void)session.scalars(select(&Thing::kind)).all(); });
}

}  // namespace typed

SCENARIO("legacy_query/insert_custom_suffix", Blog) {
  compiles<InsertState>(
      [](const InsertState& insert, SqlCompiler& compiler, const RenderScope& scope) {
        compiler.render_default(insert, scope);
        for (const DialectOption& option : insert.common().dialect_options) {
          if (option.name == "sqlite_append_string") compiler.out() << " " << option.value;
        }
      },
      "sqlite");
  auto stmt = insert(registry.metadata().table("tags"))
                  .with_dialect_options("sqlite_append_string", "ON CONFLICT DO NOTHING");
  (void)session.execute(stmt, {{{"id", 1}, {"name", "x"}}, {{"id", 9}, {"name", "y"}}});
  note("tags", session.execute(select(&Tag::id, &Tag::name).order_by(&Tag::id)).all());
  deregister_compiles<InsertState>();
}

}  // namespace cupel::conformance
