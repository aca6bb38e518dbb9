#include "cupel/types/json.hpp"

#include <charconv>
#include <cmath>
#include <cstdio>

#include <nlohmann/json.hpp>

#include "cupel/error/dbapi_errors.hpp"
#include "cupel/types/detail/text_repr.hpp"
#include "cupel/util/hash.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {

namespace {

using Document = nlohmann::ordered_json;

const Document kNull;  // NOLINT(cert-err58-cpp): nlohmann's null allocates nothing

// Escapes for a JSON string. Bytes that are no UTF-8 become U+FFFD: nothing else could be read
// back.
void append_quoted(std::string& out, std::string_view s, bool ensure_ascii) {
  out += '"';
  for (std::size_t i = 0; i < s.size();) {
    const auto c = static_cast<unsigned char>(s[i]);
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\b':
        out += "\\b";
        break;
      case '\f':
        out += "\\f";
        break;
      default: {
        if (c < 0x20) {
          char buffer[8];
          std::snprintf(buffer, sizeof buffer, "\\u%04x", c);
          out += buffer;
          break;
        }
        if (c < 0x80) {
          out += static_cast<char>(c);
          break;
        }
        const detail::CodePoint point = detail::decode_utf8(s.substr(i));
        const char32_t code = point.valid ? point.code : U'\uFFFD';
        if (ensure_ascii) {
          char buffer[16];
          if (code >= 0x10000) {
            const std::uint32_t v = code - 0x10000;
            std::snprintf(buffer, sizeof buffer, "\\u%04x\\u%04x", 0xD800 + (v >> 10),
                          0xDC00 + (v & 0x3FF));
          } else {
            std::snprintf(buffer, sizeof buffer, "\\u%04x", static_cast<unsigned>(code));
          }
          out += buffer;
        } else if (point.valid) {
          out.append(s.substr(i, point.size));
        } else {
          out += "\xEF\xBF\xBD";
        }
        i += point.size;
        continue;
      }
    }
    ++i;
  }
  out += '"';
}

void append_number(std::string& out, const Document& d) {
  if (d.is_number_unsigned()) {
    str_append(out, d.get<std::uint64_t>());
  } else if (d.is_number_integer()) {
    str_append(out, d.get<std::int64_t>());
  } else {
    const double v = d.get<double>();
    if (std::isnan(v)) {
      out += "NaN";
    } else if (std::isinf(v)) {
      out += v < 0 ? "-Infinity" : "Infinity";
    } else {
      str_append(out, v);
    }
  }
}

void append_json(std::string& out, const Document& d, const JsonStyle& style) {
  if (d.is_object()) {
    std::vector<std::pair<std::string_view, const Document*>> members;
    members.reserve(d.size());
    for (auto it = d.begin(); it != d.end(); ++it) members.emplace_back(it.key(), &it.value());
    if (style.sort_keys) {
      std::sort(members.begin(), members.end(),
                [](const auto& a, const auto& b) { return a.first < b.first; });
    }
    out += '{';
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (i != 0) out += style.item_separator;
      append_quoted(out, members[i].first, style.ensure_ascii);
      out += style.key_separator;
      append_json(out, *members[i].second, style);
    }
    out += '}';
  } else if (d.is_array()) {
    out += '[';
    for (std::size_t i = 0; i < d.size(); ++i) {
      if (i != 0) out += style.item_separator;
      append_json(out, d[i], style);
    }
    out += ']';
  } else if (d.is_string()) {
    append_quoted(out, d.get_ref<const std::string&>(), style.ensure_ascii);
  } else if (d.is_boolean()) {
    out += d.get<bool>() ? "true" : "false";
  } else if (d.is_null()) {
    out += "null";
  } else {
    append_number(out, d);
  }
}

void append_python(std::string& out, const Document& d) {
  if (d.is_object()) {
    out += '{';
    bool first = true;
    for (auto it = d.begin(); it != d.end(); ++it) {
      if (!first) out += ", ";
      first = false;
      detail::append_text_repr(out, it.key());
      out += ": ";
      append_python(out, it.value());
    }
    out += '}';
  } else if (d.is_array()) {
    out += '[';
    for (std::size_t i = 0; i < d.size(); ++i) {
      if (i != 0) out += ", ";
      append_python(out, d[i]);
    }
    out += ']';
  } else if (d.is_string()) {
    detail::append_text_repr(out, d.get_ref<const std::string&>());
  } else if (d.is_boolean()) {
    out += d.get<bool>() ? "True" : "False";
  } else if (d.is_null()) {
    out += "None";
  } else if (d.is_number_float()) {
    out += double_repr(d.get<double>());
  } else {
    append_number(out, d);
  }
}

