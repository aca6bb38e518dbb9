#include "cupel/engine/detail/seen_items.hpp"

#include <utility>

#include "cupel/util/hash.hpp"

namespace cupel::detail {

std::size_t SeenIndex::find_or_add(std::uint64_t hash, std::size_t next,
                                   FunctionRef<bool(std::size_t)> equal) {
  if ((used_ + 1) * 4 > slots_.size() * 3) grow();
  const std::size_t mask = slots_.size() - 1;
  // std::hash of numbers is often the number itself.
  for (std::size_t i = hash_word(hash) & mask;; i = (i + 1) & mask) {
    Slot& slot = slots_[i];
    if (slot.position == 0) {
      slot = {hash, next + 1};
      ++used_;
      return next;
    }
    if (slot.hash == hash && equal(slot.position - 1)) return slot.position - 1;
  }
}

void SeenIndex::grow() {
  std::vector<Slot> old(slots_.empty() ? 16 : slots_.size() * 2, Slot{0, 0});
  old.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.position == 0) continue;
    std::size_t i = hash_word(slot.hash) & mask;
    while (slots_[i].position != 0) i = (i + 1) & mask;
    slots_[i] = slot;
  }
}

}  // namespace cupel::detail
