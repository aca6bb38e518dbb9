#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include "cupel/orm/attributes/attribute_events.hpp"
#include "cupel/orm/attributes/composite.hpp"
#include "cupel/orm/attributes/mapped.hpp"
#include "cupel/orm/attributes/relationship.hpp"
#include "cupel/orm/mapper/mapping_builder.hpp"
#include "cupel/orm/mapper/mapping_options.hpp"
#include "cupel/orm/mapper/member_columns.hpp"
#include "cupel/schema/column.hpp"

namespace cupel {

template <class T>
class Mapping;

/// Options of a column attribute, as they follow `m.column(...)`.
class ColumnMapping {
 public:
  explicit ColumnMapping(detail::ColumnDeclaration& declaration) noexcept
      : declaration_(&declaration) {}

  /// Left out of the entity's SELECT; members of one group are loaded together.
  ColumnMapping& deferred(std::string_view group = {});
  /// Access while unloaded is an error.
  ColumnMapping& raiseload();
  ColumnMapping& active_history();
  ColumnMapping& expire_on_flush(bool value);
  /// Of a SQL expression: it stands after the columns in a SELECT of the class, where SQLAlchemy
  /// has those that are added to a class later; the others stand before them.
  ColumnMapping& last();

 private:
  template <class T>
  friend class Mapping;
  detail::ColumnDeclaration* declaration_;
};

/// Options of a composite attribute, as they follow `m.composite(...)`: those of all its columns.
class CompositeMapping {
 public:
  explicit CompositeMapping(detail::CompositeDeclaration& declaration) noexcept
      : declaration_(&declaration) {}

  CompositeMapping& deferred(std::string_view group = {});
  CompositeMapping& active_history();

 private:
  detail::CompositeDeclaration* declaration_;
};

namespace detail {

/// The members of a class fit the fields of a composite, one for one.
template <class Fields, class... M>
struct CompositeColumns : std::false_type {};
template <class... F, class... M>
  requires(sizeof...(F) == sizeof...(M))
struct CompositeColumns<std::tuple<F...>, M...>
    : std::bool_constant<(std::same_as<Unwrapped<F>, Unwrapped<MemberValueOf<M>>> && ...)> {};

template <class T>
inline constexpr bool kHasConfigure = requires(Mapping<T>& mapping) { T::configure(mapping); };

/// Which members of an aggregate become attributes by themselves.
enum class MemberPolicy : std::uint8_t {
  mapped,       ///< Mapped<> and Relationship<>
  table_names,  ///< also plain members that are named as a column of the table
};

/// How a collection loads whose type says it.
template <class Target>
inline constexpr std::optional<Lazy> kCollectionLazy;
template <class T>
inline constexpr std::optional<Lazy> kCollectionLazy<WriteOnly<T>> = Lazy::write_only;
template <class T>
inline constexpr std::optional<Lazy> kCollectionLazy<Dynamic<T>> = Lazy::dynamic;

template <class M>
struct MemberDeclaration {
  static void declare(MappingBuilder&, Attribute&) {}
};

template <class T, auto... options>
struct MemberDeclaration<Mapped<T, options...>> {
  static void declare(MappingBuilder& builder, Attribute& attribute) {
    static_assert(Storable<T>,
                  "Cupel does not know how to store the type of this Mapped member: specialise "
                  "cupel::TypeTraits<T> for it");
    ColumnDeclaration& column = builder.column(attribute, kMemberType<T>);
    (apply_member_option<options>(column), ...);
  }
};

template <class Target, auto... options>
struct MemberDeclaration<Relationship<Target, options...>> {
  static void declare(MappingBuilder& builder, Attribute& attribute) {
    RelationshipOptions& relationship = builder.relationship(attribute, relationship_operations());
    relationship.target = short_type_name<typename Relationship<Target, options...>::target_type>();
    if constexpr (kCollectionLazy<Target>) relationship.lazy = *kCollectionLazy<Target>;
    (apply_relationship_option<options>(relationship), ...);
  }
};

/// The name in `&Class::member`.
template <auto member>
constexpr std::string_view member_name() {
  std::string_view spelling = __PRETTY_FUNCTION__;
  spelling = spelling.substr(0, spelling.find_first_of(";]", spelling.find("member = ")));
  return spelling.substr(spelling.rfind(':') + 1);
}

template <class M>
struct MemberOf;
template <class M, class C>
struct MemberOf<M C::*> {
  using type = M;
};
template <auto member>
using MemberTypeOf = typename MemberOf<std::remove_cv_t<decltype(member)>>::type;

/// The attribute of a member. One that nobody knows yet (a plain member, a class that is no
/// aggregate) is called as the aggregate's member, or `fallback`.
template <class M, class C>
Attribute& attribute_named(MappingBuilder& builder, M C::*member, std::string_view fallback) {
  const std::size_t offset = member_offset(member);
  if (Attribute* known = builder.class_info().find_at(offset)) return *known;
  Attribute::Place place = describe_member<M>(builder.name_at(offset, fallback), offset);
  if constexpr (MemberTraits<M>::kind == AttributeKind::plain) place.ops = &kScalarOps<M>;
  return builder.class_info().add_attribute(place);
}

/// Declares the members of an aggregate T. Nothing for other classes.
template <class T>
void declare_members(MappingBuilder& builder, MemberPolicy policy) {
  if constexpr (Reflectable<T>) {
    ClassInfo& info = builder.class_info();
    for_each_field_type<T>([&]<class M>(std::string_view name, std::size_t offset) {
      if constexpr (MemberTraits<M>::kind != AttributeKind::plain) {
        MemberDeclaration<M>::declare(builder, *info.find_at(offset));
      } else {
        const bool offered = policy == MemberPolicy::table_names;
        if constexpr (Storable<M>) {
          builder.plain_member(name, offset, offered ? &kMemberType<M> : nullptr);
        } else {
          builder.plain_member(name, offset, nullptr);
        }
      }
    });
  }
}

}  // namespace detail

/// What a class says about its mapping beyond its members' types:
///
///     static void configure(Mapping<User>& m) {
///       m.table_args(UniqueConstraint("a", "b"), Index("ix", "name"));
///       m.relationship(&User::recent).order_by(&Post::id).viewonly();
///       m.version_id(&User::version);
///     }
///
/// Borrowed: valid during configure() only. Everything forwards to compiled code by member.
template <class T>
class Mapping {
 public:
  explicit Mapping(detail::MappingBuilder& builder) noexcept : builder_(&builder) {}

