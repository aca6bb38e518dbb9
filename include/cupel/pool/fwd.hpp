#pragma once

namespace cupel {

class Pool;
class QueuePool;
class NullPool;
class StaticPool;
class SingletonThreadPool;
class AssertionPool;
class ConnectionRecord;
class PooledConnection;
struct PoolOptions;
struct PoolEvents;
struct PoolClass;

namespace detail {
class PoolCore;
}

}  // namespace cupel
