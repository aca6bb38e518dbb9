#include "orm/session/pickle_format.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <span>
#include <utility>
#include <vector>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/dbapi_errors.hpp"
#include "cupel/orm/attributes/instance.hpp"
#include "cupel/orm/attributes/instance_record.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel::detail {

namespace {

constexpr std::string_view kMagic = "cupel.pickle";
constexpr char kVersion = 1;

// Numbers that stand in the bytes as they are: whoever changes one makes a new version.
static_assert(Slot::present == 1 && Slot::touched == 2 && Slot::null == 4 && Slot::expired == 16 &&
              Slot::deferred == 128);
static_assert(static_cast<int>(OldValue::Kind::value) == 0 &&
              static_cast<int>(OldValue::Kind::not_loaded) == 4);
static_assert(static_cast<int>(ValueKind::bytes) == 5 && static_cast<int>(ValueKind::array) == 14);

// Lists in lists that a reader follows: the format needs six, the rest is for values.
constexpr std::size_t kMaxNesting = 100;
constexpr std::size_t kMaxValueNesting = kMaxNesting - 20;

/// Builds the document. The library's own builder has no limit of depth, and its reader recurses.
class PickleBuilder final : public nlohmann::json_sax<PickleNode> {
 public:
  bool null() override { return put(nullptr); }
  bool boolean(bool v) override { return put(v); }
  bool number_integer(number_integer_t v) override { return put(v); }
  bool number_unsigned(number_unsigned_t v) override { return put(v); }
  bool number_float(number_float_t v, const string_t&) override { return put(v); }
  bool string(string_t& v) override { return put(std::move(v)); }
  bool binary(binary_t& v) override { return put(PickleNode::binary(std::move(v))); }
  bool start_array(std::size_t) override {
    if (open_.size() == kMaxNesting) return fail("lists in lists without end");
    put(PickleNode::array());
    open_.push_back(last_);
    return true;
  }
  bool end_array() override {
    open_.pop_back();
    return true;
  }
  bool start_object(std::size_t) override { return fail("a map, which has no place in it"); }
  bool key(string_t&) override { return false; }
  bool end_object() override { return false; }
  bool parse_error(std::size_t at, const std::string&, const PickleNode::exception&) override {
    return fail(str_cat("byte ", at, " of the document is none that may stand there"));
  }

  [[nodiscard]] PickleNode take() { return std::move(root_); }
  [[nodiscard]] const std::string& error() const { return error_; }

 private:
  bool put(PickleNode node) {
    if (open_.empty()) {
      root_ = std::move(node);
      last_ = &root_;
    } else {
      auto& list = open_.back()->get_ref<PickleNode::array_t&>();
      list.push_back(std::move(node));
      last_ = &list.back();
    }
    return true;
  }
  bool fail(std::string error) {
    if (error_.empty()) error_ = std::move(error);
    return false;
  }