  /// Name (and schema) of the table, instead of `static constexpr auto tablename`.
  Mapping& table(std::string_view name, std::string_view schema = {}) {
    builder_->set_table_name(name);
    builder_->set_schema(schema);
    return *this;
  }
  Mapping& schema(std::string_view name) {
    builder_->set_schema(name);
    return *this;
  }
  /// A table that is there already.
  Mapping& table(const Table& table) {
    builder_->use_table(table);
    return *this;
  }
  /// Anything else that has columns: a join, a subquery, an alias. A member stands for the column
  /// of its name; where several have it, `m.column(&T::id, user.c["id"], address.c["user_id"])`
  /// says which are meant. A flush writes the tables in it whose primary keys are mapped.
  Mapping& table(const FromExpr& selectable) {
    builder_->use_selectable(selectable.node());
    return *this;
  }
  /// Constraints and indexes.
  template <class... Args>
  Mapping& table_args(const Args&... args) {
    (builder_->add_table_argument([arg = args](detail::TableArguments& all) { all.add(arg); }),
     ...);
    return *this;
  }

  /// Maps `member` to the column `name` (default: the member's name), or changes what its Mapped<>
  /// options say. `args` are those of Column: a type, ForeignKey(...), primary_key, ...
  template <class M, class... Args>
    requires(!std::is_function_v<M>)
  ColumnMapping column(M T::*member, std::string_view name, const Args&... args) {
    return map_column<M>(detail::attribute_named(*builder_, member, name), name, args...);
  }
  /// Maps `member` to a column of the table or selectable, and to others that always have the same
  /// value: a foreign key and what it refers to, in a join.
  template <class M, class Column, class... Equal>
    requires(!std::is_function_v<M> && !std::is_convertible_v<const Column&, std::string_view> &&
             detail::SqlConstruct<Column> && (detail::SqlConstruct<Equal> && ...))
  ColumnMapping column(M T::*member, const Column& column, const Equal&... equal) {
    const ColumnMapping mapping = this->column(member);
    mapping.declaration_->columns = {detail::node_of(column), detail::node_of(equal)...};
    return mapping;
  }
  template <class M>
    requires(!std::is_function_v<M>)
  ColumnMapping column(M T::*member) {
    return column(member, std::string_view());
  }
  /// The same with the member as template argument, which tells its name also where T is no
  /// aggregate: `m.column<&Engineer::info>("engineer_info", String(50))`.
  template <auto member, class... Args>
  ColumnMapping column(std::string_view name = {}, const Args&... args) {
    constexpr std::string_view key = detail::member_name<member>();
    return map_column<detail::MemberTypeOf<member>>(detail::attribute_named(*builder_, member, key),
                                                    name.empty() ? key : name, args...);
  }

  template <class Target, auto... options>
  RelationshipMapping relationship(Relationship<Target, options...> T::*member) {
    return RelationshipMapping(
        builder_->relationship(attribute_of(member), relationship_operations()));
  }
  template <auto member>
  RelationshipMapping relationship() {
    Attribute& attribute =
        detail::attribute_named(*builder_, member, detail::member_name<member>());
    return RelationshipMapping(builder_->relationship(attribute, relationship_operations()));
  }

