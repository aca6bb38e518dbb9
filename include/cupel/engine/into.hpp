#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

#include "cupel/engine/result.hpp"
#include "cupel/engine/typed_result.hpp"
#include "cupel/util/reflect.hpp"

namespace cupel {

namespace detail {

/// Places of the members' columns. Throws NoSuchColumnError for a member without one.
void find_member_columns(const ResultMeta& meta, std::string_view cpp_type,
                         std::span<const std::string_view> members, std::size_t* places);

[[noreturn]] void throw_into_of_entities(std::string_view cpp_type);

template <class T>
class CursorAggregates final : public RowSource<T> {
 public:
  explicit CursorAggregates(Cursor cursor) : cursor_(std::move(cursor)) {
    meta_ = cursor_.shared_meta();
    find_member_columns(*meta_, type_name<T>(), field_names<T>, places_.data());
    std::size_t i = 0;
    for_each_field_type<T>([&]<class M>(std::string_view, std::size_t) {
      decoders_[i] = decoder_for<M>(meta_->type(places_[i]), meta_->name(places_[i]));
      ++i;
    });
  }
  bool next(T& out) override {
    const Cell* const cells = cursor_.fetch();
    if (cells) decode(cells, out);
    return cells != nullptr;
  }
  bool append_rest(std::vector<T>& out) override {
    return append_rows(cursor_, out, [this](const Cell* cells, T& item) { decode(cells, item); });
  }
  void close() noexcept override { cursor_.close(); }

 private:
  void decode(const Cell* cells, T& out) const {
    std::size_t i = 0;
    for_each_member(out, [&](auto& member) {
      decoders_[i](cells[places_[i]], &member);
      ++i;
    });
  }

  Cursor cursor_;
  Ptr<const ResultMeta> meta_;
  std::array<std::size_t, field_count<T>> places_{};
  std::array<Decoder, field_count<T>> decoders_{};
};

}  // namespace detail

template <class T>
ScalarResult<T> Result::into() {
  return ScalarResult<T>(std::make_unique<detail::CursorAggregates<T>>(take_cursor()));
}

template <class... Ts>
template <class T>
ScalarResult<T> TypedResult<Ts...>::into() {
  const std::unique_ptr<RowSource<row_type>> source = this->take_source();
  auto* const rows = dynamic_cast<detail::CursorRows<Ts...>*>(source.get());
  if (!rows) detail::throw_into_of_entities(type_name<T>());
  return ScalarResult<T>(std::make_unique<detail::CursorAggregates<T>>(rows->take_cursor()));
}

}  // namespace cupel
