#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cupel/orm/attributes/class_info.hpp"
#include "cupel/orm/mapper/codecs.hpp"
#include "cupel/orm/mapper/events.hpp"
#include "cupel/orm/mapper/identity_key.hpp"
#include "cupel/orm/mapper/mapper_extensions.hpp"
#include "cupel/orm/mapper/property.hpp"
#include "cupel/schema/fwd.hpp"
#include "cupel/sql/expression/from_clause.hpp"
#include "cupel/sql/expression/table_clause.hpp"
#include "cupel/types/value.hpp"
#include "cupel/util/function_ref.hpp"

namespace cupel {

/// What one table holds of the rows of a class: all of them, or, where a class is mapped to a join,
/// the columns of its own.
struct MappedTable {
  struct Column {
    const ColumnProperty* property;
    const SchemaColumn* column;
  };
  const SchemaTable* table;
  std::vector<Column> columns;  ///< in the order of the mapper's attributes
  std::vector<const ColumnProperty*> primary_key;

  /// The column of the table that holds the attribute, or null.
  [[nodiscard]] const SchemaColumn* find(const ColumnProperty& property) const noexcept;
};

/// How one class is stored: its table, its attributes, its key.
///
/// Made by a Registry and owned by it; found with `mapper_of<User>()` or `inspect<User>()`.
/// Everything said here is decided at run time and compiled once: no template knows a mapper.
///
/// Lifetime: that of the registry (dispose() ends it). Thread safety: once configured a mapper does
/// not change, except for its listener lists and codec cache, which are thread-safe themselves.
class Mapper {
 public:
  Mapper(const Mapper&) = delete;
  Mapper& operator=(const Mapper&) = delete;
  ~Mapper();

  [[nodiscard]] ClassInfo& class_info() const noexcept { return *class_info_; }
  /// "User"
  [[nodiscard]] const std::string& class_name() const noexcept { return class_name_; }
  [[nodiscard]] Registry& registry() const noexcept { return *registry_; }
  /// "Mapper[User(users)]", as error texts name it.
  [[nodiscard]] std::string str() const;

  // -- tables and columns ---------------------------------------------------------------------

  /// The table that holds the class; `Table(mapper.local_table())` is its handle. Of a class that
  /// is mapped to something else the first table in it. Throws InvalidRequestError if there is
  /// none.
  [[nodiscard]] const SchemaTable& local_table() const {
    if (table_ == nullptr) throw_no_table();
    return *table_;
  }
  /// What a query for the class selects from: the table, or the join, subquery or alias that the
  /// class is mapped to.
  [[nodiscard]] const FromPtr& selectable() const noexcept { return selectable_; }
  /// True unless the class is mapped to a table as it is.
  [[nodiscard]] bool is_mapped_to_selectable() const noexcept { return mapped_to_selectable_; }
  /// All tables of a row of the class, in the order of their INSERTs.
  [[nodiscard]] const std::vector<Ptr<const TableClause>>& tables() const noexcept {
    return tables_;
  }
  /// Those of tables() that a flush writes, in the same order: their keys are mapped. Empty where
  /// the class can only be read.
  [[nodiscard]] const std::vector<MappedTable>& mapped_tables() const noexcept {
    return mapped_tables_;
  }
  /// True if `table` is one of tables().
  [[nodiscard]] bool has_table(const FromClause& table) const noexcept;

  // -- attributes -----------------------------------------------------------------------------

