#pragma once

#include <vector>

#include "cupel/sql/expression/nodes.hpp"

namespace cupel::oracle {

/// A SELECT with LIMIT and OFFSET as servers before 12c have it: inside another one that counts
/// its rows with ROWNUM, and, for OFFSET, a third one that skips the first of them.
class RownumLimit {
 public:
  /// `optimize`: tells the optimizer how many rows are wanted.
  RownumLimit(const SelectState& limited, bool optimize);

  [[nodiscard]] const Ptr<const SelectState>& outermost() const noexcept { return outermost_; }
  /// All SELECTs that were made, the copy of the limited one among them: not to be limited again.
  [[nodiscard]] const std::vector<const SelectState*>& selects() const noexcept { return selects_; }
  /// The plain numbers among limit and offset. They are written into the text, where the optimizer
  /// sees them.
  [[nodiscard]] const std::vector<const BindParameter*>& plain_numbers() const noexcept {
    return plain_numbers_;
  }

 private:
  std::vector<const SelectState*> selects_;
  std::vector<const BindParameter*> plain_numbers_;
  Ptr<const SelectState> outermost_;
};

}  // namespace cupel::oracle
