#include "control_file.hpp"

#include <charconv>
#include <istream>
#include <stdexcept>
#include <utility>

namespace package_index {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// Calls `each` with every trimmed, non-empty piece of `text` between separators.
template <class F>
void split(std::string_view text, char separator, F&& each) {
  while (!text.empty()) {
    const auto end = text.find(separator);
    if (const auto piece = trimmed(text.substr(0, end)); !piece.empty()) each(piece);
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
}

long long to_number(std::string_view text) {
  long long number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

Choice parse_choice(std::string_view text) {
  Choice choice;
  const auto open = text.find('(');
  auto name = trimmed(text.substr(0, open));
  choice.name = name.substr(0, name.find_first_of(":["));
  if (open == std::string_view::npos) return choice;
  auto constraint = text.substr(open + 1);
  constraint = trimmed(constraint.substr(0, constraint.find(')')));
  const auto version = constraint.find_first_not_of("<>=");
  choice.relation = constraint.substr(0, version);
  if (version != std::string_view::npos) choice.version = trimmed(constraint.substr(version));
  return choice;
}

}  // namespace

std::vector<Term> parse_dependencies(std::string_view text, bool pre_depends) {
  std::vector<Term> terms;
  split(text, ',', [&](std::string_view piece) {
    Term term{.pre_depends = pre_depends, .choices = {}};
    split(piece, '|', [&](std::string_view one) { term.choices.push_back(parse_choice(one)); });
    if (!term.choices.empty()) terms.push_back(std::move(term));
  });
  return terms;
}

bool StanzaReader::next(Stanza& stanza) {
  stanza = Stanza{};
  field_.clear();
  value_.clear();
  const auto finish_field = [&] {
    if (!field_.empty()) take_field(stanza, field_, trimmed(value_));
    field_.clear();
    value_.clear();
  };
  while (std::getline(input_, line_)) {
    ++line_number_;
    bytes_read_ += line_.size() + 1;
    if (trimmed(line_).empty()) {
      finish_field();
      if (!stanza.package.empty()) return true;
      continue;
    }
    if (line_.front() == ' ' || line_.front() == '\t') {
      value_ += line_;
      continue;
    }
    finish_field();
    const auto colon = line_.find(':');
    if (colon == std::string::npos || colon == 0) {
      throw std::runtime_error("package index, line " + std::to_string(line_number_) +
                               ": expected 'Field: value', found '" + line_.substr(0, 60) + "'");
    }
    field_ = line_.substr(0, colon);
    value_ = line_.substr(colon + 1);
  }
  finish_field();
  return !stanza.package.empty();
}

void StanzaReader::take_field(Stanza& stanza, std::string_view name, std::string_view value) const {
  if (name == "Package") {
    stanza.package = value;
  } else if (name == "Version") {
    stanza.version = value;
  } else if (name == "Architecture") {
    stanza.architecture = value;
  } else if (name == "Maintainer") {
    const auto open = value.rfind('<');
    stanza.maintainer = value;
    stanza.maintainer_name = trimmed(value.substr(0, open));
    if (open != std::string_view::npos) {
      const auto email = value.substr(open + 1);
      stanza.maintainer_email = email.substr(0, email.find('>'));
    }
  } else if (name == "Section") {
    stanza.section = value;
  } else if (name == "Priority") {
    stanza.priority = value;
  } else if (name == "Description" || name == "Description-en") {
    stanza.summary = value;
  } else if (name == "Homepage") {
    stanza.homepage = value;
  } else if (name == "Installed-Size") {
    stanza.installed_kib = to_number(value);
  } else if (name == "Size") {
    stanza.download_bytes = to_number(value);
  } else if (name == "Tag") {
    split(value, ',', [&](std::string_view tag) { stanza.tags.emplace_back(tag); });
  } else if (name == "Depends" || name == "Pre-Depends") {
    auto terms = parse_dependencies(value, name == "Pre-Depends");
    // Both fields may come in either order; what must be there before unpacking stands first.
    const auto where =
        name == "Pre-Depends" ? stanza.dependencies.begin() : stanza.dependencies.end();
    stanza.dependencies.insert(where, std::make_move_iterator(terms.begin()),
                               std::make_move_iterator(terms.end()));
  }
}

}  // namespace package_index
