#include "safety/random_statement.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "cupel/schema/column.hpp"
#include "cupel/schema/metadata.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql.hpp"
#include "cupel/types/types.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel::conformance {

std::size_t Decisions::below(std::size_t count) {
  if (bytes_.empty()) return 0;
  const std::size_t drawn = bytes_.front() % count;
  bytes_ = bytes_.subspan(1);
  return drawn;
}

std::string Decisions::text(std::size_t length) {
  const auto taken = bytes_.first(std::min(length, bytes_.size()));
  bytes_ = bytes_.subspan(taken.size());
  return {taken.begin(), taken.end()};
}

std::string Strings::replaced(std::string wild) {
  if (kind_ == Kind::wild) return wild;
  const auto [place, is_new] = replacements_.try_emplace(std::move(wild));
  if (is_new) place->second = str_cat("Harm less ", replacements_.size());
  return place->second;
}

std::string Strings::value(std::string wild) {
  return replaced(std::move(wild));
}

std::string Strings::name(std::string wild) {
  return replaced(std::move(wild) + "\u00e7");  // a letter that no name of the tables ends with
}

const char* const kRandomStatementTables[2] = {
    "CREATE TABLE person (id INTEGER PRIMARY KEY, name VARCHAR(50), age INTEGER)",
    "CREATE TABLE note (id INTEGER PRIMARY KEY, person_id INTEGER, body VARCHAR(200))"};

namespace {

const MetaData metadata;
const Table person("person", metadata, Column("id", Integer(), primary_key),
                   Column("name", String(50)), Column("age", Integer()));
const Table note("note", metadata, Column("id", Integer(), primary_key),
                 Column("person_id", Integer(), ForeignKey("person.id")),
                 Column("body", String(200)));

// What has a meaning in some database's text.
constexpr const char* kPieces[] = {
    "'",  "\"", "`",  "[",  "]", "\\", "%",  "%%",     "%s",     "%(a)s", ":a", "::", "?",
    "$1", "--", "/*", "*/", ";", "\n", "N'", "E'",     "q'[",    "$$",    "#",  "_",  ".",
    ",",  "(",  ")",  "=",  "x", "Ab", "7",  "select", "\u65e5", "{",     "}",  "@p1"};

using Number = Expr<std::int64_t>;
using Words = Expr<std::string>;
using Condition = Expr<bool>;

class Grower {
 public:
  Grower(std::span<const std::uint8_t> bytes, Strings::Kind strings)
      : decide_(bytes), strings_(strings) {}

  ElementPtr statement() {
    switch (decide_.below(8)) {
      case 0:
        return insertion();
      case 1:
        return change();
      case 2:
        return removal();
      case 3:
        return union_of_two();
      default:
        return ordered(select_of(0, 1 + decide_.below(3))).element();
    }
  }

 private:
  static constexpr int kDeepest = 4;

  struct Source {
    FromExpr from;
    Number number;
    Words words;
  };

  std::string wild() {
    std::string out;
    for (std::size_t n = 1 + decide_.below(4); n > 0; --n) {
      out += kPieces[decide_.below(std::size(kPieces))];
    }
    return out;
  }
  std::string value() { return strings_.value(wild()); }
  std::string name() { return strings_.name(wild()); }
  std::int64_t small() { return static_cast<std::int64_t>(decide_.below(256)) - 9; }
  bool deep(int depth) const { return depth >= kDeepest || decide_.used_up(); }

  // ---- FROM ------------------------------------------------------------------------------------

  Source source(int depth) {
    switch (decide_.below(deep(depth) ? 4 : 6)) {
      case 0:
        return of_table(person, "age", "name");
      case 1:
        return of_table(note, "person_id", "body");
      case 2:
        return of_table(person.alias(name()), "age", "name");
      case 3:
        return of_table(note.alias(), "id", "body");
      case 4:
        return of_query(inner_query(depth).subquery(name()));
      default:
        return of_query(inner_query(depth).cte(name()));
    }
  }
  static Source of_table(const FromExpr& from, std::string_view number, std::string_view words) {
    return {from, from.c[number].as<std::int64_t>(), from.c[words].as<std::string>()};
  }
  static Source of_query(const FromExpr& from) {
    return {from, from.c.at(0).as<std::int64_t>(), from.c.at(1).as<std::string>()};
  }
  Select<> inner_query(int depth) {
    const std::vector<Source> outer = std::exchange(scope_, {});
    scope_.push_back(source(depth + 1));
    const std::string first = name();
    std::string second = name();
    if (second == first) second += "2";
    auto query = Select<>(select(number(depth + 1).label(first), words(depth + 1).label(second)))
                     .select_from(scope_.front().from);
    if (decide_.yes()) query = query.where(condition(depth + 1));
    scope_ = outer;
    return query;
  }
  const Source& in_scope() { return scope_[decide_.below(scope_.size())]; }

  // ---- expressions -----------------------------------------------------------------------------

