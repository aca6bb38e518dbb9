#include "cupel/error/errors.hpp"
#include "cupel/types/json_type.hpp"
#include "cupel/types/literal_context.hpp"
#include "cupel/util/str_cat.hpp"

#include "dialects/postgresql/compiler.hpp"

namespace cupel::postgresql {

namespace {

/// A key of a path as the element of a text array. Most stand as they are; what would end the
/// element or mean NULL is quoted.
void append_element(std::string& out, std::string_view key) {
  const bool plain = !key.empty() && key.find_first_of("{},\"\\") == std::string_view::npos &&
                     key.front() != ' ' && key.back() != ' ' && !iequals(key, "NULL");
  if (plain) {
    out += key;
    return;
  }
  out += '"';
  for (const char c : key) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

/// A path of keys and positions as PostgreSQL's `{a, 1}`.
class JsonPath final : public TypeOf<JsonPath, cupel::JSON::Path, TypeKind::json_path> {
 public:
  std::string_view python_name() const noexcept override { return "JSONPathType"; }
  bool converts_values() const noexcept override { return true; }
  Value bind_value(const Value& value) const override {
    if (value.kind() != ValueKind::array) return value;
    std::string out = "{";
    for (const Value& item : value.array_items()) {
      if (out.size() > 1) out += ", ";
      if (item.kind() == ValueKind::integer) {
        str_append(out, item.integer());
      } else {
        append_element(out, item.as<std::string_view>());
      }
    }
    out += '}';
    return Value(out);
  }
  std::string render_literal(const Value& value, const LiteralContext& context) const override {
    const Value text = bind_value(value);
    if (text.kind() != ValueKind::text) {
      throw CompileError(
          str_cat("a path into a document is a list of keys and positions, got ", value.repr()));
    }
    return context.text(text.text(), false);
  }

 protected:
  Wire default_wire() const noexcept override { return Wire::text; }
};

}  // namespace

TypePtr adapt_type(const TypePtr& type) {
  static const TypePtr path = make_ptr<JsonPath>();
  return type->kind() == TypeKind::json_path ? path : type;
}

}  // namespace cupel::postgresql
