#include "cupel/sql/compiler/sql_text.hpp"

namespace cupel {

SqlText SqlText::take_since(Mark mark) {
  SqlText taken;
  taken.text_ = text_.substr(mark.offset);
  taken.places_.assign(places_.begin() + mark.places, places_.end());
  for (Place& place : taken.places_) place.offset -= mark.offset;
  truncate(mark);
  return taken;
}

void SqlText::insert(Mark mark, const SqlText& piece) {
  const auto length = static_cast<std::uint32_t>(piece.text_.size());
  text_.insert(mark.offset, piece.text_);
  for (std::size_t i = mark.places; i < places_.size(); ++i) places_[i].offset += length;
  places_.insert(places_.begin() + mark.places, piece.places_.begin(), piece.places_.end());
  for (std::size_t i = 0; i < piece.places_.size(); ++i) {
    places_[mark.places + i].offset += mark.offset;
  }
}

}  // namespace cupel
