#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include <cupel/schema/fwd.hpp>
#include <cupel/schema/sequence.hpp>
#include <cupel/sql/traversal/clause_element.hpp>
#include <cupel/types/value.hpp>
#include <cupel/util/ptr.hpp>

namespace cupel {

/// What a default that is computed by the program may look at: the row being written.
/// Implemented by the engine; borrowed for the time of the call.
class DefaultContext {
 public:
  virtual ~DefaultContext() = default;

  /// The value that the statement gives to the column with this key in the current row; null when
  /// it gives none. Defaults computed earlier for the same row are visible.
  [[nodiscard]] virtual Value parameter(std::string_view column_key) const = 0;
  /// True when the statement gives the column a value (also NULL).
  [[nodiscard]] virtual bool has_parameter(std::string_view column_key) const = 0;
  /// The column whose default is being computed.
  [[nodiscard]] virtual const SchemaColumn& column() const = 0;
  /// "sqlite", "postgresql", ...
  [[nodiscard]] virtual std::string_view dialect_name() const = 0;
  /// True for INSERT, false for UPDATE.
  [[nodiscard]] virtual bool is_insert() const = 0;
};

/// A value that Cupel supplies when an INSERT (`default_`) or UPDATE (`onupdate`) gives none.
///
/// Immutable. Thread safety: may be shared; a callable is called from every thread that inserts.
/// A callable must not hold a Table or MetaData, which would then never be freed.
class ColumnDefault final : public RefCounted {
 public:
  using Function = std::function<Value()>;
  using ContextFunction = std::function<Value(const DefaultContext&)>;
  enum class Kind : std::uint8_t {
    scalar,    ///< always this value
    function,  ///< the result of a call for each row
    context,   ///< the same, the function sees the other parameters of the row
    sql,       ///< an SQL expression, rendered into the statement
    sequence,  ///< the next value of a sequence
  };

  explicit ColumnDefault(Value value);
  explicit ColumnDefault(Function function);
  explicit ColumnDefault(ContextFunction function);
  /// An SQL expression. It is stored detached: it mentions tables without keeping them alive.
  explicit ColumnDefault(ElementPtr sql);
  explicit ColumnDefault(const Sequence& sequence);
  ~ColumnDefault() override;

  [[nodiscard]] Kind kind() const noexcept { return static_cast<Kind>(value_.index()); }
  [[nodiscard]] bool is_scalar() const noexcept { return kind() == Kind::scalar; }
  [[nodiscard]] bool is_callable() const noexcept {
    return kind() == Kind::function || kind() == Kind::context;
  }
  [[nodiscard]] bool is_sql() const noexcept { return kind() == Kind::sql; }
  [[nodiscard]] bool is_sequence() const noexcept { return kind() == Kind::sequence; }
  /// True for a function said to be monotonic.
  [[nodiscard]] bool is_monotonic() const noexcept;

  /// The value of a scalar default.
  [[nodiscard]] const Value& scalar() const;
  /// The expression of an SQL default.
  [[nodiscard]] const ClauseElement& sql() const;
  [[nodiscard]] const SequenceNode& sequence() const;
  /// The value of a scalar or callable default for one row. Passes on what the callable throws.
  [[nodiscard]] Value evaluate(const DefaultContext& context) const;

 private:
  std::variant<Value, Function, ContextFunction, ElementPtr, Ptr<const SequenceNode>> value_;
};

/// A value that the database supplies: the DEFAULT of CREATE TABLE, or a trigger.
///
/// Immutable and shared. A text is written as a string literal (`DEFAULT 'new'`), an expression as
/// it is (`DEFAULT now()`), and one that is merely fetched is not written at all.
class ServerDefault final : public RefCounted {
 public:
  enum class Kind : std::uint8_t { fetched, text, sql };

  /// A value that something in the database makes (a trigger): nothing is rendered.
  ServerDefault();
  explicit ServerDefault(std::string text);
  /// An SQL expression, stored detached.
  explicit ServerDefault(ElementPtr sql);
  ~ServerDefault() override;

  [[nodiscard]] Kind kind() const noexcept { return static_cast<Kind>(value_.index()); }
  [[nodiscard]] bool has_ddl() const noexcept { return kind() != Kind::fetched; }
  /// True for a function said to be monotonic.
  [[nodiscard]] bool is_monotonic() const noexcept;
  [[nodiscard]] const std::string& text() const;
  [[nodiscard]] const ClauseElement& sql() const;

 private:
  std::variant<std::monostate, std::string, ElementPtr> value_;
};

/// Marks a column whose value is made by a trigger or the like, as an argument of Column:
/// `Column("x", Integer(), FetchedValue{})`, or `FetchedValue{.for_update = true}` where UPDATE
/// makes a new one. Nothing is rendered, but the value is fetched after a flush.
struct FetchedValue {
  bool for_update = false;
};

/// `expression` where every table of a MetaData is replaced by a light copy of its name and
/// columns, so that a MetaData may hold the expression without holding itself. Renders the same
/// SQL.
[[nodiscard]] ElementPtr detached(const ElementPtr& expression);

}  // namespace cupel
