#include "cupel/types/type_engine.hpp"

#include <mutex>
#include <typeinfo>
#include <unordered_map>

#include "cupel/error/core_errors.hpp"
#include "cupel/types/dialect_form.hpp"
#include "cupel/types/special_types.hpp"
#include "cupel/types/type_decorator.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {

std::string_view to_string(Wire wire) noexcept {
  switch (wire) {
    case Wire::automatic:
      return "automatic";
    case Wire::integer:
      return "integer";
    case Wire::real:
      return "real";
    case Wire::text:
      return "text";
    case Wire::blob:
      return "blob";
    case Wire::boolean_integer:
      return "boolean_integer";
    case Wire::boolean:
      return "boolean";
    case Wire::decimal_text:
      return "decimal_text";
    case Wire::decimal_real:
      return "decimal_real";
    case Wire::native_date:
      return "native_date";
    case Wire::native_time:
      return "native_time";
    case Wire::native_datetime:
      return "native_datetime";
    case Wire::native_interval:
      return "native_interval";
    case Wire::date_iso:
      return "date_iso";
    case Wire::time_iso:
      return "time_iso";
    case Wire::datetime_iso:
      return "datetime_iso";
    case Wire::interval_epoch:
      return "interval_epoch";
    case Wire::json_text:
      return "json_text";
    case Wire::uuid_hex32:
      return "uuid_hex32";
    case Wire::uuid_text:
      return "uuid_text";
    case Wire::enum_text:
      return "enum_text";
    case Wire::array_items:
      return "array_items";
  }
  return "unknown";
}

struct TypeEngine::Variants {
  std::vector<std::pair<std::string, TypePtr>> by_dialect;
};

TypeEngine::~TypeEngine() = default;

TypeEngine::TypeEngine(const TypeEngine& other)
    : RefCounted(other),
      variants_(other.variants_),
      wire_(other.wire_),
      evaluates_none_(other.evaluates_none_) {}

std::string TypeEngine::repr() const {
  std::string out(python_name());
  out += '(';
  std::string_view separator;
  for_each_field([&](const TypeField& f) {
    if (f.is_default) return;
    out += separator;
    separator = ", ";
    if (!f.name.empty()) str_append(out, f.name, "=");
    if (f.type) {
      out += f.type->repr();
    } else {
      f.value.append_repr(out);
    }
  });
  out += ')';
  return out;
}

// Everything that tells one type from another, as text. Built once per type object.
std::string TypeEngine::structure() const {
  std::string out = str_cat(typeid(*this).name(), "(");
  for_each_field([&](const TypeField& f) {
    str_append(out, f.name, "=");
    if (f.type) {
      str_append(out, "#", f.type->cache_id());
    } else {
      // The kind belongs to it: 1, 1.0 and True are equal as values.
      str_append(out, static_cast<int>(f.value.kind()), ":");
      f.value.append_repr(out);
    }
    out += ';';
  });
  str_append(out, ")", static_cast<int>(wire_), evaluates_none_ ? "e" : "");
  if (variants_) {
    for (const auto& [dialect, type] : variants_->by_dialect)
      str_append(out, "|", dialect, "=#", type->cache_id());
  }
  return out;
}

std::uint64_t TypeEngine::compute_cache_id() const {
  // Grows with the number of different types of the program, never with its statements.
  struct Interner {
    std::mutex mutex;
    std::unordered_map<std::string, std::uint64_t> ids;
  };
  static Interner* interner = new Interner;  // used by static statements until the very end
  if (!cacheable()) {
    // Ids of single objects are not kept; they come from the other half of the range.
    static std::atomic<std::uint64_t> serial{std::uint64_t{1} << 63};
    std::uint64_t expected = 0;
    const std::uint64_t fresh = ++serial;
    return cache_id_.compare_exchange_strong(expected, fresh) ? fresh : expected;
  }
  std::string key = structure();
  const std::lock_guard lock(interner->mutex);
  const std::uint64_t id =
      interner->ids.try_emplace(std::move(key), interner->ids.size() + 1).first->second;
  cache_id_.store(id, std::memory_order_release);
  return id;
}

bool TypeEngine::equals(const TypeEngine& other) const {
  return this == &other || cache_id() == other.cache_id();
}

TypePtr TypeEngine::with_wire(Wire wire) const {
  if (this->wire() == wire) return self();
  Ptr<TypeEngine> copy = clone();
  copy->wire_ = wire;
  return copy;
}

TypePtr TypeEngine::evaluates_none() const {
  Ptr<TypeEngine> copy = clone();
  copy->evaluates_none_ = true;
  return copy;
}

