// ON DUPLICATE KEY UPDATE is said once.
// expect: on_duplicate_key_update
#include <cupel/dialects/mysql/insert.hpp>
#include <cupel/sql.hpp>

int main() {
  const auto t = cupel::table("t", {cupel::column("id"), cupel::column("age")});
  (void)cupel::mysql::insert(t).on_duplicate_key_update({{"age", 1}});
#ifndef CONTROL
  (void)cupel::mysql::insert(t).on_duplicate_key_update({{"age", 1}}, {{"age", 2}});
#endif
}
