#include "cupel/engine/engine_config.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <chrono>
#include <cmath>
#include <optional>
#include <vector>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/did_you_mean.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {
namespace {

/// One entry of the configuration, and what it may hold.
class ConfigEntry {
 public:
  ConfigEntry(std::string_view name, std::string_view text) : name_(name), text_(text) {}

  [[nodiscard]] const std::string& text() const noexcept { return text_; }

  [[nodiscard]] bool boolean() const {
    std::string word = text_;
    std::ranges::transform(word, word.begin(), [](unsigned char c) { return std::tolower(c); });
    for (const std::string_view yes : {"true", "yes", "on", "y", "t", "1"}) {
      if (word == yes) return true;
    }
    for (const std::string_view no : {"false", "no", "off", "n", "f", "0"}) {
      if (word == no) return false;
    }
    refuse("true or false");
  }

  template <class T>
  [[nodiscard]] T number() const {
    T number{};
    const char* const end = text_.data() + text_.size();
    const auto [stopped, error] = std::from_chars(text_.data(), end, number);
    if (error != std::errc() || stopped != end) refuse("a number");
    return number;
  }

  template <class Duration>
  [[nodiscard]] Duration seconds() const {
    const std::chrono::duration<double> given(number<double>());
    if (!std::isfinite(given.count())) refuse("a number of seconds");
    return std::chrono::duration_cast<Duration>(given);
  }

  [[nodiscard]] Echo echo() const {
    if (text_ == "debug") return Echo::Level::debug;
    return boolean();
  }

  [[nodiscard]] const PoolClass* pool_class() const {
    for (const PoolClass* known :
         {&cupel::pool_class<QueuePool>, &cupel::pool_class<NullPool>,
          &cupel::pool_class<StaticPool>, &cupel::pool_class<SingletonThreadPool>,
          &cupel::pool_class<AssertionPool>}) {
      if (known->name == text_) return known;
    }
    refuse("QueuePool, NullPool, StaticPool, SingletonThreadPool or AssertionPool");
  }

  [[nodiscard]] ResetOnReturn reset() const {
    if (text_ == "rollback") return ResetOnReturn::rollback;
    if (text_ == "commit") return ResetOnReturn::commit;
    if (text_ == "none") return ResetOnReturn::none;
    refuse("rollback, commit or none");
  }

  [[noreturn]] void refuse(std::string_view expected) const {
    throw ArgumentError(
        str_cat("configuration entry ", quoted(name_), " is ", quoted(text_), "; give ", expected));
  }

 private:
  std::string_view name_;
  std::string text_;
};

struct Option {
  std::string_view name;
  void (*set)(EngineOptions& options, const ConfigEntry& entry);
};

constexpr Option kOptions[] = {
    {"echo", [](EngineOptions& o, const ConfigEntry& e) { o.echo = e.echo(); }},
    {"echo_pool", [](EngineOptions& o, const ConfigEntry& e) { o.echo_pool = e.echo(); }},
    {"hide_parameters",
     [](EngineOptions& o, const ConfigEntry& e) { o.hide_parameters = e.boolean(); }},
    {"logging_name", [](EngineOptions& o, const ConfigEntry& e) { o.logging_name = e.text(); }},
    {"pool_logging_name",
     [](EngineOptions& o, const ConfigEntry& e) { o.pool_logging_name = e.text(); }},
    {"poolclass", [](EngineOptions& o, const ConfigEntry& e) { o.poolclass = e.pool_class(); }},
    {"pool_size",
     [](EngineOptions& o, const ConfigEntry& e) { o.pool_size = e.number<std::size_t>(); }},
    {"max_overflow",
     [](EngineOptions& o, const ConfigEntry& e) { o.max_overflow = e.number<int>(); }},
    {"pool_timeout",
     [](EngineOptions& o, const ConfigEntry& e) {
       o.pool_timeout = e.seconds<std::chrono::milliseconds>();
     }},
    {"pool_recycle",
     [](EngineOptions& o, const ConfigEntry& e) {
       const auto age = e.seconds<std::chrono::seconds>();
       if (age.count() >= 0) o.pool_recycle = age;  // -1: never
     }},
    {"pool_use_lifo",
     [](EngineOptions& o, const ConfigEntry& e) { o.pool_use_lifo = e.boolean(); }},
    {"pool_pre_ping",
     [](EngineOptions& o, const ConfigEntry& e) { o.pool_pre_ping = e.boolean(); }},
    {"pool_reset_on_return",
     [](EngineOptions& o, const ConfigEntry& e) { o.pool_reset_on_return = e.reset(); }},
    {"isolation_level",
     [](EngineOptions& o, const ConfigEntry& e) { o.isolation_level = e.text(); }},
    {"skip_autocommit_rollback",
     [](EngineOptions& o, const ConfigEntry& e) { o.skip_autocommit_rollback = e.boolean(); }},
    {"query_cache_size",
     [](EngineOptions& o, const ConfigEntry& e) { o.query_cache_size = e.number<std::size_t>(); }},
    {"enable_from_linting",
     [](EngineOptions& o, const ConfigEntry& e) { o.enable_from_linting = e.boolean(); }},
    {"use_insertmanyvalues",
     [](EngineOptions& o, const ConfigEntry& e) { o.use_insertmanyvalues = e.boolean(); }},
    {"insertmanyvalues_page_size",
     [](EngineOptions& o, const ConfigEntry& e) {
       o.insertmanyvalues_page_size = e.number<std::size_t>();
     }},
    {"label_length",
     [](EngineOptions& o, const ConfigEntry& e) { o.label_length = e.number<std::uint32_t>(); }},
    {"max_identifier_length",
     [](EngineOptions& o, const ConfigEntry& e) {
       o.max_identifier_length = e.number<std::uint32_t>();
     }},
};

void set_option(EngineOptions& options, std::string_view option, const ConfigEntry& entry,
                std::string_view prefix) {
  const auto* const known = std::ranges::find(kOptions, option, &Option::name);
  if (known != std::end(kOptions)) return known->set(options, entry);
  std::vector<std::string> names;
  for (const Option& one : kOptions) names.emplace_back(one.name);
  throw ArgumentError(str_cat("configuration entry ", quoted(str_cat(prefix, option)),
                              " is no option of an engine", did_you_mean(option, names)));
}

}  // namespace

EngineConfig read_engine_config(const ConfigMap& config, std::string_view prefix) {
  const auto url = config.find(str_cat(prefix, "url"));
  if (url == config.end()) {
    throw ArgumentError(str_cat("the configuration has no entry ", quoted(str_cat(prefix, "url")),
                                "; it names the database, for example sqlite:///shop.db"));
  }
  EngineConfig out{URL(url->second), {}};
  for (auto it = config.lower_bound(prefix); it != config.end() && it->first.starts_with(prefix);
       ++it) {
    if (it == url) continue;
    set_option(out.options, std::string_view(it->first).substr(prefix.size()),
               ConfigEntry(it->first, it->second), prefix);
  }
  return out;
}

Engine engine_from_config(const ConfigMap& config, std::string_view prefix) {
  EngineConfig read = read_engine_config(config, prefix);
  return create_engine(read.url, std::move(read.options));
}

}  // namespace cupel
