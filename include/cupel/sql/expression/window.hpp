#pragma once

#include <cstdint>
#include <optional>

#include <cupel/sql/expression/column_element.hpp>

namespace cupel {

enum class FrameUnit : std::uint8_t { none, range, rows, groups };
enum class FrameExclude : std::uint8_t { none, current_row, group, ties, no_others };
enum class FrameBound : std::uint8_t { unbounded, current, preceding, following };

/// ROWS | RANGE | GROUPS BETWEEN lower AND upper.
class FrameClause final : public FieldsOf<FrameClause, ColumnElement> {
 public:
  struct Bound {
    FrameBound kind = FrameBound::unbounded;
    ColumnPtr value;  ///< for preceding and following

    template <class Self, class F>
    static void for_each_field(Self& self, F&& f) {
      f("kind", self.kind);
      f("value", self.value);
    }
  };
  FrameClause(FrameUnit unit, Bound lower, Bound upper);

  FrameUnit unit() const noexcept { return unit_; }
  const Bound& lower() const noexcept { return lower_; }
  const Bound& upper() const noexcept { return upper_; }

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("unit", self.unit_);
    f("lower", self.lower_);
    f("upper", self.upper_);
  }

 private:
  FrameUnit unit_;
  Bound lower_;
  Bound upper_;
};

/// function OVER (PARTITION BY ... ORDER BY ... frame)
class Over final : public FieldsOf<Over, ColumnElement> {
 public:
  Over(ColumnPtr element, ColumnList partition_by, ColumnList order_by,
       Ptr<const FrameClause> frame, Name exclude = {});
  const ColumnPtr& element() const noexcept { return element_; }
  const ColumnList& partition_by() const noexcept { return partition_by_; }
  const ColumnList& order_by() const noexcept { return order_by_; }
  /// Null without a frame.
  const Ptr<const FrameClause>& frame() const noexcept { return frame_; }
  /// "CURRENT ROW", "GROUP", "TIES", "NO OTHERS"; empty for none.
  const Name& exclude() const noexcept { return exclude_; }

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    ColumnElement::for_each_field(self, f);
    f("element", self.element_);
    f("partition_by", self.partition_by_);
    f("order_by", self.order_by_);
    f("frame", self.frame_);
    f("exclude", self.exclude_);
  }

 private:
  ColumnPtr element_;
  ColumnList partition_by_;
  ColumnList order_by_;
  Ptr<const FrameClause> frame_;
  Name exclude_;
};

}  // namespace cupel
