#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cupel/event/listen_handle.hpp"
#include "cupel/orm/attributes/class_info.hpp"
#include "cupel/orm/mapper/codecs.hpp"
#include "cupel/orm/mapper/fwd.hpp"
#include "cupel/orm/mapper/mapper.hpp"
#include "cupel/orm/mapper/relationship_operations.hpp"
#include "cupel/orm/mapper/relationship_options.hpp"
#include "cupel/schema/column_spec.hpp"
#include "cupel/schema/table.hpp"

namespace cupel {

/// What a mapping may say of a column attribute beyond the column itself. A plain value.
struct ColumnPropertyOptions {
  bool deferred = false;
  std::string deferred_group{};
  bool raiseload = false;
  bool active_history = false;
  bool expire_on_flush = true;
  bool version_id = false;
  bool query_expression = false;  ///< the expression comes with the query
  bool last = false;              ///< stands after the columns in a SELECT of the class
};

namespace detail {

struct CompositeOps;
struct TableArguments;

/// What the templates know of a member's C++ type, as data. One constant for each type.
struct MemberType {
  const ScalarOps* ops;
  ValueCodec codec;
  TypePtr (*sql_type)();
  bool nullable;
  const void* tag;  ///< class_tag<T>, for Registry::type_annotation
};

template <class T>
inline constexpr MemberType kMemberType{
    .ops = &kScalarOps<T>,
    .codec = kValueCodec<T>,
    .sql_type = &sql_type_of<T>,
    .nullable = is_nullable<T>,
    .tag = &class_tag<Unwrapped<T>>,
};

/// One column attribute as it was declared.
struct ColumnDeclaration {
  Attribute* attribute = nullptr;  ///< null for a column_property without a member
  const MemberType* type = nullptr;
  std::string key;
  ColumnSpec spec;
  ColumnList columns;  ///< of the selectable, where they were named; the one to select first
  ColumnPropertyOptions options;
  std::function<ColumnPtr()> expression;  ///< column_property
};

struct RelationshipDeclaration {
  Attribute* attribute = nullptr;
  RelationshipOptions options;
};

/// A composite and the column attributes that it is made of, in the order of its fields.
struct CompositeDeclaration {
  Attribute* attribute = nullptr;
  const CompositeOps* ops = nullptr;
  std::vector<Attribute*> columns;
  bool deferred = false;
  std::string deferred_group;
  bool active_history = false;
};

struct SynonymDeclaration {
  std::string key;
  std::string target;
};

/// The compiled side of Mapping<T>: collects what is declared of one class. Belongs to the
/// registry, which makes the table, then the Mapper, of it.
class MappingBuilder {
 public:
  explicit MappingBuilder(ClassInfo& class_info);
  MappingBuilder(const MappingBuilder&) = delete;
  MappingBuilder& operator=(const MappingBuilder&) = delete;
  ~MappingBuilder();

  [[nodiscard]] ClassInfo& class_info() const noexcept { return *class_info_; }

  void set_table_name(std::string_view name) { table_name_ = name; }
  void set_schema(std::string_view name) { schema_ = name; }
  void use_table(const Table& table);
  /// Anything but a Table: a join, subquery, alias. Throws ArgumentError for an empty one.
  void use_selectable(FromPtr selectable);
  void add_table_argument(std::function<void(TableArguments&)> add);
  void on_configure(void (*configure)(MappingBuilder&)) { configure_ = configure; }

  /// The declaration of the column at `attribute`, new or already there. `name` is the column's,
  /// where it is not that of the attribute.
  ColumnDeclaration& column(Attribute& attribute, const MemberType& type,
                            std::string_view name = {});
  /// A member that is no Mapped or Relationship. With `type` it is mapped if the table has a column
  /// of its name.
  void plain_member(std::string_view name, std::size_t offset, const MemberType* type);
  /// Name of the plain member there, or `fallback`.
  [[nodiscard]] std::string_view name_at(std::size_t offset, std::string_view fallback) const;
  /// The declaration of the relationship at `attribute`, new or already there.
  RelationshipOptions& relationship(Attribute& attribute, const RelationshipOperations& operations);
  /// A SQL expression under `key`; it lives in the member of that name if there is one.
  ColumnDeclaration& column_property(std::string_view key, std::function<ColumnPtr()> expression);
  ColumnDeclaration& query_expression(std::string_view key, std::function<ColumnPtr()> expression) {
    ColumnDeclaration& declared = column_property(key, std::move(expression));
    declared.options.query_expression = true;
    return declared;
  }
  CompositeDeclaration& composite(Attribute& attribute, const CompositeOps& ops,
                                  std::vector<Attribute*> columns);
  void synonym(std::string_view key, const Attribute& target);
  void primary_key(const Attribute& attribute);
  void version_id(const Attribute& attribute);
  void exclude(const Attribute& attribute);
  [[nodiscard]] MapperOptions& options() noexcept { return *options_; }
  /// A listener that goes with the mapping.
  void keep(ListenHandle handle);
  void keep(std::vector<ListenHandle> handles);

  // What the registry reads.
  struct PlainMember {
    std::string_view name;
    std::size_t offset;
    const MemberType* type;
  };
  std::string table_name_;
  std::string schema_;
  std::unique_ptr<Table> table_;
  FromPtr selectable_;
  std::vector<std::function<void(TableArguments&)>> table_arguments_;
  void (*configure_)(MappingBuilder&) = nullptr;
  std::vector<std::unique_ptr<ColumnDeclaration>> columns_;
  std::vector<std::unique_ptr<RelationshipDeclaration>> relationships_;
  std::vector<SynonymDeclaration> synonyms_;
  std::vector<std::unique_ptr<CompositeDeclaration>> composites_;
  std::vector<PlainMember> plain_members_;
  std::vector<const Attribute*> primary_key_;
  std::vector<const Attribute*> excluded_;
  const Attribute* version_id_ = nullptr;
  std::unique_ptr<MapperOptions> options_;
  const RelationshipOperations* relationship_operations_ = nullptr;
  std::vector<ListenHandle> handles_;

 private:
  ClassInfo* class_info_;
};

}  // namespace detail
}  // namespace cupel
