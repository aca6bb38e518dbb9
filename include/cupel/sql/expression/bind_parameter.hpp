#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <cupel/sql/expression/column_clause.hpp>
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

/// What a parameter is called or named after: a text, or the key of a column, which it keeps.
class ParameterKey {
 public:
  explicit ParameterKey(std::string text) noexcept : text_(std::move(text)) {}
  explicit ParameterKey(Ptr<const ColumnClause> column) noexcept : column_(std::move(column)) {}

  const std::string& text() const noexcept { return column_ ? column_->key_text() : text_; }
  /// Null where the key is a text.
  const ColumnClause* column() const noexcept { return column_.get(); }

 private:
  Ptr<const ColumnClause> column_;
  std::string text_;
};

/// A value, or the place of one: `:name`.
///
/// The value is not part of the cache key. An anonymous (unique) parameter has an id, and gets its
/// number when the statement is rendered.
class BindParameter final : public FieldsOf<BindParameter, ColumnElement> {
 public:
  /// A value next to an operand: numbered, named after it.
  BindParameter(std::string_view name, Value&& value, TypePtr type, bool expanding = false);
  /// The same, named after a column.
  BindParameter(Ptr<const ColumnClause>&& column, Value&& value, TypePtr&& type) noexcept
      : FieldsBase(ElementKind::bind, std::move(type)),
        key_(std::move(column)),
        value_(std::move(value)),
        anonymous_id_(next_anonymous_id()),
        has_value_(true) {}
  BindParameter(std::string_view name, const Value& value, TypePtr type, bool expanding = false)
      : BindParameter(name, Value(value), std::move(type), expanding) {}
  /// bindparam(): `value` nullopt means none was given.
  BindParameter(std::string key, std::optional<Value> value, BindOptions options);
  BindParameter(const BindParameter& other);

  /// The name; of an anonymous parameter what it is named after.
  const std::string& key_name() const noexcept { return key_.text(); }
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
  bool is_required() const noexcept { return (flags_ & kRequired) != 0; }
  bool is_expanding() const noexcept { return (flags_ & kExpanding) != 0; }
  bool is_literal_execute() const noexcept { return (flags_ & kLiteralExecute) != 0; }
  bool is_outparam() const noexcept { return (flags_ & kOutparam) != 0; }
  /// IN of a list compares through this operator (in_ or not_in), for the empty list.
  Operator expand_op() const noexcept { return expand_op_; }

  /// The column that a value next to it was named after, and which it keeps; null for others.
  const ColumnClause* named_after() const noexcept { return key_.column(); }
  /// The same parameter, of the same name, without that column.
  Ptr<BindParameter> with_text_key() const;
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
    f("flags", self.flags_);
    f("expand_op", self.expand_op_);
  }

 private:
  bool append_longer_cache_key(KeyBuilder& key) const;

  enum Flag : std::uint8_t { kExpanding = 1, kLiteralExecute = 2, kOutparam = 4, kRequired = 8 };
  static constexpr std::uint8_t flag(bool set, Flag value) noexcept {
    return static_cast<std::uint8_t>(set ? static_cast<int>(value) : 0);
  }

  ParameterKey key_;
  Value value_;
  std::shared_ptr<const std::function<Value()>> callable_;
  std::uint64_t anonymous_id_ = 0;
  Operator expand_op_ = Operator::none;
  bool has_value_ = false;
  std::uint8_t flags_ = 0;
};

extern template class FieldsOf<BindParameter, ColumnElement>;

}  // namespace cupel
