#pragma once

#include <exception>
#include <memory>
#include <string>
#include <string_view>

namespace cupel {

/// All that an error can carry. Only errors of a statement fill more than `message` and `code`.
struct ErrorDetails {
  std::string message;           ///< what happened, on what, and what to do
  std::string code;              ///< short code of the documentation's entry, or empty
  std::string statement;         ///< SQL text
  std::string parameters_text;   ///< as echo prints them: "('ed', 5)"
  bool hide_parameters = false;  ///< keep the parameters out of what()
  bool is_multi = false;         ///< several parameter sets were executed
  std::string driver_name;       ///< "sqlite3"
  std::string sqlstate;          ///< five characters where the database has them
  int driver_code = 0;           ///< the driver's own number
  bool invalidates_connection =
      false;                    ///< the connection is lost, and its pool's generation with it
  std::exception_ptr original;  ///< the driver's or user's own exception
};

/// Root of every error that Cupel throws.
///
/// Copies share their text, so copying never throws. The object is immutable.
class Error : public std::exception {
 public:
  explicit Error(std::string message, std::string code = {});
  explicit Error(ErrorDetails details);
  Error(const Error&) noexcept = default;
  Error& operator=(const Error&) noexcept = default;
  ~Error() override;

  /// The message; for errors of a statement followed by lines `[SQL: ...]` and `[parameters: ...]`.
  [[nodiscard]] const char* what() const noexcept override;
  /// The class's name as users know it: "IntegrityError".
  [[nodiscard]] virtual std::string_view name() const noexcept { return "Error"; }

  /// The message alone.
  [[nodiscard]] const std::string& message() const noexcept { return shared_->details.message; }
  [[nodiscard]] const std::string& code() const noexcept { return shared_->details.code; }
  [[nodiscard]] const std::string& statement() const noexcept { return shared_->details.statement; }
  [[nodiscard]] const std::string& parameters_text() const noexcept {
    return shared_->details.parameters_text;
  }
  [[nodiscard]] bool hide_parameters() const noexcept { return shared_->details.hide_parameters; }
  [[nodiscard]] bool is_multi() const noexcept { return shared_->details.is_multi; }
  [[nodiscard]] const std::string& driver_name() const noexcept {
    return shared_->details.driver_name;
  }
  [[nodiscard]] const std::string& sqlstate() const noexcept { return shared_->details.sqlstate; }
  [[nodiscard]] int driver_code() const noexcept { return shared_->details.driver_code; }
  [[nodiscard]] bool invalidates_connection() const noexcept {
    return shared_->details.invalidates_connection;
  }
  /// The exception that this one wraps, or null.
  [[nodiscard]] const std::exception_ptr& driver_exception() const noexcept {
    return shared_->details.original;
  }
  [[nodiscard]] const ErrorDetails& details() const noexcept { return shared_->details; }

 private:
  struct Shared {
    ErrorDetails details;
    std::string what;
  };
  std::shared_ptr<const Shared> shared_;
};

/// Base for a user's own exceptions that shall pass through an execution unwrapped: what a type
/// decorator or an event throws otherwise arrives as the cause of a StatementError.
struct DontWrap {
  virtual ~DontWrap() = default;
};

}  // namespace cupel
