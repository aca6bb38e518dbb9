#pragma once

#include <concepts>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "cupel/orm/attributes/class_info.hpp"
#include "cupel/orm/loading/option_tree.hpp"
#include "cupel/sql/expression/constructors.hpp"
#include "cupel/sql/expression/expr.hpp"
#include "cupel/util/ptr.hpp"

namespace cupel {

/// Options of selectinload().
struct SelectinOptions {
  std::optional<std::size_t> chunk_size{};  ///< keys per statement; 500 unless given
  /// Of a self-referential relationship: loads so many further levels; -1 all of them.
  std::optional<int> recursion_depth{};
};
/// Options of immediateload().
struct ImmediateOptions {
  std::optional<int> recursion_depth{};  ///< as of selectinload
};
/// Options of joinedload().
struct JoinedOptions {
  EagerJoinKind innerjoin = EagerJoinKind::outer;
};

namespace detail {

/// A relationship as a step of a path: what `&User::posts` and `col(&User::posts).and_(...)` say.
struct RelationshipStep {
  const Attribute* attribute = nullptr;
  FromPtr source{};  ///< the alias it starts from; null: the class itself
  FromPtr target{};  ///< of of_type()
  ColumnPtr criterion{};
};

template <class X>
concept LoaderStep = requires(const X& x) {
  { x.loader_step() } -> std::same_as<RelationshipStep>;
};
template <class X>
inline constexpr bool kIsMemberPointer = std::is_member_object_pointer_v<X>;
/// What the paths of loader options are made of.
template <class X>
concept LoaderStepArgument = kIsMemberPointer<X> || LoaderStep<X>;

template <LoaderStepArgument X>
RelationshipStep loader_step(const X& x) {
  if constexpr (kIsMemberPointer<X>) {
    return {&attribute_of(x)};
  } else {
    return x.loader_step();
  }
}
}  // namespace detail

/// Says how something is loaded: the argument of `options(...)`.
///
///     select<User>().options(selectinload(&User::posts).joinedload(&Post::tags),
///                            defer(&User::biography), raiseload("*"))
///
/// An immutable value; each member returns a longer path. What a later option says about the same
/// thing wins.
class LoaderOption {
 public:
  /// For the entity at the start of the path: the class whose members the path begins with.
  explicit LoaderOption(const ClassInfo* start = nullptr, FromPtr alias = {});

  // The next step of the path, along a relationship of the class where the path stands: a pointer
  // to the member, or col(&User::posts) with .and_(criterion) or .of_type(alias).
  template <detail::LoaderStepArgument R>
  [[nodiscard]] LoaderOption selectinload(const R& step, SelectinOptions options = {}) const {
    return relationship(detail::loader_step(step), Lazy::selectin, options);
  }
  template <detail::LoaderStepArgument R>
  [[nodiscard]] LoaderOption joinedload(const R& step, JoinedOptions options = {}) const {
    return joined(detail::loader_step(step), options);
  }
  template <detail::LoaderStepArgument R>
  [[nodiscard]] LoaderOption subqueryload(const R& step) const {
    return relationship(detail::loader_step(step), Lazy::subquery);
  }
  template <detail::LoaderStepArgument R>
  [[nodiscard]] LoaderOption immediateload(const R& step, ImmediateOptions options = {}) const {
    return relationship(detail::loader_step(step), Lazy::immediate,
                        {.chunk_size = {}, .recursion_depth = options.recursion_depth});
  }
  template <detail::LoaderStepArgument R>
  [[nodiscard]] LoaderOption lazyload(const R& step) const {
    return relationship(detail::loader_step(step), Lazy::select);
  }
  template <detail::LoaderStepArgument R>
  [[nodiscard]] LoaderOption raiseload(const R& step, bool sql_only = false) const {
    return relationship(detail::loader_step(step), sql_only ? Lazy::raise_on_sql : Lazy::raise);
  }
  template <detail::LoaderStepArgument R>
  [[nodiscard]] LoaderOption noload(const R& step) const {
    return relationship(detail::loader_step(step), Lazy::noload);
  }
  /// Goes on along the relationship without saying how it is loaded itself.
  template <detail::LoaderStepArgument R>
  [[nodiscard]] LoaderOption defaultload(const R& step) const {
    return relationship(detail::loader_step(step), std::nullopt);
  }
  /// The rows hold the target already, joined by the statement (as the alias of of_type()).
  template <detail::LoaderStepArgument R>
  [[nodiscard]] LoaderOption contains_eager(const R& step) const {
    return contained(detail::loader_step(step));
  }
  template <detail::LoaderStepArgument R, class Alias>
    requires requires(const Alias& alias) { alias.node()->from(); }
  [[nodiscard]] LoaderOption contains_eager(const R& step, const Alias& alias) const {
    detail::RelationshipStep to = detail::loader_step(step);
    to.target = alias.node()->from();
    return contained(to);
  }

