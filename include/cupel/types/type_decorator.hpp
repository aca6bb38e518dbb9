#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "cupel/types/type_engine.hpp"

namespace cupel {

/// Base of users' types that put conversions around another type.
///
///     class Lower : public TypeDecoratorOf<Lower> {
///      public:
///       Lower() : TypeDecoratorOf(String()) {}
///       Value process_bind_param(const Value& v, const TypeDialect*) const override {
///         return v.is_null() ? v : Value(to_lower(v.as<std::string>()));
///       }
///     };
///
/// Values of every C++ type pass through the two process functions as Value, NULL included.
/// Derive through TypeDecoratorOf, which supplies clone and name.
class TypeDecorator : public TypeEngine {
 public:
  /// On the way to the database. `dialect` is null where the type is used without one.
  [[nodiscard]] virtual Value process_bind_param(const Value& value, const TypeDialect*) const {
    return value;
  }
  /// On the way from the database.
  [[nodiscard]] virtual Value process_result_value(const Value& value, const TypeDialect*) const {
    return value;
  }
  /// For a literal in the text; as process_bind_param by default.
  [[nodiscard]] virtual Value process_literal_param(const Value& value,
                                                    const TypeDialect* dialect) const {
    return process_bind_param(value, dialect);
  }
  /// The type underneath on a certain database; impl() by default.
  [[nodiscard]] virtual TypePtr load_dialect_impl(const TypeDialect&) const { return impl_; }
  /// True when class and fields say everything about the type, so that equal objects may share
  /// cached statements. By default every object has statements of its own.
  [[nodiscard]] virtual bool cache_ok() const noexcept { return false; }

  /// The type underneath, resolved once with_dialect_impl() made this object.
  [[nodiscard]] const TypePtr& impl() const noexcept { return impl_; }
  /// A copy for one database, with its impl resolved. `dialect` must outlive it.
  [[nodiscard]] TypePtr with_dialect_impl(TypePtr resolved, const TypeDialect& dialect) const;
  [[nodiscard]] const TypeDialect* dialect() const noexcept { return dialect_; }

  [[nodiscard]] TypeKind kind() const noexcept override { return TypeKind::type_decorator; }
  [[nodiscard]] TypeAffinity type_affinity() const noexcept override {
    return impl_->type_affinity();
  }
  /// The decorator itself by default: other operands are converted as well.
  [[nodiscard]] TypePtr coerce_compared_value(ArithmeticOp op, const Value& value) const override;
  [[nodiscard]] bool compare_values(const Value& a, const Value& b) const override {
    return impl_->compare_values(a, b);
  }
  /// Those of the impl by default.
  [[nodiscard]] OperatorClass operator_classes() const noexcept override {
    return impl_->operator_classes();
  }
  [[nodiscard]] Value sort_key(const Value& value) const override { return impl_->sort_key(value); }
  [[nodiscard]] bool has_sort_key() const noexcept override { return impl_->has_sort_key(); }
  [[nodiscard]] bool should_evaluate_none() const noexcept override {
    return TypeEngine::should_evaluate_none() || impl_->should_evaluate_none();
  }
  /// The impl's fields; override where the decorator has arguments of its own.
  void for_each_field(TypeFieldVisitor visit) const override;

  [[nodiscard]] bool converts_values() const noexcept final { return true; }
  [[nodiscard]] Value bind_value(const Value& value) const final;
  [[nodiscard]] Value result_value(const Value& value) const final;
  [[nodiscard]] const TypeEngine& storage() const noexcept final { return impl_->storage(); }
  [[nodiscard]] std::string render_literal(const Value& value,
                                           const LiteralContext& context) const override;

 protected:
  explicit TypeDecorator(const TypeArg& impl) : impl_(impl.get()) {}
  [[nodiscard]] Wire default_wire() const noexcept override { return impl_->wire(); }
  [[nodiscard]] bool cacheable() const noexcept override { return cache_ok(); }

 private:
  TypePtr impl_;
  const TypeDialect* dialect_ = nullptr;
};

template <class Self>
class TypeDecoratorOf : public TypeDecorator {
 public:
  explicit TypeDecoratorOf(const TypeArg& impl) : TypeDecorator(impl) {}
  [[nodiscard]] std::string_view python_name() const noexcept override {
    return short_type_name<Self>();
  }
  [[nodiscard]] Ptr<TypeEngine> clone() const override {
    return make_ptr<Self>(static_cast<const Self&>(*this));
  }
};

}  // namespace cupel
