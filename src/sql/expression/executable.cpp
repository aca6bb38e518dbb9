#include <ostream>

#include <cupel/sql/expression/executable.hpp>

namespace cupel {
namespace {

Ptr<const detail::Attached> merged(const Ptr<const detail::Attached>& old,
                                   Parameters detail::Attached::*where, const Parameters& added) {
  auto all = old ? make_ptr<detail::Attached>(*old) : make_ptr<detail::Attached>();
  for (const Parameter& p : added) ((*all).*where).set(p.name, p.value);
  return all;
}

}  // namespace

void Executable::merge_options(const Parameters& options) {
  attached_ = merged(attached_, &detail::Attached::options, options);
}

void Executable::merge_params(const Parameters& params) {
  attached_ = merged(attached_, &detail::Attached::params, params);
}

std::string to_string(const Executable& statement) {
  return to_string(*statement.element());
}

std::ostream& operator<<(std::ostream& out, const Executable& statement) {
  return out << *statement.element();
}

}  // namespace cupel
