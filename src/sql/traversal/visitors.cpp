#include <cupel/sql/traversal/visitors.hpp>

#include <deque>

namespace cupel {

const ClauseElement* CloneContext::mapped(const ClauseElement& element) const noexcept {
  for (const Entry& entry : entries_) {
    if (entry.from == &element) return entry.to.get() == &element ? nullptr : entry.to.get();
  }
  return nullptr;
}

ElementPtr CloneContext::map(const ClauseElement& element) {
  for (const Entry& entry : entries_) {
    if (entry.from == &element) return entry.to;
  }
  ElementPtr result = replace_(element);
  if (!result) {
    // Registered before the descent: a recursive CTE meets itself within its own definition.
    const std::size_t at = entries_.size();
    entries_.push_back({&element, ElementPtr(&element)});
    result = element.clone_with(*this);
    entries_[at].to = result;
  } else {
    entries_.push_back({&element, result});
  }
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
