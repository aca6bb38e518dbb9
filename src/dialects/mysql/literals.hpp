#pragma once

#include "cupel/types/literal_context.hpp"

#include "dialects/mysql/features.hpp"

namespace cupel::mysql {

/// Values in MySQL's SQL text.
class MysqlLiterals : public LiteralContext {
 public:
  /// `features` outlives it.
  explicit MysqlLiterals(const ServerFeatures& features) noexcept : features_(features) {}

  std::string boolean(bool value) const override;

 protected:
  bool backslash_escapes() const noexcept override { return features_.backslash_escapes; }

 private:
  const ServerFeatures& features_;
};

}  // namespace cupel::mysql
