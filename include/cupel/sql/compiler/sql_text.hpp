#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cupel {

/// Statement text under construction, with the places where parameters go.
///
/// A place is no text yet: how it is written depends on the style of the driver, and for positional
/// styles on the order of the finished text. So a piece can be cut out, kept and put elsewhere (a
/// CTE in front of its statement) without its parameters getting out of step.
/// Not thread-safe.
class SqlText {
 public:
  enum class PlaceKind : std::uint8_t {
    parameter,        ///< a value for the driver
    expanding,        ///< a list, written out at execution
    literal_execute,  ///< a value written into the text at execution
  };
  struct Place {
    std::uint32_t offset;
    std::uint32_t bind;  ///< slot of the parameter
    PlaceKind kind;
    std::uint32_t wrap;  ///< expanding: 1 + index of the SQL around each element; 0: none
  };
  /// A point in the text.
  struct Mark {
    std::uint32_t offset;
    std::uint32_t places;
  };

  SqlText& operator<<(std::string_view text) {
    text_.append(text);
    return *this;
  }
  SqlText& operator<<(char c) {
    text_.push_back(c);
    return *this;
  }
  SqlText& operator<<(const SqlText& other) {
    insert(end(), other);
    return *this;
  }

  void add_place(std::uint32_t bind, PlaceKind kind = PlaceKind::parameter,
                 std::uint32_t wrap = 0) {
    places_.push_back({static_cast<std::uint32_t>(text_.size()), bind, kind, wrap});
  }

  [[nodiscard]] Mark end() const noexcept {
    return {static_cast<std::uint32_t>(text_.size()), static_cast<std::uint32_t>(places_.size())};
  }
  /// True when nothing was written since `mark`; a place counts as something.
  [[nodiscard]] bool empty_since(Mark mark) const noexcept {
    return text_.size() == mark.offset && places_.size() == mark.places;
  }
  /// What was written since `mark`, without the places.
  [[nodiscard]] std::string_view text_since(Mark mark) const noexcept {
    return std::string_view(text_).substr(mark.offset);
  }
  /// Removes and returns what was written since `mark`.
  [[nodiscard]] SqlText take_since(Mark mark);
  /// Drops what was written since `mark`.
  void truncate(Mark mark) {
    text_.resize(mark.offset);
    places_.resize(mark.places);
  }
  /// Puts `piece` in at `mark`.
  void insert(Mark mark, const SqlText& piece);

  /// The text alone, to append to; places keep their offsets.
  [[nodiscard]] std::string& text() noexcept { return text_; }
  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  [[nodiscard]] const std::vector<Place>& places() const noexcept { return places_; }
  [[nodiscard]] bool empty() const noexcept { return text_.empty() && places_.empty(); }
  void reserve(std::size_t text, std::size_t places) {
    text_.reserve(text);
    places_.reserve(places);
  }

 private:
  std::string text_;
  std::vector<Place> places_;
};

}  // namespace cupel
