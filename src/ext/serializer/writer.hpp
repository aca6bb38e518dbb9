#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
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

class NextValue;
class ParameterKey;

namespace detail {

/// Writes one tree: each node where it is met first, later its number. Nodes are numbered in the
/// order in which they are complete.
///
/// A node:  0: null; 1: a new one, whose kind and content follow; n + 2: the node numbered n.
/// A type:  the same, with its form in place of the kind.
/// A name:  its flags and text, or the parts of an anonymous one.
/// An anonymous number: n + 1 for the one numbered n, 0 for a new one.
///
/// Lives as long as the tree is held by somebody else. Throws InvalidRequestError for what cannot
/// be written.
class NodeWriter {
 public:
  explicit NodeWriter(const ClauseElement& root) : root_(root) {}

  void node(const ClauseElement* node);
  SerialWriter& out() noexcept { return out_; }

 private:
  class FieldOutput;

  void content(const ClauseElement& node);
  /// Writes a registered construct; false for any other node.
  bool construct(const ClauseElement& node);
  void column(const ColumnClause& column);
  void column_content(const ColumnClause& column);
  void table(const TableClause& table);
  void parameter(const BindParameter& bind);
  void next_value(const NextValue& value);
  void type(const TypeEngine* type);
  void type_content(const TypeEngine& type);
  bool type_of_column(const TypeEngine& type);
  void collect_tables(const ClauseElement& node);
  using Ids = std::unordered_map<std::uint64_t, std::uint64_t>;
  void anonymous_id(Ids& ids, std::uint64_t id);
  void text(const std::string& text);
  template <class T>
  void fields(const T& owner);
  template <class T>
  void node_fields(const T& node);

  // One overload for each kind of field; see traversal/fields.hpp.
  template <NumberField T>
  void put(const T& v);
  void put(const std::string& v) { text(v); }
  void put(const Name& v);
  void put(const TypePtr& v) { type(v.get()); }
  void put(const ParameterKey& v);
  void put(const Ptr<const OperatorModifiers>& v);
  void put(const Ptr<const CustomOperator>& v);
  template <NodeField T>
  void put(const Ptr<const T>& v) {
    node(v.get());
  }
  template <ListedField T>
  void put(const T& v) {
    fields(v);
  }
  template <class T>
  void put(const Rare<T>& v);
  template <class T>
  void put(const std::optional<T>& v);
  template <class A, class B>
  void put(const std::pair<A, B>& v);
  template <class T, class A>
  void put(const std::vector<T, A>& v);

  const ClauseElement& root_;
  SerialWriter out_;
  TreeSize size_;
  TreeSize type_size_;
  std::unordered_map<const ClauseElement*, std::uint64_t> nodes_;
  std::unordered_map<const TypeEngine*, std::uint64_t> types_;
  Ids ids_;       // of names
  Ids bind_ids_;  // of parameters
  // The tables of the tree and what was looked at for them, once they were asked for.
  std::vector<const SchemaTable*> tables_;
  std::unordered_set<const ClauseElement*> seen_;
};

}  // namespace detail
}  // namespace cupel
