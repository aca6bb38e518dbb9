#pragma once

namespace cupel {

class Error;
class ArgumentError;
class InvalidRequestError;
class CompileError;
class StatementError;
class DBAPIError;
class DataError;
struct ErrorDetails;

}  // namespace cupel
