#pragma once

#include <atomic>
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "cupel/types/fwd.hpp"
#include "cupel/types/operator_class.hpp"
#include "cupel/types/value.hpp"
#include "cupel/types/wire.hpp"
#include "cupel/util/function_ref.hpp"
#include "cupel/util/ptr.hpp"
#include "cupel/util/type_name.hpp"

namespace cupel {

/// Which type a TypeEngine is; type compilers switch over it. Lower case are the generic types,
/// which each database spells in its way; `sql_` are the upper-case types, rendered exactly as
/// named.
enum class TypeKind : std::uint8_t {
  null_type,
  big_integer,
  boolean,
  date,
  date_time,
  double_,
  enum_,
  float_,
  integer,
  interval,
  json,
  large_binary,
  numeric,
  small_integer,
  string,
  text,
  time,
  unicode,
  unicode_text,
  uuid,
  array,
  tuple,
  match_type,
  table_value,
  json_index,
  json_path,
  sql_bigint,
  sql_binary,
  sql_blob,
  sql_boolean,
  sql_char,
  sql_clob,
  sql_date,
  sql_datetime,
  sql_decimal,
  sql_double,
  sql_double_precision,
  sql_float,
  sql_integer,
  sql_nchar,
  sql_numeric,
  sql_nvarchar,
  sql_real,
  sql_smallint,
  sql_text,
  sql_time,
  sql_timestamp,
  sql_uuid,
  sql_varbinary,
  sql_varchar,
  type_decorator,  ///< rendered as its impl
  user_defined,    ///< rendered by its col_spec()
  dialect_type,    ///< a type of one database; its dialect's compiler knows it by python_name()
};

/// The family that decides how operators treat a type.
enum class TypeAffinity : std::uint8_t {
  null,
  integer,
  numeric,
  float_,
  string,
  binary,
  boolean,
  date,
  time,
  datetime,
  interval,
  json,
  uuid,
  array,
  tuple,
  other
};

/// The arithmetic of result_type(); `other` stands for every other operator.
enum class ArithmeticOp : std::uint8_t { add, sub, mul, truediv, floordiv, mod, concat, other };

/// One entry of a type's list of fields.
struct TypeField {
  std::string_view name;  ///< empty for a positional argument
  Value value;
  bool is_default = false;           ///< left out of repr()
  const TypeEngine* type = nullptr;  ///< in place of `value`
};

using TypeFieldVisitor = FunctionRef<void(const TypeField&)>;

/// How `expression[key]` is written for a type that has an operator of its own for it.
struct IndexOperator {
  std::string_view text = {};  ///< empty: no such operator
  TypePtr result = {};
};

/// What a type may ask of the database it is used with. Dialects implement it.
class TypeDialect {
 public:
  virtual ~TypeDialect() = default;
  /// "sqlite"; also the name that with_variant() is given.
  [[nodiscard]] virtual std::string_view dialect_name() const noexcept = 0;
  /// The dialect's form of a type without variants and decorators: usually the same type with
  /// another Wire (`type->with_wire(...)`), or a type of the dialect's own; `type` where nothing
  /// differs.
  [[nodiscard]] virtual TypePtr adapt_type(const TypePtr& type) const = 0;
};

/// Base of all SQL types. Immutable once it is held by a TypePtr, hence free to share among
/// threads.
///
/// Users write values, `String(50)`; whoever keeps a type takes a TypeArg and keeps a TypePtr.
class TypeEngine : public RefCounted {
 public:
  ~TypeEngine() override;

  [[nodiscard]] virtual TypeKind kind() const noexcept = 0;
  [[nodiscard]] virtual TypeAffinity type_affinity() const noexcept = 0;
  /// The class's name in SQLAlchemy: "String", "VARCHAR".
  [[nodiscard]] virtual std::string_view python_name() const noexcept = 0;
  /// A copy on the heap.
  [[nodiscard]] virtual Ptr<TypeEngine> clone() const = 0;
  /// Lists the constructor's arguments, once: repr, equality and cache id follow from it.
  virtual void for_each_field(TypeFieldVisitor) const {}