  // The wildcard: all relationships of the entity where the path stands that nothing else is said
  // about.
  [[nodiscard]] LoaderOption lazyload(std::string_view wildcard) const;
  [[nodiscard]] LoaderOption raiseload(std::string_view wildcard, bool sql_only = false) const;
  [[nodiscard]] LoaderOption selectinload(std::string_view wildcard) const;
  [[nodiscard]] LoaderOption joinedload(std::string_view wildcard) const;
  [[nodiscard]] LoaderOption subqueryload(std::string_view wildcard) const;
  [[nodiscard]] LoaderOption immediateload(std::string_view wildcard) const;
  [[nodiscard]] LoaderOption noload(std::string_view wildcard) const;

  // Columns of the entity where the path stands.
  template <class... Members>
  [[nodiscard]] LoaderOption load_only(Members... members) const {
    return only({&attribute_of(members)...}, false);
  }
  template <class M, class C>
  [[nodiscard]] LoaderOption defer(M C::*member, bool raiseload = false) const {
    return column(attribute_of(member),
                  raiseload ? OptionTree::ColumnRule::raise : OptionTree::ColumnRule::defer);
  }
  template <class M, class C>
  [[nodiscard]] LoaderOption undefer(M C::*member) const {
    return column(attribute_of(member), OptionTree::ColumnRule::load);
  }
  /// "*": all columns.
  [[nodiscard]] LoaderOption defer(std::string_view wildcard, bool raiseload = false) const;
  [[nodiscard]] LoaderOption undefer(std::string_view wildcard) const;
  /// Of load_only(): reading a column that it leaves out is an error, no SELECT.
  [[nodiscard]] LoaderOption raiseload_columns() const;
  /// What a query_expression member is in this query.
  template <class M, class C, class X>
  [[nodiscard]] LoaderOption with_expression(M C::*member, const X& expression) const {
    return expressed(attribute_of(member), detail::node_of(expression));
  }
  [[nodiscard]] LoaderOption undefer_group(std::string group) const;

  /// Further criterion for the rows that the last step loads; in terms of the target's columns.
  [[nodiscard]] LoaderOption and_(const Expr<bool>& criterion) const;
  /// Of a collection loaded by selectin: only the first `count` members of each parent, in the
  /// order of the relationship. Throws ArgumentError for another strategy.
  [[nodiscard]] LoaderOption top(std::size_t count) const;
  /// Several options for the target of the last step.
  template <class... Options>
  [[nodiscard]] LoaderOption options(const Options&... below) const {
    return with_below({&below...});
  }

  /// The class that the path starts with; null: any (wildcards at the top).
  [[nodiscard]] const ClassInfo* start() const noexcept { return start_; }
  /// The alias of the class that the path starts with; null: the class itself.
  [[nodiscard]] const FromPtr& start_alias() const noexcept { return start_alias_; }
  /// The option as SQLAlchemy writes it, for messages: "joinedload(User.posts)".
  [[nodiscard]] const std::string& str() const noexcept { return text_; }
  [[nodiscard]] const OptionTree& tree() const noexcept { return *tree_; }

