#include "ext/serializer/writer.hpp"

#include <optional>
#include <typeinfo>

#include <cupel/error/core_errors.hpp>
#include <cupel/schema/column.hpp>
#include <cupel/schema/metadata.hpp>
#include <cupel/schema/next_value.hpp>
#include <cupel/schema/table.hpp>
#include <cupel/util/str_cat.hpp>

#include "ext/serializer/construct_names.hpp"
#include "ext/serializer/node_classes.hpp"
#include "ext/serializer/node_forms.hpp"
#include "ext/serializer/type_bytes.hpp"

namespace cupel::detail {
namespace {

[[noreturn]] void refuse(const std::string& what, std::string_view way_out) {
  throw InvalidRequestError(str_cat(what, " cannot be written by serializer::dumps(); ", way_out));
}

void require_writable(bool fits) {
  if (fits) return;
  refuse(str_cat("a tree of more than ", kMaxSerializedDepth,
                 " nodes in each other, or with more "
                 "than ",
                 kMaxSerializedNodes, " in all,"),
         "divide the statement");
}

constexpr std::uint64_t bits(bool set, std::uint64_t value) noexcept {
  return set ? value : 0;
}

[[noreturn]] void refuse_construct(const ClauseElement& node) {
  const std::string_view name = node.construct_name();
  if (name.starts_with("orm_")) {
    refuse(str_cat("the ", name.substr(4), " of the ORM"),
           "write the statement with the table and its columns");
  }
  refuse(str_cat("the construct ", quoted(name.empty() ? kind_name(node.kind()) : name)),
         "make it known on both sides with serializer::register_construct(), or add it to the "
         "statement that was read");
}

}  // namespace

void NodeWriter::node(const ClauseElement* node) {
  if (!node) return out_.number(0);
  if (const auto known = nodes_.find(node); known != nodes_.end()) {
    out_.number(known->second + 2);
    return require_writable(size_.repeat(known->second));
  }
  out_.number(1);
  require_writable(size_.open());
  content(*node);
  require_writable(size_.close(node->kind() == ElementKind::column));
  nodes_.emplace(node, nodes_.size());
}

void NodeWriter::content(const ClauseElement& node) {
  if (node.annotations() != nullptr && !node.annotations()->entries().empty()) {
    refuse(str_cat("the ", kind_name(node.kind()),
                   " with annotations, which entities of the ORM and their attributes have,"),
           "write the statement with the columns of the table: table.c[\"name\"]");
  }
  if (!node.construct_name().empty() && construct(node)) return;
  out_.number(static_cast<std::uint64_t>(node.kind()));
  switch (node.kind()) {
    case ElementKind::null:
    case ElementKind::true_:
    case ElementKind::false_:
      return;
    case ElementKind::column:
      return column(as<ColumnClause>(node));
    case ElementKind::table:
      return table(as<TableClause>(node));
    case ElementKind::bind:
      return parameter(as<BindParameter>(node));
    case ElementKind::next_value:
      return next_value(as<NextValue>(node));
    case ElementKind::table_valued_alias: {
      const auto& alias = as<TableValuedAlias>(node);
      type(alias.scalar_type().get());
      return fields(alias);
    }
    case ElementKind::table_valued_column: {
      const auto& column = as<TableValuedColumn>(node);
      this->node(column.from().get());
      return type(column.type().get());
    }
    case ElementKind::extension: {
      const bool known =
          with_construct_class(node.construct_name(), [&]<class T>(std::type_identity<T>) {
            if (typeid(node) != typeid(T)) refuse_construct(node);
            out_.text(T::kName);
            node_fields(as<T>(node));
          });
      if (!known) refuse_construct(node);
      return;
    }
    default:
      break;
  }
  const bool known = with_node_class(node.kind(), [&]<class T>(std::type_identity<T>) {
    if (typeid(node) != typeid(T)) refuse_construct(node);
    node_fields(as<T>(node));
  });
  if (!known) refuse_construct(node);
}

class NodeWriter::FieldOutput final : public serializer::FieldStream {
 public:
  explicit FieldOutput(NodeWriter& writer) noexcept : writer_(writer) {}

  [[nodiscard]] bool reads() const noexcept override { return false; }
  void flag(bool& v) override { writer_.out_.flag(v); }
  void number(std::int64_t& v) override { writer_.out_.signed_number(v); }
  void size(std::size_t& v) override { writer_.out_.number(v); }
  void text(std::string& v) override { writer_.text(v); }
  void name(Name& v) override { writer_.put(v); }
  void type(TypePtr& v) override { writer_.type(v.get()); }
  void value(Value& v) override { write_value(writer_.out_, v); }
  void node(ElementPtr& v) override { writer_.node(v.get()); }

