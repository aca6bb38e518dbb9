#include "cupel/util/cell.hpp"

namespace cupel {

std::string_view to_string(CellKind kind) noexcept {
  switch (kind) {
    case CellKind::null:
      return "null";
    case CellKind::integer:
      return "integer";
    case CellKind::real:
      return "real";
    case CellKind::text:
      return "text";
    case CellKind::blob:
      return "blob";
  }
  return "unknown";
}

}  // namespace cupel
