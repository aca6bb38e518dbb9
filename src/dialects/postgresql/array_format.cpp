#include "dialects/postgresql/array_format.hpp"

#include <charconv>
#include <cstring>

#include "cupel/util/str_cat.hpp"

#include "dialects/postgresql/byte_order.hpp"

namespace cupel::postgresql {

namespace {

constexpr std::size_t kHeader = 20;  // dimensions, NULL flag, element type, length, lower bound

void put(WireParameter& out, std::string_view bytes, int format, Arena& scratch) {
  char* const copy = scratch.allocate_chars(bytes.size() + 1);
  std::memcpy(copy, bytes.data(), bytes.size());
  copy[bytes.size()] = '\0';
  out = {copy, static_cast<int>(bytes.size()), format};
}

void append_text(std::string& out, std::string_view item) {
  const bool plain = !item.empty() && !iequals(item, "null") &&
                     item.find_first_of("{}\",\\ \t\n\r\v\f") == std::string_view::npos;
  if (plain) {
    out += item;
    return;
  }
  out += '"';
  for (const char c : item) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

}  // namespace

void append_array_item(std::string& out, const Cell& c) {
  switch (c.kind) {
    case CellKind::null:
      out += "NULL";
      return;
    case CellKind::integer:
      str_append(out, c.integer);
      return;
    case CellKind::real:
      out += double_repr(c.real);
      return;
    case CellKind::text:
      append_text(out, c.view());
      return;
    case CellKind::blob:
      break;
  }
  constexpr std::string_view kHex = "0123456789abcdef";
  out += "\"\\\\x";
  for (const char b : c.view()) {
    out += kHex[static_cast<unsigned char>(b) >> 4];
    out += kHex[static_cast<unsigned char>(b) & 15];
  }
  out += '"';
}

void write_array(const Cell* cells, std::size_t stride, std::size_t count, oid::Oid element,
                 oid::Oid element_wire, WireParameter& out, Arena& scratch) {
  std::string bytes;
  bytes.reserve(kHeader + count * 12);
  bytes.resize(kHeader);
  bool has_null = false;
  bool binary = true;
  Arena item_scratch;
  for (std::size_t i = 0; i < count && binary; ++i) {
    const Cell& cell = cells[i * stride];
    WireParameter item;
    write_parameter(cell, element_wire, item, item_scratch);
    char size[4];
    if (cell.is_null()) {
      has_null = true;
      store(size, std::int32_t{-1});
      bytes.append(size, sizeof size);
      continue;
    }
    binary = item.format == 1;
    store(size, static_cast<std::int32_t>(item.size));
    bytes.append(size, sizeof size);
    bytes.append(item.data, static_cast<std::size_t>(item.size));
    if (i % 64 == 63) item_scratch.clear();
  }
  if (binary) {
    store(bytes.data(), std::int32_t{1});
    store(bytes.data() + 4, std::int32_t{has_null});
    store(bytes.data() + 8, element);
    store(bytes.data() + 12, static_cast<std::int32_t>(count));
    store(bytes.data() + 16, std::int32_t{1});
    put(out, bytes, 1, scratch);
    return;
  }
  std::string text = "{";
  for (std::size_t i = 0; i < count; ++i) {
    if (i != 0) text += ',';
    append_array_item(text, cells[i * stride]);
  }
  text += '}';
  put(out, text, 0, scratch);
}

}  // namespace cupel::postgresql
