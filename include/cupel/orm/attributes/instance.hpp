#pragma once
// Instance: what stands before every entity in memory. See domain.hpp for the drawing.

#include <cstddef>
#include <cstdint>

#include "cupel/orm/fwd.hpp"
#include "cupel/util/ref_count.hpp"

namespace cupel {

namespace detail {

/// Four bytes at the end of every Mapped and Relationship member.
///
/// In a plain value (`User{...}` on the stack) distance is 0. In a cell it is the distance in
/// bytes from the member to its Instance, so that a member finds its object without a pointer.
struct Slot {
  enum Flag : std::uint8_t {
    present = 1,     ///< the value is there; reading needs nothing else
    touched = 2,     ///< changed since loaded or flushed; the old value, if there was one, is kept
    null = 4,        ///< explicit SQL NULL (null()) or None
    expression = 8,  ///< an SQL expression stands for the value until the next flush
    expired = 16,    ///< the value was given up; reading loads it again
    owning = 32,     ///< relationship of a plain value: its pointers are counted
    queued = 64,     ///< changes wait for an unloaded collection
    deferred = 128,  ///< not loaded by the query that made the object; reading loads it
  };
  std::uint16_t distance = 0;
  std::uint8_t flags = 0;
  std::uint8_t index = 0;  ///< of the attribute in its class

  bool has(Flag f) const { return (flags & f) != 0; }
  void set(Flag f) { flags = static_cast<std::uint8_t>(flags | f); }
  void clear(Flag f) { flags = static_cast<std::uint8_t>(flags & ~f); }
};

}  // namespace detail

/// The part of an entity that Cupel owns: it stands directly before the user's object, in the
/// same allocation, and is all that non-template code knows of it.
///
/// Lifetime: ends only by its Domain (sweep, or when nothing holds the domain any more). A plain
/// `Instance*` is good as long as the object has a Ref, is reachable from an object that has one,
/// or is pinned by a session, and in any case until the next safe point of its session.
/// Thread safety: the Ref count may be changed from any thread; all else belongs to the thread of
/// the session, or, without a session, follows the rule of standard containers: many readers or
/// one writer.
class alignas(16) Instance {
 public:
  enum Bit : std::uint32_t {
    has_key = 1U << 0,         ///< it stands, or stood, for a row: it has an identity
    is_new = 1U << 1,          ///< in session.new: INSERT at the next flush
    marked_deleted = 1U << 2,  ///< in session.deleted: DELETE at the next flush
    row_deleted = 1U << 3,     ///< its DELETE was flushed
    modified = 1U << 4,        ///< has changes that a flush would look at
    expired = 1U << 5,         ///< at least one attribute is expired
    load_pending = 1U << 6,    ///< relationships load although there is no row yet
    being_loaded = 1U << 7,    ///< a loader fills it; not yet handed out
    fully_expired = 1U << 8,   ///< expired as a whole, relationships included, and not loaded since
    first_session_bit = 1U << 16,  ///< from here on free for orm/session and orm/unit_of_work
  };
  /// With a session, any of these keeps an object although nobody holds it.
  static constexpr std::uint32_t kPinningBits = is_new | marked_deleted | modified;

  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;

  ClassInfo& class_info() const { return *class_; }
  void* object() { return this + 1; }
  const void* object() const { return this + 1; }
  template <class T>
  T& as() {
    return *static_cast<T*>(object());
  }
  template <class T>
  const T& as() const {
    return *static_cast<const T*>(object());
  }
  /// The instance before a T that is known to live in a cell.
  static Instance& of(const void* object) {
    return *(static_cast<Instance*>(const_cast<void*>(object)) - 1);
  }

  bool is(Bit b) const { return (bits_ & b) != 0; }
  void set(Bit b) { bits_ |= b; }
  void clear(Bit b) { bits_ &= ~static_cast<std::uint32_t>(b); }
  std::uint32_t bits() const { return bits_; }
  void set_bits(std::uint32_t bits) { bits_ = bits; }

  /// The session it is attached to; null when transient or detached.
  ObjectSession* session() const { return session_; }
  void set_session(ObjectSession* session) { session_ = session; }

  /// The five states of SQLAlchemy; exactly one is true.
  bool transient() const { return !is(has_key) && session_ == nullptr; }
  bool pending() const { return !is(has_key) && session_ != nullptr; }
  bool persistent() const { return is(has_key) && session_ != nullptr && !is(row_deleted); }
  bool deleted() const { return is(has_key) && session_ != nullptr && is(row_deleted); }
  bool detached() const { return is(has_key) && session_ == nullptr; }

  bool pinned() const { return session_ != nullptr && (bits_ & kPinningBits) != 0; }
  std::uint32_t ref_count() const { return refs_.get(); }

  /// The rarely needed rest, made at first use.
  InstanceRecord& record();
  InstanceRecord* record_if_any() const { return record_; }

  /// Null for a transient object that was never linked: a domain of one.
  Domain* domain() const { return domain_; }

  // Free for the layers above; nothing here reads them.
  std::uint32_t identity_slot = 0;  ///< position in the session's identity map
  std::uint32_t load_stamp = 0;     ///< number of the load that last filled it
  std::uint32_t order = 0;          ///< order in which it entered the session

  /// Counting, for Ref only.
  void retain() noexcept {
    if (refs_.increment() == 0) first_ref();
  }
  void release() noexcept {
    if (refs_.decrement() == 1) last_ref();
  }

  /// Slot of the attribute with this index.
  detail::Slot& slot(const Attribute& attribute);
  const detail::Slot& slot(const Attribute& attribute) const;

 private:
  friend class Domain;
  friend class DomainHold;
  friend class ClassInfo;

  explicit Instance(ClassInfo& class_info) : class_(&class_info) {}
  ~Instance() = default;
  void first_ref() noexcept;
  void last_ref() noexcept;

  RefCount<> refs_;  // first, to fill the word that `order` leaves open
  ClassInfo* class_;
  Domain* domain_ = nullptr;
  Instance* next_ = nullptr;  // in the domain's list
  InstanceRecord* record_ = nullptr;
  ObjectSession* session_ = nullptr;
  std::uint32_t bits_ = 0;
  std::uint32_t mark_ = 0;  // the domain's: last sweep that reached it, or component number
};

static_assert(sizeof(Instance) == 64);

}  // namespace cupel
