#pragma once

#include <memory>

#include <cupel/sql/compiler/fwd.hpp>
#include <cupel/sql/expression/fwd.hpp>

namespace cupel {

struct LabelResolution;

/// A statement that encloses what is being rendered, on the compiler's stack.
struct StackEntry {
  /// The SELECT, set operation, INSERT, UPDATE or DELETE; never null.
  const ClauseElement* statement = nullptr;
  /// FROM elements of this and all enclosing statements: those a subquery may correlate to.
  FromList correlate_froms;
  /// FROM elements of this statement: those a subquery correlates to by itself.
  FromList as_from_froms;
  /// The first SELECT of a set operation, which the others have to match.
  const SelectBase* first_select = nullptr;
  /// Columns of the nested SELECTs are those of the result.
  bool need_result_map_for_compound = false;
  bool need_result_map_for_nested = false;
  /// Names that ORDER BY may use; made at the first look.
  std::shared_ptr<LabelResolution> labels;
};

}  // namespace cupel
