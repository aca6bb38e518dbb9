#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <cupel/schema/dialect_options.hpp>
#include <cupel/schema/fwd.hpp>
#include <cupel/sql/expression/fwd.hpp>
#include <cupel/sql/traversal/name.hpp>
#include <cupel/types/type_engine.hpp>
#include <cupel/util/ptr.hpp>

namespace cupel {

/// The options that sequences and identity columns share. What is not set is not rendered.
struct SequenceOptions {
  std::optional<std::int64_t> start = {};
  std::optional<std::int64_t> increment = {};
  std::optional<std::int64_t> minvalue = {};
  std::optional<std::int64_t> maxvalue = {};
  bool nominvalue = false;         ///< NO MINVALUE
  bool nomaxvalue = false;         ///< NO MAXVALUE
  std::optional<bool> cycle = {};  ///< CYCLE or NO CYCLE
  std::optional<std::int64_t> cache = {};
  DialectOptions dialect = {};
};

/// What a Sequence has beyond its numbers.
struct SequenceConfig {
  std::optional<std::int64_t> start = {};
  std::optional<std::int64_t> increment = {};
  std::optional<std::int64_t> minvalue = {};
  std::optional<std::int64_t> maxvalue = {};
  bool nominvalue = false;
  bool nomaxvalue = false;
  std::optional<bool> cycle = {};
  std::optional<std::int64_t> cache = {};
  std::optional<std::string> schema = {};  ///< default: that of the metadata, if it is given one
  std::optional<bool> quote = {};
  std::optional<TypeArg> data_type = {};  ///< AS BIGINT, where the database knows that
  bool optional = false;                  ///< only where the database has no other way to draw keys
  DialectOptions dialect = {};
};

/// A sequence, shared by its handles, the columns that draw from it and its metadata. Immutable
/// once it is in use.
class SequenceNode final : public RefCounted {
 public:
  SequenceNode(std::string_view name, SequenceConfig config);
  ~SequenceNode() override;

  [[nodiscard]] const Name& name() const noexcept { return name_; }
  /// "" when it has none.
  [[nodiscard]] const std::string& schema() const noexcept { return schema_; }
  /// `schema.name`, the key in its metadata.
  [[nodiscard]] std::string fullname() const;
  [[nodiscard]] const SequenceOptions& options() const noexcept { return options_; }
  [[nodiscard]] const TypePtr& data_type() const noexcept { return data_type_; }
  [[nodiscard]] bool optional() const noexcept { return optional_; }
  /// Created and dropped with its own metadata, not with a table.
  [[nodiscard]] bool in_metadata() const noexcept { return in_metadata_; }

 private:
  friend class Sequence;
  friend class MetaDataNode;

  Name name_;
  std::string schema_;
  bool schema_given_ = false;
  bool in_metadata_ = false;
  bool optional_ = false;
  SequenceOptions options_;
  TypePtr data_type_;
};

/// CREATE SEQUENCE and what draws from it: an argument of Column, or used alone with next_value().
///
/// A handle: copies mean the same sequence.
class Sequence {
 public:
  explicit Sequence(std::string_view name, SequenceConfig config = {});
  /// A sequence that is created and dropped with `metadata`, and takes over its schema.
  Sequence(std::string_view name, const MetaData& metadata, SequenceConfig config = {});
  explicit Sequence(Ptr<const SequenceNode> node);

  [[nodiscard]] const SequenceNode& node() const noexcept { return *node_; }
  [[nodiscard]] const Ptr<const SequenceNode>& ptr() const noexcept { return node_; }
  [[nodiscard]] const std::string& name() const noexcept { return node_->name().text(); }

  /// The SQL that draws the next value (`nextval('s')`), of the sequence's data type.
  [[nodiscard]] Expr<Untyped> next_value() const;

 private:
  Ptr<const SequenceNode> node_;
};

/// sequence.next_value(), as SQLAlchemy's func.next_value(sequence).
[[nodiscard]] Expr<Untyped> next_value(const Sequence& sequence);

struct IdentityConfig {
  bool always = false;  ///< GENERATED ALWAYS instead of BY DEFAULT
  std::optional<std::int64_t> start = {};
  std::optional<std::int64_t> increment = {};
  std::optional<std::int64_t> minvalue = {};
  std::optional<std::int64_t> maxvalue = {};
  bool nominvalue = false;
  bool nomaxvalue = false;
  std::optional<bool> cycle = {};
  std::optional<std::int64_t> cache = {};
  DialectOptions dialect = {};
};

/// GENERATED {ALWAYS | BY DEFAULT} AS IDENTITY, an argument of Column. Databases without identity
/// columns render the column as usual. Immutable.
class Identity {
 public:
  Identity(IdentityConfig config = {});  // NOLINT: Identity({.always = true})

  [[nodiscard]] bool always() const noexcept { return always_; }
  [[nodiscard]] const SequenceOptions& options() const noexcept { return options_; }

 private:
  bool always_;
  SequenceOptions options_;
};

/// GENERATED ALWAYS AS (expression), an argument of Column. Immutable.
class Computed {
 public:
  /// `persisted`: STORED or VIRTUAL; not said, the database's own choice.
  Computed(std::string_view sql, std::optional<bool> persisted = std::nullopt);
  Computed(const SqlExpression& sql, std::optional<bool> persisted = std::nullopt);
  Computed(const Computed&);
  Computed& operator=(const Computed&);
  ~Computed();

  [[nodiscard]] const ClauseElement& sqltext() const noexcept { return *sqltext_; }
  [[nodiscard]] std::optional<bool> persisted() const noexcept { return persisted_; }

 private:
  ElementPtr sqltext_;
  std::optional<bool> persisted_;
};

}  // namespace cupel
