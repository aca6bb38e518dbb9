#include <cupel/sql/traversal/clause_element.hpp>
#include <cupel/sql/traversal/compare.hpp>
#include <cupel/sql/traversal/name.hpp>

namespace cupel {

bool CompareContext::equal(const ClauseElement* a, const ClauseElement* b) {
  if (a == b) return true;
  if (!a || !b) return false;
  if (a->identity() == b->identity()) return true;
  if (a->kind() != b->kind() || a->construct_name() != b->construct_name()) return false;
  for (const auto& [left, right] : pairs_) {
    if (left == a) return right == b;
    if (right == b) return false;
  }
  // What was compared once is not compared again: equal elements are shared a lot.
  if (!a->compare_fields(*b, *this)) return false;
  pairs_.emplace_back(a, b);
  return true;
}

bool CompareContext::equal_ids(std::uint64_t a, std::uint64_t b) {
  for (const auto& [left, right] : ids_) {
    if (left == a || right == b) return left == a && right == b;
  }
  ids_.emplace_back(a, b);
  return true;
}

bool CompareContext::equal(const Name& a, const Name& b) {
  if (a.is_anonymous() != b.is_anonymous() || a.quote() != b.quote()) return false;
  if (!a.is_anonymous()) return a == b;
  struct Piece {
    std::uint64_t id;
    std::string_view body;
  };
  std::vector<Piece> left;
  a.for_each_part([&](std::uint64_t id, std::string_view body) { left.push_back({id, body}); });
  std::size_t at = 0;
  bool same = true;
  b.for_each_part([&](std::uint64_t id, std::string_view body) {
    if (!same) return;
    same = at < left.size() && left[at].body == body && (left[at].id != 0) == (id != 0) &&
           (id == 0 || equal_ids(left[at].id, id));
    ++at;
  });
  return same && at == left.size();
}

bool compare(const ClauseElement& a, const ClauseElement& b, bool values) {
  CompareContext context;
  context.compare_values = values;
  return context.equal(&a, &b);
}

}  // namespace cupel
