#include "cupel/orm/mapper/cascade.hpp"

#include <array>
#include <vector>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/warnings.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {
namespace {

struct Word {
  std::string_view text;
  std::uint8_t bits;
};

constexpr std::uint8_t bit(Cascade c) {
  return static_cast<std::uint8_t>(c);
}
constexpr std::uint8_t kAll = bit(Cascade::save_update) | bit(Cascade::merge) |
                              bit(Cascade::refresh_expire) | bit(Cascade::expunge) |
                              bit(Cascade::delete_);

// In alphabetical order, which is also the order of str().
constexpr std::array kWords = {
    Word{"all", kAll},
    Word{"delete", bit(Cascade::delete_)},
    Word{"delete-orphan", bit(Cascade::delete_orphan)},
    Word{"expunge", bit(Cascade::expunge)},
    Word{"merge", bit(Cascade::merge)},
    Word{"none", 0},
    Word{"refresh-expire", bit(Cascade::refresh_expire)},
    Word{"save-update", bit(Cascade::save_update)},
};

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\n") - begin + 1);
}

}  // namespace

CascadeOptions::CascadeOptions(std::string_view text) : bits_(0) {
  bool none = false;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t comma = std::min(text.find(',', at), text.size());
    const std::string_view word = trimmed(text.substr(at, comma - at));
    at = comma + 1;
    if (word.empty()) continue;
    const Word* found = nullptr;
    for (const Word& known : kWords) {
      if (known.text == word) found = &known;
    }
    if (found == nullptr) {
      throw ArgumentError(str_cat("Invalid cascade option(s): '", word, "'; the words are ",
                                  join(kWords, ", ", [](const Word& w) { return w.text; })));
    }
    none = none || word == "none";
    bits_ = static_cast<std::uint8_t>(bits_ | found->bits);
  }
  if (none) bits_ = 0;
  if (delete_orphan() && !delete_()) {
    warn("The 'delete-orphan' cascade option requires 'delete'.");
  }
}

std::string CascadeOptions::str() const {
  std::string out;
  for (const Word& word : kWords) {
    if (word.text == "all" || word.bits == 0 || (bits_ & word.bits) == 0) continue;
    if (!out.empty()) out += ", ";
    out += word.text;
  }
  return out;
}

}  // namespace cupel
