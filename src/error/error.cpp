#include "cupel/error/error.hpp"

#include "cupel/error/circular_dependency.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {

namespace {

std::string compose(const ErrorDetails& d) {
  std::string out = d.message;
  if (d.statement.empty()) return out;
  str_append(out, "\n[SQL: ", d.statement, "]");
  if (d.parameters_text.empty()) return out;
  if (d.hide_parameters) {
    out += "\n[SQL parameters hidden due to hide_parameters=True]";
  } else {
    str_append(out, "\n[parameters: ", d.parameters_text, "]");
  }
  return out;
}

std::string with_cycles(std::string message, const std::vector<std::string>& cycles,
                        const std::vector<std::pair<std::string, std::string>>& edges) {
  if (!cycles.empty()) str_append(message, " (", join(cycles, ", "), ")");
  if (!edges.empty()) {
    str_append(message, "; dependencies: ", join(edges, ", ", [](const auto& e) {
                 return str_cat(e.first, " before ", e.second);
               }));
  }
  return message;
}

}  // namespace

Error::Error(std::string message, std::string code)
    : Error([&] {
        ErrorDetails d;
        d.message = std::move(message);
        d.code = std::move(code);
        return d;
      }()) {}

Error::Error(ErrorDetails details) {
  std::string what = compose(details);
  shared_ = std::make_shared<const Shared>(Shared{std::move(details), std::move(what)});
}

Error::~Error() = default;

const char* Error::what() const noexcept {
  return shared_->what.c_str();
}

CircularDependencyError::CircularDependencyError(
    std::string message, std::vector<std::string> cycles,
    std::vector<std::pair<std::string, std::string>> edges)
    : Error(with_cycles(std::move(message), cycles, edges)),
      state_(std::make_shared<const State>(State{std::move(cycles), std::move(edges)})) {}

CircularDependencyError::~CircularDependencyError() = default;

}  // namespace cupel
