#include "dialect/json_functions.hpp"

#include <memory>
#include <utility>
#include <vector>

#include "cupel/types/json_type.hpp"
#include "cupel/types/type_decorator.hpp"

namespace cupel {

namespace {

using Write = std::function<std::string(const Json&)>;
using Read = std::function<Json(std::string_view)>;

/// What a value of a JSON column means as a document.
Json document(const Value& value) {
  switch (value.kind()) {
    case ValueKind::json:
      return value.json();
    case ValueKind::boolean:
      return Json(value.boolean());
    case ValueKind::integer:
      return Json(value.integer());
    case ValueKind::real:
      return Json(value.real());
    case ValueKind::array: {
      std::vector<Json> items;
      for (const Value& item : value.array_items()) items.push_back(document(item));
      return Json::array(items);
    }
    default:
      return value.is_null() ? Json() : Json(value.as<std::string>());
  }
}

/// A JSON type whose documents pass through functions of the user; the driver sees text.
class JsonByFunctions final : public TypeDecoratorOf<JsonByFunctions> {
 public:
  JsonByFunctions(const TypePtr& json, bool none_as_null, const Write& write, const Read& read)
      : TypeDecoratorOf(json->with_wire(Wire::text)),
        none_as_null_(none_as_null),
        write_(write),
        read_(read) {}

  Value process_bind_param(const Value& value, const TypeDialect*) const override {
    if (value.is_null()) return value;
    const Json json = document(value);
    if (none_as_null_ && json.is_null()) return {};
    return Value(write_ ? write_(json) : json.dump());
  }
  Value process_result_value(const Value& value, const TypeDialect*) const override {
    if (value.is_null()) return value;
    const auto text = value.as<std::string>();
    return Value(read_ ? read_(text) : Json::parse(text));
  }

 private:
  bool none_as_null_;
  Write write_;
  Read read_;
};

}  // namespace

void Dialect::configure_json(std::function<std::string(const Json&)> serializer,
                             std::function<Json(std::string_view)> deserializer) {
  if (!serializer && !deserializer) return;
  json_ = std::make_shared<const JsonFunctions>(
      JsonFunctions{std::move(serializer), std::move(deserializer)});
}

TypePtr Dialect::with_json_functions(TypePtr impl) const {
  // A type of the user around JSON has its own conversion outside.
  if (impl->kind() == TypeKind::type_decorator) {
    const auto& decorator = static_cast<const TypeDecorator&>(*impl);
    TypePtr inner = with_json_functions(decorator.impl());
    return inner == decorator.impl() ? impl : decorator.with_dialect_impl(std::move(inner), *this);
  }
  if (impl->wire() != Wire::json_text) return impl;
  const auto* json = dynamic_cast<const JSON*>(impl.get());
  return make_ptr<JsonByFunctions>(impl, json != nullptr && json->none_as_null(), json_->serializer,
                                   json_->deserializer);
}

}  // namespace cupel
