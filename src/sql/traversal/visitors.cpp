#include <deque>

#include <cupel/sql/traversal/visitors.hpp>
#include <cupel/util/hash.hpp>

namespace cupel {

namespace {

constexpr std::size_t kLinear = 16;

std::size_t slot_of(const ClauseElement* element, std::size_t mask) noexcept {
  return hash_word(reinterpret_cast<std::uintptr_t>(element)) & mask;
}

}  // namespace

/// The place of an element among the entries, or their number.
std::size_t CloneContext::find(const ClauseElement* element) const noexcept {
  if (buckets_.empty()) {
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      if (entries_[i].from == element) return i;
    }
    return entries_.size();
  }
  const std::size_t mask = buckets_.size() - 1;
  for (std::size_t at = slot_of(element, mask); buckets_[at] != 0; at = (at + 1) & mask) {
    if (entries_[buckets_[at] - 1].from == element) return buckets_[at] - 1;
  }
  return entries_.size();
}

std::size_t CloneContext::add(const ClauseElement& element, ElementPtr to) {
  entries_.push_back({&element, std::move(to)});
  std::size_t first = entries_.size() - 1;
  if (entries_.size() <= kLinear) return first;
  if (buckets_.size() < entries_.size() * 2) {
    std::size_t size = 64;
    while (size < entries_.size() * 4) size *= 2;
    buckets_.assign(size, 0);
    first = 0;
  }
  const std::size_t mask = buckets_.size() - 1;
  for (std::size_t i = first; i < entries_.size(); ++i) {
    std::size_t at = slot_of(entries_[i].from, mask);
    while (buckets_[at] != 0) at = (at + 1) & mask;
    buckets_[at] = static_cast<std::uint32_t>(i + 1);
  }
  return entries_.size() - 1;
}

const ClauseElement* CloneContext::mapped(const ClauseElement& element) const noexcept {
  const std::size_t at = find(&element);
  if (at == entries_.size() || entries_[at].to.get() == &element) return nullptr;
  return entries_[at].to.get();
}

ElementPtr CloneContext::map(const ClauseElement& element) {
  if (const std::size_t known = find(&element); known != entries_.size()) return entries_[known].to;
  ElementPtr result = replace_(element);
  if (result) {
    add(element, result);
    return result;
  }
  // Registered before the descent: a recursive CTE meets itself within its own definition.
  const std::size_t at = add(element, ElementPtr(&element));
  result = element.clone_with(*this);
  entries_[at].to = result;
  return result;
}

namespace visitors {

void iterate(const ClauseElement& root, FunctionRef<void(const ClauseElement&)> visit) {
  visit(root);
  std::deque<const ClauseElement*> queue;
  root.visit_children([&](const ClauseElement& child) { queue.push_back(&child); });
  while (!queue.empty()) {
    const ClauseElement& element = *queue.front();
    queue.pop_front();
    visit(element);
    element.visit_children([&](const ClauseElement& child) { queue.push_back(&child); });
  }
}

void traverse(const ClauseElement& root, FunctionRef<bool(const ClauseElement&)> visit) {
  if (!visit(root)) return;
  root.visit_children([&](const ClauseElement& child) { traverse(child, visit); });
}

ElementPtr replacement_traverse(const ClauseElement& root, CloneContext::Replace replace) {
  CloneContext context(replace);
  return context.map(root);
}

}  // namespace visitors
}  // namespace cupel