 private:
  friend LoaderOption with_loader_criteria(std::shared_ptr<const LoaderCriteria> criteria);
  friend LoaderOption user_option(UserDefinedOptionPtr option);
  LoaderOption relationship(const detail::RelationshipStep& step, std::optional<Lazy> strategy,
                            SelectinOptions options = {}) const;
  LoaderOption joined(const detail::RelationshipStep& step, JoinedOptions options) const;
  LoaderOption contained(const detail::RelationshipStep& step) const;
  LoaderOption wildcard(std::string_view text, Lazy strategy) const;
  LoaderOption column(const Attribute& attribute, OptionTree::ColumnRule rule) const;
  LoaderOption all_columns(std::string_view wildcard, OptionTree::ColumnRule rule) const;
  LoaderOption only(std::vector<const Attribute*> columns, bool raise) const;
  LoaderOption expressed(const Attribute& attribute, ColumnPtr expression) const;
  LoaderOption with_below(std::vector<const LoaderOption*> below) const;
  /// A copy with its end, where the next step goes.
  std::pair<LoaderOption, OptionTree*> extended() const;
  /// A copy with the branch of its last step. Throws ArgumentError when there is none.
  std::pair<LoaderOption, OptionTree::Branch*> last_step(std::string_view function) const;

  const ClassInfo* start_;
  FromPtr start_alias_;
  std::string text_;
  Ptr<OptionTree> tree_;
  std::vector<const Attribute*> path_;  // relationships from the start to where the path stands
};

namespace detail {
/// An empty path that starts where the step does.
inline LoaderOption path_from(const RelationshipStep& step) {
  return LoaderOption(&step.attribute->owner(), step.source);
}
}  // namespace detail

template <detail::LoaderStepArgument R>
[[nodiscard]] LoaderOption selectinload(const R& step, SelectinOptions options = {}) {
  return detail::path_from(detail::loader_step(step)).selectinload(step, options);
}
template <detail::LoaderStepArgument R>
[[nodiscard]] LoaderOption joinedload(const R& step, JoinedOptions options = {}) {
  return detail::path_from(detail::loader_step(step)).joinedload(step, options);
}
template <detail::LoaderStepArgument R>
[[nodiscard]] LoaderOption subqueryload(const R& step) {
  return detail::path_from(detail::loader_step(step)).subqueryload(step);
}
template <detail::LoaderStepArgument R>
[[nodiscard]] LoaderOption immediateload(const R& step, ImmediateOptions options = {}) {
  return detail::path_from(detail::loader_step(step)).immediateload(step, options);
}
template <detail::LoaderStepArgument R>
[[nodiscard]] LoaderOption lazyload(const R& step) {
  return detail::path_from(detail::loader_step(step)).lazyload(step);
}
template <detail::LoaderStepArgument R>
[[nodiscard]] LoaderOption raiseload(const R& step, bool sql_only = false) {
  return detail::path_from(detail::loader_step(step)).raiseload(step, sql_only);
}
template <detail::LoaderStepArgument R>
[[nodiscard]] LoaderOption noload(const R& step) {
  return detail::path_from(detail::loader_step(step)).noload(step);
}
template <detail::LoaderStepArgument R>
[[nodiscard]] LoaderOption defaultload(const R& step) {
  return detail::path_from(detail::loader_step(step)).defaultload(step);
}
template <detail::LoaderStepArgument R>
[[nodiscard]] LoaderOption contains_eager(const R& step) {
  return detail::path_from(detail::loader_step(step)).contains_eager(step);
}
template <detail::LoaderStepArgument R, class Alias>
  requires requires(const Alias& alias) { alias.node()->from(); }
[[nodiscard]] LoaderOption contains_eager(const R& step, const Alias& alias) {
  return detail::path_from(detail::loader_step(step)).contains_eager(step, alias);
}
/// "*": every relationship of the statement's classes, and of those loaded below them, that nothing
/// else is said about.
[[nodiscard]] LoaderOption lazyload(std::string_view wildcard);
[[nodiscard]] LoaderOption raiseload(std::string_view wildcard, bool sql_only = false);
[[nodiscard]] LoaderOption selectinload(std::string_view wildcard);
[[nodiscard]] LoaderOption joinedload(std::string_view wildcard);
[[nodiscard]] LoaderOption subqueryload(std::string_view wildcard);
[[nodiscard]] LoaderOption immediateload(std::string_view wildcard);
[[nodiscard]] LoaderOption noload(std::string_view wildcard);

template <class M, class C, class... More>
[[nodiscard]] LoaderOption load_only(M C::*member, More... more) {
  return LoaderOption(&class_info<C>()).load_only(member, more...);
}
template <class M, class C>
[[nodiscard]] LoaderOption defer(M C::*member, bool raiseload = false) {
  return LoaderOption(&class_info<C>()).defer(member, raiseload);
}
template <class M, class C>
[[nodiscard]] LoaderOption undefer(M C::*member) {
  return LoaderOption(&class_info<C>()).undefer(member);
}
[[nodiscard]] LoaderOption defer(std::string_view wildcard, bool raiseload = false);
[[nodiscard]] LoaderOption undefer(std::string_view wildcard);
[[nodiscard]] LoaderOption undefer_group(std::string group);
template <class M, class C, class X>
[[nodiscard]] LoaderOption with_expression(M C::*member, const X& expression) {
  return LoaderOption(&class_info<C>()).with_expression(member, expression);
}

/// The options for a class: `Load<User>().raiseload("*")`.
template <class T>
[[nodiscard]] LoaderOption Load() {
  return LoaderOption(&class_info<T>());
}

/// Where the columns of a class stand in a criterion of with_loader_criteria().
class CriteriaColumns {
 public:
  explicit CriteriaColumns(const Mapper& mapper) : mapper_(&mapper) {}
  /// The column of an attribute, by its name. Throws InvalidRequestError when there is none.
  [[nodiscard]] Expr<Untyped> operator()(std::string_view attribute) const;
  [[nodiscard]] const Mapper& mapper() const noexcept { return *mapper_; }

