// An INSERT with a clause of one's own behind it: compiles<>() changes what a construct renders,
// here of every INSERT that was marked, and on one database only.
#include <iostream>
#include <string>

#include <cupel/cupel.hpp>
#include <cupel/dialects/postgresql/dialect.hpp>
#include <cupel/dialects/sqlite/dialect.hpp>
#include <cupel/sql/compiler/compiles.hpp>
#include <cupel/sql/expression/upsert.hpp>

using namespace cupel;

namespace {

// The name under which an INSERT carries the text: an option that other dialects do not know.
constexpr std::string_view kOption = "example_on_duplicate";

/// `insert ... ON DUPLICATE KEY UPDATE text` wherever the hook below is registered.
Insert on_duplicate_key_update(const Insert& insert, std::string_view text) {
  return insert.with_dialect_options(kOption, text);
}

void append_on_duplicate(const InsertState& insert, SqlCompiler& compiler,
                         const RenderScope& scope) {
  compiler.render_default(insert, scope);
  for (const DialectOption& option : insert.common().dialect_options) {
    if (option.name == kOption) compiler.out() << " ON DUPLICATE KEY UPDATE " << option.value;
  }
}

bool expect(std::string_view what, const std::string& got, const std::string& wanted) {
  std::cout << what << ": " << got << '\n';
  if (got == wanted) return true;
  std::cerr << "  expected " << wanted << '\n';
  return false;
}

}  // namespace

int main() {
  MetaData metadata;
  const Table words("words", metadata, Column("id", Integer(), primary_key),
                    Column("word", String(40)), Column("seen", Integer()));
  const Insert plain = insert(words).values({{"id", 1}, {"word", "a"}, {"seen", 1}});
  const Insert marked = on_duplicate_key_update(plain, "seen = seen + 1");

  // Before the hook is registered the mark means nothing.
  const std::string usual = "INSERT INTO words (id, word, seen) VALUES (:id, :word, :seen)";
  bool good = expect("before", to_string(marked), usual);

  // On all dialects ("default" included); compiles<InsertState>(hook, "mysql") would be for one.
  compiles<InsertState>(append_on_duplicate);
  good &= expect("after", to_string(marked), usual + " ON DUPLICATE KEY UPDATE seen = seen + 1");
  good &= expect("not marked", to_string(plain), usual);
  deregister_compiles<InsertState>();

  // What most programs want instead: upsert() knows how each database says it.
  const Upsert stmt = upsert(words).values({{"id", 1}, {"word", "a"}, {"seen", 1}});
  const Upsert counted = stmt.set({{"seen", words.c["seen"] + stmt.inserted("seen")}});
  good &= expect("sqlite", counted.compile(sqlite::dialect()).sql(),
                 "INSERT INTO words (id, word, seen) VALUES (?, ?, ?) "
                 "ON CONFLICT (id) DO UPDATE SET seen = (words.seen + excluded.seen)");
  good &= expect("postgresql", stmt.compile(postgresql::dialect()).sql(),
                 "INSERT INTO words (id, word, seen) VALUES ($1, $2, $3) "
                 "ON CONFLICT (id) DO UPDATE SET word = excluded.word, seen = excluded.seen");

  // And it works: the second time the row is updated.
  Engine engine = create_engine("sqlite://");
  metadata.create_all(engine);
  engine.begin([&](Connection& conn) {
    conn.execute(counted);
    conn.execute(counted);
    const auto seen = conn.execute(select(words.c["seen"])).scalar<std::int64_t>().value_or(0);
    std::cout << "seen: " << seen << '\n';
    good &= seen == 2;
  });
  return good ? 0 : 1;
}
