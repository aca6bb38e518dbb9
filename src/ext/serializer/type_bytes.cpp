#include "ext/serializer/type_bytes.hpp"

#include <initializer_list>
#include <mutex>
#include <type_traits>
#include <typeindex>
#include <typeinfo>
#include <utility>
#include <vector>

#include <cupel/error/core_errors.hpp>
#include <cupel/error/dbapi_errors.hpp>
#include <cupel/ext/serializer/serializer.hpp>
#include <cupel/types/types.hpp>
#include <cupel/util/str_cat.hpp>

#include "ext/serializer/value_bytes.hpp"

namespace cupel {
namespace detail {
namespace {

// Numbers that stand in the bytes as they are: whoever changes one makes a new version.
static_assert(static_cast<int>(TypeKind::json_path) == 25 &&
              static_cast<int>(TypeKind::type_decorator) == 50);

/// Calls f with the class of a kind; false for kinds that several classes have.
template <class F>
bool with_type_class(TypeKind kind, F&& f) {
  switch (kind) {
#define CUPEL_TYPE_CLASS(kind, Class) \
  case TypeKind::kind:                \
    f(std::type_identity<Class>{});   \
    return true
    CUPEL_TYPE_CLASS(null_type, NullType);
    CUPEL_TYPE_CLASS(big_integer, BigInteger);
    CUPEL_TYPE_CLASS(boolean, Boolean);
    CUPEL_TYPE_CLASS(date, Date);
    CUPEL_TYPE_CLASS(date_time, DateTime);
    CUPEL_TYPE_CLASS(double_, Double);
    CUPEL_TYPE_CLASS(enum_, Enum);
    CUPEL_TYPE_CLASS(float_, Float);
    CUPEL_TYPE_CLASS(integer, Integer);
    CUPEL_TYPE_CLASS(interval, Interval);
    CUPEL_TYPE_CLASS(json, JSON);
    CUPEL_TYPE_CLASS(large_binary, LargeBinary);
    CUPEL_TYPE_CLASS(numeric, Numeric);
    CUPEL_TYPE_CLASS(small_integer, SmallInteger);
    CUPEL_TYPE_CLASS(string, String);
    CUPEL_TYPE_CLASS(text, Text);
    CUPEL_TYPE_CLASS(time, Time);
    CUPEL_TYPE_CLASS(unicode, Unicode);
    CUPEL_TYPE_CLASS(unicode_text, UnicodeText);
    CUPEL_TYPE_CLASS(uuid, Uuid);
    CUPEL_TYPE_CLASS(array, ARRAY);
    CUPEL_TYPE_CLASS(tuple, TupleType);
    CUPEL_TYPE_CLASS(match_type, MatchType);
    CUPEL_TYPE_CLASS(table_value, TableValueType);
    CUPEL_TYPE_CLASS(json_index, JSON::Index);
    CUPEL_TYPE_CLASS(json_path, JSON::Path);
    CUPEL_TYPE_CLASS(sql_bigint, BIGINT);
    CUPEL_TYPE_CLASS(sql_binary, BINARY);
    CUPEL_TYPE_CLASS(sql_blob, BLOB);
    CUPEL_TYPE_CLASS(sql_boolean, BOOLEAN);
    CUPEL_TYPE_CLASS(sql_char, CHAR);
    CUPEL_TYPE_CLASS(sql_clob, CLOB);
    CUPEL_TYPE_CLASS(sql_date, DATE);
    CUPEL_TYPE_CLASS(sql_datetime, DATETIME);
    CUPEL_TYPE_CLASS(sql_decimal, DECIMAL);
    CUPEL_TYPE_CLASS(sql_double, DOUBLE);
    CUPEL_TYPE_CLASS(sql_double_precision, DOUBLE_PRECISION);
    CUPEL_TYPE_CLASS(sql_float, FLOAT);
    CUPEL_TYPE_CLASS(sql_integer, INTEGER);
    CUPEL_TYPE_CLASS(sql_nchar, NCHAR);
    CUPEL_TYPE_CLASS(sql_numeric, NUMERIC);
    CUPEL_TYPE_CLASS(sql_nvarchar, NVARCHAR);
    CUPEL_TYPE_CLASS(sql_real, REAL);
    CUPEL_TYPE_CLASS(sql_smallint, SMALLINT);
    CUPEL_TYPE_CLASS(sql_text, TEXT);
    CUPEL_TYPE_CLASS(sql_time, TIME);
    CUPEL_TYPE_CLASS(sql_timestamp, TIMESTAMP);
    CUPEL_TYPE_CLASS(sql_uuid, UUID);
    CUPEL_TYPE_CLASS(sql_varbinary, VARBINARY);
    CUPEL_TYPE_CLASS(sql_varchar, VARCHAR);
#undef CUPEL_TYPE_CLASS
    case TypeKind::type_decorator:
    case TypeKind::user_defined:
    case TypeKind::dialect_type:
      return false;
  }
  return false;
}

/// One walk over the arguments of a type for both directions: `io` reads or writes each.
class TypeOutput {
 public:
  TypeOutput(SerialWriter& out, FunctionRef<void(const TypeEngine&)> nested)
      : out_(out), nested_(nested) {}

