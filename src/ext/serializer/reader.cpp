#include "ext/serializer/reader.hpp"

#include <typeinfo>
#include <utility>

#include <cupel/error/core_errors.hpp>
#include <cupel/error/did_you_mean.hpp>
#include <cupel/schema/column.hpp>
#include <cupel/schema/metadata.hpp>
#include <cupel/schema/next_value.hpp>
#include <cupel/schema/table.hpp>
#include <cupel/sql/expression/element_families.hpp>
#include <cupel/sql/expression/operate.hpp>
#include <cupel/util/str_cat.hpp>

#include "ext/serializer/construct_names.hpp"
#include "ext/serializer/node_checks.hpp"
#include "ext/serializer/node_classes.hpp"
#include "ext/serializer/node_forms.hpp"
#include "ext/serializer/type_bytes.hpp"

namespace cupel::detail {
namespace {

/// The node as a T, or null where it is none.
template <class T>
Ptr<const T> node_as(const ClauseElement* node) {
  if constexpr (std::same_as<T, ClauseElement>) {
    return Ptr<const T>(node);
  } else if constexpr (std::same_as<T, ColumnElement>) {
    return Ptr<const T>(as_column(node));
  } else if constexpr (std::same_as<T, FromClause>) {
    return Ptr<const T>(as_from(node));
  } else if constexpr (std::same_as<T, SelectBase>) {
    return Ptr<const T>(as_select(node));
  } else if constexpr (std::same_as<T, ReturnsRows>) {
    if (const FromClause* from = as_from(node)) return Ptr<const T>(from);
    if (const SelectBase* select = as_select(node)) return Ptr<const T>(select);
    return Ptr<const T>(as_dml(node));
  } else {
    constexpr ElementKind kind = std::same_as<T, CTE>             ? ElementKind::cte
                                 : std::same_as<T, FrameClause>   ? ElementKind::frame
                                 : std::same_as<T, TextClause>    ? ElementKind::text
                                 : std::same_as<T, BindParameter> ? ElementKind::bind
                                                                  : ElementKind::column;
    static_assert(kind != ElementKind::column || std::same_as<T, ColumnClause>);
    return node->kind() == kind ? Ptr<const T>(static_cast<const T*>(node)) : Ptr<const T>();
  }
}

void require_readable(bool fits) {
  if (!fits) throw_damaged_bytes("a tree that is too deep or too large");
}

void require_sound(bool sound, ElementKind kind) {
  if (!sound) throw_damaged_bytes(str_cat("a ", kind_name(kind), " that cannot be"));
}

}  // namespace

ElementPtr NodeReader::node() {
  const std::uint64_t form = in_.number_below(nodes_.size() + 2, "a node");
  if (form == 0) return {};
  if (form > 1) {
    require_readable(size_.repeat(form - 2));
    return nodes_[form - 2];
  }
  require_readable(size_.open());
  ElementPtr node = content();
  require_readable(size_.close(node->kind() == ElementKind::column));
  nodes_.push_back(node);
  return node;
}

ElementPtr NodeReader::content() {
  const auto kind = static_cast<ElementKind>(
      in_.number_below(static_cast<std::uint64_t>(kElementKindCount), "the kind of a node"));
  switch (kind) {
    case ElementKind::null:
      return Null::instance();
    case ElementKind::true_:
      return True_::instance();
    case ElementKind::false_:
      return False_::instance();
    case ElementKind::column:
      return column();
    case ElementKind::table:
      return table();
    case ElementKind::bind:
      return parameter();
    case ElementKind::next_value:
      return next_value();
    case ElementKind::table_valued_alias:
      return table_valued_alias();
    case ElementKind::table_valued_column:
      return table_valued_column();
    default:
      break;
  }
  if (kind == ElementKind::extension) return construct();
  ElementPtr made;
  const bool known =
      with_node_class(kind, [&]<class T>(std::type_identity<T>) { made = fields_of_node<T>(); });
  if (!known) throw_damaged_bytes("a node of a kind that is never written");
  return made;
}

class NodeReader::FieldInput final : public serializer::FieldStream {
 public:
  explicit FieldInput(NodeReader& reader) noexcept : reader_(reader) {}

  [[nodiscard]] bool reads() const noexcept override { return true; }
  void flag(bool& v) override { v = reader_.in_.flag(); }
  void number(std::int64_t& v) override { v = reader_.in_.signed_number(); }
  void size(std::size_t& v) override { v = reader_.in_.count(); }
  void text(std::string& v) override { v = reader_.text(); }
  void name(Name& v) override { reader_.get(v, false); }
  void type(TypePtr& v) override { v = reader_.type(); }
  void value(Value& v) override { v = read_value(reader_.in_); }
  void node(ElementPtr& v) override { v = reader_.node(); }

