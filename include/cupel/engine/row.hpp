#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "cupel/engine/fwd.hpp"
#include "cupel/engine/result_meta.hpp"
#include "cupel/types/parameters.hpp"
#include "cupel/types/value.hpp"

namespace cupel {

struct Untyped;

/// One field of a RowView, decoded when it is asked for. Borrowed, as the view is.
class Field {
 public:
  Field(const ResultMeta& meta, std::size_t index, const Cell& cell) noexcept
      : meta_(&meta), index_(index), cell_(&cell) {}

  [[nodiscard]] bool is_null() const noexcept { return cell_->is_null(); }
  /// The field as a T; string_view borrows from the row.
  /// Throws DataError naming the column when it does not fit, or is NULL and T cannot be.
  template <class T>
  [[nodiscard]] T as() const {
    // What most fields are is read without asking the column's type how.
    if constexpr (std::is_same_v<T, std::int64_t>) {
      if (cell_->kind == CellKind::integer && meta_->reads_plainly(index_)) return cell_->integer;
    } else if constexpr (std::is_same_v<T, double>) {
      if (cell_->kind == CellKind::real && meta_->reads_plainly(index_)) return cell_->real;
    } else if constexpr (std::is_same_v<T, std::string> || std::is_same_v<T, std::string_view>) {
      if (cell_->kind == CellKind::text && meta_->reads_plainly(index_)) return T(cell_->view());
    }
    T out{};
    decoder_for<T>(meta_->type(index_), meta_->name(index_))(*cell_, &out);
    return out;
  }
  [[nodiscard]] Value value() const { return meta_->decode(index_, *cell_); }
  operator Value() const { return value(); }
  [[nodiscard]] const Cell& cell() const noexcept { return *cell_; }

  friend bool operator==(const Field& a, const Value& b) { return a.value() == b; }

 private:
  const ResultMeta* meta_;
  std::size_t index_;
  const Cell* cell_;
};

/// The row a result stands at: borrowed, valid until the result is moved on. to_row() makes a copy
/// that lasts.
class RowView {
 public:
  RowView(const ResultMeta& meta, const Cell* cells) noexcept : meta_(&meta), cells_(cells) {}

  [[nodiscard]] std::size_t size() const noexcept { return meta_->size(); }
  /// By place, by name, by column. Throws NoSuchColumnError or AmbiguousColumnError.
  template <class Key>
  [[nodiscard]] Field operator[](const Key& key) const {
    return field(index_of(key));
  }
  /// `row.get<std::string>("name")`
  template <class T, class Key>
  [[nodiscard]] T get(const Key& key) const {
    return (*this)[key].template as<T>();
  }
  [[nodiscard]] Field field(std::size_t index) const noexcept {
    return Field(*meta_, index, cells_[index]);
  }
  [[nodiscard]] std::vector<std::string> keys() const { return meta_->keys(); }
  [[nodiscard]] const ResultMeta& meta() const noexcept { return *meta_; }
  [[nodiscard]] const Cell* cells() const noexcept { return cells_; }

  [[nodiscard]] Row<> to_row() const;

 private:
  template <class Key>
  [[nodiscard]] std::size_t index_of(const Key& key) const {
    if constexpr (std::is_integral_v<Key>) {
      return meta_->index_of(static_cast<std::size_t>(key));
    } else if constexpr (std::is_convertible_v<const Key&, std::string_view>) {
      return meta_->index_of(std::string_view(key));
    } else {
      return meta_->index_of(key);
    }
  }

  const ResultMeta* meta_;
  const Cell* cells_;
};

/// A row that owns its values; types are known at run time. Compares and hashes as a tuple.
///
/// Thread safety: as any value.
template <>
class Row<> {
 public:
  Row() noexcept = default;
  Row(Ptr<const ResultMeta> meta, std::vector<Value> values) noexcept
      : meta_(std::move(meta)), values_(std::move(values)) {}

  [[nodiscard]] std::size_t size() const noexcept { return values_.size(); }
  /// By place, by name, by column. Throws NoSuchColumnError or AmbiguousColumnError.
  template <class Key>
  [[nodiscard]] const Value& operator[](const Key& key) const {
    if constexpr (std::is_integral_v<Key>) {
      return values_[meta_->index_of(static_cast<std::size_t>(key))];
    } else if constexpr (std::is_convertible_v<const Key&, std::string_view>) {
      return values_[meta_->index_of(std::string_view(key))];
    } else {
      return values_[meta_->index_of(key)];
    }
  }
  template <class T, class Key>
  [[nodiscard]] T get(const Key& key) const {
    return (*this)[key].template as<T>();
  }
  /// The first fields as typed values: `auto [id, name] = row.as<std::int64_t, std::string>();`
  /// Throws InvalidRequestError when the row has fewer.
  template <class... Ts>
  [[nodiscard]] std::tuple<Ts...> as() const {
    check_width(sizeof...(Ts));
    return [&]<std::size_t... i>(std::index_sequence<i...>) {
      return std::tuple<Ts...>(values_[i].template as<Ts>()...);
    }(std::index_sequence_for<Ts...>{});
  }

  [[nodiscard]] bool contains(std::string_view name) const noexcept;
  [[nodiscard]] std::vector<std::string> keys() const;
  [[nodiscard]] const std::vector<Value>& values() const noexcept { return values_; }
  [[nodiscard]] auto begin() const noexcept { return values_.begin(); }
  [[nodiscard]] auto end() const noexcept { return values_.end(); }
  /// Names and values, in order.
  [[nodiscard]] Parameters asdict() const;
  /// "('ed', 5)"
  [[nodiscard]] std::string repr() const;

  friend bool operator==(const Row& a, const Row& b) { return a.values_ == b.values_; }
  friend std::weak_ordering operator<=>(const Row& a, const Row& b) { return compare(a, b); }
  [[nodiscard]] std::size_t hash() const;

 private:
  void check_width(std::size_t wanted) const;
  static std::weak_ordering compare(const Row& a, const Row& b);

  Ptr<const ResultMeta> meta_;
  std::vector<Value> values_;
};

/// A row whose types are known: a tuple, good for structured bindings.
template <class... Ts>
class Row : public std::tuple<Ts...> {
 public:
  using std::tuple<Ts...>::tuple;
};

namespace detail {

template <class T>
struct RowField {
  using type = T;
};
template <>
struct RowField<Untyped> {
  using type = Value;
};
/// What a row holds for an expression of type T: Value where the type is not known.
template <class T>
using RowFieldOf = typename RowField<T>::type;

}  // namespace detail
}  // namespace cupel

template <class... Ts>
  requires(sizeof...(Ts) > 0)
struct std::tuple_size<cupel::Row<Ts...>> : std::integral_constant<std::size_t, sizeof...(Ts)> {};
template <std::size_t I, class... Ts>
  requires(sizeof...(Ts) > 0)
struct std::tuple_element<I, cupel::Row<Ts...>> : std::tuple_element<I, std::tuple<Ts...>> {};
template <>
struct std::hash<cupel::Row<>> {
  std::size_t operator()(const cupel::Row<>& row) const { return row.hash(); }
};
