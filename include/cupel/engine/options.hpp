#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cupel/dbapi/driver.hpp"
#include "cupel/engine/execution_options.hpp"
#include "cupel/pool/pools.hpp"
#include "cupel/types/json.hpp"

namespace cupel {

/// How much an engine writes to the log: `.echo = true`, `.echo = "debug"`.
class Echo {
 public:
  enum class Level : std::uint8_t { off, on, debug };

  constexpr Echo() noexcept = default;
  constexpr Echo(bool on) noexcept : level_(on ? Level::on : Level::off) {}
  constexpr Echo(Level level) noexcept : level_(level) {}
  /// "debug" writes rows as well. Throws ArgumentError for another word.
  Echo(const char* word);

  [[nodiscard]] constexpr Level level() const noexcept { return level_; }
  friend constexpr bool operator==(Echo, Echo) noexcept = default;

 private:
  Level level_ = Level::off;
};

/// Options of create_engine(), for designated initialisers. What is not set has the default named.
struct EngineOptions {
  Echo echo = false;
  Echo echo_pool = false;
  /// Keeps bound values out of the log and of error texts.
  bool hide_parameters = false;
  /// Shown in log lines.
  std::string logging_name{};
  std::string pool_logging_name{};

  /// Further arguments of the driver's connect call; they win over the URL's.
  dbapi::ConnectArgs connect_args{};
  /// Makes the driver's connections; URL and connect_args are not used then.
  dbapi::Connector creator{};
  /// A ready pool; the options of pools cannot be given then.
  std::shared_ptr<Pool> pool{};
  const PoolClass* poolclass = nullptr;  ///< `&pool_class<NullPool>`; default: the dialect's choice
  std::optional<std::size_t> pool_size{};                   ///< 5; 0: no limit
  std::optional<int> max_overflow{};                        ///< 10; -1: no limit
  std::optional<std::chrono::milliseconds> pool_timeout{};  ///< 30 s
  std::optional<std::chrono::seconds> pool_recycle{};       ///< never
  std::optional<bool> pool_use_lifo{};
  bool pool_pre_ping = false;
  ResetOnReturn pool_reset_on_return = ResetOnReturn::rollback;

  /// Set on each new connection. Throws ArgumentError at create_engine() for an unknown one.
  std::optional<std::string> isolation_level{};
  /// No ROLLBACK is sent on a connection in autocommit.
  bool skip_autocommit_rollback = false;
  ExecutionOptions execution_options{};

  /// Compiled statements kept; 0: no cache.
  std::size_t query_cache_size = 500;
  /// Warns about SELECTs whose FROM elements are not joined to one another.
  bool enable_from_linting = true;
  bool use_insertmanyvalues = true;
  std::size_t insertmanyvalues_page_size = 1000;
  /// Write and read the documents of JSON columns, in place of Json::dump() and Json::parse().
  /// Called from every thread that executes; what they throw ends the statement.
  std::function<std::string(const Json&)> json_serializer{};
  std::function<Json(std::string_view)> json_deserializer{};
  /// Names of plug-ins (register_engine_plugin()), beside those of the URL: `?plugin=a&plugin=b`.
  std::vector<std::string> plugins{};
  std::optional<std::uint32_t> label_length{};
  std::optional<std::uint32_t> max_identifier_length{};
};

}  // namespace cupel
