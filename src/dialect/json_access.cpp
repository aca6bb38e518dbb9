#include "dialect/json_access.hpp"

#include "cupel/error/core_errors.hpp"
#include "cupel/types/json_type.hpp"
#include "cupel/types/literal_context.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {
namespace {

void append_step(std::string& out, const Value& step) {
  if (step.kind() == ValueKind::integer) {
    str_append(out, "[", step.integer(), "]");
    return;
  }
  out += ".\"";
  for (const char c : step.as<std::string_view>()) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

Value path_of(const Value& value) {
  std::string out = "$";
  if (value.kind() == ValueKind::array) {
    for (const Value& step : value.array_items()) append_step(out, step);
  } else if (value.kind() == ValueKind::integer || value.kind() == ValueKind::text) {
    append_step(out, value);
  } else {
    return value;
  }
  return Value(out);
}

std::string path_literal(const Value& path, const LiteralContext& context) {
  if (path.kind() == ValueKind::text) return context.text(path.text(), false);
  throw CompileError(str_cat(
      "an index into a document is a key, a position or a list of them; got ", path.repr()));
}

class IndexAsText final : public TypeOf<IndexAsText, JSON::Index, TypeKind::json_index> {
 public:
  using TypeOf::TypeOf;
  std::string_view python_name() const noexcept override { return JSON::Index::python_name(); }
  bool converts_values() const noexcept override { return true; }
  Value bind_value(const Value& value) const override { return path_of(value); }
  std::string render_literal(const Value& value, const LiteralContext& context) const override {
    return path_literal(path_of(value), context);
  }

 protected:
  Wire default_wire() const noexcept override { return Wire::text; }
};

/// A text is a path already.
class PathAsText final : public TypeOf<PathAsText, JSON::Path, TypeKind::json_path> {
 public:
  std::string_view python_name() const noexcept override { return JSON::Path::python_name(); }
  bool converts_values() const noexcept override { return true; }
  Value bind_value(const Value& value) const override {
    return value.kind() == ValueKind::text ? value : path_of(value);
  }
  std::string render_literal(const Value& value, const LiteralContext& context) const override {
    return path_literal(bind_value(value), context);
  }

 protected:
  Wire default_wire() const noexcept override { return Wire::text; }
};

}  // namespace

TypePtr json_path_text_type(const TypePtr& type) {
  static const TypePtr key = make_ptr<IndexAsText>(JsonIndexKind::text);
  static const TypePtr position = make_ptr<IndexAsText>(JsonIndexKind::integer);
  static const TypePtr path = make_ptr<PathAsText>();
  if (type->kind() == TypeKind::json_path) return path;
  if (type->kind() != TypeKind::json_index) return type;
  return type->type_affinity() == TypeAffinity::integer ? position : key;
}

}  // namespace cupel
