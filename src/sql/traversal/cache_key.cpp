#include <algorithm>
#include <cstring>

#include <cupel/sql/traversal/cache_key.hpp>
#include <cupel/sql/traversal/clause_element.hpp>
#include <cupel/sql/traversal/name.hpp>
#include <cupel/util/hash.hpp>
#include <cupel/util/text_word.hpp>

namespace cupel {

KeyBuilder& KeyBuilder::local() {
  thread_local KeyBuilder builder;
  return builder;
}

bool KeyBuilder::build(const ClauseElement& statement) {
  size_ = 0;
  parameters_.clear();
  identities_.clear();
  greatest_id_ = 0;
  hash_ = 0;
  if (!statement.append_cache_key(*this)) return false;
  hash_ = hash_words(words());
  return true;
}

CacheKey KeyBuilder::key() const {
  CacheKey key;
  key.words_.assign(words_.data(), words_.data() + size_);
  key.hash_ = hash_;
  return key;
}

bool KeyBuilder::matches(const CacheKey& key) const noexcept {
  return key.hash_ == hash_ && key.words_.size() == size_ &&
         std::memcmp(key.words_.data(), words_.data(), size_ * sizeof(std::uint64_t)) == 0;
}

void KeyBuilder::grow() {
  words_.resize(std::max<std::size_t>(64, words_.size() * 2));
}

// Most texts are names, which fit into a word with their size.
void KeyBuilder::text(std::string_view value) {
  constexpr std::size_t kWord = sizeof(std::uint64_t);
  if (value.size() < kWord) {
    word(text_word(value) | std::uint64_t{value.size()} << 56);
    return;
  }
  word(value.size() | std::uint64_t{kWord} << 56);
  for (; value.size() > kWord; value.remove_prefix(kWord)) word(text_word(value));
  word(text_word(value));
}

void KeyBuilder::name(const Name& value) {
  const std::uint64_t traits = (value.is_anonymous() ? 1U : 0U) |
                               (value.is_truncatable() ? 2U : 0U) |
                               (value.quote() ? (*value.quote() ? 4U : 8U) : 0U);
  word(traits);
  if (!value.is_anonymous()) return text(value.text());
  value.for_each_part([&](std::uint64_t id, std::string_view body) {
    if (id) {
      anonymous_id(id);
    } else {
      word(0);
    }
    text(body);
  });
}

std::uint64_t KeyBuilder::index_of(std::uint64_t identity, bool& is_new) {
  const auto found = std::find(identities_.begin(), identities_.end(), identity);
  is_new = found == identities_.end();
  const auto index = static_cast<std::uint64_t>(found - identities_.begin());
  if (is_new) identities_.push_back(identity);
  return index + 1;
}

void KeyBuilder::anonymous_id(std::uint64_t id) {
  bool is_new = false;
  if (id > greatest_id_) {  // as most are, which were given out in the order of the statement
    greatest_id_ = id;
    identities_.push_back((id << 1) | 1U);
    word(identities_.size());
    return;
  }
  // Ids are kept apart from addresses by their lowest bit.
  word(index_of((id << 1) | 1U, is_new));
}

bool KeyBuilder::first_occurrence(const void* identity) {
  bool is_new = false;
  word(index_of(reinterpret_cast<std::uintptr_t>(identity), is_new));
  return is_new;
}

bool KeyBuilder::element(const ClauseElement* element) {
  if (!element) {
    word(0);
    return true;
  }
  return element->append_cache_key(*this);
}

}  // namespace cupel
