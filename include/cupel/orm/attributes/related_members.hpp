#pragma once
// The compiled half of Relationship members: everything that does not depend on the target's type.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <source_location>
#include <span>
#include <vector>

#include "cupel/orm/attributes/attribute.hpp"
#include "cupel/orm/attributes/instance.hpp"
#include "cupel/orm/attributes/ref.hpp"
#include "cupel/types/value.hpp"
#include "cupel/util/ptr.hpp"

namespace cupel::detail {

/// The place in the program whose access loads a relationship at this moment, in this thread; null
/// where the access cannot tell it (operators) or nothing loads.
const std::source_location* reading_place() noexcept;

/// One pointer to an object: counted in a plain value, an edge in a cell.
class ReferenceMember {
 public:
  ReferenceMember() = default;
  ReferenceMember(const ReferenceMember& other);
  ReferenceMember(ReferenceMember&& other) noexcept;
  ReferenceMember& operator=(const ReferenceMember& other);
  ReferenceMember& operator=(ReferenceMember&& other);
  ~ReferenceMember() {
    if (slot_.has(Slot::owning)) drop();
  }

  /// The object, loaded if need be; null if there is none.
  Instance* read() const {
    if ((slot_.flags & Slot::present) == 0) [[unlikely]] {
      if (slot_.distance != 0) return load();
    }
    return target_;
  }
  Instance* read(const std::source_location& where) const {
    if ((slot_.flags & Slot::present) == 0) [[unlikely]] {
      if (slot_.distance != 0) return load_for(where);
    }
    return target_;
  }
  bool is_set() const { return slot_.has(Slot::present); }
  void write(Instance* target);
  void del();

  static std::size_t slot_offset();

 private:
  friend class ReferenceAccess;
  Instance* load() const;
  Instance* load_for(const std::source_location& where) const;
  void drop() noexcept;

  Instance* target_ = nullptr;
  Slot slot_;
};

/// Memory beside the cells of the objects: collections come and go with those.
struct ItemMemory {
  static void* operator new(std::size_t size);
  static void operator delete(void* memory, std::size_t size) noexcept;
};

/// Members of one collection, in order. Sets have an index from a certain size on, dictionaries
/// a key for each item.
class ItemStore : public ItemMemory {
 public:
  ItemStore() noexcept;
  ItemStore(const ItemStore& other);
  ItemStore& operator=(const ItemStore&) = delete;
  ~ItemStore();

  std::size_t size() const { return items_.size(); }
  std::span<Instance* const> items() const { return {items_.data(), items_.size()}; }
  Instance* operator[](std::size_t i) const { return items_[i]; }
  bool contains(const Instance* item) const;
  std::size_t count(const Instance* item) const;
  /// As count(), and makes it fast for the next time. Only where the collection may be changed.
  std::size_t indexed_count(const Instance* item);
  /// size() if absent.
  std::size_t find(const Instance* item) const;
  std::size_t find_key(const Value& key) const;
  const Value& key(std::size_t i) const { return keys_[i]; }
  std::span<const Value> keys() const;

  void reserve(std::size_t n);
  void push_back(Instance* item);
  void insert(std::size_t at, Instance* item);
  void insert_keyed(const Value& key, Instance* item);  ///< replaces what is there under the key
  void replace(std::size_t at, Instance* item);
  void erase(std::size_t at);
  void clear() noexcept;
  /// Of a list: `items` and nothing else.
  void assign(std::span<Instance* const> items);

 private:
  // How often each item occurs; made for large collections that are changed a lot.
  struct Index;
  void index_added(const Instance* item);
  void index_removed(const Instance* item);

  std::vector<Instance*, KeptAllocator<Instance*, ItemMemory>> items_;
  std::vector<Value> keys_;
  std::unique_ptr<Index> index_;
  // Position of each key; made for large dictionaries while they grow, dropped by removals.
  struct KeyIndex;
  void index_keys();
  std::unique_ptr<KeyIndex> key_index_;
};

/// A collection of objects: counted pointers in a plain value, edges in a cell.
///
/// `kind` of a plain value is not known here; what differs between list, set and dict is passed in.
class CollectionMember {
 public:
  CollectionMember() = default;
  CollectionMember(const CollectionMember& other);
  CollectionMember(CollectionMember&& other) noexcept;
  ~CollectionMember() {
    if (store_ != nullptr) drop();
  }

  /// The members, loaded if need be.
  const ItemStore& read() const {
    if ((slot_.flags & Slot::present) == 0) [[unlikely]] {
      if (slot_.distance != 0) load();
    }
    return store_ != nullptr ? *store_ : kEmpty;
  }
  const ItemStore& read(const std::source_location& where) const {
    if ((slot_.flags & Slot::present) == 0) [[unlikely]] {
      if (slot_.distance != 0) load_for(where);
    }
    return store_ != nullptr ? *store_ : kEmpty;
  }
  bool is_set() const { return slot_.has(Slot::present); }

  std::size_t size(const std::source_location& where = std::source_location::current()) const {
    return read(where).size();
  }
  bool empty(const std::source_location& where = std::source_location::current()) const {
    return read(where).size() == 0;
  }
  Instance* at(std::size_t index) const;  ///< InvalidRequestError beyond the end

  // Lists. An index beyond the end is an InvalidRequestError.
  void append(Instance* item);
  void insert(std::size_t index, Instance* item);
  void set(std::size_t index, Instance* item);
  void erase(std::size_t index);
  void erase(std::size_t first, std::size_t last);
  /// Takes away the first occurrence. InvalidRequestError if there is none.
  void remove(Instance* item);
  /// Takes a member away without loading the others.
  void remove_unseen(Instance* item);
  ObjectRef pop(std::size_t index);
  void clear();
  void assign(std::span<Instance* const> items, AttributeKind kind);

  // Sets.
  bool add(Instance* item);
  bool discard(Instance* item);

  // Dictionaries.
  void put(const Value& key, Instance* item);
  bool erase_key(const Value& key);
  void assign_keyed(std::span<Instance* const> items, std::span<const Value> keys);

  static std::size_t slot_offset();

 protected:
  void copy_assign(const CollectionMember& other, AttributeKind kind);

 private:
  friend class CollectionAccess;
  static const ItemStore kEmpty;
  [[noreturn]] static void throw_index(std::size_t index, std::size_t size);
  void load() const;
  void load_for(const std::source_location& where) const;
  void drop() noexcept;
  ItemStore& own();

  ItemStore* store_ = nullptr;
  Slot slot_;
};

}  // namespace cupel::detail