bool equal_documents(const Document& a, const Document& b) {
  if (a.is_object() && b.is_object()) {
    if (a.size() != b.size()) return false;
    for (auto it = a.begin(); it != a.end(); ++it) {
      const auto other = b.find(it.key());
      if (other == b.end() || !equal_documents(it.value(), other.value())) return false;
    }
    return true;
  }
  if (a.is_array() && b.is_array())
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), equal_documents);
  return a == b;
}

std::uint64_t hash_document(const Document& d) {
  if (d.is_object()) {
    std::uint64_t h = 1;  // a sum, so that the order of keys does not matter
    for (auto it = d.begin(); it != d.end(); ++it)
      h += hash_combine(hash_text(it.key()), hash_document(it.value()));
    return h;
  }
  if (d.is_array()) {
    std::uint64_t h = 2;
    for (const Document& item : d) h = hash_combine(h, hash_document(item));
    return h;
  }
  if (d.is_string()) return hash_text(d.get_ref<const std::string&>());
  if (d.is_boolean()) return d.get<bool>() ? 3 : 4;
  if (d.is_null()) return 5;
  const double v = d.get<double>();  // integers and reals that are equal hash alike
  return hash_bytes(&v, sizeof v, 6);
}

std::string_view kind_name(JsonKind kind) noexcept {
  switch (kind) {
    case JsonKind::null:
      return "null";
    case JsonKind::boolean:
      return "a boolean";
    case JsonKind::integer:
      return "an integer";
    case JsonKind::real:
      return "a number";
    case JsonKind::text:
      return "a text";
    case JsonKind::array:
      return "an array";
    case JsonKind::object:
      return "an object";
  }
  return "unknown";
}

}  // namespace

struct JsonAccess {
  static const Document& document(const Json& j) noexcept {
    return j.doc_ ? *static_cast<const Document*>(j.doc_.get()) : kNull;
  }
  static Json make(Document d) { return Json(std::make_shared<const Document>(std::move(d))); }
  static Json part(const Json& whole, const Document& d) {
    return Json(std::shared_ptr<const void>(whole.doc_, &d));
  }
  // A document of its own to change. A part of a document is always copied; the sole owner of a
  // whole one is not, but that cannot be told from a part, so the copy is made in either case.
  static void assign(Json& j, Document d) {
    j.doc_ = std::make_shared<const Document>(std::move(d));
  }
};

namespace {

[[noreturn]] void throw_not(const Json& j, std::string_view wanted) {
  std::string text = j.dump();
  if (text.size() > 60) text = text.substr(0, 57) + "...";
  throw DataError(str_cat("the JSON value ", text, " is ", kind_name(j.kind()), ", not ", wanted));
}

}  // namespace

Json::Json(double v) : Json(JsonAccess::make(Document(v))) {}
Json::Json(std::string_view v) : Json(JsonAccess::make(Document(std::string(v)))) {}
Json Json::from_bool(bool v) {
  return JsonAccess::make(Document(v));
}
Json Json::from_int(std::int64_t v) {
  return JsonAccess::make(Document(v));
}

Json Json::array(std::initializer_list<Json> items) {
  Document d = Document::array();
  for (const Json& i : items) d.push_back(JsonAccess::document(i));
  return JsonAccess::make(std::move(d));
}

Json Json::array(const std::vector<Json>& items) {
  Document d = Document::array();
  for (const Json& i : items) d.push_back(JsonAccess::document(i));
  return JsonAccess::make(std::move(d));
}

Json Json::object(std::initializer_list<std::pair<std::string_view, Json>> members) {
  Document d = Document::object();
  for (const auto& [key, value] : members) d[std::string(key)] = JsonAccess::document(value);
  return JsonAccess::make(std::move(d));
}

Json Json::parse(std::string_view text) {
  try {
    return JsonAccess::make(Document::parse(text));
  } catch (const Document::parse_error& e) {
    throw DataError(
        str_cat("not a JSON document, at byte ", e.byte, ": ",
                text.size() > 60 ? str_cat(text.substr(0, 57), "...") : std::string(text)));
  }
}