  /// As SQLAlchemy prints it: "String(length=50)".
  [[nodiscard]] std::string repr() const;
  /// Same class, same fields, same variants.
  [[nodiscard]] bool equals(const TypeEngine& other) const;
  /// A number that equal types share and different ones do not, for the life of the process: what
  /// a statement's cache key holds of a type. Computed once. A decorator or user type whose
  /// cache_ok() is false has a number of its own per object.
  [[nodiscard]] std::uint64_t cache_id() const {
    const std::uint64_t id = cache_id_.load(std::memory_order_acquire);
    return id ? id : compute_cache_id();
  }

  /// How values stand in cells, by default or as with_wire() set it.
  [[nodiscard]] Wire wire() const noexcept {
    return wire_ == Wire::automatic ? default_wire() : wire_;
  }
  [[nodiscard]] TypePtr with_wire(Wire wire) const;

  /// A type that is `type` on the named dialects. Variants of variants are not possible:
  /// throws ArgumentError for a `type` with variants, or a dialect that has one already.
  [[nodiscard]] TypePtr with_variant(const TypeArg& type,
                                     std::initializer_list<std::string_view> dialects) const;
  [[nodiscard]] TypePtr with_variant(const TypeArg& type, std::string_view dialect) const;
  /// The variant for a dialect, or null.
  [[nodiscard]] const TypeEngine* variant_for(std::string_view dialect) const noexcept;
  [[nodiscard]] bool has_variants() const noexcept { return variants_ != nullptr; }
  /// Calls `visit(dialect, type)` for each variant, in the order in which they were given.
  void for_each_variant(FunctionRef<void(std::string_view, const TypeEngine&)> visit) const;

  /// A copy for which the ORM sends an explicit NULL instead of leaving the column out.
  [[nodiscard]] TypePtr evaluates_none() const;
  [[nodiscard]] virtual bool should_evaluate_none() const noexcept { return evaluates_none_; }

  /// The type that a plain value gets as the other operand of an operator with this type:
  /// this type where the value is of its family, else the value's own.
  [[nodiscard]] virtual TypePtr coerce_compared_value(ArithmeticOp op, const Value& value) const;
  /// The operators that an expression of this type may be the left side of; any other one warns
  /// (deprecation) when the expression is built. By default those of the type's family.
  [[nodiscard]] virtual OperatorClass operator_classes() const noexcept;
  /// The operator that contains() means for this type (`@>`); empty: LIKE with wildcards.
  /// Throws NotSupportedError for a type that has neither.
  [[nodiscard]] virtual std::string_view contains_operator() const { return {}; }
  /// The operator that an index means for this type, where it is none of arrays and documents.
  [[nodiscard]] virtual IndexOperator index_operator() const { return {}; }
  /// Whether `+` means concatenation: for text, arrays and documents.
  [[nodiscard]] virtual bool concatenates() const noexcept;
  /// Whether two values of an attribute are the same for the unit of work.
  [[nodiscard]] virtual bool compare_values(const Value& a, const Value& b) const;
  /// The place of a label in an order of its own (Enum's sort key); by default the value itself.
  [[nodiscard]] virtual Value sort_key(const Value& value) const { return value; }
  /// Whether a flush writes the rows of such a primary key in the order of sort_key().
  [[nodiscard]] virtual bool has_sort_key() const noexcept { return false; }

  /// True for types whose values pass through bind_value and result_value on their way to the
  /// driver.
  [[nodiscard]] virtual bool converts_values() const noexcept { return false; }
  /// The program's value as the value to store in storage(), and back.
  [[nodiscard]] virtual Value bind_value(const Value& value) const { return value; }
  [[nodiscard]] virtual Value result_value(const Value& value) const { return value; }
  /// The type whose wire carries the values: for a decorator its dialect's impl, else this.
  [[nodiscard]] virtual const TypeEngine& storage() const noexcept { return *this; }

