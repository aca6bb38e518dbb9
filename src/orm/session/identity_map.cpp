#include "orm/session/identity_map.hpp"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "cupel/orm/mapper/mapper.hpp"
#include "cupel/util/hash.hpp"

#include "orm/session/session_core.hpp"

namespace cupel::detail {
namespace {

struct IntegerKeys {
  using Key = std::int64_t;
  using View = std::int64_t;
  /// Where `key` stands if no key between the first one and it is missing.
  static std::size_t guess(View key, const Key& first) {
    return static_cast<std::size_t>(static_cast<std::uint64_t>(key) -
                                    static_cast<std::uint64_t>(first));
  }
  // Keys that a database draws come in runs. Eight neighbours share a line of the cache in the
  // index, where a hash of each key would miss the cache with every row.
  static std::uint64_t hash(View key) {
    constexpr std::uint64_t kNeighbours = 7;
    const auto number = static_cast<std::uint64_t>(key);
    return (hash_word(number / (kNeighbours + 1)) & ~(kNeighbours << 32)) | (number & kNeighbours)
                                                                                << 32;
  }
};
struct TextKeys {
  using Key = std::string;
  using View = std::string_view;
  static std::uint64_t hash(View key) { return hash_text(key); }
};
struct ValueKeys {
  using Key = std::vector<Value>;
  using View = const std::vector<Value>&;
  static std::uint64_t hash(View key) { return hash_word(identity_hash(key)); }
};

/// Entries stand in a list with stable places; the hash index beside it holds the place and half of
/// the hash, so that growing it touches no object. The index is brought up to date by the first
/// search that needs it: a load in key order, whose rows are all new, never does.
template <class Keys>
class TableOf final : public SessionTable {
  using Key = typename Keys::Key;
  using View = typename Keys::View;
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  static constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();

 public:
  TableOf(SessionCore& session, const Mapper& mapper) : session_(session), mapper_(mapper) {}

  Instance* find(std::int64_t key) const override {
    if constexpr (std::is_same_v<Keys, IntegerKeys>) return find_key(key);
    return static_cast<void>(key), nullptr;
  }
  Instance* find(std::string_view key) const override {
    if constexpr (std::is_same_v<Keys, TextKeys>) return find_key(key);
    return static_cast<void>(key), nullptr;
  }
  Instance* find(const IdentityKey& key) const override {
    const Key* native = std::get_if<Key>(&key.key());
    return native ? find_key(*native) : nullptr;
  }

  void add_loaded(Instance& instance, std::int64_t key) override {
    if constexpr (std::is_same_v<Keys, IntegerKeys>) {
      put(instance, key);
      session_.on_loaded(instance);
    } else {
      add_loaded(instance, IdentityKey(mapper_, std::vector<Value>{Value(key)}));
    }
  }
  void add_loaded(Instance& instance, std::string_view key) override {
    if constexpr (std::is_same_v<Keys, TextKeys>) {
      put(instance, key);
      session_.on_loaded(instance);
    } else {
      add_loaded(instance, IdentityKey(mapper_, std::vector<Value>{Value(std::string(key))}));
    }
  }
  void add_loaded(Instance& instance, const IdentityKey& key) override {
    insert(instance, key);
    session_.on_loaded(instance);
  }

