#include "cupel/types/enum_type.hpp"

#include <algorithm>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/dbapi_errors.hpp"
#include "cupel/types/detail/text_repr.hpp"
#include "cupel/types/detail/type_fields.hpp"
#include "cupel/types/type_traits.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {

namespace {

constexpr std::size_t kShownLabels = 8;

// Characters, not bytes: VARCHAR counts those.
int text_length(std::string_view s) {
  int n = 0;
  for (std::size_t i = 0; i < s.size(); ++n) i += detail::decode_utf8(s.substr(i)).size;
  return n;
}

std::vector<EnumMember> members_of(std::vector<std::string> labels) {
  std::vector<EnumMember> out;
  out.reserve(labels.size());
  for (std::string& l : labels) {
    const auto number = static_cast<std::int64_t>(out.size());
    out.push_back({l, number, std::move(l)});
  }
  return out;
}

std::vector<EnumMember> without_aliases(const std::vector<EnumMember>& members) {
  std::vector<EnumMember> out;
  for (const EnumMember& m : members) {
    const bool alias = std::any_of(out.begin(), out.end(),
                                   [&m](const EnumMember& o) { return o.value == m.value; });
    if (!alias) out.push_back(m);
  }
  return out;
}

[[noreturn]] void throw_unknown(const EnumTable& table, const std::string& what,
                                const std::string& name) {
  throw LookupError(str_cat(
      what, " is not among the defined enum values. Enum name: ", name.empty() ? "None" : name,
      ". Possible values: ", table.labels_for_message()));
}

}  // namespace

EnumTable::EnumTable(std::string type_name, std::vector<EnumMember> members)
    : type_name_(std::move(type_name)), members_(std::move(members)) {}

const EnumMember* EnumTable::by_name(std::string_view name) const noexcept {
  for (const EnumMember& m : members_)
    if (m.name == name) return &m;
  return nullptr;
}

const EnumMember* EnumTable::by_text(std::string_view text) const noexcept {
  for (const EnumMember& m : members_)
    if (m.text == text) return &m;
  return nullptr;
}

const EnumMember* EnumTable::by_value(std::int64_t value) const noexcept {
  // Members of most enumerations are numbered as they stand.
  if (value >= 0 && static_cast<std::uint64_t>(value) < members_.size()) {
    const EnumMember& m = members_[static_cast<std::size_t>(value)];
    if (m.value == value) return &m;
  }
  for (const EnumMember& m : members_)
    if (m.value == value) return &m;
  return nullptr;
}

std::string EnumTable::labels_for_message() const {
  std::vector<std::string_view> shown;
  for (std::size_t i = 0; i < members_.size(); ++i) {
    const bool middle = members_.size() > kShownLabels && i >= kShownLabels / 2 &&
                        i < members_.size() - kShownLabels / 2;
    if (!middle) {
      shown.push_back(members_[i].text);
    } else if (i == kShownLabels / 2) {
      shown.emplace_back("...");
    }
  }
  return join(shown, ", ");
}

Enum::Enum(std::vector<std::string> labels, EnumOptions options)
    : Enum(EnumTable(std::string(), members_of(std::move(labels))), std::move(options)) {}

Enum::Enum(std::initializer_list<std::string_view> labels, EnumOptions options)
    : Enum(std::vector<std::string>(labels.begin(), labels.end()), std::move(options)) {}

Enum::Enum(EnumTable table, EnumOptions options)
    : options_(std::move(options)), has_members_(!table.type_name().empty()) {
  if (has_members_ && options_.omit_aliases)
    table = EnumTable(table.type_name(), without_aliases(table.members()));
  if (has_members_ && !options_.name) options_.name = to_lower(table.type_name());
  for (const EnumMember& m : table.members()) length_ = std::max(length_, text_length(m.text));
  if (options_.length) {
    if (*options_.length < length_) {
      throw ArgumentError(str_cat("the longest label of ", table.labels_for_message(), " has ",
                                  length_, " characters; the length ", *options_.length,
                                  " given for the Enum is less"));
    }
    length_ = *options_.length;
  }
  if (options_.schema && options_.inherit_schema) {
    throw ArgumentError(str_cat("the Enum ", quoted(name()), " is given the schema ",
                                quoted(*options_.schema),
                                " and is to inherit that of its table; take one of them away"));
  }
  table_ = std::make_shared<const EnumTable>(std::move(table));
  if (NamedTypeOwner* owner = std::exchange(options_.metadata, {}).get()) {
    if (!options_.schema && !options_.inherit_schema) options_.schema = owner->schema_of_types();
    owner->adopt_type(make_ptr<Enum>(*this));
  }
}

std::vector<std::string> Enum::labels() const {
  std::vector<std::string> out;
  for (const EnumMember& m : table_->members()) out.push_back(m.text);
  return out;
}

std::string_view Enum::to_label(std::string_view name) const {
  if (const EnumMember* m = table_->by_name(name)) return m->text;
  if (const EnumMember* m = table_->by_text(name)) return m->text;
  if (has_members_ || options_.validate_strings) throw_unknown(*table_, quoted(name), this->name());
  return name;
}

std::string_view Enum::from_label(std::string_view label) const {
  const EnumMember* m = table_->by_text(label);
  if (!m) throw_unknown(*table_, quoted(label), name());
  return m->name;
}

Enum Enum::with_sort_key(Key key) const {
  Enum out = *this;
  out.sort_key_ = std::move(key);
  return out;
}

Value Enum::sort_key(const Value& value) const {
  if (value.kind() != ValueKind::text) return value;
  const auto& members = table_->members();
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (members[i].name != value.text() && members[i].text != value.text()) continue;
    return sort_key_ ? sort_key_(members[i]) : Value(static_cast<std::int64_t>(i));
  }
  return value;
}

void Enum::for_each_field(TypeFieldVisitor visit) const {
  using detail::field;
  for (const EnumMember& m : table_->members()) visit({"", Value(m.text)});
  // The members' names and numbers are part of what the type is, though not of how it prints.
  for (const EnumMember& m : table_->members()) {
    visit({"member", Value(m.name), true});
    visit({"number", Value(m.value), true});
  }
  visit(
      {"sorted", Value(reinterpret_cast<std::intptr_t>(sort_key_ ? table_.get() : nullptr)), true});
  visit(field("name", options_.name));
  visit({"schema", Value(options_.schema), !options_.schema || options_.schema->empty()});
  visit({"length", Value(options_.length), !options_.length});
  visit(field("native_enum", options_.native_enum, true));
  visit(field("create_constraint", options_.create_constraint, false));
  visit(field("create_type", options_.create_type, true));
  visit(field("validate_strings", options_.validate_strings, false));
  visit(field("inherit_schema", options_.inherit_schema, false));
}

TypePtr Enum::coerce_compared_value(ArithmeticOp op, const Value& value) const {
  if (op == ArithmeticOp::concat || value.kind() != ValueKind::text)
    return TypeEngine::coerce_compared_value(op, value);
  return self();
}

namespace detail {

const EnumMember& require_member(const EnumTable& table, std::int64_t value) {
  if (const EnumMember* m = table.by_value(value)) return *m;
  throw_unknown(table, str_cat(value), table.type_name());
}

const EnumMember& require_member(const EnumTable& table, std::string_view name) {
  if (const EnumMember* m = table.by_name(name)) return *m;
  throw_unknown(table, quoted(name), table.type_name());
}

}  // namespace detail

}  // namespace cupel
