#include <algorithm>
#include <cstring>
#include <utility>

#include "types/decimal_arithmetic.hpp"

namespace cupel {

using decimal_detail::kBase;

Decimal::Limbs::Limbs(std::uint64_t v) noexcept {
  for (; v != 0; v /= kBase) inline_[size_++] = static_cast<std::uint32_t>(v % kBase);
}

Decimal::Limbs::Limbs(const Limbs& o) : size_(o.size_) {
  if (o.size_ > kInline) {
    heap_ = new std::uint32_t[o.size_];
    capacity_ = o.size_;
  }
  std::copy_n(o.data(), size_, data());
}

Decimal::Limbs::Limbs(Limbs&& o) noexcept : size_(o.size_), capacity_(o.capacity_) {
  if (capacity_ > kInline) {
    heap_ = o.heap_;
  } else {
    std::copy_n(o.inline_, size_, inline_);
  }
  o.size_ = 0;
  o.capacity_ = kInline;
}

Decimal::Limbs& Decimal::Limbs::operator=(Limbs o) noexcept {
  swap(o);
  return *this;
}

void Decimal::Limbs::swap(Limbs& o) noexcept {
  std::swap(size_, o.size_);
  std::swap(capacity_, o.capacity_);
  // The union is as large as its inline array, whichever member is in use.
  std::uint32_t spare[kInline];
  std::memcpy(spare, inline_, sizeof spare);
  std::memcpy(inline_, o.inline_, sizeof spare);
  std::memcpy(o.inline_, spare, sizeof spare);
}

void Decimal::Limbs::resize(std::size_t n) {
  if (n > capacity_) {
    const auto wanted = static_cast<std::uint32_t>(std::max<std::size_t>(n, capacity_ * 2ULL));
    auto* grown = new std::uint32_t[wanted];
    std::copy_n(data(), size_, grown);
    if (capacity_ > kInline) delete[] heap_;
    heap_ = grown;
    capacity_ = wanted;
  }
  if (n > size_) std::fill_n(data() + size_, n - size_, 0U);
  size_ = static_cast<std::uint32_t>(n);
}

void Decimal::Limbs::push_back(std::uint32_t v) {
  resize(size_ + std::size_t{1});
  data()[size_ - 1] = v;
}

void Decimal::Limbs::trim() noexcept {
  while (size_ != 0 && data()[size_ - 1] == 0) --size_;
}

}  // namespace cupel
