#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "cupel/orm/attributes/attribute.hpp"
#include "cupel/orm/attributes/scalar_ops.hpp"
#include "cupel/util/reflect.hpp"
#include "cupel/util/type_name.hpp"

namespace cupel {

namespace detail {

/// Identity of a class that need not be complete.
template <class T>
inline constexpr char class_tag = 0;

/// Describes a member; specialised by Mapped and Relationship. Anything else is plain.
template <class Member>
struct MemberTraits {
  static constexpr AttributeKind kind = AttributeKind::plain;
  using value_type = Member;
};

}  // namespace detail

struct InstanceListeners;

/// All that is known of a C++ class without its mapping: how to make and destroy its objects, and
/// its members. One for each class, made at first use, never destroyed.
///
/// For an aggregate all Mapped and Relationship members are listed by themselves, and plain
/// members too (tracked only when mapped); the mapper adds those of other classes by
/// `add_attribute` before any object is made.
/// Thread safety: written while classes are mapped, shared afterwards.
class ClassInfo {
 public:
  struct Description {
    std::string_view name;
    std::uint32_t size = 0;
    const void* tag = nullptr;
    void (*construct)(void* raw) = nullptr;            ///< null: not default constructible
    void (*destroy)(void* object) noexcept = nullptr;  ///< null: nothing to do
  };

  explicit ClassInfo(const Description& description);
  ~ClassInfo() = delete;
  ClassInfo(const ClassInfo&) = delete;
  ClassInfo& operator=(const ClassInfo&) = delete;

  /// Unqualified name of the class, as errors and logs show it.
  const std::string& name() const { return name_; }
  std::uint32_t object_size() const { return size_; }
  bool default_constructible() const { return construct_ != nullptr; }

  /// The members that hold something of their own; composites are apart.
  std::span<const std::unique_ptr<Attribute>> attributes() const;
  Attribute& attribute(std::size_t index) const { return *attributes_[index]; }
  std::span<const std::unique_ptr<Attribute>> composites() const { return composites_; }
  Attribute& composite(std::size_t index) const { return *composites_[index]; }
  /// By its key, or by a second name of it; null if there is no such member.
  Attribute* find(std::string_view name) const;
  /// Another name for an attribute, until the class is unmapped.
  void add_second_name(std::string name, Attribute& attribute);
  /// The attribute that stands at this offset, or null.
  Attribute* find_at(std::size_t offset) const;
  /// Adds a member; gives the present one if the offset is known already.
  /// Throws ArgumentError beyond 255 attributes or 64 KiB.
  Attribute& add_attribute(const Attribute::Place& place);

  /// The mapper of the class, null when it is not mapped.
  Mapper* mapper() const { return mapper_.load(std::memory_order_acquire); }
  /// Loads expired columns; set together with the mapper.
  AttributeLoader* expired_loader() const { return expired_loader_; }
  /// Called by orm/loading once the class is mapped; set_mapper(nullptr, ...) takes it out again.
  void set_expired_loader(AttributeLoader* loader) { expired_loader_ = loader; }
  /// Called by orm/mapper: mapping the class, and (with nulls) disposing of the mapping, which
  /// also resets the setup of all attributes. `before_first_instance` is called by each
  /// make<T>() or load after it, to configure what is still unconfigured, until the mapper calls
  /// `configured()`; may be null.
  void set_mapper(Mapper* mapper, AttributeLoader* expired_loader,
                  void (*before_first_instance)(Mapper&) = nullptr);
  void configured() { before_first_instance_.store(nullptr, std::memory_order_release); }
  /// Runs `before_first_instance` if it is still due.
  void ensure_configured() {
    if (before_first_instance_.load(std::memory_order_acquire) != nullptr) configure_now();
  }

  /// Listeners to the making of objects (instance_events.hpp). Null when there are none.
  InstanceListeners& instance_listeners();
  const InstanceListeners* instance_listeners_if_any() const { return instance_listeners_; }

  /// Attributes that can hold pointers to other objects, and plain ones that are mapped.
  std::span<Attribute* const> relationships() const { return relationships_; }
  std::span<Attribute* const> plain_attributes() const;
  bool has_relationships() const { return !relationships_.empty(); }

  /// Finds a class by its tag; null as long as nobody used it as a complete type.
  static ClassInfo* find_by_tag(const void* tag);

  // Cells. Used by Domain and make<T>().
  /// Raw memory of a cell with its Instance constructed, and no object in it yet.
  Instance* allocate_cell();
  /// Gives back a cell whose object is already destroyed, or never was.
  void free_cell(Instance* instance) noexcept;
  /// Default constructs the object in the cell and tells its members where they are. When the
  /// constructor throws, nothing is there.
  void construct(Instance& instance) const;
  /// Tells the members of a constructed object where they are. Keeps the flags of the slots.
  void bind_slots(Instance& instance) const noexcept;
  void destroy(Instance& instance) const noexcept;
  /// What make<T>() comes to in a class of columns only, to which nobody listens: bind_slots(), and
  /// the values that the object was made with are changes. False where there is more to do.
  bool adopt_columns(Instance& instance) const noexcept;
  /// True when making an object runs no code but the class's own: columns only, and no listener.
  bool is_made_quietly() const noexcept;
  /// Lets go of counted pointers that are still in relationship members of a cell.
  static void drop_owned(Instance& instance) noexcept;