  void operator()(const bool& v) { out_.flag(v); }
  void operator()(const std::string& v) { out_.text(v); }
  void operator()(const int& v) { out_.signed_number(v); }
  void operator()(const std::int64_t& v) { out_.signed_number(v); }
  void operator()(const TypePtr& v) { nested_(*v); }
  void operator()(const EnumMember& v) {
    (*this)(v.name);
    (*this)(v.value);
    (*this)(v.text);
  }
  void operator()(const TableValueType::Element& v) {
    (*this)(v.name);
    (*this)(v.type);
  }
  template <class T>
  void operator()(const std::optional<T>& v) {
    out_.flag(v.has_value());
    if (v) (*this)(*v);
  }
  template <class T>
  void operator()(const std::vector<T>& v) {
    out_.number(v.size());
    for (const T& item : v) (*this)(item);
  }

 private:
  SerialWriter& out_;
  FunctionRef<void(const TypeEngine&)> nested_;
};

class TypeInput {
 public:
  TypeInput(SerialReader& in, FunctionRef<TypePtr()> nested) : in_(in), nested_(nested) {}

  void operator()(bool& v) { v = in_.flag(); }
  void operator()(std::string& v) { v = in_.text(); }
  void operator()(int& v) { v = in_.small_number(); }
  void operator()(std::int64_t& v) { v = in_.signed_number(); }
  void operator()(TypePtr& v) { v = nested_(); }
  void operator()(EnumMember& v) {
    (*this)(v.name);
    (*this)(v.value);
    (*this)(v.text);
  }
  void operator()(TableValueType::Element& v) {
    (*this)(v.name);
    (*this)(v.type);
  }
  template <class T>
  void operator()(std::optional<T>& v) {
    if (in_.flag()) (*this)(v.emplace());
  }
  template <class T>
  void operator()(std::vector<T>& v) {
    for (std::size_t left = in_.count(); left > 0; --left) (*this)(v.emplace_back());
  }

 private:
  SerialReader& in_;
  FunctionRef<TypePtr()> nested_;
};

struct NumericArguments {
  std::optional<int> precision;
  std::optional<int> scale;
  NumericOptions options;

  template <class Self, class Io>
  static void each(Self& self, Io&& io) {
    io(self.precision);
    io(self.scale);
    io(self.options.decimal_return_scale);
    io(self.options.asdecimal);
  }
};

struct StringArguments {
  std::optional<int> length;
  std::string collation;
  std::string collation_schema;

