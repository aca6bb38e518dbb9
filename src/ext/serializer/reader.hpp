#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <cupel/schema/fwd.hpp>
#include <cupel/sql/expression/binary.hpp>
#include <cupel/sql/expression/fwd.hpp>
#include <cupel/sql/traversal/name.hpp>
#include <cupel/sql/traversal/rare.hpp>
#include <cupel/types/type_engine.hpp>

#include "ext/serializer/bytes.hpp"
#include "ext/serializer/field_kinds.hpp"
#include "ext/serializer/tree_size.hpp"
#include "ext/serializer/value_bytes.hpp"

namespace cupel {

class ParameterKey;

namespace detail {

/// Reads one tree that NodeWriter wrote. Throws DataError for what it cannot have written, and
/// InvalidRequestError for names that are not there.
class NodeReader {
 public:
  NodeReader(std::string_view bytes, const MetaDataNode& metadata)
      : in_(bytes), metadata_(metadata) {}

  /// Null where null was written.
  ElementPtr node();
  SerialReader& in() noexcept { return in_; }

 private:
  class FieldInput;

  ElementPtr content();
  ElementPtr construct();
  ElementPtr column();
  Ptr<ColumnClause> column_content();
  ElementPtr owned_column(bool in_schema);
  ElementPtr table();
  ElementPtr parameter();
  ElementPtr next_value();
  ElementPtr table_valued_alias();
  ElementPtr table_valued_column();
  const SchemaTable& schema_table(std::string_view key) const;
  TypePtr type();
  TypePtr type_content();
  TypePtr known_type();
  std::uint64_t anonymous_id();
  std::string text();
  template <class T>
  ElementPtr fields_of_node();
  template <class T>
  void fields(T& owner);

  // One overload for each kind of field. `nullable`: null is none of the damages.
  template <NumberField T>
  void get(T& v, bool nullable);
  void get(std::string& v, bool) { v = text(); }
  void get(Name& v, bool nullable);
  void get(TypePtr& v, bool) { v = known_type(); }
  void get(ParameterKey& v, bool nullable);
  void get(Ptr<const OperatorModifiers>& v, bool nullable);
  void get(Ptr<const CustomOperator>& v, bool nullable);
  template <NodeField T>
  void get(Ptr<const T>& v, bool nullable);
  template <ListedField T>
  void get(T& v, bool) {
    fields(v);
  }
  template <class T>
  void get(Rare<T>& v, bool nullable);
  template <class T>
  void get(std::optional<T>& v, bool nullable);
  template <class A, class B>
  void get(std::pair<A, B>& v, bool nullable);
  template <class T, class A>
  void get(std::vector<T, A>& v, bool nullable);

  SerialReader in_;
  const MetaDataNode& metadata_;
  TreeSize size_;
  TreeSize type_size_;
  std::vector<ElementPtr> nodes_;
  std::vector<TypePtr> types_;
  std::vector<std::uint64_t> ids_;
  // A parameter for each anonymous number, of which those that share it are copies.
  std::vector<Ptr<const BindParameter>> first_binds_;
};

}  // namespace detail
}  // namespace cupel
