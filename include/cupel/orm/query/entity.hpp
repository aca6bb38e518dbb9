#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "cupel/engine/row_source.hpp"
#include "cupel/orm/attributes/ref.hpp"
#include "cupel/orm/mapper/mapper.hpp"
#include "cupel/orm/mapper/registry.hpp"
#include "cupel/orm/query/fwd.hpp"
#include "cupel/sql/expression/extension_element.hpp"
#include "cupel/sql/expression/from_expr.hpp"
#include "cupel/sql/expression/select_builder.hpp"

namespace cupel {

/// A mapped class, or an alias of one, as it stands in a statement: its rows become objects.
///
/// In the columns clause it is its columns, in FROM and joins the table (alias, subquery) behind
/// it. Immutable; one for each mapper, and one for each aliased().
class EntityFrom final : public ExtensionFrom {
 public:
  /// `name`: what rows call it; empty: the class's name. `adapt_on_names`: a column that `from`
  /// does not derive from the class's table is found in it by name.
  EntityFrom(const Mapper& mapper, FromPtr from, std::string name = {},
             bool adapt_on_names = false);
  ~EntityFrom() override;

  [[nodiscard]] const Mapper& mapper() const noexcept { return *mapper_; }
  /// The mapper's table, or what stands for it.
  [[nodiscard]] const FromPtr& from() const noexcept { return from_; }
  [[nodiscard]] bool is_aliased() const noexcept { return from_ != mapper_->selectable(); }
  /// What it is called in rows.
  [[nodiscard]] const std::string& name() const noexcept {
    return name_.empty() ? mapper_->class_name() : name_;
  }
  [[nodiscard]] bool adapts_on_names() const noexcept { return adapt_on_names_; }
  /// The column of from() that stands for `column` of the mapper's selectable, or null.
  [[nodiscard]] ElementPtr find(const ColumnClause& column) const;
  /// `expression`, in terms of the mapper's table, as it reads for this entity.
  [[nodiscard]] ColumnPtr adapt(const ColumnPtr& expression) const;

  std::string_view construct_name() const noexcept override { return "orm_entity"; }
  FromPtr from_element() const override { return from_; }
  Name from_name() const override { return from_->from_name(); }
  std::string description() const override { return from_->description(); }
  void collect_froms(FromList& froms) const override { from_->collect_froms(froms); }
  bool is_derived_from(const FromClause* from) const noexcept override;
  void visit_children(FunctionRef<void(const ClauseElement&)> visit) const override;
  ElementPtr clone_with(CloneContext& context) const override;
  bool compare_fields(const ClauseElement& other, CompareContext& context) const override;
  bool append_cache_key(KeyBuilder& key) const override;
  Ptr<ClauseElement> shallow_copy() const override;

 protected:
  void populate_columns(Columns& columns) const override;

 private:
  const Mapper* mapper_;
  FromPtr from_;
  std::string name_;
  bool adapt_on_names_;
  ColumnList columns_;
};

/// What aliased() may be told.
struct AliasedOptions {
  /// Of the alias, and of the entity in rows; empty: an anonymous alias (`users_1`).
  std::string_view name{};
  /// Of a class that is mapped to a join: its tables get aliases, instead of a subquery around it.
  bool flat = false;
  /// Columns of a subquery that do not derive from the class's table stand for attributes by name.
  bool adapt_on_names = false;
};

namespace detail {

/// The entity of the class itself; the same object each time. Throws UnmappedClassError, and what
/// Registry::configure() throws.
const Ptr<const EntityFrom>& entity_of(const ClassInfo& class_info);
/// `SELECT entity`, shared by all statements that begin with it.
const SelectBasePtr& select_of_entity(const ClassInfo& class_info);
SelectBasePtr select_of_entities(std::initializer_list<const ClassInfo*> classes);
Ptr<const EntityFrom> make_alias(const ClassInfo& class_info, const AliasedOptions& options);
Ptr<const EntityFrom> make_alias(const ClassInfo& class_info, const FromExpr& from,
                                 const AliasedOptions& options);
/// The column of a member, of the class or of an alias of it.
ColumnPtr entity_column(const EntityFrom& entity, const Attribute& attribute);
ColumnPtr entity_column(const EntityFrom& entity, std::string_view key);

}  // namespace detail

/// A mapped class in a statement: `select(entity<User>(), &Post::title)`.
template <class T>
class Entity {
 public:
  using element_type = T;
  Entity() : node_(detail::entity_of(class_info<T>())) {}
  explicit Entity(Ptr<const EntityFrom> node) noexcept : node_(std::move(node)) {}
  [[nodiscard]] const Ptr<const EntityFrom>& node() const noexcept { return node_; }

 protected:
  Ptr<const EntityFrom> node_;
};

template <class T>
[[nodiscard]] Entity<T> entity() {
  return {};
}

namespace detail {
template <class T>
inline constexpr bool kIsObjectItem<Ref<T>> = true;
}  // namespace detail

template <class T>
struct ExprTraits<Entity<T>> {
  using type = Ref<T>;
  static ElementPtr element(const Entity<T>& entity) { return entity.node(); }
};

/// SELECT of entities: `select<User>()`, `select<User, Post>()`. The rows are handles of objects.
/// Throws UnmappedClassError.
template <class First, class... More>
  requires(std::is_class_v<First> && (std::is_class_v<More> && ...))
[[nodiscard]] Select<Ref<First>, Ref<More>...> select() {
  if constexpr (sizeof...(More) == 0) {
    return Select<Ref<First>>(detail::select_of_entity(class_info<First>()));
  } else {
    return Select<Ref<First>, Ref<More>...>(
        detail::select_of_entities({&class_info<First>(), &class_info<More>()...}));
  }
}

/// A handle that may be null needs no optional around it.
template <class T>
struct ItemTraits<Ref<T>> {
  using Optional = Ref<T>;
};

}  // namespace cupel
