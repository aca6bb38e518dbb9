#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "cupel/dbapi/statement.hpp"
#include "cupel/util/hash.hpp"

namespace cupel::dbapi {

template <class S>
class StatementCache;

/// What a driver's statement S derives from to stand in a StatementCache.
template <class S>
class CachedStatement {
 protected:
  CachedStatement() = default;
  ~CachedStatement() = default;

 private:
  friend class StatementCache<S>;
  std::uint64_t key_ = 0;
  S* newer_ = nullptr;
  S* older_ = nullptr;
  bool cached_ = false;
  bool leased_ = false;
};

/// The statements of one connection: those kept for reuse, a bounded number with the latest used
/// first, and those that are lent out. S has sql(), its text, and orphan(), which makes it live on
/// without the connection.
///
/// Thread safety: that of the connection.
template <class S>
class StatementCache {
 public:
  explicit StatementCache(std::size_t capacity) : capacity_(capacity) {}
  StatementCache(const StatementCache&) = delete;
  StatementCache& operator=(const StatementCache&) = delete;

  /// A kept statement of that key that nobody uses, or what `make(keep)` makes: a unique_ptr.
  /// `keep` tells it whether the statement is going to be reused. On a throw nothing has changed.
  template <class Make>
  [[nodiscard]] S* lease(const StatementKey& key, Make&& make) {
    const std::uint64_t cache_key = key_of(key);
    const auto found = by_key_.find(cache_key);
    if (found != by_key_.end()) {
      S& s = *found->second;
      if (!links(s).leased_ && (key.id != 0 || s.sql() == key.sql)) {
        touch(s);
        links(s).leased_ = true;
        ++leased_;
        return &s;
      }
    }
    const bool keep = found == by_key_.end() && capacity_ != 0;
    uncached_.reserve(uncached_.size() + 1 + by_key_.size());
    std::unique_ptr<S> s = make(keep);
    links(*s).key_ = cache_key;
    links(*s).leased_ = true;
    if (keep) {
      by_key_.emplace(cache_key, s.get());
      link(*s);
      links(*s).cached_ = true;
      if (by_key_.size() > capacity_) drop_oldest();
    } else {
      uncached_.push_back(s.get());
    }
    ++leased_;
    return s.release();
  }

  /// Its holder is done with the statement.
  void take_back(S& s) noexcept {
    links(s).leased_ = false;
    --leased_;
    if (links(s).cached_) return;
    std::erase(uncached_, &s);
    delete &s;
  }

  /// Statements that are lent out.
  [[nodiscard]] std::size_t leased() const noexcept { return leased_; }

  template <class F>
  void for_each(F&& f) {
    for (S* s = newest_; s; s = links(*s).older_) f(*s);
    for (S* s : uncached_) f(*s);
  }

  /// Orphans all, and deletes those that nobody has.
  void clear() noexcept {
    for (S* s = newest_; s;) {
      S* const next = links(*s).older_;
      links(*s).cached_ = false;
      s->orphan();
      if (!links(*s).leased_) delete s;
      s = next;
    }
    for (S* s : uncached_) s->orphan();
    by_key_.clear();
    newest_ = oldest_ = nullptr;
    uncached_.clear();
    leased_ = 0;
  }

 private:
  static CachedStatement<S>& links(S& s) noexcept { return s; }

  // An id stands for one text; texts without an id go by their hash, in the other half.
  static std::uint64_t key_of(const StatementKey& key) noexcept {
    return key.id ? (key.id << 1) | 1 : hash_text(key.sql) << 1;
  }

  void link(S& s) noexcept {
    links(s).older_ = newest_;
    links(s).newer_ = nullptr;
    if (newest_) links(*newest_).newer_ = &s;
    newest_ = &s;
    if (!oldest_) oldest_ = &s;
  }
  void unlink(S& s) noexcept {
    CachedStatement<S>& l = links(s);
    (l.newer_ ? links(*l.newer_).older_ : newest_) = l.older_;
    (l.older_ ? links(*l.older_).newer_ : oldest_) = l.newer_;
    l.newer_ = l.older_ = nullptr;
  }
  void touch(S& s) noexcept {
    if (&s == newest_) return;
    unlink(s);
    link(s);
  }
  void drop_oldest() {
    S& old = *oldest_;
    by_key_.erase(links(old).key_);
    unlink(old);
    links(old).cached_ = false;
    if (links(old).leased_) {
      uncached_.push_back(&old);
    } else {
      delete &old;
    }
  }

  std::size_t capacity_;
  boost::unordered_flat_map<std::uint64_t, S*> by_key_;
  S* newest_ = nullptr;
  S* oldest_ = nullptr;
  std::vector<S*> uncached_;  // lent out, not to be kept
  std::size_t leased_ = 0;
};

}  // namespace cupel::dbapi
