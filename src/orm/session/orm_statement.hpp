#pragma once

namespace cupel::detail {

/// Gives orm/query what its statements need of a session. Cheap; called for every session.
void install_statement_gate() noexcept;

}  // namespace cupel::detail
