#include <ostream>

#include <cupel/sql/expression/executable.hpp>

namespace cupel {
namespace {

std::shared_ptr<const Parameters> merged(const std::shared_ptr<const Parameters>& old,
                                         const Parameters& added) {
  auto all = old ? std::make_shared<Parameters>(*old) : std::make_shared<Parameters>();
  for (const Parameter& p : added) all->set(p.name, p.value);
  return all;
}

}  // namespace

void Executable::merge_options(const Parameters& options) {
  options_ = merged(options_, options);
}

void Executable::merge_params(const Parameters& params) {
  params_ = merged(params_, params);
}

std::string to_string(const Executable& statement) {
  return to_string(*statement.element());
}

std::ostream& operator<<(std::ostream& out, const Executable& statement) {
  return out << *statement.element();
}

}  // namespace cupel
