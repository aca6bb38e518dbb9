#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "cupel/types/enum_traits.hpp"
#include "cupel/types/named_type_owner.hpp"
#include "cupel/types/string_types.hpp"

namespace cupel {

struct EnumOptions {
  std::optional<std::string> name = {};  ///< of the database's type or of the CHECK constraint
  /// Where the database's type lives, "" for nowhere in particular; by default that of the metadata
  /// it belongs to.
  std::optional<std::string> schema = {};
  /// The metadata that creates and drops the type, also where no table uses it; by default that of
  /// the first table. Borrowed until the Enum is made.
  TypeOwnerArg metadata = {};
  std::optional<int> length = {};  ///< of the VARCHAR; the longest label by default
  bool native_enum = true;         ///< the database's own enumerations where it has them
  bool create_constraint = false;  ///< CHECK (x IN ('a', 'b')) where it has none
  bool create_type = true;         ///< create the database's type with the tables
  bool validate_strings = false;   ///< refuse texts that are no labels before they are sent
  bool inherit_schema = false;     ///< the type lives in the schema of its table
  bool omit_aliases = true;        ///< of several names for one number only the first counts
};

/// One of a list of labels: `Enum("red", "green")`, or the members of a C++ enumeration:
/// `Enum::of<Color>()`. The database holds the label (the member's name unless told otherwise), the
/// program the member; a text in the database that is no label raises LookupError.
class Enum : public TypeOf<Enum, TypeEngine, TypeKind::enum_> {
 public:
  using Key = std::function<Value(const EnumMember&)>;

  template <class... Labels>
    requires(sizeof...(Labels) > 0 && (std::convertible_to<const Labels&, std::string_view> && ...))
  explicit Enum(const Labels&... labels)
      : Enum(std::vector<std::string>{std::string(std::string_view(labels))...}) {}
  explicit Enum(std::vector<std::string> labels, EnumOptions options = {});
  Enum(std::initializer_list<std::string_view> labels, EnumOptions options);
  /// Throws ArgumentError for a length that a label exceeds, and for a schema where the type is to
  /// have that of its table. Of the two enums of one name and schema that a metadata is given, the
  /// first counts.
  explicit Enum(EnumTable table, EnumOptions options = {});

  /// The members of E. The type's name is E's in lower case unless options say otherwise.
  template <class E>
    requires std::is_enum_v<E>
  [[nodiscard]] static Enum of(EnumOptions options = {}) {
    return Enum(enum_table<E>(), std::move(options));
  }
  /// As of(), with texts of your own: `text_of` is called once per member (SQLAlchemy's
  /// values_callable).
  template <class E, class TextOf>
    requires(std::is_enum_v<E> && std::is_invocable_r_v<std::string, TextOf, E>)
  [[nodiscard]] static Enum of(TextOf text_of, EnumOptions options = {}) {
    std::vector<EnumMember> members = enum_table<E>().members();
    for (EnumMember& m : members) m.text = text_of(static_cast<E>(m.value));
    return Enum(EnumTable(enum_table<E>().type_name(), std::move(members)), std::move(options));
  }

  [[nodiscard]] const EnumTable& table() const noexcept { return *table_; }
  /// The texts as the database holds them, in the order of declaration.
  [[nodiscard]] std::vector<std::string> labels() const;
  /// True when made of a C++ enumeration.
  [[nodiscard]] bool has_members() const noexcept { return has_members_; }
  [[nodiscard]] const EnumOptions& options() const noexcept { return options_; }
  /// The type's or constraint's name; empty when none was given and no enumeration is behind it.
  [[nodiscard]] std::string name() const { return options_.name.value_or(std::string()); }
  /// Of the VARCHAR that stands for it.
  [[nodiscard]] int length() const noexcept { return length_; }

  /// The label to store for what the program holds: a member's name, or a label itself.
  /// Throws LookupError for anything else when the members are C++'s or validate_strings is set.
  [[nodiscard]] std::string_view to_label(std::string_view name) const;
  /// The member's name for a text of the database. Throws LookupError when it is no label.
  [[nodiscard]] std::string_view from_label(std::string_view label) const;

  /// Sorts by declaration, or by a key of your own (SQLAlchemy's sort_key_function).
  [[nodiscard]] Enum with_sort_key(Key key) const;
  /// The same type living in `schema` ("": in none), which no table and no metadata changes.
  [[nodiscard]] Enum with_schema(std::string schema) const {
    Enum copy(*this);
    copy.options_.schema = std::move(schema);
    copy.options_.inherit_schema = false;
    return copy;
  }

  [[nodiscard]] TypeAffinity type_affinity() const noexcept override {
    return TypeAffinity::string;
  }
  [[nodiscard]] Value sort_key(const Value& value) const override;
  /// True after with_sort_key(); keys of other enums are written in the order of their names.
  [[nodiscard]] bool has_sort_key() const noexcept override { return sort_key_ != nullptr; }
  void for_each_field(TypeFieldVisitor visit) const override;
  [[nodiscard]] std::string render_literal(const Value& value,
                                           const LiteralContext& context) const override;
  /// Texts compared with an enum are its labels.
  [[nodiscard]] TypePtr coerce_compared_value(ArithmeticOp op, const Value& value) const override;

 protected:
  [[nodiscard]] Wire default_wire() const noexcept override { return Wire::enum_text; }

 private:
  std::shared_ptr<const EnumTable> table_;
  EnumOptions options_;
  Key sort_key_;
  int length_ = 0;
  bool has_members_ = false;
};

}  // namespace cupel
