#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cupel/engine/row.hpp"
#include "cupel/orm/query/col.hpp"
#include "cupel/sql/expression/extension_element.hpp"

namespace cupel {

/// The columns of a bundle, as one element of a SELECT. Immutable.
class BundleColumns final : public ExtensionClause {
 public:
  BundleColumns(std::string_view name, ColumnList columns);
  ~BundleColumns() override;

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] const ColumnList& columns() const noexcept { return columns_; }
  /// The name of a column in the bundle: the attribute's, where it is one.
  [[nodiscard]] std::string key(std::size_t column) const;

  std::string_view construct_name() const noexcept override { return "orm_bundle"; }
  void visit_children(FunctionRef<void(const ClauseElement&)> visit) const override;
  bool append_cache_key(KeyBuilder& key) const override;
  Ptr<ClauseElement> shallow_copy() const override;

 private:
  std::string name_;
  ColumnList columns_;
};

namespace detail {
/// The column of a bundle by its name; throws InvalidRequestError, with a proposal.
ColumnPtr bundle_column(const BundleColumns& bundle, std::string_view key);
}  // namespace detail

/// Columns that come as one value in a row:
///
///     const auto person = bundle("person", &User::name, &User::age);
///     for (auto&& [p, id] : session.execute(select(person, &User::id))) std::get<0>(p) ...
///
/// A value; executed by a Session only.
template <class... Ts>
class Bundle {
 public:
  explicit Bundle(Ptr<const BundleColumns> node) noexcept : node_(std::move(node)) {}

  [[nodiscard]] const std::string& name() const noexcept { return node_->name(); }
  [[nodiscard]] std::vector<std::string> keys() const {
    std::vector<std::string> keys;
    for (std::size_t i = 0; i < sizeof...(Ts); ++i) keys.push_back(node_->key(i));
    return keys;
  }
  /// One of its columns, for criteria and order. Throws InvalidRequestError for an unknown name.
  [[nodiscard]] Expr<Untyped> c(std::string_view key) const {
    return Expr<Untyped>(detail::bundle_column(*node_, key));
  }
  [[nodiscard]] const Ptr<const BundleColumns>& node() const noexcept { return node_; }

 private:
  Ptr<const BundleColumns> node_;
};

template <class... Ts>
struct ExprTraits<Bundle<Ts...>> {
  using type = Row<Ts...>;
  static ElementPtr element(const Bundle<Ts...>& bundle) { return bundle.node(); }
};

template <class... C>
  requires(detail::SqlConstruct<C> && ...)
[[nodiscard]] auto bundle(std::string_view name, const C&... columns) {
  return Bundle<detail::OperandTypeOf<C>...>(make_ptr<BundleColumns>(
      name,
      ColumnList{static_ptr_cast<const ColumnElement>(ElementPtr(detail::node_of(columns)))...}));
}

}  // namespace cupel
