#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <cupel/sql/expression/fwd.hpp>

namespace cupel {

/// Looks for FROM elements of one statement that no condition connects: a cartesian product, which
/// is hardly ever meant.
///
/// The compiler tells it each FROM element and, for each comparison and join, which elements it
/// connects. Not thread-safe; borrows the elements for the time of compiling.
class FromLinter {
 public:
  void add_from(const FromClause& from, std::string name);
  /// Every element of `left` is connected with every one of `right`.
  void connect(const FromList& left, const FromList& right);
  void connect(const FromClause& left, const FromClause& right);

  /// The names of the elements that cannot be reached from `start` (or from the first one);
  /// `start` gets that one's name. Empty when all are connected.
  [[nodiscard]] std::vector<std::string> unconnected(std::string* start = nullptr) const;
  /// Warns when something is not connected. `statement`: "SELECT".
  void warn_if_unconnected(std::string_view statement) const;

 private:
  struct From {
    const ClauseElement* element;
    std::string name;
  };
  std::vector<From> froms_;
  std::vector<std::pair<const ClauseElement*, const ClauseElement*>> edges_;
};

}  // namespace cupel
