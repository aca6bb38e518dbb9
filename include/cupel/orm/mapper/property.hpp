#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cupel/orm/fwd.hpp"
#include "cupel/orm/mapper/codecs.hpp"
#include "cupel/orm/mapper/fwd.hpp"
#include "cupel/sql/expression/column_clause.hpp"
#include "cupel/types/type_engine.hpp"
#include "cupel/util/info_map.hpp"
#include "cupel/util/ptr.hpp"

namespace cupel {

enum class PropertyKind : std::uint8_t { column, relationship, synonym, composite };

/// One mapped attribute of a class as the ORM sees it: a column, a relationship, a second name, or
/// a composite of columns.
///
/// Owned by its Mapper, immutable once the registry is configured, then safe to read from any
/// thread.
class MapperProperty {
 public:
  MapperProperty(const MapperProperty&) = delete;
  MapperProperty& operator=(const MapperProperty&) = delete;
  virtual ~MapperProperty();

  [[nodiscard]] PropertyKind kind() const noexcept { return kind_; }
  /// The attribute's name: the member's, or the one given to the mapping.
  [[nodiscard]] const std::string& key() const noexcept { return key_; }
  [[nodiscard]] const Mapper& parent() const noexcept { return *parent_; }
  /// The member that holds the attribute; null for a property without one.
  [[nodiscard]] Attribute* attribute() const noexcept { return attribute_; }
  /// "User.addresses", as error texts name it.
  [[nodiscard]] const std::string& str() const noexcept { return str_; }
  /// What the user keeps beside it: of a column, what the Column has; of a relationship, what its
  /// mapping was given. Not thread-safe.
  [[nodiscard]] virtual InfoMap& info() const noexcept { return info_; }

 protected:
  MapperProperty(PropertyKind kind, const Mapper& parent, std::string key, Attribute* attribute);

 private:
  PropertyKind kind_;
  std::string key_;
  std::string str_;
  const Mapper* parent_;
  Attribute* attribute_;
  mutable InfoMap info_;  // the user's to change
};

/// An attribute that is read from a column, or from a SQL expression (`column_property`).
class ColumnProperty final : public MapperProperty {
 public:
  /// Its place among Mapper::column_properties(); also its index into a CodecSet.
  [[nodiscard]] std::size_t slot() const noexcept { return slot_; }
  /// The columns of this attribute, the one that is selected first; empty for an expression.
  [[nodiscard]] const std::vector<Ptr<const ColumnClause>>& columns() const noexcept {
    return columns_;
  }
  /// The column, or null for a SQL expression.
  [[nodiscard]] const ColumnClause* column() const noexcept {
    return columns_.empty() ? nullptr : columns_.front().get();
  }
  [[nodiscard]] InfoMap& info() const noexcept override;
  /// True for `column_property(expression)`: read-only, never in an INSERT or UPDATE.
  [[nodiscard]] bool is_sql_expression() const noexcept { return columns_.empty(); }
  /// What a SELECT of the entity contains for it: the plain column, or the labelled expression.
  /// Null for a SQL expression until the registry is configured.
  [[nodiscard]] const ColumnPtr& select_expression() const noexcept { return select_expression_; }
  /// What `col(&User::name)` yields: the column annotated with its attribute and mapper, or the
  /// expression. Identical (`identity()`) to the column.
  [[nodiscard]] const ColumnPtr& expression() const noexcept { return expression_; }
  [[nodiscard]] const TypePtr& type() const noexcept { return type_; }

  /// How the member's C++ type is read and written; null for an attribute without a member.
  [[nodiscard]] const ValueCodec* value_codec() const noexcept { return codec_; }

  /// Position in the mapper's primary key, or -1.
  [[nodiscard]] int primary_key_position() const noexcept { return primary_key_position_; }
  [[nodiscard]] bool is_primary_key() const noexcept { return primary_key_position_ >= 0; }
  [[nodiscard]] bool is_version_id() const noexcept { return version_id_; }
  /// Not in the entity's SELECT; loaded at the first access.
  [[nodiscard]] bool deferred() const noexcept { return deferred_; }
  [[nodiscard]] const std::string& deferred_group() const noexcept { return deferred_group_; }
  /// Access while unloaded is an error instead of a SELECT.
  [[nodiscard]] bool raiseload() const noexcept { return raiseload_; }
  /// Its expression comes with the query (with_expression), or is a default one, or none: NULL.
  [[nodiscard]] bool is_query_expression() const noexcept { return query_expression_; }
  [[nodiscard]] bool active_history() const noexcept { return active_history_; }
  [[nodiscard]] bool expire_on_flush() const noexcept { return expire_on_flush_; }
  /// The database fills the column on INSERT when the statement leaves it out (server default,
  /// identity, computed).
  [[nodiscard]] bool has_server_default() const noexcept { return server_default_; }
  /// The database changes the column on UPDATE (server_onupdate, computed).
  [[nodiscard]] bool has_server_onupdate() const noexcept { return server_onupdate_; }
  /// Cupel fills the column on INSERT when no value is set (a `default`).
  [[nodiscard]] bool has_default() const noexcept { return default_; }
  [[nodiscard]] bool has_onupdate() const noexcept { return onupdate_; }
  /// The column that the table's autoincrement or sequence fills.
  [[nodiscard]] bool is_autoincrement() const noexcept { return autoincrement_; }

 private:
  friend class Mapper;
  friend class MapperBuilder;
  ColumnProperty(const Mapper& parent, std::string key, Attribute* attribute)
      : MapperProperty(PropertyKind::column, parent, std::move(key), attribute) {}

  std::size_t slot_ = 0;
  std::vector<Ptr<const ColumnClause>> columns_;
  ColumnPtr select_expression_;
  ColumnPtr expression_;
  TypePtr type_;
  const ValueCodec* codec_ = nullptr;
  std::function<ColumnPtr()> make_expression_;  // until the expression is made
  std::string deferred_group_;
  int primary_key_position_ = -1;
  bool version_id_ = false;
  bool deferred_ = false;
  bool raiseload_ = false;
  bool query_expression_ = false;
  bool active_history_ = false;
  bool expire_on_flush_ = true;
  bool server_default_ = false;
  bool server_onupdate_ = false;
  bool default_ = false;
  bool onupdate_ = false;
  bool autoincrement_ = false;
};

/// A value made of several column attributes (Composite<T>).
class CompositeProperty final : public MapperProperty {
 public:
  /// What it is made of, in the order of its fields.
  [[nodiscard]] const std::vector<const ColumnProperty*>& columns() const noexcept {
    return columns_;
  }
  /// What `col(&Vertex::start)` stands for in SQL: its columns in a row, without parentheses.
  [[nodiscard]] const ColumnPtr& expression() const noexcept { return expression_; }

 private:
  friend class MapperBuilder;
  CompositeProperty(const Mapper& parent, std::string key, Attribute* attribute)
      : MapperProperty(PropertyKind::composite, parent, std::move(key), attribute) {}

  std::vector<const ColumnProperty*> columns_;
  ColumnPtr expression_;
};

/// A second name for another attribute, usable in queries and by name.
class SynonymProperty final : public MapperProperty {
 public:
  /// Key of the attribute meant; it may be defined after the synonym.
  [[nodiscard]] const std::string& target_key() const noexcept { return target_key_; }

 private:
  friend class MapperBuilder;
  SynonymProperty(const Mapper& parent, std::string key, std::string target_key)
      : MapperProperty(PropertyKind::synonym, parent, std::move(key), nullptr),
        target_key_(std::move(target_key)) {}

  std::string target_key_;
};

}  // namespace cupel
