#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <cupel/schema/check_first.hpp>
#include <cupel/schema/ddl_events.hpp>
#include <cupel/schema/fwd.hpp>
#include <cupel/schema/naming.hpp>
#include <cupel/schema/reflect_options.hpp>
#include <cupel/schema/schema_executor.hpp>
#include <cupel/schema/sequence.hpp>
#include <cupel/sql/traversal/clause_element.hpp>
#include <cupel/types/named_type_owner.hpp>
#include <cupel/util/info_map.hpp>
#include <cupel/util/ordered_map.hpp>

namespace cupel {

struct MetaDataOptions {
  std::string schema = {};  ///< of tables and sequences that name none
  std::optional<bool> quote_schema = {};
  NamingConvention naming_convention = {};
};

/// TableOptions::schema for a table without schema in a metadata that has one.
inline constexpr const char* BLANK_SCHEMA = "";

/// A view, or a table made of a SELECT, that is created and dropped with the tables of a MetaData.
struct SelectedObject {
  Ptr<const ClauseElement> create;
  Ptr<const ClauseElement> drop;
  std::string name;
  std::string schema;
  bool is_view;
};

/// The node of a MetaData: owns its tables. An element only so that tables may be parts of it.
class MetaDataNode final : public ClauseElement, public NamedTypeOwner {
 public:
  explicit MetaDataNode(MetaDataOptions options);
  ~MetaDataNode() override;

  [[nodiscard]] const MetaDataOptions& options() const noexcept { return options_; }
  [[nodiscard]] const std::string& schema() const noexcept { return options_.schema; }
  /// Null when there is none. `key`: "name" or "schema.name".
  [[nodiscard]] const SchemaTable* find_table(std::string_view key) const noexcept;
  /// In the order of declaration.
  [[nodiscard]] std::vector<const SchemaTable*> tables() const;
  [[nodiscard]] std::span<const Ptr<const SequenceNode>> sequences() const noexcept;
  /// Named types (enums) of its own and of the tables' columns, each once, in order of appearance.
  [[nodiscard]] const std::vector<TypePtr>& named_types() const noexcept { return named_types_; }
  void adopt_type(const TypePtr& type) override { add_named_type(type); }
  [[nodiscard]] const std::string& schema_of_types() const noexcept override { return schema(); }
  /// Views and tables made of a SELECT, in the order of declaration.
  [[nodiscard]] std::span<const SelectedObject> selected_objects() const noexcept;
  void add_selected_object(SelectedObject object);
  [[nodiscard]] DdlEvents& events() const noexcept { return events_; }
  [[nodiscard]] InfoMap& info() const noexcept { return info_; }

  /// `schema.name`, or `name` where the schema is empty.
  static std::string table_key(std::string_view name, std::string_view schema);

  void visit_children(FunctionRef<void(const ClauseElement&)>) const override {}
  ElementPtr clone_with(CloneContext&) const override { return ElementPtr(this); }
  bool compare_fields(const ClauseElement& other, CompareContext&) const override {
    return this == &other;
  }
  bool append_cache_key(KeyBuilder&) const override { return false; }
  void visit_field_names(FunctionRef<void(std::string_view)>) const override {}
  Ptr<ClauseElement> shallow_copy() const override;

 private:
  friend class ForeignKey;
  friend class MetaData;
  friend class SchemaTable;
  friend class TableReflection;
  friend class Sequence;
  friend class Table;

  void take_table(SchemaTable* table);
  void remove_table(const SchemaTable& table);
  void add_sequence(const Ptr<const SequenceNode>& sequence);
  void add_named_type(const TypePtr& type);
  void await_target(ForeignKey& key);
  void forget(const ForeignKey& key);
  /// Looks up foreign keys that wait for a table or column, until nothing new is found.
  void resolve_foreign_keys();

  MetaDataOptions options_;
  OrderedMap<std::string, SchemaTable*> tables_;
  std::vector<SchemaTable*> removed_;  // still reachable by handles
  std::vector<Ptr<const SequenceNode>> sequences_;
  std::vector<TypePtr> named_types_;
  std::vector<SelectedObject> selected_objects_;
  std::vector<ForeignKey*> waiting_;  // for their table, their column or its type
  mutable DdlEvents events_;
  mutable InfoMap info_;
};

/// Some tables, or all of a metadata.
class TableList {
 public:
  TableList();                                     ///< all
  TableList(std::initializer_list<Table> tables);  // NOLINT: implicit by design
  TableList(const std::vector<Table>& tables);     // NOLINT

  [[nodiscard]] bool is_all() const noexcept { return all_; }
  /// Empty when it is all.
  [[nodiscard]] std::span<const ElementPtr> tables() const noexcept;

 private:
  std::vector<ElementPtr> tables_;
  bool all_ = true;
};

struct CreateAllOptions {
  TableList tables = {};
  CheckFirst checkfirst = CheckFirst::all;
};

namespace detail {

void create_type_on(SchemaExecutor& executor, const TypePtr& type, CheckFirst checkfirst);
void drop_type_on(SchemaExecutor& executor, const TypePtr& type, CheckFirst checkfirst);

/// The schema of a named type, "" for none.
template <class Type>
std::string schema_of(const Type& type) {
  if constexpr (requires { type.options().schema.value_or(""); }) {
    return type.options().schema.value_or("");
  } else {
    return type.options().schema;
  }
}

}  // namespace detail

/// A set of tables that belong together, by name.
///
/// A handle: copies mean the same metadata. Its tables live as long as it, or any handle, statement
/// or mapper that mentions one of them. Thread safety: filled by one thread; after that it may be
/// read by all.
class MetaData {
 public:
  MetaData();
  explicit MetaData(MetaDataOptions options);
  explicit MetaData(MetaDataNode& node);