  std::size_t size() const noexcept override { return size_; }
  IdentityKey key_of(const Instance& instance) const override {
    return IdentityKey(mapper_, entries_[instance.identity_slot].key);
  }
  bool keys_ascend(std::span<Instance* const> instances) const noexcept override {
    if constexpr (std::is_same_v<Keys, ValueKeys>) {
      return static_cast<void>(instances), false;
    } else {
      return std::ranges::is_sorted(instances, {}, [this](const Instance* instance) -> View {
        return entries_[instance->identity_slot].key;
      });
    }
  }
  void insert(Instance& instance, const IdentityKey& key) override {
    put(instance, std::get<Key>(key.key()));
  }
  void insert(Instance& instance, std::int64_t key) override {
    if constexpr (std::is_same_v<Keys, IntegerKeys>) {
      put(instance, key);
    } else {
      insert(instance, IdentityKey(mapper_, std::vector<Value>{Value(key)}));
    }
  }
  void erase(Instance& instance) noexcept override {
    const std::uint32_t place = instance.identity_slot;
    Entry& entry = entries_[place];
    if (place < indexed_) unlink(place, Keys::hash(entry.key));
    entry.key = Key();
    entry.set_free(free_);
    free_ = place;
    --size_;
    if (size_ == 0) {  // the places may be used from the beginning again
      entries_.clear();
      count_ = 0;
      greatest_ = kLeast;
      free_ = kNone;
      indexed_ = 0;
    }
  }
  void clear() noexcept override {
    entries_.clear();
    count_ = 0;
    index_.clear();
    greatest_ = kLeast;
    free_ = kNone;
    indexed_ = 0;
    size_ = 0;
  }
  void for_each(FunctionRef<void(Instance&)> visit) const override {
    for (std::size_t i = 0; i < count_; ++i) {
      if (Instance* const instance = entries_[i].instance()) visit(*instance);
    }
  }

 private:
  class Entry {
   public:
    Entry(View under, Instance& instance)
        : key(under), word_(reinterpret_cast<std::uintptr_t>(&instance)) {}

    /// Null for a free place.
    [[nodiscard]] Instance* instance() const noexcept {
      return (word_ & 1) != 0 ? nullptr : reinterpret_cast<Instance*>(word_);
    }
    void set_instance(Instance& instance) noexcept {
      word_ = reinterpret_cast<std::uintptr_t>(&instance);
    }
    [[nodiscard]] std::uint32_t next_free() const noexcept {
      return static_cast<std::uint32_t>(word_ >> 1);
    }
    void set_free(std::uint32_t next) noexcept { word_ = std::uintptr_t{next} << 1 | 1; }

    Key key;

   private:
    std::uintptr_t word_;  // an instance, or (odd) the next free place
  };

  // Runs of neighbours that meet push each other aside, so at least half of the index stays empty.
  [[nodiscard]] bool is_full(std::size_t size) const noexcept { return size * 2 > index_.size(); }
  [[nodiscard]] std::size_t home(std::uint64_t word) const noexcept {
    return static_cast<std::size_t>(word >> 32) & (index_.size() - 1);
  }
  [[nodiscard]] Instance* find_key(View key) const {
    if (count_ == 0) return nullptr;
    if constexpr (std::is_same_v<Keys, IntegerKeys>) {
      if (is_above_all(key)) return nullptr;
      const std::size_t at = Keys::guess(key, entries_.front().key);
      if (at < count_ && entries_[at].key == key) {
        if (Instance* const instance = entries_[at].instance()) return instance;
      }
    }
    if (indexed_ < count_) index_rest();
    const std::uint64_t hash = Keys::hash(key);
    const std::size_t mask = index_.size() - 1;
    for (std::size_t at = home(hash); index_[at] != 0; at = (at + 1) & mask) {
      if (index_[at] >> 32 != hash >> 32) continue;
      const Entry& entry = entries_[static_cast<std::uint32_t>(index_[at]) - 1];
      if (entry.key == key) return entry.instance();
    }
    return nullptr;
  }
  void index_rest() const {
    while (is_full(count_)) grow();
    for (; indexed_ < count_; ++indexed_) {
      const Entry& entry = entries_[indexed_];
      if (entry.instance()) link(static_cast<std::uint32_t>(indexed_), Keys::hash(entry.key));
    }
  }
  void link(std::uint32_t place, std::uint64_t hash) const noexcept {
    const std::size_t mask = index_.size() - 1;
    std::size_t at = home(hash);
    while (index_[at] != 0) at = (at + 1) & mask;
    index_[at] = (hash & 0xFFFFFFFF00000000ULL) | (place + 1ULL);
  }
  void unlink(std::uint32_t place, std::uint64_t hash) noexcept {
    const std::size_t mask = index_.size() - 1;
    std::size_t at = home(hash);
    while (static_cast<std::uint32_t>(index_[at]) != place + 1) at = (at + 1) & mask;
    // Later entries of the run move up, so that no search stops at the gap.
    for (std::size_t next = (at + 1) & mask; index_[next] != 0; next = (next + 1) & mask) {
      const std::size_t distance = (next - home(index_[next])) & mask;
      if (distance < ((next - at) & mask)) continue;
      index_[at] = index_[next];
      at = next;
    }
    index_[at] = 0;
  }
  void grow() const {
    std::vector<std::uint64_t> larger(index_.empty() ? 16 : index_.size() * 2);
    larger.swap(index_);
    const std::size_t mask = index_.size() - 1;
    for (const std::uint64_t word : larger) {
      if (word == 0) continue;
      std::size_t at = home(word);
      while (index_[at] != 0) at = (at + 1) & mask;
      index_[at] = word;
    }
  }
  void put(Instance& instance, View key) {
    std::uint32_t place = free_;
    if (place == kNone) {
      place = count_;
      entries_.emplace_back(key, instance);
      ++count_;
    } else {
      Entry& entry = entries_[place];
      entry.key = Key(key);
      free_ = entry.next_free();
      entry.set_instance(instance);
    }
    if (place < indexed_) link(place, Keys::hash(key));
    if constexpr (std::is_same_v<Keys, IntegerKeys>) greatest_ = std::max(greatest_, key);
    instance.identity_slot = place;
    ++size_;
  }