  PickleNode root_;
  PickleNode* last_ = nullptr;
  std::vector<PickleNode*> open_;  // only the last one grows, so the others stay where they are
  std::string error_;
};

PickleNode tagged(ValueKind kind, PickleNode content) {
  return PickleNode::array({static_cast<int>(kind), std::move(content)});
}

PickleNode binary_of(const void* data, std::size_t size) {
  const auto* const first = static_cast<const std::uint8_t*>(data);
  return PickleNode::binary(size == 0 ? std::vector<std::uint8_t>()
                                      : std::vector<std::uint8_t>(first, first + size));
}

PickleNode pickled_decimal(const Value& value) {
  const std::string text = value.decimal().to_string();
  std::uint64_t whole = 0;
  if (value.is_big_integer() &&
      std::from_chars(text.data(), text.data() + text.size(), whole).ec == std::errc()) {
    return whole;
  }
  return tagged(ValueKind::decimal, text);
}

PickleNode pickled_json(const Json& document) {
  std::string text = document.dump();
  if (text.find("NaN") != std::string::npos || text.find("Infinity") != std::string::npos) {
    try {
      static_cast<void>(Json::parse(text));
    } catch (const DataError&) {
      throw InvalidRequestError(
          "a JSON document with NaN or Infinity in it cannot be pickled; put null or a text there");
    }
  }
  return tagged(ValueKind::json, std::move(text));
}

PickleNode pickled_at(const Value& value, std::size_t depth) {
  switch (value.kind()) {
    case ValueKind::null:
      return nullptr;
    case ValueKind::boolean:
      return value.boolean();
    case ValueKind::integer:
      return value.integer();
    case ValueKind::real:
      return value.real();
    case ValueKind::text:
      return std::string(value.text());
    case ValueKind::bytes:
      return tagged(value.kind(), binary_of(value.bytes().data(), value.bytes().size()));
    case ValueKind::decimal:
      return pickled_decimal(value);
    case ValueKind::date: {
      const CalendarDate date = value.date();
      return tagged(value.kind(), PickleNode::array({static_cast<int>(date.year()),
                                                     static_cast<unsigned>(date.month()),
                                                     static_cast<unsigned>(date.day())}));
    }
    case ValueKind::time:
      return tagged(value.kind(), value.time().since_midnight().count());
    case ValueKind::datetime:
      return tagged(value.kind(), value.datetime().time_since_epoch().count());
    case ValueKind::datetime_tz:
      return tagged(value.kind(), value.datetime_tz().time_since_epoch().count());
    case ValueKind::interval:
      return tagged(value.kind(), value.interval().count());
    case ValueKind::uuid: {
      const auto bytes = value.uuid().bytes();
      return tagged(value.kind(), binary_of(bytes.data(), bytes.size()));
    }
    case ValueKind::json:
      return pickled_json(value.json());
    case ValueKind::array: {
      if (depth == kMaxValueNesting) {
        throw InvalidRequestError(str_cat("an array with more than ", kMaxValueNesting / 2,
                                          " others inside each other cannot be pickled"));
      }
      PickleNode items = PickleNode::array();
      for (const Value& item : value.array_items()) items.push_back(pickled_at(item, depth + 2));
      return tagged(value.kind(), std::move(items));
    }
  }
  return nullptr;
}

std::int64_t pickled_integer(const PickleNode& node) {
  if (!node.is_number_integer() ||
      (node.is_number_unsigned() && node.get<std::uint64_t>() > INT64_MAX)) {
    throw_damaged("a value that is no whole number");
  }
  return node.get<std::int64_t>();
}

const PickleNode::binary_t& pickled_binary(const PickleNode& node) {
  if (!node.is_binary()) throw_damaged("a value that is no string of bytes");
  return node.get_binary();
}

Value unpickled_date(const PickleNode& node) {
  const auto& parts = pickled_list(node, 3, "a date");
  const std::int64_t year = pickled_integer(parts[0]);
  if (year < INT16_MIN || year > INT16_MAX) throw_damaged("a date beyond the calendar");
  return CalendarDate(
      std::chrono::year(static_cast<int>(year)),
      std::chrono::month(static_cast<unsigned>(pickled_index(parts[1], 13, "date"))),
      std::chrono::day(static_cast<unsigned>(pickled_index(parts[2], 32, "date"))));
}

Value unpickled_uuid(const PickleNode& node) {
  const PickleNode::binary_t& binary = pickled_binary(node);
  std::array<std::uint8_t, 16> bytes{};
  if (binary.size() != bytes.size()) throw_damaged("a uuid of another size than 16 bytes");
  std::copy(binary.begin(), binary.end(), bytes.begin());
  return UuidValue(bytes);
}

Value unpickled_tagged(ValueKind kind, const PickleNode& content) {
  switch (kind) {
    case ValueKind::bytes: {
      const PickleNode::binary_t& binary = pickled_binary(content);
      return Value(std::as_bytes(std::span(binary.data(), binary.size())));
    }
    case ValueKind::decimal:
      return Decimal(pickled_text(content, "a decimal number"));
    case ValueKind::date:
      return unpickled_date(content);
    case ValueKind::time:
      return TimeOfDay(Duration(pickled_integer(content)));
    case ValueKind::datetime:
      return LocalDateTime(Duration(pickled_integer(content)));
    case ValueKind::datetime_tz:
      return UtcDateTime(Duration(pickled_integer(content)));
    case ValueKind::interval:
      return Duration(pickled_integer(content));
    case ValueKind::uuid:
      return unpickled_uuid(content);
    case ValueKind::json:
      return Json::parse(pickled_text(content, "a JSON document"));
    case ValueKind::array: {
      std::vector<Value> items;
      for (const PickleNode& item : pickled_list(content, "an array")) {
        items.push_back(unpickled_value(item));
      }
      return Value(std::move(items));
    }
    case ValueKind::null:
    case ValueKind::boolean:
    case ValueKind::integer:
    case ValueKind::real:
    case ValueKind::text:
      break;
  }
  throw_damaged("a value with a mark that it does not need");
}

}  // namespace

