#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cupel {

/// A fresh number for an anonymous name; unique in the process. Thread-safe, no contention.
std::uint64_t next_anonymous_id() noexcept;

/// Numbers anonymous names while a statement is rendered: the first `users` becomes `users_1`.
/// One counter for each body; the same (id, body) gets the same name again. Not thread-safe.
class AnonymousNames {
 public:
  /// "body_N" for the anonymous name of this id and body. Stable until clear().
  const std::string& name_for(std::uint64_t id, std::string_view body);
  void clear();

 private:
  struct Entry {
    std::uint64_t id;
    std::string body;
    std::string name;
  };
  struct Counter {
    std::string body;
    std::uint32_t last;
  };
  std::vector<Entry> entries_;  // by id
  std::vector<Counter> counters_;
};

/// A name in a statement: a table's, a column's, a label's, an alias's.
///
/// It may hold anonymous parts (`%(id users)s` in SQLAlchemy's spelling), which get their number
/// when the statement is rendered: resolve(). Immutable in use, thread-safe to read.
class Name {
 public:
  Name() = default;
  Name(std::string_view text) : text_(text) {}        // NOLINT: implicit by design
  Name(std::string text) : text_(std::move(text)) {}  // NOLINT: implicit by design
  Name(const char* text) : text_(text) {}             // NOLINT: implicit by design

  /// The anonymous name `%(id body)s`: `body_1` once rendered. `body` may itself hold anonymous
  /// parts; these are kept in front, as SQLAlchemy does.
  static Name anonymous(std::uint64_t id, std::string_view body);
  /// A name made up from others; it may be cut when it is longer than the dialect's names.
  static Name made_up(std::string text);

  bool empty() const noexcept { return text_.empty(); }
  /// True if the name has at least one anonymous part.
  bool is_anonymous() const noexcept { return anonymous_; }
  /// True for made-up names (labels `table_column`, anonymous names), which may be truncated.
  bool is_truncatable() const noexcept { return truncatable_; }
  /// The text; with markers where the name is anonymous. Only for comparison and hashing then.
  const std::string& text() const noexcept { return text_; }
  /// true: always quote, false: never, nullopt: if the identifier needs it.
  std::optional<bool> quote() const noexcept {
    return quote_ == Quote::automatic ? std::nullopt : std::optional<bool>(quote_ == Quote::always);
  }
  Name& set_quote(std::optional<bool> quote) noexcept {
    quote_ = !quote ? Quote::automatic : (*quote ? Quote::always : Quote::never);
    return *this;
  }
  Name& set_truncatable(bool value) noexcept {
    truncatable_ = value;
    return *this;
  }

  /// This name followed by `suffix`; anonymous if either is. The result is a made-up name.
  Name joined(std::string_view separator, const Name& suffix) const;

  /// The final text: each anonymous part replaced by its numbered name.
  std::string resolve(AnonymousNames& names) const;
  /// The text without markers and numbers, for messages: "users" of `%(7 users)s`.
  std::string display() const;

  /// Calls f(id, body, literal) for each part in order: id 0 for plain text (in `literal`).
  template <class F>
  void for_each_part(F&& f) const {
    std::size_t at = 0;
    Part part;
    while (next_part(at, part)) f(part.id, part.body);
  }

  friend bool operator==(const Name& a, const Name& b) noexcept { return a.text_ == b.text_; }
  friend bool operator==(const Name& a, std::string_view b) noexcept { return a.text_ == b; }

 private:
  enum class Quote : std::uint8_t { automatic, always, never };
  struct Part {
    std::uint64_t id = 0;
    std::string_view body;
  };
  bool next_part(std::size_t& at, Part& part) const;

  std::string text_;  // an anonymous part is: 0x01, eight bytes of id, body, 0x02
  bool anonymous_ = false;
  bool truncatable_ = false;
  Quote quote_ = Quote::automatic;
};

/// An identifier with explicit quoting, as SQLAlchemy's `quoted_name`.
inline Name quoted_name(std::string_view text, std::optional<bool> quote) {
  Name name(text);
  name.set_quote(quote);
  return name;
}

}  // namespace cupel
