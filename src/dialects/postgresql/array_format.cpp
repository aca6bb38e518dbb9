#include "dialects/postgresql/array_format.hpp"

#include <charconv>
#include <cstring>

#include "cupel/util/str_cat.hpp"

#include "dialects/postgresql/byte_order.hpp"
#include "dialects/postgresql/row_stream.hpp"

namespace cupel::postgresql {

namespace {

constexpr std::size_t kHeader = 20;  // dimensions, NULL flag, element type, length, lower bound

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
                 oid::Oid element_wire, WireParameter& out, std::string& bytes) {
  bytes.assign(kHeader, '\0');
  bool has_null = false;
  bool binary = true;
  Arena item_scratch;
  for (std::size_t i = 0; i < count && binary; ++i) {
    const Cell& cell = cells[i * stride];
    has_null |= cell.is_null();
    binary = append_field(bytes, cell, element_wire, item_scratch);
    if (i % 64 == 63) item_scratch.clear();
  }
  if (binary) {
    store(bytes.data(), std::int32_t{1});
    store(bytes.data() + 4, std::int32_t{has_null});
    store(bytes.data() + 8, element);
    store(bytes.data() + 12, static_cast<std::int32_t>(count));
    store(bytes.data() + 16, std::int32_t{1});
  } else {
    bytes.assign(1, '{');
    for (std::size_t i = 0; i < count; ++i) {
      if (i != 0) bytes += ',';
      append_array_item(bytes, cells[i * stride]);
    }
    bytes += '}';
  }
  out = {bytes.c_str(), static_cast<int>(bytes.size()), binary ? 1 : 0};
}

}  // namespace cupel::postgresql
