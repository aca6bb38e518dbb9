#pragma once

#include "cupel/dialect/fwd.hpp"
#include "cupel/pool/fwd.hpp"

namespace cupel {

class Engine;
class Connection;
class Transaction;
class PreparedStatement;
class Cursor;
class CompiledCache;
class Inspector;
class Result;
class RowView;
class ResultCache;
class ResultMeta;
struct EngineOptions;
struct ExecutionContext;
struct ExecutionOptions;
struct EngineEvents;
struct CursorExecution;
struct ExceptionContext;
struct ResultCaching;

template <class... Ts>
class Row;
template <class T>
class ScalarResult;
template <class... Ts>
class TypedResult;

namespace detail {
class EngineCore;
class ConnectionCore;
class TransactionCore;
}  // namespace detail

}  // namespace cupel