  [[nodiscard]] MetaDataNode& node() const noexcept { return *node_; }
  [[nodiscard]] const std::string& schema() const noexcept { return node_->schema(); }
  /// For the option `metadata` of a type.
  [[nodiscard]] NamedTypeOwner& type_owner() const noexcept { return *node_; }

  /// In the order of declaration.
  [[nodiscard]] std::vector<Table> tables() const;
  /// The table of that key ("name", "schema.name"). Throws NoSuchTableError, with a proposal.
  [[nodiscard]] Table table(std::string_view key) const;
  [[nodiscard]] bool contains(std::string_view key) const noexcept;
  /// Every table after those it refers to; by name where there is a choice. Tables on a cycle of
  /// foreign keys come in the order of their names, with a warning.
  [[nodiscard]] std::vector<Table> sorted_tables() const;
  /// The schema names that occur, sorted.
  [[nodiscard]] std::vector<std::string> schemas() const;
  [[nodiscard]] std::vector<Sequence> sequences() const;

  /// The enums, other named types, or sequences of a schema, in order of appearance:
  /// `metadata.get_schema_objects<Enum>()`. Without a schema: of that of the metadata.
  template <class Kind>
  [[nodiscard]] std::vector<Kind> get_schema_objects(
      const std::optional<std::string>& schema = std::nullopt) const {
    std::vector<Kind> out;
    if constexpr (std::is_base_of_v<TypeEngine, Kind>) {
      for (const TypePtr& type : node_->named_types()) {
        const auto* named = dynamic_cast<const Kind*>(type.get());
        if (named && detail::schema_of(*named) == schema.value_or(this->schema()))
          out.push_back(*named);
      }
    } else {
      collect(out, schema.value_or(this->schema()));
    }
    return out;
  }
  /// nullopt when there is none of that name.
  template <class Kind>
  [[nodiscard]] std::optional<Kind> get_schema_object_by_name(
      std::string_view name, const std::optional<std::string>& schema = std::nullopt) const {
    for (const Kind& object : get_schema_objects<Kind>(schema))
      if (object.name() == name) return object;
    return std::nullopt;
  }

  /// Takes a table, or all, out; handles to them stay valid.
  void remove(const Table& table);
  void clear();

  /// Sends CREATE for sequences, named types, tables in order of dependency, indexes, and ALTER for
  /// foreign keys that cannot stand in CREATE TABLE, to an engine, connection or SchemaExecutor.
  template <SchemaBind Bind>
  void create_all(Bind& bind, const CreateAllOptions& options = {}) const {
    detail::on_executor(bind, [&](SchemaExecutor& e) { create_on(e, options); });
  }
  /// The reverse. Throws CircularDependencyError when tables refer to each other by foreign keys
  /// without a name, which cannot be dropped first.
  template <SchemaBind Bind>
  void drop_all(Bind& bind, const CreateAllOptions& options = {}) const {
    detail::on_executor(bind, [&](SchemaExecutor& e) { drop_on(e, options); });
  }

  /// Reads the tables of a schema, and those they refer to, from an engine, connection or
  /// SchemaExecutor, by a number of queries that does not grow with the number of tables. Tables
  /// that the metadata knows stay as they are, unless the options say otherwise. Throws
  /// InvalidRequestError when one of `only` is not there, NoSuchTableError for a foreign key that
  /// leads nowhere; on a throw no table was added.
  template <SchemaBind Bind>
  void reflect(Bind& bind, const ReflectOptions& options = {}) const {
    detail::on_executor(bind, [&](SchemaExecutor& e) { reflect_on(e, options); });
  }

  /// Listeners around create_all and drop_all; see DdlEvents.
  [[nodiscard]] DdlEvents& events() const noexcept { return node_->events(); }
  /// What the user keeps beside the metadata. Unlocked: changed while no other thread reads it.
  [[nodiscard]] InfoMap& info() const noexcept { return node_->info(); }

  friend bool operator==(const MetaData& a, const MetaData& b) noexcept {
    return a.node_ == b.node_;
  }

 private:
  void collect(std::vector<Sequence>& out, const std::string& schema) const;
  void create_on(SchemaExecutor& executor, const CreateAllOptions& options) const;
  void drop_on(SchemaExecutor& executor, const CreateAllOptions& options) const;
  void reflect_on(SchemaExecutor& executor, const ReflectOptions& options) const;

  Ptr<MetaDataNode> node_;
};

/// Sends CREATE for one named type (an Enum, a DOMAIN), and for nothing else, on databases that
/// have such types; on others does nothing.
template <SchemaBind Bind>
void create_type(Bind& bind, const TypeArg& type, CheckFirst checkfirst = CheckFirst::types) {
  detail::on_executor(
      bind, [&](SchemaExecutor& e) { detail::create_type_on(e, type.get(), checkfirst); });
}
/// The reverse. Columns must not be of the type any more.
template <SchemaBind Bind>
void drop_type(Bind& bind, const TypeArg& type, CheckFirst checkfirst = CheckFirst::types) {
  detail::on_executor(bind,
                      [&](SchemaExecutor& e) { detail::drop_type_on(e, type.get(), checkfirst); });
}

}  // namespace cupel
