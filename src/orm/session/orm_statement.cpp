#include "orm/session/orm_statement.hpp"

#include "cupel/orm/query/orm_result.hpp"
#include "orm/session/session_core.hpp"

namespace cupel::detail {
namespace {

constexpr SessionGate kGate{
    .begin =
        [](Session& session, const Executable& statement, const ExecutionOptions& options) {
          StatementContext out;
          out.connection = &session.begin_statement(statement, options, out.options);
          out.context = &session.core();
          return out;
        },
    .get = [](Session& session, const ClassInfo& class_info,
              std::span<const Value> key) { return session.get_instance(class_info, key, {}); },
};

}  // namespace

void install_statement_gate() noexcept { install_session_gate(kGate); }

}  // namespace cupel::detail