  SessionCore& session_;
  const Mapper& mapper_;
  std::uint32_t count_ = 0;  // of the entries
  // Not copied as it grows, nor is twice its memory ever touched.
  std::deque<Entry, CellAllocator<Entry>> entries_;
  // Searches bring these two up to date; a session belongs to one thread.
  mutable std::vector<std::uint64_t> index_;  // 0, or half a hash above a place + 1
  mutable std::size_t indexed_ = 0;           // how many entries the index covers
  std::uint32_t free_ = kNone;
  std::size_t size_ = 0;
};

std::unique_ptr<SessionTable> make_table(SessionCore& session, const Mapper& base) {
  switch (base.identity_kind()) {
    case IdentityKind::integer:
      return std::make_unique<TableOf<IntegerKeys>>(session, base);
    case IdentityKind::text:
      return std::make_unique<TableOf<TextKeys>>(session, base);
    case IdentityKind::values:
      break;
  }
  return std::make_unique<TableOf<ValueKeys>>(session, base);
}

}  // namespace

SessionTable* IdentityMap::find_table(const Mapper& mapper) const noexcept {
  if (&mapper == last_mapper_) return last_table_;
  const auto found = by_mapper_.find(&mapper.base_mapper());
  if (found == by_mapper_.end()) return nullptr;
  last_mapper_ = &mapper;
  return last_table_ = found->second;
}

SessionTable& IdentityMap::table(const Mapper& mapper) {
  if (SessionTable* known = find_table(mapper)) return *known;
  const Mapper& base = mapper.base_mapper();
  tables_.push_back(make_table(session_, base));
  by_mapper_.emplace(&base, tables_.back().get());
  const bool any_plain =
      std::ranges::any_of(mapper.class_info().plain_attributes(),
                          [](const Attribute* attribute) { return attribute->setup().mapped; });
  if (any_plain) plain_.push_back(tables_.back().get());
  return *tables_.back();
}

Instance* IdentityMap::find(const IdentityKey& key) const {
  const SessionTable* table = find_table(key.mapper());
  return table ? table->find(key) : nullptr;
}

std::size_t IdentityMap::size() const noexcept {
  std::size_t size = 0;
  for (const auto& table : tables_) size += table->size();
  return size;
}

void IdentityMap::for_each(FunctionRef<void(Instance&)> visit) const {
  for (const auto& table : tables_) table->for_each(visit);
}

void IdentityMap::for_each_plain(FunctionRef<void(Instance&)> visit) const {
  for (const SessionTable* table : plain_) table->for_each(visit);
}

void IdentityMap::clear() noexcept {
  for (const auto& table : tables_) table->clear();
}

}  // namespace cupel::detail
