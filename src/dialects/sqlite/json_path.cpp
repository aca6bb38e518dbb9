#include "dialects/sqlite/json_path.hpp"

#include "cupel/error/errors.hpp"
#include "cupel/types/json_type.hpp"
#include "cupel/types/literal_context.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel::sqlite {

namespace {

void append_step(std::string& out, const Value& step) {
  if (step.kind() == ValueKind::integer) {
    str_append(out, "[", step.integer(), "]");
  } else {
    str_append(out, ".\"", step.as<std::string_view>(), "\"");
  }
}

std::string path_literal(const Value& path, const Value& given, const LiteralContext& context) {
  if (path.kind() != ValueKind::text) {
    throw CompileError(
        str_cat("an index into a document is a key, a position or a list of them, "
                "got ",
                given.repr()));
  }
  return context.text(path.text(), false);
}

/// A key or position as SQLite's path `$."key"`, `$[1]`.
class JsonIndex final : public TypeOf<JsonIndex, cupel::JSON::Index, TypeKind::json_index> {
 public:
  explicit JsonIndex(JsonIndexKind kind) : TypeOf(kind) {}
  std::string_view python_name() const noexcept override {
    return cupel::JSON::Index::python_name();
  }
  bool converts_values() const noexcept override { return true; }
  Value bind_value(const Value& value) const override {
    if (value.kind() != ValueKind::integer && value.kind() != ValueKind::text) return value;
    std::string out = "$";
    append_step(out, value);
    return Value(out);
  }
  std::string render_literal(const Value& value, const LiteralContext& context) const override {
    return path_literal(bind_value(value), value, context);
  }

 protected:
  Wire default_wire() const noexcept override { return Wire::text; }
};

/// A list of keys and positions as `$."a"[1]`; a text is a path already.
class JsonPath final : public TypeOf<JsonPath, cupel::JSON::Path, TypeKind::json_path> {
 public:
  std::string_view python_name() const noexcept override { return "JSONPathType"; }
  bool converts_values() const noexcept override { return true; }
  Value bind_value(const Value& value) const override {
    if (value.kind() != ValueKind::array) return value;
    std::string out = "$";
    for (const Value& step : value.array_items()) append_step(out, step);
    return Value(out);
  }
  std::string render_literal(const Value& value, const LiteralContext& context) const override {
    return path_literal(bind_value(value), value, context);
  }

 protected:
  Wire default_wire() const noexcept override { return Wire::text; }
};

}  // namespace

TypePtr json_access_type(const TypePtr& type) {
  static const TypePtr key = make_ptr<JsonIndex>(JsonIndexKind::text);
  static const TypePtr position = make_ptr<JsonIndex>(JsonIndexKind::integer);
  static const TypePtr path = make_ptr<JsonPath>();
  if (type->kind() == TypeKind::json_path) return path;
  if (type->kind() != TypeKind::json_index) return type;
  return type->type_affinity() == TypeAffinity::integer ? position : key;
}

}  // namespace cupel::sqlite
