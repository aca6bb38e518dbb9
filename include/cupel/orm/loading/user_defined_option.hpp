#pragma once

#include <memory>

namespace cupel {

/// Something of the program's own that goes along with a statement to the listeners of
/// events::do_orm_execute, which find it with OrmExecuteState::user_defined_option<T>():
///
///     struct FromCache : UserDefinedOption { std::string region; ... };
///     select<User>().options(user_option(std::make_shared<FromCache>("users")))
///
/// Immutable once given; shared by statements, compiled statements and the objects that they load.
/// A compiled statement is kept for each option object, so one that is made once and used again
/// serves best.
class UserDefinedOption {
 public:
  /// `propagate_to_loaders`: the objects that are loaded take it along to their own later loads.
  explicit UserDefinedOption(bool propagate_to_loaders = false) noexcept
      : propagate_to_loaders_(propagate_to_loaders) {}
  virtual ~UserDefinedOption();

  [[nodiscard]] bool propagate_to_loaders() const noexcept { return propagate_to_loaders_; }

 private:
  bool propagate_to_loaders_;
};

using UserDefinedOptionPtr = std::shared_ptr<const UserDefinedOption>;

}  // namespace cupel
