#include <algorithm>
#include <cstring>
#include <utility>

#include <cupel/sql/traversal/cache_key.hpp>
#include <cupel/sql/traversal/clause_element.hpp>
#include <cupel/sql/traversal/name.hpp>
#include <cupel/util/hash.hpp>
#include <cupel/util/text_word.hpp>

namespace cupel {

template <class T>
void detail::Pile<T>::grow() {
  const std::size_t used = size();
  const std::size_t room = std::max<std::size_t>(64, used * 2);
  auto larger = std::make_unique<T[]>(room);
  std::copy_n(items_.get(), used, larger.get());
  items_ = std::move(larger);
  at_ = items_.get() + used;
  end_ = items_.get() + room;
}
template class detail::Pile<std::uint64_t>;
template class detail::Pile<const BindParameter*>;

KeyBuilder& KeyBuilder::local() {
  thread_local KeyBuilder builder;
  return builder;
}

bool KeyBuilder::build(const ClauseElement& statement) {
  words_.clear();
  parameters_.clear();
  identities_.clear();
  greatest_id_ = 0;
  least_id_ = static_cast<std::uint64_t>(-1);
  hash_ = 0;
  if (!statement.append_cache_key(*this)) return false;
  hash_ = hash_words(words());
  return true;
}

CacheKey KeyBuilder::key() const {
  CacheKey key;
  key.words_.assign(words().begin(), words().end());
  key.hash_ = hash_;
  return key;
}

bool KeyBuilder::matches(const CacheKey& key) const noexcept {
  return key.hash_ == hash_ && key.words_.size() == size() &&
         std::memcmp(key.words_.data(), words().data(), size() * sizeof(std::uint64_t)) == 0;
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
  const std::span<const std::uint64_t> known = identities_.items();
  const auto found = std::find(known.begin(), known.end(), identity);
  is_new = found == known.end();
  const auto index = static_cast<std::uint64_t>(found - known.begin());
  if (is_new) identities_.push(identity);
  return index + 1;
}

// Ids are kept apart from addresses by their lowest bit.
std::uint64_t KeyBuilder::known_number_of(std::uint64_t id) {
  bool is_new = false;
  return index_of((id << 1) | 1U, is_new);
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