  /// A SQL expression as a read-only attribute: `make(u)` yields it, where `u(&T::name)` is the
  /// column of a member. It is loaded into the member named `key`, if there is one.
  template <class F>
  ColumnMapping column_property(std::string_view key, F make) {
    return ColumnMapping(builder_->column_property(
        key, [make = std::move(make)] { return make(MemberColumns()).node(); }));
  }
  template <class M, class F>
  ColumnMapping column_property(M T::*member, F make) {
    return column_property(attribute_of(member).key(), std::move(make));
  }
  /// A member whose value comes with the query: options(with_expression(&T::member, expression)).
  /// Otherwise it is `otherwise`, or NULL.
  template <class M>
  ColumnMapping query_expression(M T::*member) {
    return ColumnMapping(
        builder_->query_expression(attribute_of(member).key(), [] { return ColumnPtr(); }));
  }
  template <class M, class X>
  ColumnMapping query_expression(M T::*member, const X& otherwise) {
    return ColumnMapping(builder_->query_expression(
        attribute_of(member).key(), [node = detail::node_of(otherwise)] { return node; }));
  }
  /// Leaves a column out of the entity's SELECT; members of one group are loaded together.
  template <class M>
  Mapping& deferred(M T::*member, std::string_view group = {}) {
    column(member).deferred(group);
    return *this;
  }
  /// Makes `composite` a value of the columns that these members hold, one for each of its fields:
  /// `m.composite(&Vertex::start, &Vertex::x1, &Vertex::y1)`.
  template <class Whole, class... M>
  CompositeMapping composite(Composite<Whole> T::*composite, M T::*... columns) {
    static_assert(sizeof...(M) == detail::kCompositeArity<Whole>,
                  "m.composite() takes one column member for each field of the composite's class");
    static_assert(sizeof...(M) != detail::kCompositeArity<Whole> ||
                      detail::CompositeColumns<detail::CompositeTuple<Whole>, M...>::value,
                  "m.composite(): a column member has another type than the field of the "
                  "composite's class that it stands for; they differ in std::optional at most");
    return CompositeMapping(builder_->composite(
        attribute_of(composite), detail::kCompositeOps<Whole>, {&attribute_of(columns)...}));
  }
  template <class M>
  Mapping& synonym(std::string_view key, M T::*target) {
    builder_->synonym(key, attribute_of(target));
    return *this;
  }
  /// Leaves a member out of the mapping.
  template <class M>
  Mapping& exclude(M T::*member) {
    builder_->exclude(attribute_of(member));
    return *this;
  }
  /// The key, for a table that has none.
  template <class... M>
  Mapping& primary_key(M T::*... members) {
    (builder_->primary_key(attribute_of(members)), ...);
    return *this;
  }
  /// The column that counts versions: every UPDATE and DELETE checks and raises it.
  template <class M>
  Mapping& version_id(M T::*member) {
    builder_->version_id(attribute_of(member));
    return *this;
  }
  /// The same with versions of another kind: `next(previous)` makes the one that follows, of a new
  /// row with an empty optional.
  ///
  ///     m.version_id(&Doc::version, [](const std::optional<std::string>&) { return new_uuid(); });
  template <class M, class F>
  Mapping& version_id(M T::*member, F next) {
    using V = Unwrapped<detail::MemberValueOf<M>>;
    static_assert(std::is_invocable_r_v<V, F&, const std::optional<V>&>,
                  "the generator of versions takes const std::optional<Version>& (the present one) "
                  "and returns the next");
    options().version_id_generator = [next = std::move(next)](const Value& previous) mutable {
      return Value(next(previous.is_null() ? std::optional<V>() : previous.as<std::optional<V>>()));
    };
    return version_id(member);
  }
  /// The column is checked by every UPDATE and DELETE; the program sets its values, or the database
  /// does (a server default or trigger; they are fetched by RETURNING).
  template <class M>
  Mapping& version_id_without_generator(M T::*member) {
    options().version_id_generated = false;
    return version_id(member);
  }
  /// Checks, and may change, every value before it is set: `check(T&, const V&)` returns nothing or
  /// the value to store, and throws to refuse. Of a relationship: `check(T&, Ref<Target>)`.
  template <class M, class F>
  Mapping& validates(M T::*member, F check, ValidatesOptions options = {}) {
    for (ListenHandle& handle : add_validator(member, std::move(check), options)) {
      builder_->keep(std::move(handle));
    }
    return *this;
  }

  /// Options of the whole mapper: `m.options().eager_defaults = true;`.
  [[nodiscard]] MapperOptions& options() noexcept { return builder_->options(); }

 private:
  template <class M, class... Args>
  ColumnMapping map_column(Attribute& attribute, std::string_view name, const Args&... args) {
    using Value_ = detail::MemberValueOf<M>;
    static_assert(Storable<Value_>,
                  "Cupel does not know how to store the type of this member: specialise "
                  "cupel::TypeTraits<T> for it");
    detail::ColumnDeclaration& column =
        builder_->column(attribute, detail::kMemberType<Value_>, name);
    (detail::apply_column_argument(column.spec, args), ...);
    return ColumnMapping(column);
  }

  detail::MappingBuilder* builder_;
};

}  // namespace cupel
