#include <algorithm>
#include <atomic>
#include <cstring>

#include <cupel/sql/traversal/name.hpp>
#include <cupel/util/str_cat.hpp>

namespace cupel {
namespace {

constexpr char kBegin = '\x01';
constexpr char kEnd = '\x02';
constexpr std::size_t kIdBytes = sizeof(std::uint64_t);

void append_anonymous(std::string& out, std::uint64_t id, std::string_view body) {
  char raw[kIdBytes];
  std::memcpy(raw, &id, kIdBytes);
  out.push_back(kBegin);
  out.append(raw, kIdBytes);
  out.append(body);
  out.push_back(kEnd);
}

}  // namespace

std::uint64_t next_anonymous_id() noexcept {
  // A thread takes a block of numbers at a time, so that building expressions shares nothing.
  constexpr std::uint64_t kBlock = std::uint64_t{1} << 24;
  static std::atomic<std::uint64_t> next_block{1};
  thread_local std::uint64_t next = 0;
  thread_local std::uint64_t end = 0;
  if (next == end) {
    next = next_block.fetch_add(1, std::memory_order_relaxed) * kBlock;
    end = next + kBlock;
  }
  return next++;
}

const std::string& AnonymousNames::name_for(std::uint64_t id, std::string_view body) {
  if (entries_.capacity() == 0) {
    entries_.reserve(8);
    counters_.reserve(8);
  }
  // Numbers are drawn in the order in which a statement is built, and mostly asked for in it.
  auto place = entries_.end();
  if (!entries_.empty() && entries_.back().id >= id) {
    place = std::lower_bound(entries_.begin(), entries_.end(), id,
                             [](const Entry& e, std::uint64_t wanted) { return e.id < wanted; });
    for (; place != entries_.end() && place->id == id; ++place) {
      if (place->body == body) return place->name;
    }
  }
  std::uint32_t number = 1;
  bool counted = false;
  for (Counter& c : counters_) {
    if (c.body == body) {
      number = ++c.last;
      counted = true;
      break;
    }
  }
  if (!counted) counters_.push_back({std::string(body), 1});
  return entries_.insert(place, {id, std::string(body), str_cat(body, '_', number)})->name;
}

void AnonymousNames::clear() {
  entries_.clear();
  counters_.clear();
}

namespace {

/// What would disturb a format string or the name of a parameter.
constexpr std::string_view kOdd = "%()$ ";

/// `body` with each run of them as one underscore.
std::string plain_body(std::string_view body) {
  std::string out;
  bool in_run = false;
  for (const char c : body) {
    const bool odd = kOdd.find(c) != std::string_view::npos;
    if (!odd || !in_run) out += odd ? '_' : c;
    in_run = odd;
  }
  return out;
}

}  // namespace

Name Name::anonymous(std::uint64_t id, std::string_view body) {
  Name name;
  // A body that is itself anonymous stays in front: its number, then this one's.
  const std::size_t last = body.rfind(kEnd);
  std::string text;
  if (last != std::string_view::npos) {
    text.assign(body.substr(0, last + 1));
    body.remove_prefix(last + 1);
  }
  if (body.find_first_of(kOdd) == std::string_view::npos) {
    append_anonymous(text, id, body);
  } else {
    append_anonymous(text, id, plain_body(body));
  }
  name.text_ = std::move(text);
  name.anonymous_ = true;
  name.truncatable_ = true;
  return name;
}

Name Name::made_up(std::string text) {
  Name name(std::move(text));
  name.anonymous_ = name.text_.find(kBegin) != std::string::npos;
  name.truncatable_ = true;
  return name;
}

Name Name::joined(std::string_view separator, const Name& suffix) const {
  return made_up(str_cat(text_, separator, suffix.text_));
}

bool Name::next_part(std::size_t& at, Part& part) const {
  if (at >= text_.size()) return false;
  if (text_[at] == kBegin) {
    std::memcpy(&part.id, text_.data() + at + 1, kIdBytes);
    const std::size_t body = at + 1 + kIdBytes;
    const std::size_t end = text_.find(kEnd, body);
    part.body = std::string_view(text_).substr(body, end - body);
    at = end + 1;
  } else {
    std::size_t end = anonymous_ ? text_.find(kBegin, at) : std::string::npos;
    if (end == std::string::npos) end = text_.size();
    part.id = 0;
    part.body = std::string_view(text_).substr(at, end - at);
    at = end;
  }
  return true;
}

std::string Name::resolve(AnonymousNames& names) const {
  if (!anonymous_) return text_;
  std::string out;
  for_each_part([&](std::uint64_t id, std::string_view body) {
    out.append(id ? std::string_view(names.name_for(id, body)) : body);
  });
  return out;
}

std::string Name::display() const {
  if (!anonymous_) return text_;
  std::string out;
  for_each_part([&](std::uint64_t, std::string_view body) { out.append(body); });
  return out;
}

}  // namespace cupel