  template <class Self, class Io>
  static void each(Self& self, Io&& io) {
    io(self.length);
    io(self.collation);
    io(self.collation_schema);
  }
};

struct EnumArguments {
  std::string type_name;
  std::vector<EnumMember> members;
  EnumOptions options;

  template <class Self, class Io>
  static void each(Self& self, Io&& io) {
    io(self.type_name);
    io(self.members);
    io(self.options.name);
    io(self.options.schema);
    io(self.options.length);
    io(self.options.native_enum);
    io(self.options.create_constraint);
    io(self.options.create_type);
    io(self.options.validate_strings);
    io(self.options.inherit_schema);
    io(self.options.omit_aliases);
  }
};

/// A single argument, or none.
template <class T>
struct OneArgument {
  T value{};

  template <class Self, class Io>
  static void each(Self& self, Io&& io) {
    io(self.value);
  }
};

struct FlagsArguments {
  bool first = false;
  bool second = false;

  template <class Self, class Io>
  static void each(Self& self, Io&& io) {
    io(self.first);
    io(self.second);
  }
};

struct BooleanArguments {
  BooleanOptions options;

  template <class Self, class Io>
  static void each(Self& self, Io&& io) {
    io(self.options.create_constraint);
    io(self.options.name);
  }
};

struct IntervalArguments {
  IntervalOptions options;

  template <class Self, class Io>
  static void each(Self& self, Io&& io) {
    io(self.options.native);
    io(self.options.second_precision);
    io(self.options.day_precision);
  }
};

struct ArrayArguments {
  TypePtr item;
  ArrayOptions options;

