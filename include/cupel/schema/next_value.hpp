#pragma once

#include <cupel/schema/sequence.hpp>
#include <cupel/sql/expression/column_element.hpp>

namespace cupel {

/// The next value of a sequence as an expression: `nextval('s')`, `NEXT VALUE FOR s`, ...
/// Made by Sequence::next_value(). Equal only to one of the same sequence.
class NextValue final : public FieldsOf<NextValue, ColumnElement> {
 public:
  explicit NextValue(Ptr<const SequenceNode> sequence);

  [[nodiscard]] const SequenceNode& sequence() const noexcept { return *sequence_; }
  /// The name a result column gets.
  Name element_name() const override { return Name("next_value"); }
  std::string_view bind_name() const noexcept override { return "next_value"; }

  bool append_cache_key(KeyBuilder& key) const override;
  bool compare_fields(const ClauseElement& other, CompareContext& context) const override;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    ColumnElement::for_each_field(self, f);
  }

 private:
  Ptr<const SequenceNode> sequence_;
};

}  // namespace cupel
