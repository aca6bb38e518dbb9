#pragma once

namespace cupel {

class NoAutoflush;
class OrmExecuteState;
class Session;
class SessionFactory;
class SessionTransaction;
class ScopedSession;
struct BindRequest;
struct SessionEvents;
struct SessionOptions;

namespace detail {
class SessionCore;
class TransactionLevel;
}  // namespace detail

}  // namespace cupel
