#include "cupel/dialect/url.hpp"

#include <algorithm>
#include <charconv>
#include <ostream>

#include "cupel/error/core_errors.hpp"
#include "cupel/util/hash.hpp"
#include "cupel/util/str_cat.hpp"

#include "dialect/url_text.hpp"

namespace cupel {

namespace {

std::vector<std::string>* find_key(UrlQuery& query, std::string_view key) {
  for (auto& [name, values] : query)
    if (name == key) return &values;
  return nullptr;
}

void check(const URL::Parts& parts) {
  if (parts.drivername.empty()) {
    throw ArgumentError("a database URL needs a drivername, such as 'sqlite' or 'postgresql'");
  }
  if (parts.port && (*parts.port < 0 || *parts.port > 65535)) {
    throw ArgumentError(str_cat("a database URL's port is 0 to 65535, not ", *parts.port));
  }
}

UrlQuery merged(UrlQuery query, const UrlQuery& changes, bool append) {
  if (!append) {
    std::erase_if(query, [&](const auto& item) {
      return std::any_of(changes.begin(), changes.end(),
                         [&](const auto& change) { return change.first == item.first; });
    });
  }
  for (const auto& [name, values] : changes) {
    if (auto* there = find_key(query, name)) {
      there->insert(there->end(), values.begin(), values.end());
    } else {
      query.emplace_back(name, values);
    }
  }
  return query;
}

}  // namespace

URL URL::create(Parts parts) {
  check(parts);
  URL out;
  // One entry a key, however the caller wrote them.
  UrlQuery query = merged({}, parts.query, true);
  out.parts_ = std::move(parts);
  out.parts_.query = std::move(query);
  return out;
}

URL::URL(std::string_view text) {
  *this = make_url(text);
}

URL make_url(std::string_view text) {
  return URL::create(detail::parse_url(text));
}

std::optional<std::string> URL::password() const {
  if (parts_.password_provider) return parts_.password_provider();
  return parts_.password;
}

std::span<const std::string> URL::query_values(std::string_view key) const noexcept {
  for (const auto& [name, values] : parts_.query)
    if (name == key) return values;
  return {};
}

std::optional<std::string> URL::query_value(std::string_view key) const {
  const auto values = query_values(key);
  if (values.empty()) return std::nullopt;
  return values.back();
}

std::string URL::get_backend_name() const {
  return parts_.drivername.substr(0, parts_.drivername.find('+'));
}

URL URL::set(const Change& change) const {
  Parts parts = parts_;
  if (change.drivername) parts.drivername = *change.drivername;
  if (change.username) parts.username = change.username;
  if (change.password) {
    parts.password = change.password;
    parts.password_provider = nullptr;
  }
  if (change.host) parts.host = change.host;
  if (change.database) parts.database = change.database;
  if (change.port) parts.port = change.port;
  if (change.query) parts.query = *change.query;
  return create(std::move(parts));
}

URL URL::update_query_string(std::string_view query, bool append) const {
  return update_query_dict(detail::parse_query(query), append);
}

URL URL::update_query_pairs(UrlQueryPairs pairs, bool append) const {
  UrlQuery query;
  for (const auto& [name, value] : pairs) {
    if (auto* there = find_key(query, name)) {
      there->emplace_back(value);
    } else {
      query.emplace_back(std::string(name), std::vector<std::string>{std::string(value)});
    }
  }
  return update_query_dict(query, append);
}

URL URL::update_query_dict(const UrlQuery& query, bool append) const {
  Parts parts = parts_;
  parts.query = merged(std::move(parts.query), query, append);
  return create(std::move(parts));
}

URL URL::difference_update_query(std::initializer_list<std::string_view> names) const {
  Parts parts = parts_;
  std::erase_if(parts.query, [&](const auto& item) {
    return std::find(names.begin(), names.end(), item.first) != names.end();
  });
  return create(std::move(parts));
}

std::string URL::render_as_string(bool hide_password) const {
  std::string out = str_cat(parts_.drivername, "://");
  if (parts_.username) {
    out += detail::url_quote(*parts_.username);
    if (const auto secret = hide_password ? parts_.password : password();
        secret || (hide_password && parts_.password_provider)) {
      str_append(out, ":", hide_password ? std::string("***") : detail::url_quote(*secret));
    }
    out += '@';
  }
  if (parts_.host) {
    if (parts_.host->find(':') != std::string::npos) {
      str_append(out, "[", *parts_.host, "]");
    } else {
      out += *parts_.host;
    }
  }
  if (parts_.port) str_append(out, ":", *parts_.port);
  if (parts_.database) str_append(out, "/", detail::url_quote_path(*parts_.database));
  char separator = '?';
  // Sorted, so that equal URLs have equal texts.
  std::vector<std::size_t> order(parts_.query.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return parts_.query[a].first < parts_.query[b].first;
  });
  for (std::size_t i : order) {
    for (const std::string& value : parts_.query[i].second) {
      str_append(out, separator, detail::url_quote_plus(parts_.query[i].first), "=",
                 detail::url_quote_plus(value));
      separator = '&';
    }
  }
  return out;
}

bool operator==(const URL& a, const URL& b) {
  const auto same_query = [](const UrlQuery& x, const UrlQuery& y) {
    return x.size() == y.size() && std::all_of(x.begin(), x.end(), [&](const auto& item) {
             return std::find(y.begin(), y.end(), item) != y.end();
           });
  };
  const URL::Parts& x = a.parts_;
  const URL::Parts& y = b.parts_;
  return x.drivername == y.drivername && x.username == y.username && x.password == y.password &&
         x.host == y.host && x.port == y.port && x.database == y.database &&
         static_cast<bool>(x.password_provider) == static_cast<bool>(y.password_provider) &&
         same_query(x.query, y.query);
}

std::size_t URL::hash() const noexcept {
  std::uint64_t h = hash_text(parts_.drivername);
  for (const auto* part : {&parts_.username, &parts_.password, &parts_.host, &parts_.database})
    h = hash_combine(h, *part ? hash_text(**part) : 1);
  h = hash_combine(h, static_cast<std::uint64_t>(parts_.port.value_or(-1)));
  std::uint64_t query = 0;  // a sum: the order of keys makes no difference
  for (const auto& [name, values] : parts_.query) {
    std::uint64_t item = hash_text(name);
    for (const std::string& value : values) item = hash_combine(item, hash_text(value));
    query += item;
  }
  return hash_combine(h, query);
}

std::ostream& operator<<(std::ostream& out, const URL& url) {
  return out << url.render_as_string();
}

}  // namespace cupel
