#pragma once

#include <string_view>
#include <utility>

#include "cupel/orm/loading/loader_option.hpp"
#include "cupel/sql/expression/extension_element.hpp"
#include "cupel/util/ptr.hpp"

namespace cupel {

/// A loader option in a statement: what `options(selectinload(&User::posts))` adds.
class StatementOption final : public ExtensionClause {
 public:
  explicit StatementOption(LoaderOption option) : option_(std::move(option)) {}
  ~StatementOption() override;
  [[nodiscard]] const LoaderOption& option() const noexcept { return option_; }

  std::string_view construct_name() const noexcept override { return "orm_loader_option"; }
  bool append_cache_key(KeyBuilder& key) const override;
  Ptr<ClauseElement> shallow_copy() const override;

 private:
  LoaderOption option_;
};

}  // namespace cupel
