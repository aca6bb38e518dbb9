#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "cupel/orm/attributes/mapped.hpp"
#include "cupel/orm/attributes/relationship.hpp"
#include "cupel/orm/mapper/column_access.hpp"
#include "cupel/orm/mapper/mapping_builder.hpp"
#include "cupel/orm/mapper/mapping_options.hpp"
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

 private:
  detail::ColumnDeclaration* declaration_;
};

namespace detail {

template <class T>
inline constexpr bool kHasConfigure =
    requires(Mapping<T>& mapping) { T::configure(mapping); };

/// Which members of an aggregate become attributes by themselves.
enum class MemberPolicy : std::uint8_t {
  mapped,       ///< Mapped<> and Relationship<>
  table_names,  ///< also plain members that are named as a column of the table
};

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
    RelationshipOptions& relationship = builder.relationship(attribute);
    (apply_relationship_option<options>(relationship), ...);
  }
};

/// Declares the members of an aggregate T. Nothing for other classes.
template <class T>
void declare_members(MappingBuilder& builder, MemberPolicy policy) {
  if constexpr (Reflectable<T>) {
    ClassInfo& info = builder.class_info();
    for_each_field_type<T>([&]<class M>(std::string_view name, std::size_t offset) {
      if constexpr (MemberTraits<M>::kind != AttributeKind::plain) {
        MemberDeclaration<M>::declare(builder, *info.find_at(offset));
      } else if constexpr (Storable<M>) {
        if (policy == MemberPolicy::table_names) {
          builder.offer_plain_member(name, offset, kMemberType<M>);
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
  /// Constraints and indexes.
  template <class... Args>
  Mapping& table_args(const Args&... args) {
    (builder_->add_table_argument([arg = args](detail::TableArguments& all) { all.add(arg); }), ...);
    return *this;
  }

  /// Maps `member` to the column `name` (default: the member's name), or changes what its Mapped<>
  /// options say. `args` are those of Column: a type, ForeignKey(...), primary_key, ...
  template <class M, class... Args>
    requires(!std::is_function_v<M>)
  ColumnMapping column(M T::*member, std::string_view name, const Args&... args) {
    using Value_ = typename detail::MemberValue<M>::type;
    static_assert(Storable<Value_>,
                  "Cupel does not know how to store the type of this member: specialise "
                  "cupel::TypeTraits<T> for it");
    detail::ColumnDeclaration& column =
        builder_->column(attribute_of(member), detail::kMemberType<Value_>);
    if (!name.empty()) detail::name_column(column, name);
    (detail::apply_column_argument(column.spec, args), ...);
    return ColumnMapping(column);
  }
  template <class M>
    requires(!std::is_function_v<M>)
  ColumnMapping column(M T::*member) {
    return column(member, std::string_view());
  }
  /// The same with the member as template argument: gives the attribute its name, which a pointer
  /// to a member of a class that is no aggregate cannot tell otherwise.
  template <auto member, class... Args>
  ColumnMapping column(std::string_view name, const Args&... args) {
    detail::name_attribute(attribute_of(member), detail::member_name<member>());
    return column(member, name, args...);
  }

  template <class Target, auto... options>
  RelationshipMapping relationship(Relationship<Target, options...> T::*member) {
    return RelationshipMapping(builder_->relationship(attribute_of(member)));
  }
  template <auto member>
  RelationshipMapping relationship() {
    detail::name_attribute(attribute_of(member), detail::member_name<member>());
    return relationship(member);
  }

  /// A SQL expression as a read-only attribute: `make(u)` yields it, where `u(&T::name)` is the
  /// column of a member. It is loaded into the member named `key`, if there is one.
  template <class F>
  ColumnMapping column_property(std::string_view key, F make) {
    return ColumnMapping(builder_->column_property(
        key, [make = std::move(make)] { return make(ColumnAccess()).node(); }));
  }
  template <class M, class F>
  ColumnMapping column_property(M T::*member, F make) {
    return column_property(attribute_of(member).key(), std::move(make));
  }
  /// Leaves a column out of the entity's SELECT; members of one group are loaded together.
  template <class M>
  Mapping& deferred(M T::*member, std::string_view group = {}) {
    column(member).deferred(group);
    return *this;
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
  /// Checks, and may change, every value before it is set: `check(T&, const V&)` returns nothing or
  /// the value to store, and throws to refuse. Of a relationship: `check(T&, Ref<Target>)`.
  template <class Member, class F>
  Mapping& validates(Member T::*member, F check) {
    detail::add_validator(member, std::move(check));
    return *this;
  }

  /// Options of the whole mapper: `m.options().eager_defaults = true;`.
  [[nodiscard]] MapperOptions& options() noexcept { return builder_->options(); }

 private:
  detail::MappingBuilder* builder_;
};

}  // namespace cupel