 private:
  const Mapper* mapper_;
};

struct LoaderCriteriaOptions {
  bool include_aliases = false;  ///< also where the class appears as aliased()
  bool propagate_to_loaders =
      true;  ///< also for lazy loads of the objects that the statement loads
};

[[nodiscard]] LoaderOption with_loader_criteria(std::shared_ptr<const LoaderCriteria> criteria);
/// Puts something of the program's own into `options(...)`, for listeners of do_orm_execute.
[[nodiscard]] LoaderOption user_option(UserDefinedOptionPtr option);
namespace detail {
LoaderOption criteria_of_class(const ClassInfo& class_info, ColumnPtr criterion,
                               const LoaderCriteriaOptions& options);
}  // namespace detail

/// Adds a condition wherever the class appears in the statement and in the loads that follow from
/// it: in FROM, joins, subqueries, eager and lazy loads.
///
///     select<User>().options(with_loader_criteria<Post>(col(&Post::deleted) == false))
///
/// A statement with it is compiled anew for each execution.
template <class T, class Criterion>
  requires requires(const Criterion& criterion) { detail::where_condition(criterion); }
[[nodiscard]] LoaderOption with_loader_criteria(const Criterion& criterion,
                                                const LoaderCriteriaOptions& options = {}) {
  return detail::criteria_of_class(class_info<T>(), detail::where_condition(criterion), options);
}
/// The same for all mapped classes for which `applies(mapper)` holds; `condition(columns)` makes
/// the condition of one:
///
///     with_loader_criteria([](const Mapper& m) { return m.find_property("owner") != nullptr; },
///                          [=](const CriteriaColumns& c) { return c("owner") == name; })
template <std::predicate<const Mapper&> Applies, std::invocable<const CriteriaColumns&> Condition>
[[nodiscard]] LoaderOption with_loader_criteria(Applies applies, Condition condition,
                                                const LoaderCriteriaOptions& options = {}) {
  auto criteria = std::make_shared<LoaderCriteria>();
  criteria->applies = std::move(applies);
  criteria->condition = [condition = std::move(condition)](const Mapper& mapper) {
    return detail::where_condition(condition(CriteriaColumns(mapper)));
  };
  criteria->include_aliases = options.include_aliases;
  criteria->propagate_to_loaders = options.propagate_to_loaders;
  return with_loader_criteria(std::shared_ptr<const LoaderCriteria>(std::move(criteria)));
}

template <>
struct ExprTraits<LoaderOption> {
  using type = Untyped;
  static ElementPtr element(const LoaderOption& option);
};

}  // namespace cupel
