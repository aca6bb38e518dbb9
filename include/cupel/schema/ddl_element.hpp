#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include <cupel/schema/constraint.hpp>
#include <cupel/schema/fwd.hpp>
#include <cupel/sql/traversal/clause_element.hpp>

namespace cupel {

/// Which DDL statement a DdlElement is; the DDL compiler's one switch reads it.
enum class DdlKind : std::uint8_t {
  text,
  create_table,
  drop_table,
  create_column,
  create_index,
  drop_index,
  create_schema,
  drop_schema,
  create_sequence,
  drop_sequence,
  add_constraint,
  drop_constraint,
  set_table_comment,
  drop_table_comment,
  set_column_comment,
  drop_column_comment,
  set_constraint_comment,
  drop_constraint_comment,
  create_view,
  drop_view,
  create_table_as,
  extension,  ///< a statement of one database or of a user
};

/// Base of the nodes of DDL statements. Immutable; the items it is about are kept alive.
class DdlElement : public ClauseElement {
 public:
  [[nodiscard]] DdlKind ddl_kind() const noexcept { return ddl_kind_; }
  /// When it is executed at all, as a listener.
  [[nodiscard]] const DdlCondition& condition() const noexcept { return condition_; }
  void set_condition(DdlCondition condition) { condition_ = std::move(condition); }

  // A DDL statement is never copied, compared or cached by structure.
  void visit_children(FunctionRef<void(const ClauseElement&)>) const override {}
  ElementPtr clone_with(CloneContext&) const override { return ElementPtr(this); }
  bool compare_fields(const ClauseElement& other, CompareContext&) const override {
    return this == &other;
  }
  bool append_cache_key(KeyBuilder&) const override { return false; }
  void visit_field_names(FunctionRef<void(std::string_view)>) const override {}

 protected:
  explicit DdlElement(DdlKind kind) noexcept : ClauseElement(ElementKind::ddl), ddl_kind_(kind) {}
  DdlElement(const DdlElement&) = default;

 private:
  DdlCondition condition_;
  DdlKind ddl_kind_;
};

/// Supplies the copy of one node.
template <class Self, DdlKind Kind>
class DdlElementOf : public DdlElement {
 public:
  Ptr<ClauseElement> shallow_copy() const override {
    return make_ptr<Self>(static_cast<const Self&>(*this));
  }

 protected:
  DdlElementOf() noexcept : DdlElement(Kind) {}
};

/// A DDL statement that the library does not know: of one database, or a user's own. The rendering
/// is that of render(), or registered with the compiler under construct_name().
class DdlExtension : public DdlElement {
 public:
  /// A stable name, unique for the class.
  [[nodiscard]] std::string_view construct_name() const noexcept override = 0;

 protected:
  DdlExtension() noexcept : DdlElement(DdlKind::extension) {}
};

}  // namespace cupel