  /// Every attribute in the order of declaration.
  [[nodiscard]] const std::vector<const MapperProperty*>& properties() const noexcept {
    return properties_;
  }
  /// The attributes that are columns or SQL expressions; index = ColumnProperty::slot().
  [[nodiscard]] const std::vector<const ColumnProperty*>& column_properties() const noexcept {
    return column_properties_;
  }
  /// The relationships. Complete (targets, joins) once the registry is configured.
  [[nodiscard]] const std::vector<const RelationshipProperty*>& relationships() const noexcept {
    return relationships_;
  }
  /// The attribute `key` (a synonym is followed), or null.
  [[nodiscard]] const MapperProperty* find_property(std::string_view key) const noexcept;
  /// As find_property; throws InvalidRequestError naming the mapper, with the nearest key.
  [[nodiscard]] const MapperProperty& property(std::string_view key) const;
  /// The column attribute `key`; throws InvalidRequestError if there is none or it is none.
  [[nodiscard]] const ColumnProperty& column_property(std::string_view key) const;
  /// The relationship `key`; throws InvalidRequestError if there is none or it is none.
  [[nodiscard]] const RelationshipProperty& relationship(std::string_view key) const;
  /// The attribute of the member with this Attribute::index(), or null.
  [[nodiscard]] const MapperProperty* property_of(const Attribute& attribute) const noexcept;
  /// The attribute at byte `offset` of the object; throws UnmappedColumnError naming the class.
  [[nodiscard]] const MapperProperty& property_at_offset(std::size_t offset) const;
  /// The attribute that holds `column` (or a column it was copied from), or null.
  [[nodiscard]] const ColumnProperty* property_for_column(
      const ClauseElement& column) const noexcept;
  /// As property_for_column; throws UnmappedColumnError naming class and column.
  [[nodiscard]] const ColumnProperty& column_property_for(const ColumnClause& column) const;

  /// What the loader fills for a plain SELECT of the entity: one entry per column that is not
  /// deferred, in the order of the SELECT.
  struct LoadSlot {
    std::uint32_t offset;     ///< of the member's value within the object
    std::uint16_t attribute;  ///< Attribute::index()
    std::uint16_t slot;       ///< ColumnProperty::slot(), index into a CodecSet
  };
  [[nodiscard]] std::span<const LoadSlot> load_slots() const noexcept;

  // -- primary key and identity ---------------------------------------------------------------

  [[nodiscard]] const std::vector<Ptr<const ColumnClause>>& primary_key() const noexcept {
    return primary_key_;
  }
  [[nodiscard]] const std::vector<const ColumnProperty*>& primary_key_properties() const noexcept {
    return primary_key_properties_;
  }
  [[nodiscard]] IdentityKind identity_kind() const noexcept { return identity_kind_; }
  /// Of one integer key: its value in `object` without any conversion.
  /// Precondition: identity_kind() is integer.
  [[nodiscard]] std::int64_t integer_key(const void* object) const noexcept {
    return read_integer_(object, integer_offset_);
  }
  /// The identity that the key attributes of `object` say at this moment.
  [[nodiscard]] IdentityKey identity_key_of(const void* object) const;
  /// The identity of the row with this key, values in the order of primary_key().
  /// Throws InvalidRequestError when their number is not that of the key's columns.
  [[nodiscard]] IdentityKey identity_key(std::vector<Value> values) const;
  [[nodiscard]] const ColumnProperty* version_id() const noexcept { return version_id_; }

  // -- values ---------------------------------------------------------------------------------

  /// The value of a column attribute as a dynamic value; reads what is in memory, loads nothing.
  [[nodiscard]] Value value_of(const ColumnProperty& property, const void* object) const;
  /// Encoders and decoders of all column attributes for one dialect: made at the first call for
  /// that dialect, then a lookup. `dialect` only identifies; `type_impl` gives the dialect's type.
  /// Thread-safe. The reference lives as long as the mapper.
  [[nodiscard]] const CodecSet& codecs(const void* dialect,
                                       FunctionRef<TypePtr(const TypePtr&)> type_impl) const;

  /// What higher layers have computed for this mapper, such as prepared statements.
  [[nodiscard]] MapperExtensions& extensions() const noexcept { return extensions_; }

  // -- inheritance ----------------------------------------------------------------------------

  /// The mapper this one inherits from, or null.
  [[nodiscard]] const Mapper* inherits() const noexcept { return inherits_; }
  /// The root of the hierarchy: identities are kept under it.
  [[nodiscard]] const Mapper& base_mapper() const noexcept { return *base_; }
  /// True if this is `other` or inherits from it.
  [[nodiscard]] bool is_a(const Mapper& other) const noexcept;

