#include "cupel/dialects/sqlite/functions.hpp"

#include <limits>
#include <utility>
#include <vector>

#include <sqlite3.h>

#include "cupel/error/core_errors.hpp"
#include "cupel/types/codec.hpp"
#include "cupel/util/arena.hpp"

#include "dialects/sqlite/connection.hpp"
#include "dialects/sqlite/error.hpp"

namespace cupel::sqlite {

namespace {

sqlite3* handle_of(dbapi::Connection& connection) {
  auto* const own = dynamic_cast<SqliteConnection*>(&connection);
  if (!own) throw ArgumentError("this connection is not one of the sqlite dialect's driver");
  if (own->closed()) throw_closed();
  return own->handle();
}

int flags_of(FunctionOptions options) noexcept {
  return SQLITE_UTF8 | (options.deterministic ? SQLITE_DETERMINISTIC : 0) |
         (options.direct_only ? SQLITE_DIRECTONLY : 0);
}

std::vector<Value> arguments(int count, sqlite3_value** args) {
  std::vector<Value> out;
  out.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    switch (sqlite3_value_type(args[i])) {
      case SQLITE_INTEGER:
        out.emplace_back(static_cast<std::int64_t>(sqlite3_value_int64(args[i])));
        break;
      case SQLITE_FLOAT:
        out.emplace_back(sqlite3_value_double(args[i]));
        break;
      case SQLITE_TEXT: {
        const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(args[i]));
        out.emplace_back(
            std::string_view(text, static_cast<std::size_t>(sqlite3_value_bytes(args[i]))));
        break;
      }
      case SQLITE_BLOB: {
        const auto* data = static_cast<const std::byte*>(sqlite3_value_blob(args[i]));
        out.emplace_back(std::span<const std::byte>(
            data, static_cast<std::size_t>(sqlite3_value_bytes(args[i]))));
        break;
      }
      default:
        out.emplace_back();
        break;
    }
  }
  return out;
}

void give_result(sqlite3_context* context, const Value& value) {
  Arena scratch;
  Cell cell;
  encode_value(*type_from_value(value), value, cell, scratch);
  switch (cell.kind) {
    case CellKind::null:
      sqlite3_result_null(context);
      break;
    case CellKind::integer:
      sqlite3_result_int64(context, cell.integer);
      break;
    case CellKind::real:
      sqlite3_result_double(context, cell.real);
      break;
    case CellKind::text:
      sqlite3_result_text64(context, cell.size ? cell.data : "", cell.size, SQLITE_TRANSIENT,
                            SQLITE_UTF8);
      break;
    case CellKind::blob:
      sqlite3_result_blob64(context, cell.size ? cell.data : "", cell.size, SQLITE_TRANSIENT);
      break;
  }
}

template <class F>
void guarded(sqlite3_context* context, F&& call) noexcept {
  try {
    call();
  } catch (const std::exception& e) {
    sqlite3_result_error(context, e.what(), -1);
  } catch (...) {
    sqlite3_result_error(context, "user-defined function raised exception", -1);
  }
}

void check(sqlite3* db, int rc) {
  if (rc != SQLITE_OK) throw_driver_error(db, rc);
}

struct AggregateFactory {
  std::function<std::unique_ptr<Aggregate>()> make;
};

// SQLite gives each group zeroed memory of its own, and calls xFinal once for each.
Aggregate** state_of(sqlite3_context* context, bool create) {
  return static_cast<Aggregate**>(
      sqlite3_aggregate_context(context, create ? static_cast<int>(sizeof(Aggregate*)) : 0));
}

}  // namespace

void create_function(dbapi::Connection& connection, std::string_view name, int argument_count,
                     ScalarFunction function, FunctionOptions options) {
  sqlite3* const db = handle_of(connection);
  auto held = std::make_unique<ScalarFunction>(std::move(function));
  // SQLite owns the function from here on, and destroys it even when this call fails.
  check(db, sqlite3_create_function_v2(
                db, std::string(name).c_str(), argument_count, flags_of(options), held.release(),
                [](sqlite3_context* context, int count, sqlite3_value** args) {
                  guarded(context, [&] {
                    const auto& f = *static_cast<ScalarFunction*>(sqlite3_user_data(context));
                    give_result(context, f(arguments(count, args)));
                  });
                },
                nullptr, nullptr, [](void* p) { delete static_cast<ScalarFunction*>(p); }));
}

void create_aggregate(dbapi::Connection& connection, std::string_view name, int argument_count,
                      std::function<std::unique_ptr<Aggregate>()> make, FunctionOptions options) {
  sqlite3* const db = handle_of(connection);
  auto held = std::make_unique<AggregateFactory>(AggregateFactory{std::move(make)});
  check(
      db,
      sqlite3_create_function_v2(
          db, std::string(name).c_str(), argument_count, flags_of(options), held.release(), nullptr,
          [](sqlite3_context* context, int count, sqlite3_value** args) {
            guarded(context, [&] {
              Aggregate** const state = state_of(context, true);
              if (!state) throw std::bad_alloc();
              if (!*state) {
                *state =
                    static_cast<AggregateFactory*>(sqlite3_user_data(context))->make().release();
              }
              (*state)->step(arguments(count, args));
            });
          },
          [](sqlite3_context* context) {
            Aggregate** const state = state_of(context, false);
            std::unique_ptr<Aggregate> group(state ? std::exchange(*state, nullptr) : nullptr);
            guarded(context, [&] {
              // A group without rows was never stepped.
              if (!group) {
                group = static_cast<AggregateFactory*>(sqlite3_user_data(context))->make();
              }
              give_result(context, group->finish());
            });
          },
          [](void* p) { delete static_cast<AggregateFactory*>(p); }));
}

void create_collation(dbapi::Connection& connection, std::string_view name, Collation collation) {
  sqlite3* const db = handle_of(connection);
  auto held = std::make_unique<Collation>(std::move(collation));
  const int rc = sqlite3_create_collation_v2(
      db, std::string(name).c_str(), SQLITE_UTF8, held.get(),
      [](void* p, int an, const void* a, int bn, const void* b) {
        try {
          return (*static_cast<Collation*>(p))(
              {static_cast<const char*>(a), static_cast<std::size_t>(an)},
              {static_cast<const char*>(b), static_cast<std::size_t>(bn)});
        } catch (...) {
          return 0;  // SQLite has no way to report a failed comparison
        }
      },
      [](void* p) { delete static_cast<Collation*>(p); });
  check(db, rc);  // unlike a function, a refused collation stays ours
  (void)held.release();
}

std::string library_version() {
  return sqlite3_libversion();
}

}  // namespace cupel::sqlite