TypePtr TypeEngine::with_variant(const TypeArg& type,
                                 std::initializer_list<std::string_view> dialects) const {
  if (dialects.size() == 0)
    throw ArgumentError(str_cat("with_variant() of ", repr(), " needs the name of a dialect"));
  if (type->has_variants()) {
    throw ArgumentError(str_cat("the variant ", type->repr(), " of ", repr(),
                                " has variants itself; give all of them to the outer type"));
  }
  auto variants = std::make_shared<Variants>();
  if (variants_) *variants = *variants_;
  for (std::string_view dialect : dialects) {
    for (const auto& [name, existing] : variants->by_dialect) {
      if (name == dialect) {
        throw ArgumentError(str_cat("dialect ", quoted(dialect), " has a variant of ", repr(),
                                    " already: ", existing->repr()));
      }
    }
    variants->by_dialect.emplace_back(dialect, type.get());
  }
  Ptr<TypeEngine> copy = clone();
  copy->variants_ = std::move(variants);
  return copy;
}

TypePtr TypeEngine::with_variant(const TypeArg& type, std::string_view dialect) const {
  return with_variant(type, {dialect});
}

const TypeEngine* TypeEngine::variant_for(std::string_view dialect) const noexcept {
  if (!variants_) return nullptr;
  for (const auto& [name, type] : variants_->by_dialect)
    if (name == dialect) return type.get();
  return nullptr;
}

void TypeEngine::for_each_variant(
    FunctionRef<void(std::string_view, const TypeEngine&)> visit) const {
  if (!variants_) return;
  for (const auto& [name, type] : variants_->by_dialect) visit(name, *type);
}

TypePtr TypeEngine::coerce_compared_value(ArithmeticOp, const Value& value) const {
  const TypeAffinity affinity = type_affinity();
  if ((value.kind() == ValueKind::integer && affinity == TypeAffinity::integer) ||
      (value.kind() == ValueKind::text && affinity == TypeAffinity::string)) {
    return self();  // what most columns are compared with
  }
  const TypePtr& own = type_from_value(value);
  if (own->type_affinity() == TypeAffinity::null || own->type_affinity() == affinity) return self();
  return own;
}

bool TypeEngine::concatenates() const noexcept {
  const TypeAffinity affinity = type_affinity();
  return affinity == TypeAffinity::string || affinity == TypeAffinity::array ||
         affinity == TypeAffinity::json;
}

OperatorClass TypeEngine::operator_classes() const noexcept {
  switch (type_affinity()) {
    case TypeAffinity::integer:
    case TypeAffinity::numeric:
    case TypeAffinity::float_:
      return OperatorClass::numeric;
    case TypeAffinity::string:
      return OperatorClass::string;
    case TypeAffinity::binary:
      return OperatorClass::binary;
    case TypeAffinity::boolean:
      return OperatorClass::boolean;
    case TypeAffinity::date:
    case TypeAffinity::time:
    case TypeAffinity::datetime:
    case TypeAffinity::interval:
      return OperatorClass::datetime;
    case TypeAffinity::json:
      return OperatorClass::json;
    case TypeAffinity::uuid:
      return OperatorClass::base | OperatorClass::comparison;
    case TypeAffinity::array:
      return OperatorClass::array;
    case TypeAffinity::tuple:
      return OperatorClass::tuple;
    case TypeAffinity::null:
    case TypeAffinity::other:
      return OperatorClass::any;
  }
  return OperatorClass::any;
}

bool TypeEngine::compare_values(const Value& a, const Value& b) const {
  return a == b;
}

TypePtr TypeEngine::as_generic() const {
  return self();
}

TypePtr TypeEngine::self() const {
  return use_count() != 0 ? TypePtr(this) : TypePtr(clone());
}

bool same_type(const TypePtr& a, const TypePtr& b) {
  if (!a || !b) return !a && !b;
  return a->equals(*b);
}

TypePtr resolve_for_dialect(const TypePtr& type, const TypeDialect& dialect) {
  if (const TypeEngine* variant = type->variant_for(dialect.dialect_name()))
    return resolve_for_dialect(TypePtr(variant), dialect);
  if (type->kind() == TypeKind::type_decorator) {
    const auto& decorator = static_cast<const TypeDecorator&>(*type);
    return decorator.with_dialect_impl(
        resolve_for_dialect(decorator.load_dialect_impl(dialect), dialect), dialect);
  }
  if (const auto* own = dynamic_cast<const DialectForm*>(type.get())) {
    return dialect.adapt_type(own->form_on(dialect.dialect_name()));
  }
  return dialect.adapt_type(type);
}

}  // namespace cupel
