#pragma once

#include <string_view>
#include <type_traits>

#include "cupel/event/event_list.hpp"
#include "cupel/orm/attributes/class_info.hpp"
#include "cupel/orm/mapper/fwd.hpp"
#include "cupel/schema/column.hpp"

namespace cupel {

class Registry;

/// The question which SQL type a member gets. A listener that knows the answer sets `type`.
struct TypeResolution {
  Registry& registry;
  const ClassInfo& class_info;
  std::string_view key;  ///< of the attribute
  const void* tag;       ///< of the member's C++ type, see is()
  TypePtr type{};        ///< null: the registry's type_annotation(), or the usual type

  /// True if the member's type is T, or an optional of it.
  template <class T>
  [[nodiscard]] bool is() const noexcept {
    return tag == &detail::class_tag<T>;
  }
};

/// What happens to classes while they are mapped, in any registry. Listeners are called by the
/// thread that maps or configures, under the registry's lock; one that throws makes map() or
/// configure() fail as any other mistake in the mapping does.
struct MappingEvents {
  /// A class is about to be mapped, or is not mapped any more.
  EventList<void(ClassInfo&)> class_instrument;
  EventList<void(ClassInfo&)> class_uninstrument;
  /// An attribute of it has become part of a mapping.
  EventList<void(ClassInfo&, const MapperProperty&)> attribute_instrument;
  /// A mapper has its table and columns, relationships are not resolved yet.
  EventList<void(Mapper&, ClassInfo&)> instrument_class;
  EventList<void(Mapper&)> after_mapper_constructed;
  /// configure() begins with a mapper; MapperEvents::mapper_configured says that it is done.
  EventList<void(Mapper&)> before_mapper_configured;
  /// A column has no type of its own.
  EventList<void(TypeResolution&)> resolve_type_annotation;
};
/// Thread-safe.
[[nodiscard]] MappingEvents& mapping_events();

}  // namespace cupel