 private:
  NodeReader& reader_;
};

ElementPtr NodeReader::construct() {
  const std::string_view name = in_.text();
  ElementPtr own;
  const bool is_own = with_construct_class(
      name, [&]<class T>(std::type_identity<T>) { own = fields_of_node<T>(); });
  if (is_own) return own;
  const std::optional<ConstructClass> known = registered_construct(name);
  if (!known) {
    throw InvalidRequestError(str_cat("these bytes hold the construct ", quoted(name),
                                      ", which is not known here; call "
                                      "serializer::register_construct() for its class first"));
  }
  const Ptr<ClauseElement> made = known->make();
  const ClauseElement* const node = made.get();
  if (!node || known->type != typeid(*node)) {
    throw InvalidRequestError(str_cat("what was registered for the construct ", quoted(name),
                                      " makes one of another class; register its own class"));
  }
  FieldInput input(*this);
  known->walk(*made, input);
  if (known->is_sound && !known->is_sound(*node)) {
    throw_damaged_bytes(str_cat("the construct ", quoted(name), " as it cannot be"));
  }
  return made;
}

template <class T>
ElementPtr NodeReader::fields_of_node() {
  Ptr<T> node = empty_node<T>();
  if constexpr (std::derived_from<T, ColumnElement>) {
    const TypePtr* own = nullptr;
    ColumnElement::for_each_field(*node, [&](const char*, TypePtr& field) {
      field = known_type();
      own = &field;
    });
    T::for_each_field(*node, [&](const char* name, auto& field) {
      if (static_cast<const void*>(&field) != own) get(field, may_be_null<T>(name));
    });
  } else {
    fields(*node);
  }
  if constexpr (std::same_as<T, SelectState>) {
    SelectState::Parts& parts = node->edit();
    ElementList raw;
    for (const ElementPtr& element : parts.raw_columns) {
      coerce_columns(Operand(element), parts.columns, raw);
    }
  }
  if constexpr (std::same_as<T, Function>) {
    if (in_.flag()) node = node->as_monotonic();
  }
  require_sound(is_sound(static_cast<const T&>(*node)), node->kind());
  return node;
}

template <class T>
void NodeReader::fields(T& owner) {
  T::for_each_field(owner,
                    [&](const char* name, auto& field) { get(field, may_be_null<T>(name)); });
}

ElementPtr NodeReader::column() {
  switch (in_.number_below(kColumnForms, "the form of a column")) {
    case kColumnAlone:
      return column_content();
    case kColumnOfTable:
      return owned_column(true);
    default:
      return owned_column(false);
  }
}

Ptr<ColumnClause> NodeReader::column_content() {
  Name name;
  get(name, false);
  TypePtr type = known_type();
  const bool is_literal = in_.flag();
  std::string key = text();
  if (key == name.text()) key.clear();
  auto column =
      make_ptr<ColumnClause>(std::move(name), std::move(type), is_literal, std::move(key));
  column->set_primary_key(in_.flag());
  column->set_omitted_from_statements(in_.flag());
  return column;
}

ElementPtr NodeReader::owned_column(bool in_schema) {
  const ElementPtr node = this->node();
  const FromClause* const owner = as_from(node.get());
  if (!owner) throw_damaged_bytes("a column without its table");
  const std::string key = text();
  if (in_schema) {
    if (const ColumnElement* column = owner->find_column(key)) return ElementPtr(column);
    throw InvalidRequestError(str_cat("these bytes name the column ", quoted(key), " of table ",
                                      quoted(owner->description()), ", which has ",
                                      join(owner->columns().keys(), ", "),
                                      "; write the statement anew with the columns of now",
                                      did_you_mean(key, owner->columns().keys())));
  }
  const std::uint64_t index = in_.number();
  const ColumnCollection& columns = owner->columns();
  const ColumnElement* column = nullptr;
  if (index < columns.size() && columns[index].kind() == ElementKind::column &&
      as<ColumnClause>(columns[index]).key_text() == key) {
    column = &columns[index];
  } else {
    column = owner->find_column(key);
  }
  if (!column) {
    throw InvalidRequestError(str_cat("these bytes name the column ", quoted(key), " of ",
                                      quoted(owner->description()),
                                      ", which has none of that name; the table behind it has "
                                      "changed: write the statement anew"));
  }
  return ElementPtr(column);
}

const SchemaTable& NodeReader::schema_table(std::string_view key) const {
  if (const SchemaTable* table = metadata_.find_table(key)) return *table;
  std::vector<std::string> keys;
  for (const SchemaTable* table : metadata_.tables()) keys.push_back(table->key());
  throw InvalidRequestError(str_cat("these bytes name the table ", quoted(key),
                                    ", and the MetaData given to serializer::loads() has none",
                                    "; declare or reflect it there", did_you_mean(key, keys)));
}

ElementPtr NodeReader::table() {
  if (in_.flag()) {
    const SchemaTable& table = schema_table(in_.text());
    size_.add(table.columns().size());
    return ElementPtr(&table);
  }
  Name name;
  Name schema;
  get(name, false);
  get(schema, false);
  auto table = make_ptr<TableClause>(std::move(name), std::move(schema));
  for (std::size_t left = in_.count(); left > 0; --left) table->append_column(column_content());
  size_.add(table->columns().size());
  return table;
}

ElementPtr NodeReader::parameter() {
  const std::uint64_t bits = in_.number_below(kBindBits, "a parameter");
  Ptr<BindParameter> bind;
  if ((bits & kBindIsUnique) != 0) {
    const std::uint64_t number = in_.number_below(first_binds_.size() + 1, "a parameter");
    if (number == 0) {
      first_binds_.emplace_back(make_ptr<BindParameter>(
          "param", std::nullopt,
          BindOptions{.type = NullType::instance(), .unique = true, .required = false}));
    }
    bind = make_ptr<BindParameter>(number == 0 ? *first_binds_.back() : *first_binds_[number - 1]);
  } else {
    bind = make_ptr<BindParameter>("param", std::nullopt,
                                   BindOptions{.type = NullType::instance(), .required = false});
  }
  if ((bits & kBindHasValue) != 0) bind = bind->with_value(read_value(in_));
  BindParameter& node = *bind;
  const TypePtr* own = nullptr;
  ColumnElement::for_each_field(node, [&](const char*, TypePtr& field) {
    field = known_type();
    own = &field;
  });
  BindParameter::for_each_field(node, [&](const char*, auto& field) {
    if (static_cast<const void*>(&field) != own) get(field, false);
  });
  return bind;
}

ElementPtr NodeReader::next_value() {
  const std::string_view name = in_.text();
  const TypePtr type = known_type();
  for (const Ptr<const SequenceNode>& sequence : metadata_.sequences()) {
    if (sequence->fullname() != name) continue;
    auto node = make_ptr<NextValue>(sequence);
    ColumnElement::for_each_field(*node, [&](const char*, TypePtr& field) { field = type; });
    return node;
  }
  throw InvalidRequestError(str_cat("these bytes name the sequence ", quoted(name),
                                    ", and the MetaData given to serializer::loads() has none; "
                                    "declare it there"));
}

ElementPtr NodeReader::table_valued_alias() {
  // The type of the value is that of the function it was made with.
  const TypePtr scalar = type();
  auto node = make_ptr<TableValuedAlias>(
      make_ptr<Function>(KnownFunction::none, Name("empty"), ColumnList{}, scalar),
      TableValuedAlias::Options{.name = "empty", .scalar = scalar != nullptr});
  fields(*node);
  require_sound(is_sound(static_cast<const TableValuedAlias&>(*node)), node->kind());
  return node;
}

ElementPtr NodeReader::table_valued_column() {
  const ElementPtr node = this->node();
  const FromClause* const from = as_from(node.get());
  if (!from) throw_damaged_bytes("a value that is no row");
  return make_ptr<TableValuedColumn>(FromPtr(from), known_type());
}

std::uint64_t NodeReader::anonymous_id() {
  const std::uint64_t number = in_.number_below(ids_.size() + 1, "an anonymous name");
  if (number != 0) return ids_[number - 1];
  return ids_.emplace_back(next_anonymous_id());
}

std::string NodeReader::text() {
  const std::string_view text = in_.text();
  if (has_name_marks(text)) throw_damaged_bytes("a text with control characters");
  return std::string(text);
}

TypePtr NodeReader::type() {
  const std::uint64_t form = in_.number_below(types_.size() + 2, "a type");
  if (form == 0) return {};
  if (form > 1) {
    require_readable(type_size_.repeat(form - 2));
    return types_[form - 2];
  }
  require_readable(type_size_.open());
  TypePtr type = type_content();
  require_readable(type_size_.close());
  types_.push_back(type);
  return type;
}

TypePtr NodeReader::known_type() {
  TypePtr type = this->type();
  if (!type) throw_damaged_bytes("no type where there has to be one");
  return type;
}

TypePtr NodeReader::type_content() {
  switch (in_.number_below(kTypeForms, "the form of a type")) {
    case kPlainType:
      return read_plain_type(in_, [this] { return known_type(); });
    case kTypeOfColumn: {
      const SchemaTable& table = schema_table(in_.text());
      const std::string_view key = in_.text();
      if (const SchemaColumn* column = table.find_schema_column(key)) return column->type();
      throw InvalidRequestError(str_cat("these bytes use the type of the column ", quoted(key),
                                        " of table ", quoted(table.key()),
                                        ", which has no such column; write the statement anew"));
    }
    case kTypeOfClass:
      return read_type_by_class(in_, [this] { return known_type(); });
    default: {
      const std::string_view name = in_.text();
      if (TypePtr type = registered_type(name)) return type;
      throw InvalidRequestError(str_cat("these bytes use the type ", quoted(name),
                                        ", which is not known here; call serializer::register_type("
                                        "\"",
                                        name, "\", ...) first"));
    }
  }
}

template <NumberField T>
void NodeReader::get(T& v, bool) {
  if constexpr (std::same_as<T, bool>) {
    v = in_.flag();
  } else if constexpr (std::is_enum_v<T>) {
    const std::uint64_t number = in_.number();
    if (!is_member<T>(number)) throw_damaged_bytes("a number that stands for nothing");
    v = static_cast<T>(number);
  } else {
    static_assert(std::is_unsigned_v<T> && sizeof(T) < 8);
    v = static_cast<T>(in_.number_below(std::uint64_t{1} << (8 * sizeof(T)), "a small number"));
  }
}

void NodeReader::get(Name& v, bool) {
  const std::uint64_t bits = in_.number_below(kNameBits, "a name");
  Name name;
  if ((bits & kNameIsAnonymous) != 0) {
    std::size_t parts = in_.count();
    if (parts == 0) throw_damaged_bytes("an anonymous name without parts");
    for (; parts > 0; --parts) {
      const bool numbered = in_.flag();
      const std::uint64_t id = numbered ? anonymous_id() : 0;
      const std::string part = text();
      name = name.joined("", numbered ? Name::anonymous(id, part) : Name(part));
    }
    if (!name.is_anonymous()) throw_damaged_bytes("an anonymous name without a number");
  } else {
    name = Name(text());
  }
  name.set_truncatable((bits & kNameIsTruncatable) != 0);
  if ((bits & kNameIsQuoted) != 0) {
    name.set_quote(true);
  } else if ((bits & kNameIsBare) != 0) {
    name.set_quote(false);
  }
  v = std::move(name);
}

void NodeReader::get(ParameterKey& v, bool) {
  const ElementPtr node = this->node();
  if (!node) {
    v = ParameterKey(text());
    return;
  }
  Ptr<const ColumnClause> column = node_as<ColumnClause>(node.get());
  if (!column) throw_damaged_bytes("a parameter named after no column");
  v = ParameterKey(std::move(column));
}

void NodeReader::get(Ptr<const OperatorModifiers>& v, bool) {
  v.reset();
  if (!in_.flag()) return;
  auto modifiers = make_ptr<OperatorModifiers>();
  fields(*modifiers);
  v = std::move(modifiers);
}

void NodeReader::get(Ptr<const CustomOperator>& v, bool) {
  v.reset();
  if (!in_.flag()) return;
  auto custom = make_ptr<CustomOperator>();
  custom->text = text();
  constexpr auto kClasses = static_cast<std::uint64_t>(OperatorClass::any) + 1;
  custom->operator_class =
      static_cast<OperatorClass>(in_.number_below(kClasses, "the class of an operator"));
  custom->precedence = in_.small_number();
  custom->is_comparison = in_.flag();
  custom->natural_self_precedent = in_.flag();
  custom->eager_grouping = in_.flag();
  custom->return_type = type();
  v = std::move(custom);
}

template <NodeField T>
void NodeReader::get(Ptr<const T>& v, bool nullable) {
  const ElementPtr node = this->node();
  v.reset();
  if (node) v = node_as<T>(node.get());
  if (!v && (node || !nullable))
    throw_damaged_bytes("a node of another kind than its place asks for");
}

template <class T>
void NodeReader::get(Rare<T>& v, bool) {
  if (in_.flag()) fields(v.edit());
}

template <class T>
void NodeReader::get(std::optional<T>& v, bool) {
  v.reset();
  if (in_.flag()) get(v.emplace(), false);
}

template <class A, class B>
void NodeReader::get(std::pair<A, B>& v, bool) {
  get(v.first, false);
  get(v.second, false);
}

template <class T, class A>
void NodeReader::get(std::vector<T, A>& v, bool) {
  v.clear();
  for (std::size_t left = in_.count(); left > 0; --left) get(v.emplace_back(), false);
}

}  // namespace cupel::detail