void throw_damaged(std::string_view what) {
  throw DataError(str_cat("these bytes are damaged or no pickle of Cupel's (", what,
                          "); pickle the objects anew"));
}

std::string write_pickle(const PickleNode& document) {
  std::string bytes(kMagic);
  bytes += kVersion;
  PickleNode::to_msgpack(document, bytes);
  return bytes;
}

PickleNode read_pickle(std::string_view bytes) {
  if (!bytes.starts_with(kMagic) || bytes.size() == kMagic.size()) {
    throw_damaged("they do not begin with \"cupel.pickle\" and a version");
  }
  if (const char version = bytes[kMagic.size()]; version != kVersion) {
    throw DataError(str_cat("these bytes are a pickle of version ",
                            static_cast<int>(static_cast<unsigned char>(version)),
                            ", and this Cupel reads version ", static_cast<int>(kVersion),
                            "; pickle the objects anew with this one"));
  }
  bytes.remove_prefix(kMagic.size() + 1);
  PickleBuilder builder;
  if (!PickleNode::sax_parse(bytes.begin(), bytes.end(), &builder,
                             PickleNode::input_format_t::msgpack)) {
    throw_damaged(builder.error());
  }
  return builder.take();
}

PickleNode pickled_value(const Value& value) {
  return pickled_at(value, 0);
}

Value unpickled_value(const PickleNode& node) {
  switch (node.type()) {
    case PickleNode::value_t::null:
      return {};
    case PickleNode::value_t::boolean:
      return node.get<bool>();
    case PickleNode::value_t::number_integer:
      return node.get<std::int64_t>();
    case PickleNode::value_t::number_unsigned:
      return node.get<std::uint64_t>();
    case PickleNode::value_t::number_float:
      return node.get<double>();
    case PickleNode::value_t::string:
      return node.get_ref<const std::string&>();
    case PickleNode::value_t::array: {
      const auto& parts = pickled_list(node, 2, "a value");
      const std::size_t kind = pickled_index(
          parts[0], static_cast<std::size_t>(ValueKind::array) + 1, "the kind of a value");
      return unpickled_tagged(static_cast<ValueKind>(kind), parts[1]);
    }
    default:
      throw_damaged("a value of no kind");
  }
}

const PickleNode::array_t& pickled_list(const PickleNode& node, std::string_view what) {
  if (!node.is_array()) throw_damaged(str_cat("no list for ", what));
  return node.get_ref<const PickleNode::array_t&>();
}

const PickleNode::array_t& pickled_list(const PickleNode& node, std::size_t size,
                                        std::string_view what) {
  const auto& list = pickled_list(node, what);
  if (list.size() != size) throw_damaged(str_cat("a list of another size for ", what));
  return list;
}

const std::string& pickled_text(const PickleNode& node, std::string_view what) {
  if (!node.is_string()) throw_damaged(str_cat("no text for ", what));
  return node.get_ref<const std::string&>();
}

std::size_t pickled_index(const PickleNode& node, std::size_t limit, std::string_view what) {
  if (!node.is_number_unsigned() || node.get<std::uint64_t>() >= limit) {
    throw_damaged(str_cat("a number out of range for ", what));
  }
  return static_cast<std::size_t>(node.get<std::uint64_t>());
}

}  // namespace cupel::detail
