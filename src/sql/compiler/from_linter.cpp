#include "cupel/sql/compiler/from_linter.hpp"

#include <algorithm>

#include "cupel/error/warnings.hpp"
#include "cupel/sql/expression/from_clause.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {

void FromLinter::add_from(const FromClause& from, std::string name) {
  const ClauseElement* element = from.identity();
  for (const From& known : froms_) {
    if (known.element == element) return;
  }
  froms_.push_back({element, std::move(name)});
}

void FromLinter::connect(const FromClause& left, const FromClause& right) {
  edges_.emplace_back(left.identity(), right.identity());
}

void FromLinter::connect(const FromList& left, const FromList& right) {
  for (const FromPtr& a : left) {
    for (const FromPtr& b : right) connect(*a, *b);
  }
}

std::vector<std::string> FromLinter::unconnected(std::string* start) const {
  if (froms_.size() < 2) return {};
  std::vector<const ClauseElement*> reached{froms_.front().element};
  if (start != nullptr) *start = froms_.front().name;
  const auto reach = [&reached](const ClauseElement* element) {
    if (std::find(reached.begin(), reached.end(), element) == reached.end()) {
      reached.push_back(element);
    }
  };
  for (std::size_t i = 0; i < reached.size(); ++i) {
    for (const auto& [left, right] : edges_) {
      if (left == reached[i]) reach(right);
      if (right == reached[i]) reach(left);
    }
  }
  std::vector<std::string> names;
  for (const From& from : froms_) {
    if (std::find(reached.begin(), reached.end(), from.element) == reached.end()) {
      names.push_back(from.name);
    }
  }
  return names;
}

void FromLinter::warn_if_unconnected(std::string_view statement) const {
  std::string start;
  const std::vector<std::string> names = unconnected(&start);
  if (names.empty()) return;
  warn(str_cat(statement, " statement has a cartesian product between FROM element(s) ",
               join(names, ", ", [](const std::string& name) { return str_cat('"', name, '"'); }),
               " and FROM element \"", start,
               "\". Apply join condition(s) between each element to resolve."));
}

}  // namespace cupel
