#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cupel/event/event_list.hpp"
#include "cupel/orm/attributes/class_info.hpp"
#include "cupel/orm/mapper/mapper.hpp"
#include "cupel/orm/mapper/mapping.hpp"
#include "cupel/schema/metadata.hpp"
#include "cupel/schema/table.hpp"

namespace cupel {

/// The mapped classes of one model, with the tables they are mapped to.
///
///     Registry registry;
///     registry.map<User, Address>();           // any number, from any translation unit, in any
///     order registry.metadata().create_all(engine);
///
/// Relationships are resolved all at once by configure(), which the first use of a mapped class in
/// a session or query calls as well.
///
/// Lifetime: owns the mappers; must outlive the sessions and statements that use its classes. Its
/// destruction takes the mapping from the classes, which may then be mapped anew.
/// Thread safety: mapping and disposing are for one thread; configure() and everything that reads
/// may be called from several.
class Registry {
 public:
  Registry();
  explicit Registry(MetaData metadata);
  Registry(const Registry&) = delete;
  Registry& operator=(const Registry&) = delete;
  ~Registry();

  [[nodiscard]] MetaData& metadata() noexcept;

  /// Maps aggregates as they declare themselves: members, `tablename` (or `table()`), `configure`.
  /// Throws ArgumentError for a class that is mapped already or has no primary key,
  /// MappedAnnotationError for a member that cannot be stored; classes mapped by this call before
  /// the throw stay mapped.
  template <class... Ts>
  void map() {
    static_assert(sizeof...(Ts) > 0, "registry.map<User, Address>(): name the classes to map");
    (begin_mapping<Ts>(), ...);
    finish_mappings();
  }

  /// Maps T, which need not know of Cupel, onto a table. `describe(Mapping<T>&)` names the members.
  /// Throws as map().
  template <class T, class F>
  const Mapper& map_imperatively(const Table& table, F&& describe) {
    detail::MappingBuilder& builder = begin(class_info<T>());
    builder.use_table(table);
    detail::declare_members<T>(builder, detail::MemberPolicy::table_names);
    Mapping<T> mapping(builder);
    std::forward<F>(describe)(mapping);
    return finish_imperative(builder);
  }
  /// The same with a join, a subquery or an alias; see Mapping::table(const FromExpr&).
  template <class T, class F>
  const Mapper& map_imperatively(const FromExpr& selectable, F&& describe) {
    detail::MappingBuilder& builder = begin(class_info<T>());
    builder.use_selectable(selectable.node());
    detail::declare_members<T>(builder, detail::MemberPolicy::table_names);
    Mapping<T> mapping(builder);
    std::forward<F>(describe)(mapping);
    return finish_imperative(builder);
  }

  /// Resolves every relationship. Idempotent and cheap when nothing was mapped since.
  /// Throws what the first broken relationship is broken by (NoForeignKeysError,
  /// AmbiguousForeignKeysError, ArgumentError, InvalidRequestError), naming class and attribute;
  /// later calls throw InvalidRequestError repeating it, until the registry is disposed of.
  void configure();
  [[nodiscard]] bool is_configured() const noexcept;

  /// The mappers in the order in which the classes were mapped.
  [[nodiscard]] const std::vector<const Mapper*>& mappers() const noexcept;
  /// The mappers so that tables come after those they refer to. Configures the registry.
  [[nodiscard]] const std::vector<const Mapper*>& sorted_mappers();
  /// The mapper of the class with this name, or null.
  [[nodiscard]] const Mapper* find_class(std::string_view class_name) const noexcept;
  /// The mapper whose local table this is, or null.
  [[nodiscard]] const Mapper* find_table(const ClauseElement& table) const noexcept;

  /// The SQL type that members of C++ type T get in classes mapped from now on.
  template <class T>
  void type_annotation(TypeArg type) {
    set_type_annotation(&detail::class_tag<T>, std::move(type));
  }

  /// Makes the expression of a `column_property` that is needed before configure(). Thread-safe.
  void resolve_expression(const ColumnProperty& property);

  /// Unmaps all classes. Statements and objects made before must not be used any more.
  void dispose() noexcept;

  /// Fired once before and after mappers are configured.
  EventList<void()> before_configured;
  EventList<void()> after_configured;

 private:
  friend class Mapper;
  friend void add_mapper_hook(void (*hook)(Mapper&));
  struct State;

  template <class T>
  void begin_mapping() {
    detail::MappingBuilder& builder = begin(class_info<T>());
    if constexpr (requires { T::tablename; }) {
      builder.set_table_name(T::tablename);
    } else {
      static_assert(
          requires { T::tablename; } || detail::kHasConfigure<T>,
          "a mapped class names its table: static constexpr auto tablename = \"users\";");
    }
    detail::declare_members<T>(builder, detail::MemberPolicy::mapped);
    if constexpr (detail::kHasConfigure<T>) {
      builder.on_configure([](detail::MappingBuilder& b) {
        Mapping<T> mapping(b);
        T::configure(mapping);
      });
    }
  }

  detail::MappingBuilder& begin(ClassInfo& class_info);
  void finish_mappings();
  const Mapper& finish_imperative(detail::MappingBuilder& builder);
  const Mapper& finish(detail::MappingBuilder& builder);
  void configure_new_mappers();
  void set_type_annotation(const void* tag, TypeArg type);

  std::unique_ptr<State> state_;
};

/// Called for every mapper when its registry has configured it, and at once for those that are
/// configured already: how the layers above put their loaders and trackers into the attributes.
/// A hook given twice is kept once. Thread-safe.
void add_mapper_hook(void (*hook)(Mapper&));

/// The mapper of a class. Throws UnmappedClassError when no registry has mapped it.
const Mapper& mapper_of(const ClassInfo& class_info);
template <class T>
const Mapper& mapper_of() {
  return mapper_of(class_info<T>());
}

}  // namespace cupel
