#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include "cupel/orm/mapper/fwd.hpp"
#include "cupel/types/codec.hpp"
#include "cupel/types/type_engine.hpp"

namespace cupel {

/// How values of one C++ type get their decoder and encoder: filled in where the type is known, by
/// the mapping templates; used where only a SQL type is.
struct ValueCodec {
  Decoder (*decoder)(const TypeEngine& impl, std::string_view column);
  Encoder (*encoder)(const TypeEngine& impl);
};

template <class T>
inline constexpr ValueCodec kValueCodec{
    .decoder = [](const TypeEngine& impl,
                  std::string_view column) { return decoder_for<T>(impl, column); },
    .encoder = [](const TypeEngine& impl) { return encoder_for<T>(impl); },
};

/// Decoders and encoders of one mapper's column attributes for one dialect; index =
/// ColumnProperty::slot(). Immutable, safe to share.
class CodecSet {
 public:
  [[nodiscard]] const Decoder& decoder(std::size_t slot) const noexcept { return decoders_[slot]; }
  [[nodiscard]] const Encoder& encoder(std::size_t slot) const noexcept { return encoders_[slot]; }
  /// The dialect's form of the attribute's type.
  [[nodiscard]] const TypePtr& impl(std::size_t slot) const noexcept { return impls_[slot]; }

 private:
  friend class Mapper;
  std::vector<Decoder> decoders_;
  std::vector<Encoder> encoders_;
  std::vector<TypePtr> impls_;
};

/// The CodecSets of one mapper by dialect. Thread-safe; the last dialect is found without a lock.
class CodecCache {
 public:
  using Make = std::unique_ptr<const CodecSet>;

  /// The set for `dialect`, or null.
  [[nodiscard]] const CodecSet* find(const void* dialect) const noexcept;
  /// Adds a set unless another thread was faster; returns the one that stays.
  const CodecSet& add(const void* dialect, std::unique_ptr<const CodecSet> set);

 private:
  struct Entry {
    const void* dialect;
    std::unique_ptr<const CodecSet> set;
    Entry* next;
  };

 public:
  CodecCache() = default;
  CodecCache(const CodecCache&) = delete;
  CodecCache& operator=(const CodecCache&) = delete;
  ~CodecCache();

 private:
  std::atomic<Entry*> head_{nullptr};
  std::mutex mutex_;
};

}  // namespace cupel