  Number number(int depth) {
    switch (decide_.below(deep(depth) ? 2 : 10)) {
      case 0:
        return in_scope().number;
      case 1:
        return literal(small());
      case 2:
        return number(depth + 1) + number(depth + 1);
      case 3:
        return number(depth + 1) - number(depth + 1);
      case 4:
        return number(depth + 1) * number(depth + 1);
      case 5:
        return -number(depth + 1);
      case 6:
        return func("length", words(depth + 1)).as<std::int64_t>();
      case 7:
        return case_<std::int64_t>({{condition(depth + 1), number(depth + 1)}}, number(depth + 1));
      case 8:
        return cast<std::int64_t>(number(depth + 1));
      default:
        return func("coalesce", number(depth + 1), small()).as<std::int64_t>();
    }
  }

  Words words(int depth) {
    switch (decide_.below(deep(depth) ? 2 : 7)) {
      case 0:
        return in_scope().words;
      case 1:
        return literal(value());
      case 2:
        return words(depth + 1) + words(depth + 1);
      case 3:
        return func("lower", words(depth + 1)).as<std::string>();
      case 4:
        return cupel::cast(number(depth + 1), String(20)).as<std::string>();
      case 5:
        return case_<std::string>({{condition(depth + 1), words(depth + 1)}}, value());
      default:
        return func("coalesce", words(depth + 1), value()).as<std::string>();
    }
  }

  Condition condition(int depth) {
    switch (decide_.below(deep(depth) ? 4 : 14)) {
      case 0:
        return in_scope().number > small();
      case 1:
        return in_scope().words == value();
      case 2:
        return in_scope().words.is_(nullptr);
      case 3:
        return in_scope().words.like(value());
      case 4:
        return number(depth + 1) <= number(depth + 1);
      case 5:
        return words(depth + 1) != words(depth + 1);
      case 6:
        return words(depth + 1).contains(value(), {.autoescape = true});
      case 7:
        return words(depth + 1).startswith(value());
      case 8:
        return number(depth + 1).in_({small(), small(), small()});
      case 9:
        return words(depth + 1).not_in({value(), value()});
      case 10:
        return number(depth + 1).between(small(), number(depth + 1));
      case 11:
        return condition(depth + 1) && condition(depth + 1);
      case 12:
        return condition(depth + 1) || !condition(depth + 1);
      default:
        return exists_in(depth + 1);
    }
  }

  Condition exists_in(int depth) {
    scope_.push_back(source(depth));
    const auto inside = select(literal_column("1"))
                            .select_from(scope_.back().from)
                            .where(scope_.back().number == number(depth), condition(depth));
    scope_.pop_back();
    return inside.exists();
  }

  // ---- statements ------------------------------------------------------------------------------

  Select<> select_of(int depth, std::size_t columns) {
    scope_.push_back(source(depth));
    if (decide_.yes()) scope_.push_back(source(depth));
    Select<> out(select(number(depth).label(name())));
    for (std::size_t i = 1; i < columns; ++i) {
      out = Select<>(decide_.yes() ? out.add_columns(words(depth).label(name()))
                                   : out.add_columns(number(depth)));
    }
    out = out.select_from(scope_.front().from);
    if (scope_.size() > 1) {
      const Condition on = scope_.front().number == scope_.back().number;
      out =
          decide_.yes() ? out.outerjoin(scope_.back().from, on) : out.join(scope_.back().from, on);
    }
    for (std::size_t n = decide_.below(3); n > 0; --n) out = out.where(condition(depth));
    if (decide_.below(4) == 3) {
      out = out.group_by(in_scope().words).having(func::count() > small());
    }
    if (decide_.yes()) out = out.distinct();
    return out;
  }

  // SQLite knows no ORDER BY inside of a UNION, which SQLAlchemy writes all the same.
  Select<> ordered(Select<> out) {
    if (decide_.yes()) {
      out = out.order_by(decide_.yes() ? number(0).desc() : number(0).asc());
      if (decide_.yes()) out = out.limit(3);
      if (decide_.yes()) out = out.offset(1);
    }
    if (decide_.below(8) == 7) out = out.with_for_update();
    return out;
  }

  ElementPtr union_of_two() {
    auto first = select_of(1, 1);
    const bool all = decide_.yes();
    scope_.clear();
    auto second = select_of(1, 1);
    return all ? union_all(first, second).element() : union_(first, second).element();
  }

  ElementPtr insertion() {
    if (decide_.yes()) {
      return insert(note).values(ValueRow{{"body", value()}, {"person_id", small()}}).element();
    }
    scope_.push_back(of_table(person, "age", "name"));
    const auto rows = Select<>(select(number(1).label(name()), words(1).label(name())));
    return insert(note).from_select({"person_id", "body"}, rows).element();
  }

  ElementPtr change() {
    scope_.push_back(of_table(person, "age", "name"));
    return update(person)
        .values(ValueRow{{"name", words(1)}, {"age", number(1)}})
        .where(condition(1))
        .element();
  }

  ElementPtr removal() {
    scope_.push_back(of_table(note, "person_id", "body"));
    return delete_(note).where(condition(1)).element();
  }

  Decisions decide_;
  Strings strings_;
  std::vector<Source> scope_;
};

}  // namespace

ElementPtr random_statement(std::span<const std::uint8_t> bytes, Strings::Kind strings) {
  return Grower(bytes, strings).statement();
}

}  // namespace cupel::conformance
