#pragma once

#include <cstddef>
#include <vector>

#include "cupel/util/fwd.hpp"

namespace cupel {

class Value;
class Parameters;
class Decimal;
class TimeOfDay;
class UuidValue;
class Json;
class TypeEngine;
class TypeArg;
class TypeDialect;
class LiteralContext;
struct Decoder;
struct Encoder;

using Bytes = std::vector<std::byte>;
using TypePtr = Ptr<const TypeEngine>;

/// How a C++ type is stored; see cupel/types/type_traits.hpp.
template <class T>
struct TypeTraits;

}  // namespace cupel
