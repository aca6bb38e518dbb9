#include "cupel/orm/mapper/identity_key.hpp"

#include <algorithm>
#include <utility>

#include "cupel/orm/mapper/mapper.hpp"
#include "cupel/util/hash.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {
namespace {

IdentityKey::Key native_key(const Mapper& mapper, std::vector<Value> values) {
  if (values.size() == 1 && !values.front().is_null()) {
    if (mapper.identity_kind() == IdentityKind::integer) return values.front().as<std::int64_t>();
    if (mapper.identity_kind() == IdentityKind::text) return values.front().as<std::string>();
  }
  return values;
}

}  // namespace

std::size_t identity_hash(std::int64_t key) noexcept {
  return static_cast<std::size_t>(hash_word(static_cast<std::uint64_t>(key)));
}
std::size_t identity_hash(std::string_view key) noexcept {
  return static_cast<std::size_t>(hash_text(key));
}
std::size_t identity_hash(const std::vector<Value>& key) noexcept {
  std::uint64_t hash = key.size();
  for (const Value& value : key) {
    hash = hash_combine(hash, static_cast<std::uint64_t>(value.hash()));
  }
  return static_cast<std::size_t>(hash);
}

IdentityKey::IdentityKey(const Mapper& mapper, std::int64_t key)
    : mapper_(&mapper.base_mapper()), key_(key) {}
IdentityKey::IdentityKey(const Mapper& mapper, std::string key)
    : mapper_(&mapper.base_mapper()), key_(std::move(key)) {}
IdentityKey::IdentityKey(const Mapper& mapper, std::vector<Value> key)
    : mapper_(&mapper.base_mapper()), key_(native_key(mapper, std::move(key))) {}

std::vector<Value> IdentityKey::values() const {
  if (const auto* integer = std::get_if<std::int64_t>(&key_)) return {Value(*integer)};
  if (const auto* text = std::get_if<std::string>(&key_)) return {Value(*text)};
  return std::get<std::vector<Value>>(key_);
}

bool IdentityKey::is_null() const {
  const auto* values = std::get_if<std::vector<Value>>(&key_);
  return values != nullptr &&
         std::all_of(values->begin(), values->end(), [](const Value& v) { return v.is_null(); });
}

bool IdentityKey::has_null() const {
  const auto* values = std::get_if<std::vector<Value>>(&key_);
  return values != nullptr &&
         std::any_of(values->begin(), values->end(), [](const Value& v) { return v.is_null(); });
}

std::size_t IdentityKey::hash() const noexcept {
  const std::size_t own = std::visit([](const auto& key) { return identity_hash(key); }, key_);
  return static_cast<std::size_t>(
      hash_combine(own, static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(mapper_))));
}

std::string IdentityKey::str() const {
  return str_cat(mapper_->class_name(), "(",
                 join(values(), ", ", [](const Value& v) { return v.repr(); }), ")");
}

}  // namespace cupel
