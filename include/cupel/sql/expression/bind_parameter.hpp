#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <cupel/sql/expression/column_element.hpp>
#include <cupel/types/value.hpp>

namespace cupel {

/// Options of bindparam().
struct BindOptions {
  TypePtr type = {};               ///< null: from the value, or the other operand
  bool unique = false;             ///< numbered, so that equal names do not meet
  std::optional<bool> required{};  ///< nullopt: required when there is neither value nor callable
  std::function<Value()> callable{};  ///< makes the value at execution
  bool expanding = false;             ///< a list, expanded at execution
  bool literal_execute = false;       ///< rendered into the SQL at execution
  bool isoutparam = false;            ///< an OUT parameter
  std::optional<bool> quote{};
};

/// A value, or the place of one: `:name`.
///
/// The value is not part of the cache key. An anonymous (unique) parameter has an id, and gets its
/// number when the statement is rendered.
class BindParameter final : public FieldsOf<BindParameter, ColumnElement> {
 public:
  /// A value next to an operand: numbered, named after it.
  BindParameter(std::string_view name, Value&& value, TypePtr type, bool expanding = false);
  BindParameter(std::string_view name, const Value& value, TypePtr type, bool expanding = false)
      : BindParameter(name, Value(value), std::move(type), expanding) {}
  /// bindparam(): `value` nullopt means none was given.
  BindParameter(std::string key, std::optional<Value> value, BindOptions options);
  BindParameter(const BindParameter& other);

  /// The name; of an anonymous parameter what it is named after.
  const std::string& key_name() const noexcept { return key_; }
  /// 0 for a named parameter.
  std::uint64_t anonymous_id() const noexcept { return anonymous_id_; }
  bool is_unique() const noexcept { return anonymous_id_ != 0; }
  /// The final name.
  std::string resolve(AnonymousNames& names) const;

  bool has_value() const noexcept { return has_value_; }
  /// The value given at construction; null Value when there is none.
  const Value& value() const noexcept { return value_; }
  /// The value, from the callable if there is one.
  Value effective_value() const;
  const std::function<Value()>* callable() const noexcept { return callable_.get(); }
  bool is_required() const noexcept { return required_; }
  bool is_expanding() const noexcept { return expanding_; }
  bool is_literal_execute() const noexcept { return literal_execute_; }
  bool is_outparam() const noexcept { return isoutparam_; }
  /// IN of a list compares through this operator (in_ or not_in), for the empty list.
  Operator expand_op() const noexcept { return expand_op_; }

  Ptr<BindParameter> with_value(Value value) const;
  Ptr<BindParameter> with_type(TypePtr type) const;
  /// As IN's right side: expanding, negation known.
  Ptr<BindParameter> with_expanding(Operator expand_op, TypePtr type) const;
  Ptr<BindParameter> render_literal_execute() const;

  /// The name; of an anonymous parameter without its number.
  std::string key() const override;
  ColumnPtr self_group(OperatorRef against = {}) const override;
  void collect_froms(FromList&) const override {}
  bool append_cache_key(KeyBuilder& key) const override;
  bool compare_fields(const ClauseElement& other, CompareContext& context) const override;
  ElementPtr clone_with(CloneContext& context) const override;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    ColumnElement::for_each_field(self, f);
    f("key", self.key_);
    f("expanding", self.expanding_);
    f("literal_execute", self.literal_execute_);
    f("isoutparam", self.isoutparam_);
    f("required", self.required_);
    f("expand_op", self.expand_op_);
  }

 private:
  std::string key_;
  Value value_;
  std::shared_ptr<const std::function<Value()>> callable_;
  std::uint64_t anonymous_id_ = 0;
  Operator expand_op_ = Operator::none;
  bool has_value_ = false;
  bool required_ = false;
  bool expanding_ = false;
  bool literal_execute_ = false;
  bool isoutparam_ = false;
};

}  // namespace cupel