JsonKind Json::kind() const noexcept {
  const Document& d = JsonAccess::document(*this);
  switch (d.type()) {
    case Document::value_t::boolean:
      return JsonKind::boolean;
    case Document::value_t::number_integer:
    case Document::value_t::number_unsigned:
      return JsonKind::integer;
    case Document::value_t::number_float:
      return JsonKind::real;
    case Document::value_t::string:
      return JsonKind::text;
    case Document::value_t::array:
      return JsonKind::array;
    case Document::value_t::object:
      return JsonKind::object;
    case Document::value_t::null:
    case Document::value_t::binary:
    case Document::value_t::discarded:
      break;
  }
  return JsonKind::null;
}

bool Json::as_bool() const {
  if (kind() != JsonKind::boolean) throw_not(*this, "a boolean");
  return JsonAccess::document(*this).get<bool>();
}

std::int64_t Json::as_int() const {
  if (kind() != JsonKind::integer) throw_not(*this, "an integer");
  return JsonAccess::document(*this).get<std::int64_t>();
}

double Json::as_double() const {
  if (kind() != JsonKind::real && kind() != JsonKind::integer) throw_not(*this, "a number");
  return JsonAccess::document(*this).get<double>();
}

std::string Json::as_string() const {
  if (kind() != JsonKind::text) throw_not(*this, "a text");
  return JsonAccess::document(*this).get<std::string>();
}

std::size_t Json::size() const noexcept {
  const Document& d = JsonAccess::document(*this);
  return d.is_structured() ? d.size() : 0;
}

bool Json::contains(std::string_view key) const noexcept {
  const Document& d = JsonAccess::document(*this);
  return d.is_object() && d.contains(key);
}

Json Json::operator[](std::string_view key) const {
  auto found = find(key);
  if (!found) throw_not(*this, str_cat("an object with the member ", quoted(key)));
  return *std::move(found);
}

Json Json::operator[](std::size_t index) const {
  const Document& d = JsonAccess::document(*this);
  if (!d.is_array() || index >= d.size())
    throw_not(*this, str_cat("an array of more than ", index, " items"));
  return JsonAccess::part(*this, d[index]);
}

std::optional<Json> Json::find(std::string_view key) const {
  const Document& d = JsonAccess::document(*this);
  if (!d.is_object()) return std::nullopt;
  const auto it = d.find(key);
  if (it == d.end()) return std::nullopt;
  return JsonAccess::part(*this, *it);
}

std::vector<std::string> Json::keys() const {
  std::vector<std::string> out;
  const Document& d = JsonAccess::document(*this);
  if (d.is_object())
    for (auto it = d.begin(); it != d.end(); ++it) out.push_back(it.key());
  return out;
}

std::vector<Json> Json::items() const {
  std::vector<Json> out;
  const Document& d = JsonAccess::document(*this);
  if (d.is_array())
    for (const Document& item : d) out.push_back(JsonAccess::part(*this, item));
  return out;
}

Json& Json::set(std::string_view key, const Json& value) {
  if (!is_null() && !is_object()) throw_not(*this, "an object");
  Document d = is_null() ? Document::object() : JsonAccess::document(*this);
  d[std::string(key)] = JsonAccess::document(value);
  JsonAccess::assign(*this, std::move(d));
  return *this;
}

Json& Json::erase(std::string_view key) {
  if (!is_object()) throw_not(*this, "an object");
  Document d = JsonAccess::document(*this);
  d.erase(std::string(key));
  JsonAccess::assign(*this, std::move(d));
  return *this;
}

Json& Json::push_back(const Json& value) {
  if (!is_null() && !is_array()) throw_not(*this, "an array");
  Document d = is_null() ? Document::array() : JsonAccess::document(*this);
  d.push_back(JsonAccess::document(value));
  JsonAccess::assign(*this, std::move(d));
  return *this;
}

std::string Json::dump(const JsonStyle& style) const {
  std::string out;
  append_json(out, JsonAccess::document(*this), style);
  return out;
}

std::string Json::repr() const {
  std::string out;
  append_python(out, JsonAccess::document(*this));
  return out;
}

bool operator==(const Json& a, const Json& b) {
  return a.doc_ == b.doc_ || equal_documents(JsonAccess::document(a), JsonAccess::document(b));
}

std::size_t Json::hash() const {
  return hash_document(JsonAccess::document(*this));
}

}  // namespace cupel
