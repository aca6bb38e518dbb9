#include "dialect/url_text.hpp"

#include <charconv>

#include "cupel/error/core_errors.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel::detail {

namespace {

constexpr std::string_view kHexDigits = "0123456789ABCDEF";

bool is_word(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

template <class Keep>
std::string encode(std::string_view text, Keep keep) {
  std::string out;
  for (const char c : text) {
    if (keep(c)) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += kHexDigits[byte >> 4];
      out += kHexDigits[byte & 15];
    }
  }
  return out;
}

int hex_value(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// A percent sign that begins no code stands for itself, as browsers and Python have it.
std::string decode(std::string_view text, bool plus_is_space = false) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
        hex_value(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      out += plus_is_space && text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

/// The text with what stands between the user's colon and the last @ replaced.
std::string without_password(std::string_view text) {
  const std::size_t scheme = text.find("://");
  const std::size_t begin = scheme == std::string_view::npos ? 0 : scheme + 3;
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos || at < begin) return std::string(text);
  const std::size_t colon = text.find(':', begin);
  if (colon == std::string_view::npos || colon > at) return std::string(text);
  return str_cat(text.substr(0, colon + 1), "***", text.substr(at));
}

[[noreturn]] void refuse(std::string_view text, std::string_view why) {
  throw ArgumentError(str_cat("Could not parse a database URL from ",
                              quoted(without_password(text)), ": ", why,
                              "; the form is dialect[+driver]://user:password@host:port/database"
                              "?key=value, special characters percent-encoded"));
}

}  // namespace

std::string url_quote(std::string_view text) {
  return encode(text, [](char c) {
    return is_word(c) || std::string_view("-.~ +!$&'()*,;=").find(c) != std::string_view::npos;
  });
}

std::string url_quote_path(std::string_view text) {
  return encode(text, [](char c) { return c != '%' && c != '?' && c != '#'; });
}

std::string url_quote_plus(std::string_view text) {
  std::string out = encode(
      text, [](char c) { return is_word(c) || c == '-' || c == '.' || c == '~' || c == ' '; });
  for (char& c : out)
    if (c == ' ') c = '+';
  return out;
}

UrlQuery parse_query(std::string_view text) {
  UrlQuery out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('&'), text.size());
    const std::string_view item = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (item.empty()) continue;
    const std::size_t equals = std::min(item.find('='), item.size());
    std::string name = decode(item.substr(0, equals), true);
    std::string value =
        equals < item.size() ? decode(item.substr(equals + 1), true) : std::string();
    bool known = false;
    for (auto& [other, values] : out) {
      if (other != name) continue;
      values.push_back(value);
      known = true;
      break;
    }
    if (!known) out.emplace_back(std::move(name), std::vector<std::string>{std::move(value)});
  }
  return out;
}

URL::Parts parse_url(std::string_view text) {
  URL::Parts parts;
  const std::size_t scheme = text.find("://");
  if (scheme == std::string_view::npos) refuse(text, "there is no '://'");
  for (const char c : text.substr(0, scheme)) {
    if (!is_word(c) && c != '+')
      refuse(text, "the dialect's name has other characters than letters");
  }
  if (scheme == 0) refuse(text, "there is no dialect before '://'");
  parts.drivername = std::string(text.substr(0, scheme));

  std::string_view rest = text.substr(scheme + 3);
  // A question mark may stand in a password: the query begins after the authority.
  std::size_t at = std::string_view::npos;
  const std::size_t slash_or_end = std::min(rest.find('/'), rest.size());
  at = rest.substr(0, slash_or_end).rfind('@');
  if (at == std::string_view::npos && slash_or_end < rest.size()) {
    // A password may hold slashes as well, as SQLAlchemy allows: then its @ comes later, before any
    // question mark, and a colon stands before the slash.
    const std::string_view before_query = rest.substr(0, std::min(rest.find('?'), rest.size()));
    const std::size_t colon = rest.find(':');
    if (slash_or_end != 0 && colon < slash_or_end) at = before_query.rfind('@');
  }
  if (at != std::string_view::npos) {
    const std::string_view user = rest.substr(0, at);
    rest.remove_prefix(at + 1);
    const std::size_t colon = user.find(':');
    parts.username = decode(user.substr(0, colon));
    if (colon != std::string_view::npos) parts.password = decode(user.substr(colon + 1));
  }
  if (const std::size_t question = rest.find('?'); question != std::string_view::npos) {
    parts.query = parse_query(rest.substr(question + 1));
    rest = rest.substr(0, question);
  }
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  std::string_view host = rest.substr(0, slash);
  if (slash < rest.size()) {
    const std::string_view database = rest.substr(slash + 1);
    if (!database.empty()) parts.database = decode(database);
  }
  if (host.starts_with('[')) {
    const std::size_t close = host.find(']');
    if (close == std::string_view::npos) refuse(text, "the host's '[' is never closed");
    parts.host = std::string(host.substr(1, close - 1));
    host.remove_prefix(close + 1);
    if (!host.empty() && host[0] != ':') refuse(text, "something stands between host and port");
  } else {
    const std::size_t colon = std::min(host.find(':'), host.size());
    if (colon != 0) parts.host = decode(host.substr(0, colon));
    host.remove_prefix(colon);
  }
  if (host.size() > 1) {
    host.remove_prefix(1);
    int port = 0;
    const auto [end, ec] = std::from_chars(host.data(), host.data() + host.size(), port);
    if (ec != std::errc() || end != host.data() + host.size()) {
      refuse(text, str_cat("the port is ", quoted(host), ", which is no number"));
    }
    parts.port = port;
  }
  return parts;
}

}  // namespace cupel::detail
