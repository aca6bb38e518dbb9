#pragma once
// The enumeration of these tests.

namespace cupel {

enum class Color { red, green, blue };

}  // namespace cupel
