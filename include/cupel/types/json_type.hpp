#pragma once

#include "cupel/types/type_engine.hpp"

namespace cupel {

struct JsonOptions {
  bool none_as_null = false;  ///< the program's JSON null goes as SQL NULL
};

/// A JSON document; its C++ type is Json. JSON's null and SQL's NULL are different things: a Json
/// that is null is stored as the text null (unless none_as_null), an empty optional as NULL.
class JSON : public TypeOf<JSON, TypeEngine, TypeKind::json> {
 public:
  explicit JSON(JsonOptions options = {}) noexcept : options_(options) {}
  [[nodiscard]] bool none_as_null() const noexcept { return options_.none_as_null; }
  [[nodiscard]] TypeAffinity type_affinity() const noexcept override { return TypeAffinity::json; }
  [[nodiscard]] bool should_evaluate_none() const noexcept override {
    return !options_.none_as_null || TypeEngine::should_evaluate_none();
  }
  /// A document or list beside a document is one; texts, numbers and booleans keep their own type.
  [[nodiscard]] TypePtr coerce_compared_value(ArithmeticOp op, const Value& value) const override;
  void for_each_field(TypeFieldVisitor visit) const override;

  /// The type of an index into a document: a key (text) or a position (integer).
  class Index;
  /// The type of a path: a list of keys and positions.
  class Path;

 protected:
  [[nodiscard]] Wire default_wire() const noexcept override { return Wire::json_text; }

 private:
  JsonOptions options_;
};

enum class JsonIndexKind : std::uint8_t { integer, text };

/// SQLAlchemy's JSONIntIndexType and JSONStrIndexType. Its values go as they are; dialects that
/// want another form (`$."a"`) adapt the type.
class JSON::Index : public TypeOf<JSON::Index, TypeEngine, TypeKind::json_index> {
 public:
  explicit Index(JsonIndexKind kind) noexcept : index_kind_(kind) {}
  [[nodiscard]] JsonIndexKind index_kind() const noexcept { return index_kind_; }
  [[nodiscard]] std::string_view python_name() const noexcept override {
    return index_kind_ == JsonIndexKind::integer ? "JSONIntIndexType" : "JSONStrIndexType";
  }
  [[nodiscard]] TypeAffinity type_affinity() const noexcept override {
    return index_kind_ == JsonIndexKind::integer ? TypeAffinity::integer : TypeAffinity::string;
  }
  void for_each_field(TypeFieldVisitor visit) const override;

 protected:
  [[nodiscard]] Wire default_wire() const noexcept override {
    return index_kind_ == JsonIndexKind::integer ? Wire::integer : Wire::text;
  }

 private:
  JsonIndexKind index_kind_;
};

/// SQLAlchemy's JSONPathType. Its values are arrays of keys and positions.
class JSON::Path : public TypeOf<JSON::Path, TypeEngine, TypeKind::json_path> {
 public:
  [[nodiscard]] std::string_view python_name() const noexcept override { return "JSONPathType"; }
  [[nodiscard]] TypeAffinity type_affinity() const noexcept override { return TypeAffinity::other; }

 protected:
  [[nodiscard]] Wire default_wire() const noexcept override { return Wire::automatic; }
};

}  // namespace cupel
