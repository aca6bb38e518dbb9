#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cupel/dialect/fwd.hpp"
#include "cupel/sql/traversal/fwd.hpp"
#include "cupel/types/codec.hpp"
#include "cupel/types/type_engine.hpp"
#include "cupel/util/ordered_map.hpp"
#include "cupel/util/ptr.hpp"

namespace cupel {

class SqlExpression;

/// The columns of a result: names, types, and by what they may be asked for. Shared by the rows.
///
/// Immutable. Thread safety: may be shared by threads.
class ResultMeta final : public RefCounted {
 public:
  struct Column {
    std::string name;                   ///< key of the row's fields
    TypePtr type;                       ///< as the dialect has it
    std::vector<ElementPtr> objects{};  ///< columns and labels that mean this one
    std::string key{};                  ///< key of the table's column, where that is another name
  };
  explicit ResultMeta(std::vector<Column> columns);
  ~ResultMeta() override;

  [[nodiscard]] std::size_t size() const noexcept { return columns_.size(); }
  [[nodiscard]] const std::string& name(std::size_t i) const noexcept { return columns_[i].name; }
  [[nodiscard]] const TypeEngine& type(std::size_t i) const noexcept { return *columns_[i].type; }
  [[nodiscard]] const std::vector<Column>& columns() const noexcept { return columns_; }
  [[nodiscard]] std::vector<std::string> keys() const;

  static constexpr std::size_t kMissing = static_cast<std::size_t>(-1);
  static constexpr std::size_t kAmbiguous = static_cast<std::size_t>(-2);
  /// Place of a name, kMissing or kAmbiguous.
  [[nodiscard]] std::size_t find(std::string_view name) const noexcept;

  /// Places; throw NoSuchColumnError (with the names there are) or AmbiguousColumnError.
  [[nodiscard]] std::size_t index_of(std::string_view name) const;
  [[nodiscard]] std::size_t index_of(const SqlExpression& column) const;
  [[nodiscard]] std::size_t index_of(const ClauseElement& column) const;
  /// `index` itself when it is a place.
  [[nodiscard]] std::size_t index_of(std::size_t index) const {
    if (index >= columns_.size()) throw_no_such_place(index);
    return index;
  }

  /// Decodes a cell of column `i` into a Value.
  [[nodiscard]] Value decode(std::size_t i, const Cell& cell) const {
    Value v;
    decoders_[i](cell, &v);
    return v;
  }

  /// Whether a number or text in a cell of column `i` is the column's value as it stands, without a
  /// conversion.
  [[nodiscard]] bool reads_plainly(std::size_t i) const noexcept { return plain_[i] != 0; }

  /// Whether nothing is known about the type of column `i`, or of any: the driver may know more.
  [[nodiscard]] bool is_untyped(std::size_t i) const noexcept;
  [[nodiscard]] bool has_untyped_columns() const noexcept { return has_untyped_columns_; }

  /// The columns at `indexes`, in that order.
  [[nodiscard]] Ptr<const ResultMeta> select(std::span<const std::size_t> indexes) const;

 private:
  [[noreturn]] void throw_no_such_place(std::size_t index) const;

  std::vector<Column> columns_;
  std::vector<std::uint8_t> plain_;  // for each column: reads_plainly()
  bool has_untyped_columns_ = false;
  std::vector<Decoder> decoders_;  // into Value
  std::unordered_map<std::string_view, std::size_t, StringHash, std::equal_to<>> by_name_;
  std::unordered_map<const ClauseElement*, std::size_t> by_object_;
};

}  // namespace cupel
