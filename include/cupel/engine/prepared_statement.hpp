#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cupel/dialect/fwd.hpp"
#include "cupel/engine/fwd.hpp"
#include "cupel/engine/result_meta.hpp"
#include "cupel/sql/compiler/compiled.hpp"
#include "cupel/sql/compiler/options.hpp"
#include "cupel/types/codec.hpp"
#include "cupel/util/ptr.hpp"

namespace cupel {

/// A statement compiled for one dialect, with all that running it again needs: its text, a stable
/// id for the drivers' statement caches, the types of its parameters and columns as the dialect has
/// them, and their codecs.
///
/// Made once (by the engine's cache, a mapper, the unit of work, a loader) and run with
/// Connection::run() any number of times.
/// Immutable. Thread safety: may be shared by threads and by engines of one dialect.
class PreparedStatement final : public RefCounted {
 public:
  using Clock = std::chrono::steady_clock;

  /// From the compiler's output. Its late parameters (IN lists) are settled per execution.
  [[nodiscard]] static Ptr<const PreparedStatement> from(Ptr<const Compiled> compiled,
                                                         const Dialect& dialect);
  /// Compiles `element` for `dialect` first.
  [[nodiscard]] static Ptr<const PreparedStatement> compile(const ClauseElement& element,
                                                            const Dialect& dialect,
                                                            const CompileOptions& options = {});
  /// From text in the driver's own placeholder style, for batches that the compiler does not write.
  /// `parameters`, `columns`: types (generic ones are adapted to the dialect), by place.
  struct TextParts {
    std::string sql;
    std::vector<TypePtr> parameters{};
    std::vector<ResultColumn> columns{};
  };
  [[nodiscard]] static Ptr<const PreparedStatement> from_text(TextParts parts,
                                                              const Dialect& dialect);

  ~PreparedStatement() override;

  [[nodiscard]] const std::string& sql() const noexcept { return sql_; }
  /// Different for every PreparedStatement of the process, never 0.
  [[nodiscard]] std::uint64_t id() const noexcept { return id_; }
  /// Null when made from text.
  [[nodiscard]] const Compiled* compiled() const noexcept { return compiled_.get(); }

  /// Places of parameters in the text.
  [[nodiscard]] std::size_t parameter_count() const noexcept { return parameter_types_.size(); }
  /// The dialect's type of the parameter at a place.
  [[nodiscard]] const TypeEngine& parameter_type(std::size_t place) const noexcept {
    return *parameter_types_[place];
  }
  template <class T>
  [[nodiscard]] Encoder encoder(std::size_t place) const {
    return encoder_for<T>(parameter_type(place));
  }
  /// Writes one Value as a cell, for the parameter at a place.
  void encode(std::size_t place, const Value& value, Cell& out, Arena& scratch) const {
    encoders_[place](&value, out, scratch);
  }

  /// The columns known from the statement; null where only the driver will tell (text()), or where
  /// there are none.
  [[nodiscard]] const ResultMeta* meta() const noexcept { return meta_.get(); }
  [[nodiscard]] std::size_t column_count() const noexcept { return meta_ ? meta_->size() : 0; }
  [[nodiscard]] const TypeEngine& column_type(std::size_t column) const noexcept {
    return meta_->type(column);
  }
  template <class T>
  [[nodiscard]] Decoder decoder(std::size_t column) const {
    return decoder_for<T>(meta_->type(column), meta_->name(column));
  }

  /// When it was compiled, and whether that was just now: true for the first caller only. For the
  /// log's "generated in" and "cached since".
  [[nodiscard]] Clock::time_point created_at() const noexcept { return created_at_; }
  [[nodiscard]] bool first_use() const noexcept {
    return !used_.load(std::memory_order_relaxed) && !used_.exchange(true);
  }
  /// When compiling it began.
  [[nodiscard]] Clock::time_point begun_at() const noexcept { return begun_at_; }

 private:
  friend class detail::ConnectionCore;
  struct DriverMeta;
  /// Where the value of a place comes from: a parameter by its number in the cache's key, or
  /// `bind`.
  struct Place {
    std::int32_t key_index;
    const BindParameter* bind;
  };

  PreparedStatement();
  /// Columns as the driver names them, for a text: kept for as long as the names stay the same.
  [[nodiscard]] Ptr<const ResultMeta> meta_for(std::span<const std::string_view> names,
                                               const Dialect& dialect) const;

  std::string sql_;
  std::uint64_t id_ = 0;
  Ptr<const Compiled> compiled_;
  std::vector<TypePtr> parameter_types_;
  std::vector<Encoder> encoders_;  // of Values
  std::vector<Place> places_;
  Ptr<const ResultMeta> meta_;
  Ptr<const ResultMeta> key_meta_;  // the primary key of the row that an INSERT makes
  bool simple_ = false;  // its parameters are those of its places, nothing is late or computed
  bool plain_ = false;   // simple, and no more than rows of known columns
  bool checks_names_ = false;
  Clock::time_point begun_at_ = Clock::now();
  Clock::time_point created_at_;
  mutable std::atomic<bool> used_{false};
  std::unique_ptr<DriverMeta> driver_meta_;
};

}  // namespace cupel
