#include "dialects/mysql/adapt_type.hpp"

#include "cupel/dialects/mysql/types.hpp"
#include "cupel/types/literal_context.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel::mysql {

namespace {

/// A key, a position or a path into a document as MySQL has it: `$."a"[1]`.
class JsonPathText final
    : public TypeOf<JsonPathText, cupel::detail::StringBase, TypeKind::dialect_type> {
 public:
  [[nodiscard]] bool converts_values() const noexcept override { return true; }

  [[nodiscard]] Value bind_value(const Value& value) const override {
    std::string path = "$";
    if (value.kind() == ValueKind::array) {
      for (const Value& item : value.array_items()) append(path, item);
    } else if (value.kind() == ValueKind::null) {
      return value;
    } else {
      append(path, value);
    }
    return Value(path);
  }

  [[nodiscard]] std::string render_literal(const Value& value,
                                           const LiteralContext& context) const override {
    return StringBase::render_literal(bind_value(value), context);
  }

 private:
  static void append(std::string& path, const Value& item) {
    if (item.kind() == ValueKind::integer) {
      str_append(path, "[", item.integer(), "]");
    } else {
      str_append(path, ".\"", item.text(), "\"");
    }
  }
};

}  // namespace

TypePtr adapt_type(const TypePtr& type, const ServerFeatures& features) {
  static const TypePtr json_path = make_ptr<JsonPathText>();
  switch (type->kind()) {
    case TypeKind::json_index:
    case TypeKind::json_path:
      return json_path;
    case TypeKind::dialect_type:
      // Its values are those of any Enum.
      if (const auto* own = dynamic_cast<const ENUM*>(type.get()))
        return make_ptr<Enum>(own->table(), own->options());
      return type;
    case TypeKind::boolean:
    case TypeKind::sql_boolean:
    case TypeKind::match_type:
      return type->with_wire(Wire::boolean);
    case TypeKind::uuid:
    case TypeKind::sql_uuid: {
      const bool native = features.native_uuid && static_cast<const Uuid&>(*type).native_uuid();
      return type->with_wire(native ? Wire::uuid_text : Wire::uuid_hex32);
    }
    default:
      // An exact number stays exact.
      return type->wire() == Wire::decimal_real && type->type_affinity() == TypeAffinity::numeric
                 ? type->with_wire(Wire::decimal_text)
                 : type;
  }
}

}  // namespace cupel::mysql
