#include "observed.hpp"

#include <algorithm>
#include <span>

#include <nlohmann/json.hpp>

#include "cupel/orm/session/object_state.hpp"
#include "cupel/types/temporal.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel::conformance {
namespace {

constexpr std::string_view kTagAttributes[] = {"name",  "title", "label", "data", "value",
                                               "email", "body",  "bio",   "path", "id"};

std::string hex(std::span<const std::byte> bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out = "hex:";
  for (const std::byte b : bytes) {
    out += kDigits[std::to_integer<unsigned>(b) >> 4U];
    out += kDigits[std::to_integer<unsigned>(b) & 15U];
  }
  return out;
}

std::string iso(std::string text) {
  if (text.size() > 10) text[10] = 'T';
  return text;
}

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
      return hex(v.bytes());
    case ValueKind::decimal:
      return v.decimal().to_string();
    case ValueKind::date:
      return to_string(v.date());
    case ValueKind::time:
      return to_string(v.time());
    case ValueKind::datetime:
      return iso(to_string(v.datetime()));
    case ValueKind::datetime_tz:
      return iso(to_string(v.datetime_tz()));
    case ValueKind::interval:
      return static_cast<double>(v.interval().count()) / 1e6;
    case ValueKind::uuid:
      return v.uuid().to_string();
    case ValueKind::json:
      return nlohmann::json::parse(v.json().dump());
    case ValueKind::array: {
      nlohmann::json items = nlohmann::json::array();
      for (const Value& item : v.array_items()) items.push_back(to_json(item));
      return items;
    }
  }
  return nullptr;
}

std::string plain_text(const Value& value) {
  const nlohmann::json json = to_json(value);
  return json.is_string() ? json.get<std::string>() : json.dump();
}

}  // namespace

std::string quoted(std::string_view text) {
  return nlohmann::json(text).dump();
}

std::string value_json(const Value& value) {
  return to_json(value).dump();
}

std::string tag_of(const ObjectRef& object) {
  if (!object) return "None";
  const Instance& instance = *object.instance();
  const ClassInfo& info = instance.class_info();
  for (const std::string_view key : kTagAttributes) {
    const Attribute* attribute = info.find(key);
    if (!attribute || attribute->is_relationship()) continue;
    const Value value = loaded_value(instance, *attribute);
    if (!AttributeState(object, *attribute).is_loaded() || value.is_null()) continue;
    return str_cat(info.name(), "(", plain_text(value), ")");
  }
  return str_cat(info.name(), "(?)");
}

Observed list_of(const std::vector<Observed>& items, bool sorted) {
  std::vector<std::string> texts;
  for (const Observed& item : items) texts.push_back(item.json);
  if (sorted) std::ranges::sort(texts);
  std::string out = "[";
  for (const std::string& text : texts) {
    if (out.size() > 1) out += ", ";
    out += text;
  }
  return {out + "]"};
}

Observed object_of(std::initializer_list<std::pair<std::string_view, Observed>> items) {
  std::string out = "{";
  for (const auto& [key, value] : items) {
    if (out.size() > 1) out += ", ";
    out += str_cat(conformance::quoted(key), ": ", value.json);
  }
  return {out + "}"};
}

Observed detail::observe_history(const History& history) {
  const auto side = [](const History::Items& items) {
    std::vector<Observed> seen;
    for (const HistoryItem& item : items) {
      if (item.is_expression()) {
        seen.push_back({"\"expression\""});
      } else if (item.is_object()) {
        seen.push_back(observe(item.object()));
      } else {
        seen.push_back(observe(item.value()));
      }
    }
    return list_of(seen);
  };
  return object_of({{"added", side(history.added)},
                    {"unchanged", side(history.unchanged)},
                    {"deleted", side(history.deleted)}});
}

Observed dict_keys(const ObjectRef& object) {
  return set_of(InstanceState(object).dict_keys());
}

Observed dict_get(const ObjectRef& object, std::string_view key) {
  const AttributeState state = InstanceState(object).attrs(key);
  if (!state.is_loaded()) return {"null"};
  if (!state.attribute().is_relationship()) return observe(state.loaded_value());
  const std::vector<ObjectRef> objects = state.loaded_objects();
  if (state.attribute().is_reference()) return observe(objects.front());
  return observe(objects);
}

bool in_dict(const ObjectRef& object, std::string_view key) {
  return InstanceState(object).in_dict(key);
}

Observed identity_of(const ObjectRef& object) {
  const auto key = identity_key(object);
  return key ? observe(key->values()) : Observed{"null"};
}

}  // namespace cupel::conformance
