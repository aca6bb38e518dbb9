#include "dialects/postgresql/array_type.hpp"

#include <charconv>

#include "cupel/error/dbapi_errors.hpp"
#include "cupel/types/codec.hpp"
#include "cupel/util/str_cat.hpp"

#include "dialects/postgresql/array_format.hpp"
#include "dialects/postgresql/byte_order.hpp"

namespace cupel::postgresql {

namespace {

[[noreturn]] void throw_unreadable(std::string_view why) {
  throw DataError(str_cat("the server sent an array that cannot be read: ", why));
}

/// Reads the bytes of an array: dimensions, then items in order.
class BinaryArray {
 public:
  BinaryArray(std::string_view bytes, const TypeEngine& item) : rest_(bytes), item_(item) {}

  Value read() {
    const auto dimensions = take<std::int32_t>();
    (void)take<std::int32_t>();  // whether there are NULLs
    const auto element = static_cast<oid::Oid>(take<std::int32_t>());
    // An enum's label or another text, where the type is none of the built-in ones.
    read_ = element < oid::first_of_users ? binary_reader(element) : binary_reader(oid::text);
    if (!read_) throw_unreadable(str_cat("its items are of type ", element));
    if (dimensions < 0 || dimensions > 6) throw_unreadable("it has too many dimensions");
    for (std::int32_t i = 0; i < dimensions; ++i) {
      sizes_.push_back(take<std::int32_t>());
      (void)take<std::int32_t>();  // the lower bound
    }
    if (sizes_.empty()) return Value(std::vector<Value>());
    return items(0);
  }

 private:
  template <class T>
  T take() {
    if (rest_.size() < sizeof(T)) throw_unreadable("it ends too early");
    const T v = load<T>(rest_.data());
    rest_.remove_prefix(sizeof(T));
    return v;
  }

  Value items(std::size_t depth) {
    std::vector<Value> out;
    for (std::int32_t i = 0; i < sizes_[depth]; ++i) {
      out.push_back(depth + 1 < sizes_.size() ? items(depth + 1) : item());
    }
    return Value(std::move(out));
  }

  Value item() {
    const auto size = take<std::int32_t>();
    Cell cell;
    if (size >= 0) {
      const auto n = static_cast<std::size_t>(size);
      if (rest_.size() < n) throw_unreadable("it ends too early");
      scratch_.clear();
      read_(rest_.substr(0, n), cell, scratch_);
      rest_.remove_prefix(n);
    }
    return decode_value(item_, cell);
  }

  std::string_view rest_;
  const TypeEngine& item_;
  ReadField read_ = nullptr;
  std::vector<std::int32_t> sizes_;
  Arena scratch_;
};

/// The type whose text form an item's wire understands as a cell.
oid::Oid text_form(const TypeEngine& item) noexcept {
  switch (item.storage().wire()) {
    case Wire::integer:
      return oid::int8;
    case Wire::real:
      return oid::float8;
    case Wire::boolean:
    case Wire::boolean_integer:
      return oid::bool_;
    case Wire::blob:
      return oid::bytea;
    case Wire::native_interval:
      return oid::interval;
    default:
      return oid::text;
  }
}

/// Reads the text of an array: {1,NULL,"a b"}, {{1,2},{3,4}}, [0:1]={1,2}.
class TextArray {
 public:
  TextArray(std::string_view text, const TypeEngine& item)
      : rest_(text), item_(item), read_(text_reader(text_form(item))) {}

  Value read() {
    if (rest_.starts_with('[')) rest_.remove_prefix(std::min(rest_.find('=') + 1, rest_.size()));
    Value out = list();
    if (!rest_.empty()) throw_unreadable("something stands behind its end");
    return out;
  }

 private:
  char take() {
    if (rest_.empty()) throw_unreadable("it ends too early");
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }

  Value list() {
    if (take() != '{') throw_unreadable("a list does not begin with a brace");
    std::vector<Value> out;
    if (rest_.starts_with('}')) {
      take();
      return Value(std::move(out));
    }
    for (;;) {
      out.push_back(rest_.starts_with('{') ? list() : item());
      const char next = take();
      if (next == '}') return Value(std::move(out));
      if (next != ',') throw_unreadable("a comma is missing");
    }
  }

  Value item() {
    std::string text;
    const bool quoted = rest_.starts_with('"');
    if (quoted) take();
    for (;;) {
      if (rest_.empty()) throw_unreadable("it ends too early");
      const char c = rest_.front();
      if (quoted ? c == '"' : c == ',' || c == '}') break;
      take();
      text += c == '\\' ? take() : c;
    }
    if (quoted) take();
    Cell cell;
    scratch_.clear();
    if (quoted || text != "NULL") read_(text, cell, scratch_);
    return decode_value(item_, cell);
  }

  std::string_view rest_;
  const TypeEngine& item_;
  ReadField read_;
  Arena scratch_;
};

void append_list(std::string& out, const std::vector<Value>& items, const TypeEngine& item,
                 Arena& scratch) {
  out += '{';
  bool first = true;
  for (const Value& v : items) {
    if (!std::exchange(first, false)) out += ',';
    if (v.kind() == ValueKind::array) {
      append_list(out, v.array_items(), item, scratch);
      continue;
    }
    Cell cell;
    encode_value(item, v, cell, scratch);
    append_array_item(out, cell);
  }
  out += '}';
}

}  // namespace

Value PgArray::bind_value(const Value& value) const {
  if (value.is_null()) return value;
  if (value.kind() != ValueKind::array) {
    throw DataError(str_cat("a column of type ", repr(), " cannot take the ",
                            to_string(value.kind()), " value ", value.repr(),
                            "; it accepts lists"));
  }
  std::string out;
  Arena scratch;
  append_list(out, value.array_items(), *item_impl_, scratch);
  return Value(out);
}

Value PgArray::result_value(const Value& value) const {
  switch (value.kind()) {
    case ValueKind::bytes: {
      const auto bytes = value.bytes();
      return BinaryArray({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, *item_impl_)
          .read();
    }
    case ValueKind::text:
      return TextArray(value.text(), *item_impl_).read();
    default:
      return value;
  }
}

}  // namespace cupel::postgresql
