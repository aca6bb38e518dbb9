#include <array>
#include <utility>

#include <cupel/sql/expression/bind_parameter.hpp>
#include <cupel/sql/expression/type_fields.hpp>
#include <cupel/util/str_cat.hpp>

#include "sql/expression/standard_types.hpp"

namespace cupel {
namespace {

constexpr auto kOddInNames = [] {
  std::array<bool, 256> odd{};
  for (const char c : {'%', '(', ')', ' ', '$'}) odd[static_cast<unsigned char>(c)] = true;
  return odd;
}();

/// The body of an anonymous name made from a column's name: characters that would disturb the name
/// of a parameter are left out.
bool is_clean_body(std::string_view name) noexcept {
  if (name.empty() || name.front() == '_' || name.back() == '_') return false;
  for (const char c : name) {
    if (kOddInNames[static_cast<unsigned char>(c)]) return false;
  }
  return true;
}

std::string anonymous_body(std::string_view name) {
  if (is_clean_body(name)) return std::string(name);
  const auto odd = [](char c) { return kOddInNames[static_cast<unsigned char>(c)]; };
  std::string out;
  bool gap = false;
  for (const char c : name) {
    if (odd(c)) {
      gap = true;
      continue;
    }
    if (gap) out.push_back('_');
    gap = false;
    out.push_back(c);
  }
  if (gap) out.push_back('_');
  const std::size_t first = out.find_first_not_of('_');
  if (first == std::string::npos) return {};
  return out.substr(first, out.find_last_not_of('_') - first + 1);
}

}  // namespace

// A key is the same whether it is told by a text or a column.
inline void field_visit(ChildVisitor, const ParameterKey&) {}
inline bool field_map(CloneContext&, ParameterKey&) {
  return false;
}
inline bool field_equal(CompareContext&, const ParameterKey& a, const ParameterKey& b) {
  return a.text() == b.text();
}
inline bool field_is_default(const ParameterKey& v) {
  return v.text().empty();
}
inline bool field_key(KeyBuilder& key, const ParameterKey& v) {
  key.text(v.text());
  return true;
}

template class FieldsOf<BindParameter, ColumnElement>;

BindParameter::BindParameter(std::string_view name, Value&& value, TypePtr type, bool expanding)
    : FieldsBase(ElementKind::bind, std::move(type)),
      key_(std::string(name)),
      value_(std::move(value)),
      anonymous_id_(next_anonymous_id()),
      has_value_(true),
      flags_(flag(expanding, kExpanding)) {
  if (!type_) type_ = type_from_value(value_);
}

BindParameter::BindParameter(std::string key, std::optional<Value> value, BindOptions options)
    : FieldsBase(ElementKind::bind, std::move(options.type)),
      key_(std::string()),
      has_value_(value.has_value()) {
  if (options.unique || key.empty()) anonymous_id_ = next_anonymous_id();
  key_ = ParameterKey(key.empty() ? std::string("param") : std::move(key));
  if (value) value_ = std::move(*value);
  if (options.callable) {
    callable_ = std::make_shared<const std::function<Value()>>(std::move(options.callable));
  }
  const bool required = options.required.value_or(!has_value_ && !callable_);
  flags_ = static_cast<std::uint8_t>(
      flag(options.expanding, kExpanding) | flag(options.literal_execute, kLiteralExecute) |
      flag(options.isoutparam, kOutparam) | flag(required, kRequired));
  if (!type_) {
    if (options.expanding && value_.kind() == ValueKind::array) {
      const auto& items = value_.array_items();
      type_ = type_from_value(items.empty() ? Value() : items.front());
    } else if (value_.kind() == ValueKind::array) {
      type_ = detail::null_type();  // a list for IN: typed by what it is compared with
    } else {
      type_ = type_from_value(value_);
    }
  }
}

BindParameter::BindParameter(const BindParameter& other) = default;

// Left until a name is wanted: most statements are found in the cache, where none is.
std::string BindParameter::key() const {
  return anonymous_id_ ? anonymous_body(key_.text()) : key_.text();
}

std::string BindParameter::resolve(AnonymousNames& names) const {
  return anonymous_id_ ? names.name_for(anonymous_id_, anonymous_body(key_.text())) : key_.text();
}

Value BindParameter::effective_value() const {
  return callable_ ? (*callable_)() : value_;
}

Ptr<BindParameter> BindParameter::with_text_key() const {
  auto copy = make_ptr<BindParameter>(*this);
  copy->key_ = ParameterKey(key_.text());
  return copy;
}

Ptr<BindParameter> BindParameter::with_value(Value value) const {
  auto copy = make_ptr<BindParameter>(*this);
  copy->value_ = std::move(value);
  copy->callable_.reset();
  copy->has_value_ = true;
  copy->flags_ = static_cast<std::uint8_t>(copy->flags_ & ~kRequired);
  if (detail::is_null_type(copy->type_)) copy->type_ = type_from_value(copy->value_);
  return copy;
}

Ptr<BindParameter> BindParameter::with_type(TypePtr type) const {
  auto copy = make_ptr<BindParameter>(*this);
  copy->type_ = std::move(type);
  return copy;
}

Ptr<BindParameter> BindParameter::with_expanding(Operator expand_op, TypePtr type) const {
  auto copy = make_ptr<BindParameter>(*this);
  copy->flags_ |= kExpanding;
  copy->expand_op_ = expand_op;
  if (type) copy->type_ = std::move(type);
  return copy;
}

Ptr<BindParameter> BindParameter::render_literal_execute() const {
  auto copy = make_ptr<BindParameter>(*this);
  copy->flags_ |= kLiteralExecute;
  return copy;
}

ColumnPtr BindParameter::self_group(OperatorRef against) const {
  return ColumnElement::self_group(against);
}

ElementPtr BindParameter::clone_with(CloneContext&) const {
  return ElementPtr(this);
}

namespace {

constexpr auto kBindKeyTag = static_cast<std::uint64_t>(ElementKind::bind) + 1;
constexpr std::uint64_t kIsUnique = 1U << 12;
constexpr std::uint64_t kIsAfterColumn = 1U << 13;

}  // namespace

// Two words where the numbers are small and the name is that of a table's column, told by its
// address: whoever keeps the key keeps the statement.
bool BindParameter::append_cache_key(KeyBuilder& key) const {
  constexpr int kNumberBits = 20;
  constexpr int kTypeAt = 24;
  const ColumnClause* const column = key_.column();
  const std::uint64_t type = type_->cache_id();
  if (column && column->is_in_table() && anonymous_id_) [[likely]] {
    const std::uint64_t number = key.number_of(anonymous_id_);
    if ((type | number) >> kNumberBits == 0) [[likely]] {
      key.word(kBindKeyTag | std::uint64_t{flags_} << 8 | kIsUnique | kIsAfterColumn |
               static_cast<std::uint64_t>(expand_op_) << 16 | type << kTypeAt |
               number << (kTypeAt + kNumberBits));
      key.address(column->identity());
      key.parameter(*this);
      return true;
    }
  }
  return append_longer_cache_key(key);
}

bool BindParameter::append_longer_cache_key(KeyBuilder& key) const {
  key.word(kBindKeyTag | std::uint64_t{flags_} << 8 | (anonymous_id_ ? kIsUnique : 0) |
           static_cast<std::uint64_t>(expand_op_) << 16);
  key.word(type_->cache_id());
  if (anonymous_id_) key.anonymous_id(anonymous_id_);
  key.text(key_.text());
  key.parameter(*this);
  return true;
}

bool BindParameter::compare_fields(const ClauseElement& other, CompareContext& context) const {
  const auto& bind = as<BindParameter>(other);
  if ((anonymous_id_ != 0) != (bind.anonymous_id_ != 0)) return false;
  if (anonymous_id_ && !context.equal_ids(anonymous_id_, bind.anonymous_id_)) return false;
  if (context.compare_values &&
      !(has_value_ == bind.has_value_ && value_ == bind.value_ && callable_ == bind.callable_)) {
    return false;
  }
  return FieldsBase::compare_fields(other, context);
}

}  // namespace cupel
