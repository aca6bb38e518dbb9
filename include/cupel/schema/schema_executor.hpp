#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <cupel/schema/fwd.hpp>
#include <cupel/sql/traversal/clause_element.hpp>
#include <cupel/types/type_engine.hpp>
#include <cupel/util/function_ref.hpp>
#include <cupel/util/ptr.hpp>

namespace cupel {

/// What creating and dropping must know of a database. A plain value, from the dialect.
struct DdlTraits {
  std::string dialect_name = "default";
  bool supports_alter = true;
  bool supports_sequences = false;
  bool sequences_optional = false;
  bool supports_comments = false;
  bool inline_comments = false;
  bool supports_constraint_comments = false;
};

/// Where DDL statements go, and what is asked before: an engine's connection, or a list that
/// collects the statements. The engine layer implements it; so may a test or a tool.
///
/// Thread safety: as the connection behind it, one thread at a time.
class SchemaExecutor {
 public:
  virtual ~SchemaExecutor() = default;

  [[nodiscard]] virtual const DdlTraits& ddl_traits() const = 0;
  virtual void execute_ddl(const DdlElement& element) = 0;

  // Only called where something is checked first. `schema` is "" for the default one.
  [[nodiscard]] virtual bool has_table(std::string_view name, std::string_view schema) = 0;
  [[nodiscard]] virtual bool has_view(std::string_view name, std::string_view schema) {
    return has_table(name, schema);
  }
  [[nodiscard]] virtual bool has_index(std::string_view table, std::string_view index,
                                       std::string_view schema) = 0;
  [[nodiscard]] virtual bool has_sequence(std::string_view name, std::string_view schema) = 0;
  [[nodiscard]] virtual bool has_type(std::string_view name, std::string_view schema) = 0;

  /// The tables of a request that exist, sorted by name. Without a catalogue there are none.
  [[nodiscard]] virtual std::vector<ReflectedTable> reflect_tables(
      const ReflectionRequest& request);

  /// How a type that the database keeps under a name (an enum of PostgreSQL) comes and goes;
  /// nothing where this database writes it into the column.
  struct NamedType {
    std::string name;
    std::string schema;
    ElementPtr create;
    ElementPtr drop;
  };
  [[nodiscard]] virtual std::optional<NamedType> named_type(const TypePtr& type) const {
    (void)type;
    return std::nullopt;
  }
  /// The name of an index or constraint as DDL writes it (cut to the database's limit), for
  /// has_index.
  [[nodiscard]] virtual std::string index_name(const Index& index) const = 0;
};

namespace detail {

using ExecutorCall = FunctionRef<void(SchemaExecutor&)>;

/// A bind that knows how to be a SchemaExecutor says so by an overload of
/// with_schema_executor(bind, call) in its namespace.
template <class Bind>
concept ProvidesExecutor =
    requires(Bind& bind, ExecutorCall call) { with_schema_executor(bind, call); };

template <class Bind, class Call>
void on_executor(Bind& bind, Call&& call) {
  if constexpr (std::derived_from<Bind, SchemaExecutor>) {
    call(bind);
  } else {
    with_schema_executor(bind, ExecutorCall(call));
  }
}

}  // namespace detail

/// What create_all() & co. take: an Engine, a Connection, a SchemaExecutor.
template <class Bind>
concept SchemaBind = std::derived_from<Bind, SchemaExecutor> || detail::ProvidesExecutor<Bind>;

}  // namespace cupel