 private:
  NodeWriter& writer_;
};

bool NodeWriter::construct(const ClauseElement& node) {
  const std::optional<ConstructClass> known = registered_construct(node.construct_name());
  if (!known || known->type != typeid(node)) return false;
  const bool own = with_construct_class(known->name, [](auto) {});
  // The walk has one form for both directions, hence a copy.
  const Ptr<ClauseElement> copy = own ? nullptr : node.shallow_copy();
  if (!copy) return false;
  out_.number(static_cast<std::uint64_t>(ElementKind::extension));
  out_.text(known->name);
  FieldOutput output(*this);
  known->walk(*copy, output);
  return true;
}

// The type stands first and once, whether it is among the fields or not.
template <class T>
void NodeWriter::node_fields(const T& node) {
  if constexpr (std::derived_from<T, ColumnElement>) {
    const TypePtr& own = node.type();
    put(own);
    T::for_each_field(node, [&](const char*, const auto& field) {
      if (static_cast<const void*>(&field) != &own) put(field);
    });
  } else {
    fields(node);
  }
  if constexpr (std::same_as<T, Function>) out_.flag(node.is_monotonic());
}

template <class T>
void NodeWriter::fields(const T& owner) {
  T::for_each_field(owner, [&](const char*, const auto& field) { put(field); });
}

void NodeWriter::column(const ColumnClause& column) {
  const FromClause* const owner = column.table();
  if (!owner) {
    if (typeid(column) != typeid(ColumnClause)) {
      refuse(str_cat("the column ", quoted(column.name().text()), ", which is in no table,"),
             "give it to a Table, or use column(\"name\", type)");
    }
    out_.number(kColumnAlone);
    return column_content(column);
  }
  const bool in_schema =
      owner->kind() == ElementKind::table && as<TableClause>(*owner).is_schema_table();
  out_.number(in_schema ? kColumnOfTable : kColumnOfOther);
  const ColumnElement* const there = owner->find_column(column.key_text());
  if (in_schema && (!there || there->identity() != column.identity())) {
    refuse(str_cat("the column ", quoted(column.key_text()), ", which table ",
                   quoted(owner->description()), " does not have any more,"),
           "use the column that the table has now");
  }
  node(owner);
  text(column.key_text());
  if (!in_schema) out_.number(column.index());
}

void NodeWriter::column_content(const ColumnClause& column) {
  put(column.name());
  type(column.type().get());
  out_.flag(column.is_literal());
  text(column.key_text());
  out_.flag(column.is_primary_key());
  out_.flag(column.is_omitted_from_statements());
}

void NodeWriter::table(const TableClause& table) {
  out_.flag(table.is_schema_table());
  size_.add(table.columns().size());
  if (table.is_schema_table()) {
    const auto& schema_table = static_cast<const SchemaTable&>(table);
    if (schema_table.metadata().find_table(schema_table.key()) != &schema_table) {
      refuse(str_cat("the table ", quoted(schema_table.key()),
                     ", which was taken out of its "
                     "MetaData,"),
             "use the table that is there now");
    }
    return text(schema_table.key());
  }
  if (typeid(table) != typeid(TableClause)) refuse_construct(table);
  put(table.name());
  put(table.schema());
  out_.number(table.columns().size());
  for (const ColumnCollection::Entry& entry : table.columns()) {
    if (typeid(*entry.column) != typeid(ColumnClause)) {
      refuse(str_cat("the column ", quoted(entry.key), " of table(", quoted(table.name().text()),
                     "), which is one of a Table,"),
             "use column(\"name\", type)");
    }
    column_content(static_cast<const ColumnClause&>(*entry.column));
  }
}

void NodeWriter::parameter(const BindParameter& bind) {
  if (bind.callable()) {
    refuse(str_cat("the parameter ", quoted(bind.key_name()), ", whose value a function makes,"),
           "give it a value, or none: bindparam(\"name\"), and params() of the statement that was "
           "read");
  }
  out_.number(bits(bind.has_value(), kBindHasValue) | bits(bind.is_unique(), kBindIsUnique));
  if (bind.is_unique()) anonymous_id(bind_ids_, bind.anonymous_id());
  if (bind.has_value()) write_value(out_, bind.value());
  node_fields(bind);
}

void NodeWriter::next_value(const NextValue& value) {
  const SequenceNode& sequence = value.sequence();
  if (!sequence.in_metadata()) {
    refuse(str_cat("the sequence ", quoted(sequence.fullname()), ", which is in no MetaData,"),
           "declare it as Sequence(name, metadata)");
  }
  out_.text(sequence.fullname());
  type(value.type().get());
}

void NodeWriter::anonymous_id(Ids& ids, std::uint64_t id) {
  const auto [place, is_new] = ids.emplace(id, ids.size());
  out_.number(is_new ? 0 : place->second + 1);
}

void NodeWriter::text(const std::string& text) {
  if (has_name_marks(text)) {
    refuse("a text of SQL or a name with a control character (1 or 2)",
           "give such text as the value of a parameter");
  }
  out_.text(text);
}

void NodeWriter::type(const TypeEngine* type) {
  if (!type) return out_.number(0);
  if (const auto known = types_.find(type); known != types_.end()) {
    out_.number(known->second + 2);
    return require_writable(type_size_.repeat(known->second));
  }
  out_.number(1);
  require_writable(type_size_.open());
  type_content(*type);
  require_writable(type_size_.close());
  types_.emplace(type, types_.size());
}

void NodeWriter::type_content(const TypeEngine& type) {
  if (is_plain_type(type)) {
    out_.number(kPlainType);
    return write_plain_type(out_, type, [this](const TypeEngine& inner) { this->type(&inner); });
  }
  if (type_of_column(type)) return;
  if (const std::optional<std::string> name = registered_type_name(type)) {
    out_.number(kRegisteredType);
    return out_.text(*name);
  }
  if (is_type_of_registered_class(type)) {
    out_.number(kTypeOfClass);
    return write_type_by_class(out_, type, [this](const TypeEngine& inner) { this->type(&inner); });
  }
  refuse(
      str_cat("the type ", type.repr()),
      str_cat("make it known on both sides with serializer::register_type(\"name\", ",
              type.python_name(),
              "(...)), or its class with register_type_class(), or use that of a table's column"));
}

bool NodeWriter::type_of_column(const TypeEngine& type) {
  if (seen_.empty()) collect_tables(root_);
  for (const SchemaTable* table : tables_) {
    for (const SchemaColumn* column : table->schema_columns()) {
      if (column->type().get() != &type) continue;
      out_.number(kTypeOfColumn);
      text(table->key());
      text(column->key_text());
      return true;
    }
  }
  return false;
}

void NodeWriter::collect_tables(const ClauseElement& node) {
  if (!seen_.insert(&node).second) return;
  if (node.kind() == ElementKind::table && as<TableClause>(node).is_schema_table()) {
    tables_.push_back(&static_cast<const SchemaTable&>(node));
  }
  if (node.kind() == ElementKind::column) {
    if (const FromClause* owner = as<ColumnClause>(node).table()) collect_tables(*owner);
  }
  node.visit_children([this](const ClauseElement& child) { collect_tables(child); });
}

template <NumberField T>
void NodeWriter::put(const T& v) {
  if constexpr (std::same_as<T, bool>) {
    out_.flag(v);
  } else {
    out_.number(static_cast<std::uint64_t>(v));
  }
}

void NodeWriter::put(const Name& v) {
  const std::optional<bool> quote = v.quote();
  out_.number(bits(v.is_anonymous(), kNameIsAnonymous) |
              bits(v.is_truncatable(), kNameIsTruncatable) | bits(quote == true, kNameIsQuoted) |
              bits(quote == false, kNameIsBare));
  if (!v.is_anonymous()) return text(v.text());
  std::size_t parts = 0;
  v.for_each_part([&](std::uint64_t, std::string_view) { ++parts; });
  out_.number(parts);
  v.for_each_part([&](std::uint64_t id, std::string_view body) {
    out_.flag(id != 0);
    if (id != 0) anonymous_id(ids_, id);
    text(std::string(body));
  });
}

void NodeWriter::put(const ParameterKey& v) {
  node(v.column());
  if (!v.column()) text(v.text());
}

void NodeWriter::put(const Ptr<const OperatorModifiers>& v) {
  out_.flag(v != nullptr);
  if (v) fields(*v);
}

void NodeWriter::put(const Ptr<const CustomOperator>& v) {
  out_.flag(v != nullptr);
  if (!v) return;
  if (v->program_impl) {
    refuse(str_cat("the operator ", quoted(v->text), " with a function of the program"),
           "leave out program_impl where the statement is written");
  }
  text(v->text);
  out_.number(static_cast<std::uint64_t>(v->operator_class));
  out_.signed_number(v->precedence);
  out_.flag(v->is_comparison);
  out_.flag(v->natural_self_precedent);
  out_.flag(v->eager_grouping);
  type(v->return_type.get());
}

template <class T>
void NodeWriter::put(const Rare<T>& v) {
  out_.flag(v.made());
  if (v.made()) fields(*v);
}

template <class T>
void NodeWriter::put(const std::optional<T>& v) {
  out_.flag(v.has_value());
  if (v) put(*v);
}

template <class A, class B>
void NodeWriter::put(const std::pair<A, B>& v) {
  put(v.first);
  put(v.second);
}

template <class T, class A>
void NodeWriter::put(const std::vector<T, A>& v) {
  out_.number(v.size());
  for (const T& item : v) put(item);
}

}  // namespace cupel::detail
