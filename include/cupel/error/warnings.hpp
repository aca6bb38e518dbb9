#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cupel/error/error.hpp"

namespace cupel {

enum class WarningCategory : std::uint8_t { general, deprecation, pending_deprecation };

/// "Warning", "DeprecationWarning", "PendingDeprecationWarning".
[[nodiscard]] std::string_view to_string(WarningCategory category) noexcept;

/// What a warning becomes where the handler is warnings_as_errors().
class WarningError : public Error {
 public:
  WarningError(WarningCategory category, std::string message);
  [[nodiscard]] std::string_view name() const noexcept override { return "WarningError"; }
  [[nodiscard]] WarningCategory category() const noexcept { return category_; }

 private:
  WarningCategory category_;
};

/// May throw: the exception then leaves the operation that warned.
using WarningHandler = std::function<void(WarningCategory, std::string_view text)>;

/// Hands a warning to the handler. Thread-safe.
void warn(WarningCategory category, std::string_view text);
inline void warn(std::string_view text) {
  warn(WarningCategory::general, text);
}

/// Sets the handler of the process and returns the one before; empty stands for the default, which
/// writes each distinct text once to standard error. Thread-safe; a handler may be called from
/// several threads at a time.
WarningHandler set_warning_handler(WarningHandler handler);

/// A handler that throws every warning as a WarningError.
[[nodiscard]] WarningHandler warnings_as_errors();

/// While it lives, collects the warnings of this thread instead of handing them on (for tests).
class WarningCapture {
 public:
  WarningCapture();
  ~WarningCapture();
  WarningCapture(const WarningCapture&) = delete;
  WarningCapture& operator=(const WarningCapture&) = delete;

  struct Entry {
    WarningCategory category;
    std::string text;
  };
  [[nodiscard]] const std::vector<Entry>& entries() const noexcept { return entries_; }

 private:
  friend void warn(WarningCategory, std::string_view);
  std::vector<Entry> entries_;
  WarningCapture* outer_;
};

}  // namespace cupel
