#pragma once

#include <string_view>

#include "cupel/types/type_engine.hpp"

namespace cupel {

/// A type of one database that becomes another type on some of the others: what such a type derives
/// from beside TypeEngine. A dialect asks before its own adaptation.
class DialectForm {
 public:
  /// The type that stands for this one on the named dialect; the type itself where nothing differs.
  [[nodiscard]] virtual TypePtr form_on(std::string_view dialect) const = 0;

 protected:
  DialectForm() = default;
  DialectForm(const DialectForm&) = default;
  ~DialectForm() = default;
};

}  // namespace cupel
