#include <algorithm>
#include <utility>

#include <cupel/error/did_you_mean.hpp>
#include <cupel/error/errors.hpp>
#include <cupel/sql/expression/text_clause.hpp>
#include <cupel/sql/expression/type_fields.hpp>
#include <cupel/sql/expression/unary.hpp>
#include <cupel/util/str_cat.hpp>

#include "sql/expression/standard_types.hpp"

namespace cupel {
namespace {

bool is_word(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

template class FieldsOf<TextClause, ColumnElement>;

TextClause::TextClause(std::string_view text) : FieldsBase(ElementKind::text, detail::null_type()) {
  std::string plain;
  std::vector<std::pair<std::string, Ptr<const BindParameter>>> known;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const char before = i == 0 ? ' ' : text[i - 1];
    if (c == ':' && before != ':' && !is_word(before) && before != '\\') {
      std::size_t end = i + 1;
      while (end < text.size() && is_word(text[end])) ++end;
      const bool doubled = end < text.size() && text[end] == ':';
      if (end > i + 1 && !doubled) {
        std::string name(text.substr(i + 1, end - i - 1));
        auto found = std::find_if(known.begin(), known.end(),
                                  [&](const auto& entry) { return entry.first == name; });
        if (found == known.end()) {
          known.emplace_back(name, make_ptr<BindParameter>(name, std::nullopt, BindOptions{}));
          found = known.end() - 1;
        }
        pieces_.push_back({std::move(plain), found->second});
        plain.clear();
        i = end - 1;
        continue;
      }
    }
    // `\:` stands for a colon.
    if (c == '\\' && i + 1 < text.size() && text[i + 1] == ':') continue;
    plain.push_back(c);
  }
  pieces_.push_back({std::move(plain), {}});
}

std::string TextClause::source() const {
  std::string out;
  for (const Piece& piece : pieces_) {
    out += piece.text;
    if (piece.bind) str_append(out, ':', piece.bind->key_name());
  }
  return out;
}

std::vector<Ptr<const BindParameter>> TextClause::binds() const {
  std::vector<Ptr<const BindParameter>> out;
  for (const Piece& piece : pieces_) {
    if (!piece.bind) continue;
    const bool seen = std::any_of(out.begin(), out.end(), [&](const auto& bind) {
      return bind->key_name() == piece.bind->key_name();
    });
    if (!seen) out.push_back(piece.bind);
  }
  return out;
}

Ptr<TextClause> TextClause::with_bind(Ptr<const BindParameter> bind) const {
  auto copy = make_ptr<TextClause>(*this);
  bool found = false;
  for (Piece& piece : copy->pieces_) {
    if (piece.bind && piece.bind->key_name() == bind->key_name()) {
      piece.bind = bind;
      found = true;
    }
  }
  if (!found) {
    std::vector<std::string> names;
    for (const auto& known : binds()) names.push_back(known->key_name());
    throw ArgumentError(str_cat("text() has no parameter named ", quoted(bind->key_name()),
                                did_you_mean(bind->key_name(), names),
                                names.empty() ? "; write :name in the text" : ""));
  }
  return copy;
}

ColumnPtr TextClause::self_group(OperatorRef against) const {
  if (against.op == Operator::in_) return make_ptr<Grouping>(ColumnPtr(this));
  return ColumnPtr(this);
}

}  // namespace cupel