 private:
  friend class Domain;

  void configure_now();

  std::string name_;
  std::uint32_t size_;
  const void* tag_;
  void (*construct_)(void*);
  void (*destroy_)(void*) noexcept;
  struct SlotImage {
    std::uint32_t offset;
    detail::Slot slot;
    const Attribute* attribute;
  };
  std::vector<SlotImage> slots_;
  std::vector<SlotImage> relationship_slots_;  // those of them that may own what they point to
  std::vector<std::unique_ptr<Attribute>> attributes_;
  std::vector<std::unique_ptr<Attribute>> composites_;
  std::vector<std::pair<std::string, Attribute*>> second_names_;
  std::vector<Attribute*> relationships_;
  std::vector<Attribute*> plain_;
  std::atomic<Mapper*> mapper_{nullptr};
  AttributeLoader* expired_loader_ = nullptr;
  InstanceListeners* instance_listeners_ = nullptr;  // like its owner, never destroyed
  std::atomic<void (*)(Mapper&)> before_first_instance_{nullptr};
};

namespace detail {

/// Describes member M of some class for `add_attribute`.
template <class M>
Attribute::Place describe_member(std::string_view name, std::size_t offset) {
  using Traits = MemberTraits<std::remove_cv_t<M>>;
  Attribute::Place place;
  place.name = name;
  place.kind = Traits::kind;
  place.offset = static_cast<std::uint32_t>(offset);
  if constexpr (Traits::kind == AttributeKind::plain) {
    place.ops = nullptr;  // given by the mapper if the member is mapped
  } else {
    place.slot_offset = static_cast<std::uint32_t>(offset + Traits::slot_offset());
    if constexpr (Traits::kind == AttributeKind::scalar) {
      place.ops = &kScalarOps<typename Traits::value_type>;
    } else if constexpr (Traits::kind != AttributeKind::composite) {
      place.target_tag = &class_tag<typename Traits::target_type>;
      if constexpr (Traits::kind == AttributeKind::dict) {
        place.ops = &kScalarOps<typename Traits::key_type>;
      }
    }
  }
  return place;
}

template <class T>
ClassInfo& make_class_info() {
  static_assert(std::is_class_v<T>, "only a struct or class can be mapped");
  static_assert(alignof(T) <= alignof(Instance),
                "Cupel cannot hold objects that are aligned to more than 16 bytes");
  static_assert(sizeof(T) <= 65'000, "Cupel cannot hold objects of more than 65,000 bytes");
  ClassInfo::Description description;
  description.name = short_type_name<T>();
  description.size = sizeof(T);
  description.tag = &class_tag<T>;
  if constexpr (std::is_aggregate_v<T> && std::is_default_constructible_v<T>) {
    description.construct = [](void* raw) { ::new (raw) T{}; };
  } else if constexpr (std::is_default_constructible_v<T>) {
    description.construct = [](void* raw) { ::new (raw) T(); };
  }
  if constexpr (!std::is_trivially_destructible_v<T>) {
    description.destroy = [](void* object) noexcept { static_cast<T*>(object)->~T(); };
  }
  auto* info = new ClassInfo(description);
  if constexpr (Reflectable<T>) {
    for_each_field_type<T>([&]<class M>(std::string_view name, std::size_t offset) {
      if constexpr (MemberTraits<M>::kind != AttributeKind::plain) {
        info->add_attribute(describe_member<M>(name, offset));
      }
    });
  }
  return *info;
}

}  // namespace detail

/// The ClassInfo of T, which must be complete.
template <class T>
ClassInfo& class_info() {
  static ClassInfo& info = detail::make_class_info<T>();
  return info;
}

namespace detail {

/// Name of the member at an offset; empty where the class cannot be reflected.
template <class T>
std::string_view name_at([[maybe_unused]] std::size_t wanted) {
  std::string_view found;
  if constexpr (Reflectable<T>) {
    for_each_field_type<T>([&]<class M>(std::string_view name, std::size_t offset) {
      if (offset == wanted) found = name;
    });
  }
  return found;
}

}  // namespace detail

/// The attribute behind a pointer to member, such as `attribute_of(&User::name)`. Plain members
/// become attributes by being asked for here. In a class that cannot be reflected they have no name
/// until the mapper gives one.
template <class M, class C>
Attribute& attribute_of(M C::*member) {
  const std::size_t offset = member_offset(member);
  ClassInfo& info = class_info<C>();
  if (Attribute* known = info.find_at(offset)) return *known;
  Attribute::Place place = detail::describe_member<M>(detail::name_at<C>(offset), offset);
  if constexpr (detail::MemberTraits<M>::kind == AttributeKind::plain) {
    place.ops = &kScalarOps<M>;
  }
  return info.add_attribute(place);
}

}  // namespace cupel