  template <class Self, class Io>
  static void each(Self& self, Io&& io) {
    io(self.item);
    io(self.options.dimensions);
    io(self.options.as_tuple);
    io(self.options.zero_indexes);
  }
};

template <class T>
void write_arguments(const T& type, TypeOutput io) {
  const auto write = [&io](const auto& arguments) {
    std::remove_cvref_t<decltype(arguments)>::each(arguments, io);
  };
  if constexpr (std::derived_from<T, NumericBase>) {
    write(NumericArguments{
        type.precision(),
        type.scale(),
        {.decimal_return_scale = type.decimal_return_scale(), .asdecimal = type.asdecimal()}});
  } else if constexpr (std::derived_from<T, StringBase>) {
    write(StringArguments{type.length(), type.collation(), type.collation_schema()});
  } else if constexpr (std::derived_from<T, BinaryBase>) {
    write(OneArgument<std::optional<int>>{type.length()});
  } else if constexpr (std::derived_from<T, BooleanBase>) {
    write(BooleanArguments{type.options()});
  } else if constexpr (std::derived_from<T, ZonedBase>) {
    write(OneArgument<bool>{type.timezone()});
  } else if constexpr (std::same_as<T, Interval>) {
    write(IntervalArguments{type.options()});
  } else if constexpr (std::same_as<T, JSON>) {
    write(OneArgument<bool>{type.none_as_null()});
  } else if constexpr (std::same_as<T, JSON::Index>) {
    write(OneArgument<bool>{type.index_kind() == JsonIndexKind::text});
  } else if constexpr (std::derived_from<T, Uuid>) {
    write(FlagsArguments{type.as_uuid(), type.native_uuid()});
  } else if constexpr (std::same_as<T, ARRAY>) {
    write(ArrayArguments{type.item_type(), type.options()});
  } else if constexpr (std::same_as<T, TupleType>) {
    write(OneArgument<std::vector<TypePtr>>{type.types()});
  } else if constexpr (std::same_as<T, TableValueType>) {
    write(OneArgument<std::vector<TableValueType::Element>>{type.elements()});
  } else if constexpr (std::same_as<T, Enum>) {
    write(EnumArguments{type.table().type_name(), type.table().members(), type.options()});
  } else {
    static_assert(std::is_default_constructible_v<T>);
  }
}

template <class T>
TypePtr read_arguments(TypeInput io) {
  const auto read = [&io]<class A>(std::type_identity<A>) {
    A arguments;
    A::each(arguments, io);
    return arguments;
  };
  if constexpr (std::derived_from<T, NumericBase>) {
    const auto a = read(std::type_identity<NumericArguments>{});
    if constexpr (std::derived_from<T, ExactNumeric>) {
      return make_ptr<T>(a.precision, a.scale, a.options);
    } else {
      return make_ptr<T>(a.precision, a.options);
    }
  } else if constexpr (std::derived_from<T, StringBase>) {
    const auto a = read(std::type_identity<StringArguments>{});
    return make_ptr<T>(a.length, a.collation, a.collation_schema);
  } else if constexpr (std::derived_from<T, BinaryBase>) {
    return make_ptr<T>(read(std::type_identity<OneArgument<std::optional<int>>>{}).value);
  } else if constexpr (std::derived_from<T, BooleanBase>) {
    return make_ptr<T>(read(std::type_identity<BooleanArguments>{}).options);
  } else if constexpr (std::derived_from<T, ZonedBase>) {
    return make_ptr<T>(TimezoneOption{read(std::type_identity<OneArgument<bool>>{}).value});
  } else if constexpr (std::same_as<T, Interval>) {
    return make_ptr<T>(read(std::type_identity<IntervalArguments>{}).options);
  } else if constexpr (std::same_as<T, JSON>) {
    return make_ptr<T>(JsonOptions{read(std::type_identity<OneArgument<bool>>{}).value});
  } else if constexpr (std::same_as<T, JSON::Index>) {
    return make_ptr<T>(read(std::type_identity<OneArgument<bool>>{}).value
                           ? JsonIndexKind::text
                           : JsonIndexKind::integer);
  } else if constexpr (std::same_as<T, UUID>) {
    return make_ptr<T>(read(std::type_identity<FlagsArguments>{}).first);
  } else if constexpr (std::same_as<T, Uuid>) {
    const auto a = read(std::type_identity<FlagsArguments>{});
    return make_ptr<T>(UuidOptions{.as_uuid = a.first, .native_uuid = a.second});
  } else if constexpr (std::same_as<T, ARRAY>) {
    const auto a = read(std::type_identity<ArrayArguments>{});
    return make_ptr<T>(TypeArg(a.item), a.options);
  } else if constexpr (std::same_as<T, TupleType>) {
    return make_ptr<T>(read(std::type_identity<OneArgument<std::vector<TypePtr>>>{}).value);
  } else if constexpr (std::same_as<T, TableValueType>) {
    return make_ptr<T>(
        read(std::type_identity<OneArgument<std::vector<TableValueType::Element>>>{}).value);
  } else if constexpr (std::same_as<T, Enum>) {
    auto a = read(std::type_identity<EnumArguments>{});
    return make_ptr<T>(EnumTable(std::move(a.type_name), std::move(a.members)),
                       std::move(a.options));
  } else if constexpr (std::same_as<T, NullType>) {
    return NullType::instance();
  } else {
    return make_ptr<T>();
  }
}

/// An Enum whose labels have an order of their own has a function that cannot be written.
bool has_sort_key(const Enum& type) {
  bool sorted = false;
  type.for_each_field([&](const TypeField& field) {
    if (field.name == "sorted") sorted = field.value.integer() != 0;
  });
  return sorted;
}

struct TypeClass {
  std::string name;
  std::type_index type;
  serializer::TypeMaker make;
};

/// What is registered. Never destroyed: static statements may be written until the very end.
struct TypeNames {
  std::mutex mutex;
  std::vector<std::pair<std::string, TypePtr>> types;
  std::vector<TypeClass> classes;

  static TypeNames& instance() {
    static auto* names = new TypeNames;
    return *names;
  }