  // -- options --------------------------------------------------------------------------------

  [[nodiscard]] const MapperOptions& options() const noexcept { return *options_; }
  /// Position in the order in which tables depend on each other: parents before children.
  [[nodiscard]] std::uint32_t sort_rank() const noexcept { return sort_rank_; }

  /// Keeps `object` alive until the mapper goes: loaders and trackers that its attributes point to.
  void keep(std::shared_ptr<const void> object);

  /// Listeners; part of what may change during a mapper's life.
  [[nodiscard]] MapperEvents& events() const noexcept { return *events_; }

  /// Resolves all relationships of the registry, if that has not been done since the last mapping.
  /// Cheap when it has. Throws as Registry::configure() does.
  void ensure_configured() const {
    if (!configured_.load(std::memory_order_acquire)) configure_registry();
  }
  [[nodiscard]] bool is_configured() const noexcept {
    return configured_.load(std::memory_order_acquire);
  }

 private:
  friend class MapperBuilder;
  friend class Registry;
  struct Lookup;

  Mapper();
  void configure_registry() const;
  [[noreturn]] void throw_no_table() const;
  /// Makes the expression of a column_property, once.
  void resolve_expression(const ColumnProperty& property) const;

  ClassInfo* class_info_ = nullptr;
  std::string class_name_;
  Registry* registry_ = nullptr;
  const SchemaTable* table_ = nullptr;  // kept alive by selectable_
  FromPtr selectable_;
  bool mapped_to_selectable_ = false;
  std::vector<Ptr<const TableClause>> tables_;
  std::vector<MappedTable> mapped_tables_;
  std::vector<std::unique_ptr<MapperProperty>> owned_;
  std::vector<const MapperProperty*> properties_;
  std::vector<const ColumnProperty*> column_properties_;
  std::vector<const RelationshipProperty*> relationships_;
  std::vector<const MapperProperty*> by_attribute_;
  std::vector<LoadSlot> load_slots_;
  std::vector<Ptr<const ColumnClause>> primary_key_;
  std::vector<const ColumnProperty*> primary_key_properties_;
  const ColumnProperty* version_id_ = nullptr;
  IdentityKind identity_kind_ = IdentityKind::values;
  std::int64_t (*read_integer_)(const void*, std::size_t) noexcept = nullptr;
  std::size_t integer_offset_ = 0;
  const Mapper* inherits_ = nullptr;
  const Mapper* base_ = this;
  std::uint32_t sort_rank_ = 0;
  std::unique_ptr<Lookup> lookup_;
  std::unique_ptr<MapperOptions> options_;
  std::unique_ptr<MapperEvents> events_;
  std::vector<std::shared_ptr<const void>> kept_;
  mutable CodecCache codecs_;
  mutable MapperExtensions extensions_;
  std::atomic<bool> configured_{false};
};

/// Options of a whole mapper (SQLAlchemy's mapper arguments).
struct MapperOptions {
  bool always_refresh = false;       ///< a SELECT overwrites what is loaded
  bool allow_partial_pks = true;     ///< a composite key may have NULLs, not all
  bool batch = true;                 ///< before_/after_ events see all rows of one kind together
  bool confirm_deleted_rows = true;  ///< warn when a DELETE matches another number of rows
  bool passive_updates = true;
  bool legacy_is_orphan = false;
  std::optional<bool> eager_defaults;  ///< fetch server defaults at once; nullopt: where it is free
  std::string column_prefix;  ///< stands before the names of attributes that are named as a column
  std::vector<std::string> primary_key;  ///< column names, for a table without primary key
  std::vector<std::string> exclude;      ///< columns of the table that are not mapped
  /// The version that follows the one of a row (NULL: of a new row); empty: 1, 2, 3, ...
  std::function<Value(const Value& previous)> version_id_generator;
  /// False: the program sets the versions, or the database does. They are checked all the same.
  bool version_id_generated = true;
};

}  // namespace cupel
