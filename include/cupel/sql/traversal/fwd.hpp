#pragma once

#include <cstdint>

#include <cupel/util/ptr.hpp>

namespace cupel {

class ClauseElement;
class Annotations;
class CacheKey;
class KeyBuilder;
class CloneContext;
class CompareContext;
class Name;
class AnonymousNames;
enum class ElementKind : std::uint8_t;

using ElementPtr = Ptr<const ClauseElement>;

}  // namespace cupel
