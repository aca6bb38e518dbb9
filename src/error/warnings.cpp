#include "cupel/error/warnings.hpp"

#include <cstdio>
#include <memory>
#include <mutex>
#include <set>

#include "cupel/util/str_cat.hpp"

namespace cupel {

namespace {

// Bounds the memory of the default handler where texts contain changing values.
constexpr std::size_t kRememberedTexts = 1000;

struct Channel {
  std::mutex mutex;
  std::shared_ptr<const WarningHandler> handler;
  std::set<std::string, std::less<>> seen;

  static Channel& instance() {
    static Channel* channel = new Channel;  // outlives static objects that warn in destructors
    return *channel;
  }
};

thread_local WarningCapture* current_capture = nullptr;

}  // namespace

std::string_view to_string(WarningCategory category) noexcept {
  switch (category) {
    case WarningCategory::general:
      return "Warning";
    case WarningCategory::deprecation:
      return "DeprecationWarning";
    case WarningCategory::pending_deprecation:
      return "PendingDeprecationWarning";
  }
  return "Warning";
}

WarningError::WarningError(WarningCategory category, std::string message)
    : Error(std::move(message)), category_(category) {}

void warn(WarningCategory category, std::string_view text) {
  if (current_capture) {
    current_capture->entries_.push_back({category, std::string(text)});
    return;
  }
  Channel& channel = Channel::instance();
  std::shared_ptr<const WarningHandler> handler;
  {
    const std::lock_guard lock(channel.mutex);
    handler = channel.handler;
    if (!handler) {
      if (channel.seen.contains(text)) return;
      if (channel.seen.size() >= kRememberedTexts) channel.seen.clear();
      channel.seen.emplace(text);
    }
  }
  if (handler) return (*handler)(category, text);
  const std::string line = str_cat("cupel: ", to_string(category), ": ", text, "\n");
  std::fwrite(line.data(), 1, line.size(), stderr);
}

WarningHandler set_warning_handler(WarningHandler handler) {
  auto next = handler ? std::make_shared<const WarningHandler>(std::move(handler)) : nullptr;
  Channel& channel = Channel::instance();
  const std::lock_guard lock(channel.mutex);
  std::swap(channel.handler, next);
  return next ? *next : WarningHandler();
}

WarningHandler warnings_as_errors() {
  return [](WarningCategory category, std::string_view text) {
    throw WarningError(category, std::string(text));
  };
}

WarningCapture::WarningCapture() : outer_(current_capture) {
  current_capture = this;
}
WarningCapture::~WarningCapture() {
  current_capture = outer_;
}

}  // namespace cupel
