#include "sql/compiler/compiler_state.hpp"

namespace cupel {
namespace {

constexpr std::size_t kSuffixRoom = 6;  // what numbering a cut name may take

/// The first `length` bytes of `text`, without cutting a UTF-8 sequence.
std::string_view prefix_of(std::string_view text, std::size_t length) {
  if (text.size() <= length) return text;
  while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80) --length;
  return text.substr(0, length);
}

void append_hex(std::string& out, std::uint32_t value) {
  constexpr char kDigits[] = "0123456789abcdef";
  char buffer[8];
  std::size_t at = sizeof buffer;
  do {
    buffer[--at] = kDigits[value & 15U];
    value >>= 4U;
  } while (value != 0);
  out.append(buffer + at, sizeof buffer - at);
}

}  // namespace

std::string SqlCompiler::resolve_name(const Name& name, NameClass name_class) {
  std::string resolved = name.is_anonymous() ? name.resolve(state_->anonymous_names) : name.text();
  if (!name.is_truncatable() && !name.is_anonymous()) return resolved;
  return truncate_name(std::move(resolved), name_class);
}

std::string SqlCompiler::truncate_name(std::string resolved, NameClass name_class) {
  const std::size_t length =
      traits_.label_length != 0 ? traits_.label_length : traits_.max_identifier_length;
  const std::size_t room = length > kSuffixRoom ? length - kSuffixRoom : 0;
  if (resolved.size() <= room) return resolved;
  for (const TruncatedName& known : state_->truncated_names) {
    if (known.name_class == name_class && known.resolved == resolved) return known.truncated;
  }
  std::string truncated(prefix_of(resolved, room));
  truncated.push_back('_');
  append_hex(truncated, ++state_->truncated_count[static_cast<std::size_t>(name_class)]);
  state_->truncated_names.push_back({name_class, std::move(resolved), truncated});
  return truncated;
}

void SqlCompiler::append_name(const Name& name, NameClass name_class) {
  if (!name.is_truncatable() && !name.is_anonymous()) {
    preparer_.append(out_.text(), name);
  } else {
    preparer_.append(out_.text(), resolve_name(name, name_class), name.quote());
  }
}

}  // namespace cupel