  std::optional<TypeClass> class_of(const TypeEngine& type) {
    const std::lock_guard lock(mutex);
    for (const TypeClass& known : classes) {
      if (known.type == typeid(type)) return known;
    }
    return std::nullopt;
  }
  std::optional<TypeClass> class_named(std::string_view name) {
    const std::lock_guard lock(mutex);
    for (const TypeClass& known : classes) {
      if (known.name == name) return known;
    }
    return std::nullopt;
  }
};

serializer::TypeArguments arguments_of(const TypeEngine& type) {
  std::vector<serializer::TypeArguments::Argument> all;
  type.for_each_field([&](const TypeField& field) {
    all.push_back(
        {std::string(field.name), field.value, field.type ? field.type->self() : TypePtr()});
  });
  return serializer::TypeArguments(std::move(all));
}

// What every type may have beside its arguments.

void write_additions(SerialWriter& out, const TypeEngine& type,
                     FunctionRef<void(const TypeEngine&)> nested) {
  out.number(static_cast<std::uint64_t>(type.wire()));
  out.flag(type.should_evaluate_none());
  std::uint64_t variants = 0;
  type.for_each_variant([&](std::string_view, const TypeEngine&) { ++variants; });
  out.number(variants);
  type.for_each_variant([&](std::string_view dialect, const TypeEngine& variant) {
    out.text(dialect);
    nested(variant);
  });
}

TypePtr read_additions(SerialReader& in, TypePtr type, FunctionRef<TypePtr()> nested) {
  type = type->with_wire(static_cast<Wire>(
      in.number_below(static_cast<std::uint64_t>(Wire::array_items) + 1, "the form of values")));
  if (in.flag() && !type->should_evaluate_none()) type = type->evaluates_none();
  for (std::size_t left = in.count(); left > 0; --left) {
    const std::string_view dialect = in.text();
    const TypePtr variant = nested();
    type = type->with_variant(TypeArg(variant), dialect);
  }
  return type;
}

TypePtr with_additions_of(const TypeEngine& original, TypePtr type) {
  type = type->with_wire(original.wire());
  if (original.should_evaluate_none() && !type->should_evaluate_none()) {
    type = type->evaluates_none();
  }
  original.for_each_variant([&](std::string_view dialect, const TypeEngine& variant) {
    type = type->with_variant(TypeArg(variant.self()), dialect);
  });
  return type;
}

}  // namespace

bool is_plain_type(const TypeEngine& type) {
  bool plain = false;
  with_type_class(type.kind(), [&]<class T>(std::type_identity<T>) {
    // A class that derives from one of Cupel's has its kind too, and more to it.
    plain = typeid(type) == typeid(T);
    if constexpr (std::same_as<T, Enum>)
      plain = plain && !has_sort_key(static_cast<const T&>(type));
  });
  return plain;
}

void write_plain_type(SerialWriter& out, const TypeEngine& type,
                      FunctionRef<void(const TypeEngine&)> nested) {
  out.number(static_cast<std::uint64_t>(type.kind()));
  with_type_class(type.kind(), [&]<class T>(std::type_identity<T>) {
    write_arguments(static_cast<const T&>(type), TypeOutput(out, nested));
  });
  write_additions(out, type, nested);
}

TypePtr read_plain_type(SerialReader& in, FunctionRef<TypePtr()> nested) {
  const auto kind = static_cast<TypeKind>(
      in.number_below(static_cast<std::uint64_t>(TypeKind::type_decorator), "the kind of a type"));
  TypePtr type;
  with_type_class(kind, [&]<class T>(std::type_identity<T>) {
    type = read_arguments<T>(TypeInput(in, nested));
  });
  return read_additions(in, std::move(type), nested);
}

bool is_type_of_registered_class(const TypeEngine& type) {
  const std::optional<TypeClass> known = TypeNames::instance().class_of(type);
  if (!known) return false;
  const TypePtr made = known->make(arguments_of(type));
  if (!made) return false;
  // Types whose objects are all different, cache_ok() being false, cannot be compared.
  return with_additions_of(type, made)->equals(type) || !type.equals(*type.clone());
}

void write_type_by_class(SerialWriter& out, const TypeEngine& type,
                         FunctionRef<void(const TypeEngine&)> nested) {
  const std::optional<TypeClass> known = TypeNames::instance().class_of(type);
  out.text(known ? known->name : std::string());
  const serializer::TypeArguments arguments = arguments_of(type);
  out.number(arguments.all().size());
  for (const auto& argument : arguments.all()) {
    out.text(argument.name);
    out.flag(argument.type != nullptr);
    if (argument.type) {
      nested(*argument.type);
    } else {
      write_value(out, argument.value);
    }
  }
  write_additions(out, type, nested);
}

TypePtr read_type_by_class(SerialReader& in, FunctionRef<TypePtr()> nested) {
  const std::string_view name = in.text();
  std::vector<serializer::TypeArguments::Argument> all;
  for (std::size_t left = in.count(); left > 0; --left) {
    std::string argument(in.text());
    const bool is_type = in.flag();
    TypePtr type = is_type ? nested() : TypePtr();
    all.push_back({std::move(argument), is_type ? Value() : read_value(in), std::move(type)});
  }
  const std::optional<TypeClass> known = TypeNames::instance().class_named(name);
  if (!known) {
    throw InvalidRequestError(str_cat("these bytes use the class of types ", quoted(name),
                                      ", which is not known here; call "
                                      "serializer::register_type_class<...>(\"",
                                      name, "\", ...) first"));
  }
  TypePtr type = known->make(serializer::TypeArguments(std::move(all)));
  if (!type) throw_damaged_bytes(str_cat("no type of the class ", quoted(name)));
  return read_additions(in, std::move(type), nested);
}

std::optional<std::string> registered_type_name(const TypeEngine& type) {
  TypeNames& names = TypeNames::instance();
  const std::lock_guard lock(names.mutex);
  for (const auto& [name, registered] : names.types) {
    if (registered->equals(type)) return name;
  }
  return std::nullopt;
}

TypePtr registered_type(std::string_view name) {
  TypeNames& names = TypeNames::instance();
  const std::lock_guard lock(names.mutex);
  for (const auto& [known, type] : names.types) {
    if (known == name) return type;
  }
  return {};
}

void register_type_class(std::string_view name, std::type_index type, serializer::TypeMaker make) {
  if (name.empty() || !make) {
    throw ArgumentError(
        "register_type_class() wants a name under which the types are written, and what makes "
        "them");
  }
  TypeNames& names = TypeNames::instance();
  const std::lock_guard lock(names.mutex);
  std::erase_if(names.classes,
                [&](const TypeClass& known) { return known.name == name || known.type == type; });
  names.classes.push_back({std::string(name), type, std::move(make)});
}

}  // namespace detail

namespace serializer {

const Value& TypeArguments::value(std::string_view name) const noexcept {
  static const Value none;
  for (const Argument& argument : all_) {
    if (argument.name == name && !argument.type) return argument.value;
  }
  return none;
}

const TypePtr& TypeArguments::type(std::size_t place) const {
  for (const Argument& argument : all_) {
    if (argument.type && place-- == 0) return argument.type;
  }
  throw DataError("the type was written with fewer types for its arguments; write it anew");
}

void register_type(std::string_view name, const TypeArg& type) {
  if (name.empty()) {
    throw ArgumentError("register_type() wants a name under which the type is written");
  }
  detail::TypeNames& names = detail::TypeNames::instance();
  const std::lock_guard lock(names.mutex);
  for (auto& [known, registered] : names.types) {
    if (known == name) {
      registered = type.get();
      return;
    }
  }
  names.types.emplace_back(name, type.get());
}

}  // namespace serializer
}  // namespace cupel
