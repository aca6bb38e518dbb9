#pragma once

#include <concepts>
#include <cstddef>
#include <functional>
#include <initializer_list>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cupel {

/// The query part of a URL: keys in order, each with one value or several.
using UrlQuery = std::vector<std::pair<std::string, std::vector<std::string>>>;
using UrlQueryPairs = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// Where a database is and how to reach it:
/// `dialect[+driver]://user:password@host:port/database?key=value&key=value`.
///
/// An immutable value; the set and update functions return a changed copy. Parts are held decoded:
/// what stands in them needs no escaping by the caller, and the text form escapes it.
/// Thread safety: as any value.
class URL {
 public:
  /// The parts, for designated initialisers.
  struct Parts {
    std::string drivername{};
    std::optional<std::string> username{};
    std::optional<std::string> password{};
    std::optional<std::string> host{};
    std::optional<int> port{};
    std::optional<std::string> database{};
    UrlQuery query{};
    /// Asked at each connect in place of `password`: for tokens that expire.
    std::function<std::string()> password_provider{};
  };

  /// `URL::create({.drivername = "sqlite", .database = "shop.db"})`.
  /// Throws ArgumentError for an empty drivername, or a port outside 0..65535.
  [[nodiscard]] static URL create(Parts parts);

  /// Parses, see make_url().
  URL(std::string_view text);
  URL(const std::string& text) : URL(std::string_view(text)) {}
  URL(const char* text) : URL(std::string_view(text)) {}

  [[nodiscard]] const std::string& drivername() const noexcept { return parts_.drivername; }
  [[nodiscard]] const std::optional<std::string>& username() const noexcept {
    return parts_.username;
  }
  /// The password now: that of the provider where there is one.
  [[nodiscard]] std::optional<std::string> password() const;
  [[nodiscard]] const std::optional<std::string>& host() const noexcept { return parts_.host; }
  [[nodiscard]] const std::optional<int>& port() const noexcept { return parts_.port; }
  [[nodiscard]] const std::optional<std::string>& database() const noexcept {
    return parts_.database;
  }
  [[nodiscard]] const UrlQuery& query() const noexcept { return parts_.query; }
  /// The values of a key of the query; empty when it is not there.
  [[nodiscard]] std::span<const std::string> query_values(std::string_view key) const noexcept;
  /// The last value of a key of the query.
  [[nodiscard]] std::optional<std::string> query_value(std::string_view key) const;

  /// "postgresql" of "postgresql+libpq".
  [[nodiscard]] std::string get_backend_name() const;
  /// "libpq" of "postgresql+libpq"; without one, the driver that the registered dialect uses, or
  /// "".
  [[nodiscard]] std::string get_driver_name() const;

  /// A copy with some parts replaced: those of `change` that are set.
  struct Change {
    std::optional<std::string> drivername{}, username{}, password{}, host{}, database{};
    std::optional<int> port{};
    std::optional<UrlQuery> query{};
  };
  [[nodiscard]] URL set(const Change& change) const;
  /// A copy whose query has the given keys; `append`: values are added to those that are there.
  [[nodiscard]] URL update_query_string(std::string_view query, bool append = false) const;
  [[nodiscard]] URL update_query_pairs(UrlQueryPairs pairs, bool append = false) const;
  [[nodiscard]] URL update_query_dict(const UrlQuery& query, bool append = false) const;
  /// A copy without the given keys of the query.
  [[nodiscard]] URL difference_update_query(std::initializer_list<std::string_view> names) const;
  /// The query with every key's values as a list (it always is one here; kept for its name).
  [[nodiscard]] const UrlQuery& normalized_query() const noexcept { return parts_.query; }

  /// The text form, which make_url() reads back to an equal URL. The password is `***` unless told
  /// otherwise.
  [[nodiscard]] std::string render_as_string(bool hide_password = true) const;

  /// Equal parts; the port of text and a number are one. Providers compare by having one.
  friend bool operator==(const URL& a, const URL& b);
  [[nodiscard]] std::size_t hash() const noexcept;

 private:
  URL() = default;
  Parts parts_;
};

/// Parses the text form. Throws ArgumentError, which shows the text without its password, for
/// anything else.
[[nodiscard]] URL make_url(std::string_view text);
/// A ready URL passes through.
template <std::same_as<URL> U>
[[nodiscard]] U make_url(U url) {
  return url;
}

/// Prints with the password hidden.
std::ostream& operator<<(std::ostream& out, const URL& url);

}  // namespace cupel

template <>
struct std::hash<cupel::URL> {
  std::size_t operator()(const cupel::URL& url) const noexcept { return url.hash(); }
};