  /// Digits after the point of a Decimal that the driver delivers as a binary float.
  [[nodiscard]] virtual int decimal_places() const noexcept { return 10; }

  /// The value as text in a statement. Throws CompileError for a type or value without literal
  /// form.
  [[nodiscard]] virtual std::string render_literal(const Value& value,
                                                   const LiteralContext& context) const;

  /// The generic type behind a database's own one; this type by default.
  [[nodiscard]] virtual TypePtr as_generic() const;

  /// A TypePtr to this object where it lives on the heap, else to a copy.
  [[nodiscard]] TypePtr self() const;

  TypeEngine& operator=(const TypeEngine&) = delete;

 protected:
  TypeEngine() noexcept = default;
  TypeEngine(const TypeEngine& other);

  [[nodiscard]] virtual Wire default_wire() const noexcept = 0;
  /// What cache_id() is made of, beside the class and the fields. 0: an id of its own per object.
  [[nodiscard]] virtual bool cacheable() const noexcept { return true; }

 private:
  struct Variants;

  std::uint64_t compute_cache_id() const;
  [[nodiscard]] std::string structure() const;

  std::shared_ptr<const Variants> variants_;
  mutable std::atomic<std::uint64_t> cache_id_{0};
  Wire wire_ = Wire::automatic;
  bool evaluates_none_ = false;
};

/// An argument that accepts any type by value, or a TypePtr.
class TypeArg {
 public:
  TypeArg(const TypeEngine& type) : type_(type.self()) {}
  template <class T>
    requires std::derived_from<T, TypeEngine>
  TypeArg(const Ptr<T>& type) : type_(type) {}
  TypeArg(TypePtr type) : type_(std::move(type)) {}

  [[nodiscard]] const TypePtr& get() const noexcept { return type_; }
  operator const TypePtr&() const noexcept { return type_; }
  const TypeEngine* operator->() const noexcept { return type_.get(); }
  const TypeEngine& operator*() const noexcept { return *type_; }
  explicit operator bool() const noexcept { return static_cast<bool>(type_); }

 private:
  TypePtr type_;
};

/// Supplies what follows from the class alone. `Self` derives from TypeOf<Self, Base, Kind>.
template <class Self, class Base, TypeKind Kind>
class TypeOf : public Base {
 public:
  using Base::Base;
  [[nodiscard]] TypeKind kind() const noexcept override { return Kind; }
  [[nodiscard]] std::string_view python_name() const noexcept override {
    return short_type_name<Self>();
  }
  [[nodiscard]] Ptr<TypeEngine> clone() const override {
    return make_ptr<Self>(static_cast<const Self&>(*this));
  }
};

/// Whether two types (null allowed) are the same.
[[nodiscard]] bool same_type(const TypePtr& a, const TypePtr& b);

/// The form of `type` on a dialect: its variant for it, decorators with their impl resolved, and
/// the dialect's adaptation of the rest. Dialects cache the outcome per type object.
[[nodiscard]] TypePtr resolve_for_dialect(const TypePtr& type, const TypeDialect& dialect);

/// The type of `left op right`, by the table of SQLAlchemy's types: Integer / Integer is Numeric,
/// DateTime - DateTime is Interval, Date - Date is Integer, String + String is String. Where the
/// table says nothing it is the left type. NullType takes the other side for commutative operators.
[[nodiscard]] TypePtr result_type(ArithmeticOp op, const TypeEngine& left, const TypeEngine& right);

/// True when `+` between the two means concatenation.
[[nodiscard]] bool adds_by_concatenation(const TypeEngine& left, const TypeEngine& right) noexcept;

/// The SQL type of a plain value: Integer (BigInteger beyond 32 bits), Double, Numeric, Boolean,
/// String, LargeBinary, Date, Time, DateTime, Interval, Uuid, JSON, ARRAY; NullType for NULL.
/// Shared objects: no allocation. A value with a zone gives DateTime(timezone=True).
[[nodiscard]] const TypePtr& type_from_value(const Value& value);

}  // namespace cupel
