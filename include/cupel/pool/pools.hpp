#pragma once

#include <memory>

#include "cupel/pool/pool.hpp"

namespace cupel {

/// Keeps `pool_size` connections and lends at most `pool_size + max_overflow` at a time; waits up
/// to `timeout` for one. Starts empty. First in, first out, unless `use_lifo`.
class QueuePool final : public Pool {
 public:
  explicit QueuePool(dbapi::Connector connector, const PoolOptions& options = {});
};

/// Opens a connection for each connect() and closes it on return.
class NullPool final : public Pool {
 public:
  explicit NullPool(dbapi::Connector connector, const PoolOptions& options = {});
};

/// One connection for everybody, at the same time: a database in memory used by several sessions.
///
/// Not for several threads at once: the connection is the same for all of them.
class StaticPool final : public Pool {
 public:
  explicit StaticPool(dbapi::Connector connector, const PoolOptions& options = {});
};

/// One connection for each thread; lends it again while it is lent in the same thread. Beyond
/// `pool_size` threads, connections that are not lent are closed. The pool of databases in memory.
class SingletonThreadPool final : public Pool {
 public:
  explicit SingletonThreadPool(dbapi::Connector connector, const PoolOptions& options = {});
};

/// Throws InvalidRequestError, naming the place of the first connect(), when a second connection is
/// asked for while one is lent. For finding leaks in tests.
class AssertionPool final : public Pool {
 public:
  explicit AssertionPool(dbapi::Connector connector, const PoolOptions& options = {});
};

namespace detail {

/// Defined for the pools above.
template <class P>
std::unique_ptr<Pool> make_pool(dbapi::Connector connector, const PoolOptions& options);

}  // namespace detail

template <class P>
extern const PoolClass pool_class;
template <>
inline constexpr PoolClass pool_class<QueuePool>{"QueuePool", true, true,
                                                 &detail::make_pool<QueuePool>};
template <>
inline constexpr PoolClass pool_class<NullPool>{"NullPool", false, false,
                                                &detail::make_pool<NullPool>};
template <>
inline constexpr PoolClass pool_class<StaticPool>{"StaticPool", false, false,
                                                  &detail::make_pool<StaticPool>};
template <>
inline constexpr PoolClass pool_class<SingletonThreadPool>{"SingletonThreadPool", true, false,
                                                           &detail::make_pool<SingletonThreadPool>};
template <>
inline constexpr PoolClass pool_class<AssertionPool>{"AssertionPool", false, false,
                                                     &detail::make_pool<AssertionPool>};

}  // namespace cupel
