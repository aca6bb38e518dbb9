#pragma once
// Constructs of one's own for serializer::dumps() and loads().

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <typeindex>
#include <typeinfo>
#include <utility>
#include <vector>

#include <cupel/sql/expression/column_element.hpp>
#include <cupel/sql/traversal/clause_element.hpp>
#include <cupel/sql/traversal/name.hpp>
#include <cupel/sql/traversal/rare.hpp>
#include <cupel/types/type_engine.hpp>
#include <cupel/types/value.hpp>

namespace cupel::serializer {

/// Where the fields of a construct are written to, or read from: then each function changes its
/// argument. Throws as dumps() and loads().
class FieldStream {
 public:
  [[nodiscard]] virtual bool reads() const noexcept = 0;
  virtual void flag(bool& v) = 0;
  virtual void number(std::int64_t& v) = 0;
  /// The size of a list whose items follow.
  virtual void size(std::size_t& v) = 0;
  virtual void text(std::string& v) = 0;
  virtual void name(Name& v) = 0;
  virtual void type(TypePtr& v) = 0;
  virtual void value(Value& v) = 0;
  /// Null is written and read, too.
  virtual void node(ElementPtr& v) = 0;
  /// Throws DataError: what was read is not what such a field can be.
  [[noreturn]] void refuse_field() const;

 protected:
  FieldStream() = default;
  FieldStream(const FieldStream&) = default;
  FieldStream& operator=(const FieldStream&) = delete;
  ~FieldStream() = default;
};

}  // namespace cupel::serializer

namespace cupel::detail {

using ConstructWalk = void (*)(ClauseElement& node, serializer::FieldStream& stream);

void register_construct(std::function<Ptr<ClauseElement>()> make, ConstructWalk walk,
                        std::function<bool(const ClauseElement&)> is_sound);

/// One walk over a list of fields in either direction.
class FieldWalk {
 public:
  explicit FieldWalk(serializer::FieldStream& stream) noexcept : stream_(stream) {}

  void operator()(bool& v) { stream_.flag(v); }
  template <class T>
    requires(std::is_integral_v<T> || std::is_enum_v<T>)
  void operator()(T& v) {
    auto number = static_cast<std::int64_t>(v);
    stream_.number(number);
    v = static_cast<T>(number);
    if (static_cast<std::int64_t>(v) != number) stream_.refuse_field();
  }
  void operator()(std::string& v) { stream_.text(v); }
  void operator()(Name& v) { stream_.name(v); }
  void operator()(TypePtr& v) { stream_.type(v); }
  void operator()(Value& v) { stream_.value(v); }
  template <std::derived_from<ClauseElement> T>
  void operator()(Ptr<const T>& v) {
    ElementPtr node = v;
    stream_.node(node);
    if (!stream_.reads()) return;
    const T* const read = dynamic_cast<const T*>(node.get());
    if (node && !read) stream_.refuse_field();
    v = Ptr<const T>(read);
  }
  template <class T>
    requires requires(T& t) { T::for_each_field(t, [](auto&&...) {}); }
  void operator()(T& v) {
    T::for_each_field(v, [this](const char*, auto& field) { (*this)(field); });
  }
  template <class T>
  void operator()(Rare<T>& v) {
    bool made = v.made();
    stream_.flag(made);
    if (made) (*this)(v.edit());
  }
  template <class T>
  void operator()(std::optional<T>& v) {
    bool given = v.has_value();
    stream_.flag(given);
    if (stream_.reads()) v.reset();
    if (given) (*this)(v ? *v : v.emplace());
  }
  template <class A, class B>
  void operator()(std::pair<A, B>& v) {
    (*this)(v.first);
    (*this)(v.second);
  }
  template <class T, class A>
  void operator()(std::vector<T, A>& v) {
    std::size_t size = v.size();
    stream_.size(size);
    if (stream_.reads()) v.clear();
    for (std::size_t i = 0; i < size; ++i) {
      T& item = stream_.reads() ? v.emplace_back() : v[i];
      (*this)(item);
      if constexpr (requires { item.unique(); }) {
        if (!item) stream_.refuse_field();
      }
    }
  }

 private:
  serializer::FieldStream& stream_;
};

template <class T>
void walk_construct(ClauseElement& node, serializer::FieldStream& stream) {
  T& construct = static_cast<T&>(node);
  FieldWalk walk(stream);
  const void* own_type = nullptr;
  if constexpr (std::derived_from<T, ColumnElement>) {
    // The type stands first and once, whether it is among the fields or not.
    ColumnElement::for_each_field(construct, [&](const char*, TypePtr& type) {
      walk(type);
      if (!type) stream.refuse_field();
      own_type = &type;
    });
  }
  T::for_each_field(construct, [&](const char*, auto& field) {
    if (static_cast<const void*>(&field) != own_type) walk(field);
  });
}

}  // namespace cupel::detail

namespace cupel::serializer {

/// Makes a construct of one's own, or of a single dialect, known: a class that derives through
/// FieldsOf and lists all that it consists of. It is written by its construct_name() and its
/// fields, and read into what `make` made, whose fields may be anything.
///
///     serializer::register_construct<AsOf>([] { return make_ptr<AsOf>(null().node()); });
///
/// What is read may be made up: numbers are in the range of their C++ type, enumerations too, and
/// nodes are of the class that the field names or null (in lists never null). Where that is not
/// enough for those who render it, `is_sound` tells what is; loads() refuses the rest.
///
/// Both functions may be called by several threads at once. The last registration of a name counts.
/// Throws ArgumentError when what `make` makes has no name.
template <std::derived_from<ClauseElement> T>
void register_construct(std::function<Ptr<T>()> make, std::function<bool(const T&)> is_sound = {}) {
  std::function<bool(const ClauseElement&)> check;
  if (is_sound) {
    check = [is_sound = std::move(is_sound)](const ClauseElement& node) {
      return is_sound(static_cast<const T&>(node));
    };
  }
  detail::register_construct([make = std::move(make)]() -> Ptr<ClauseElement> { return make(); },
                             &detail::walk_construct<T>, std::move(check));
}

}  // namespace cupel::serializer
