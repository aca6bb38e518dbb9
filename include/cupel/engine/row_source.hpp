#pragma once

#include <optional>
#include <vector>

namespace cupel {

/// Where the items of a ScalarResult come from: the columns of a cursor, or the ORM's loader.
template <class T>
class RowSource {
 public:
  virtual ~RowSource() = default;

  /// Puts the next item into `out`, which may hold an earlier one; false after the last.
  virtual bool next(T& out) = 0;
  /// Appends all that is left to `out` and gives true; false, with nothing done, for a source that
  /// has no better way than next().
  virtual bool append_rest(std::vector<T>& out) { return static_cast<void>(out), false; }
  /// Lets go of the cursor; next() is not called any more.
  virtual void close() noexcept {}
  /// The items will be made unique. A source whose rows repeat objects (joined collections) asks
  /// for it, and throws from next() when nobody did.
  virtual void expect_unique() noexcept {}
};

/// How an item that may be absent is returned: optional<T>, or T itself where T has a null of its
/// own (optional<U>, and handles that specialise this).
template <class T>
struct ItemTraits {
  using Optional = std::optional<T>;
};
template <class U>
struct ItemTraits<std::optional<U>> {
  using Optional = std::optional<U>;
};

}  // namespace cupel
