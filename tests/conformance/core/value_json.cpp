#include "value_json.hpp"

#include <string>

#include "cupel/types/temporal.hpp"

namespace cupel::conformance {
namespace {

std::string hex(std::span<const std::byte> bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (const std::byte b : bytes) {
    out += kDigits[std::to_integer<unsigned>(b) >> 4U];
    out += kDigits[std::to_integer<unsigned>(b) & 15U];
  }
  return out;
}

}  // namespace

nlohmann::json to_json(const Value& v) {
  switch (v.kind()) {
    case ValueKind::null:
      return nullptr;
    case ValueKind::boolean:
      return v.boolean();
    case ValueKind::integer:
      return v.integer();
    case ValueKind::real:
      return v.real();
    case ValueKind::text:
      return std::string(v.text());
    case ValueKind::bytes:
      return {{"$bytes", hex(v.bytes())}};
    case ValueKind::decimal:
      if (v.is_big_integer()) return nlohmann::json::parse(v.decimal().to_string());
      return {{"$decimal", v.decimal().to_string()}};
    case ValueKind::date:
      return {{"$date", to_string(v.date())}};
    case ValueKind::time:
      return {{"$time", to_string(v.time())}};
    case ValueKind::datetime: {
      std::string text = to_string(v.datetime());
      text[10] = 'T';
      return {{"$datetime", text}};
    }
    case ValueKind::datetime_tz: {
      std::string text = to_string(v.datetime_tz());
      text[10] = 'T';
      return {{"$datetime", text}};
    }
    case ValueKind::interval:
      return {{"$seconds", static_cast<double>(v.interval().count()) / 1e6}};
    case ValueKind::uuid:
      return {{"$uuid", v.uuid().to_string()}};
    case ValueKind::json:
      return nlohmann::json::parse(v.json().dump());
    case ValueKind::array: {
      nlohmann::json list = nlohmann::json::array();
      for (const Value& item : v.array_items()) list.push_back(to_json(item));
      return list;
    }
  }
  return nullptr;
}

}  // namespace cupel::conformance
