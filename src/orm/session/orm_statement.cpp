#include "orm/session/orm_statement.hpp"

#include "cupel/orm/query/orm_result.hpp"

#include "orm/session/session_core.hpp"

namespace cupel::detail {
namespace {

constexpr SessionGate kGate{
    .begin =
        [](Session& session, const Executable& statement, const ExecutionOptions& options,
           const Parameters* parameters, const Mapper* mapper) {
          StatementContext out;
          Session::StatementBegin begun;
          begun.given = parameters;
          begun.of_entities = true;
          begun.mapper = mapper;
          out.connection = &session.begin_statement(statement, options, begun);
          out.context = &session.core();
          out.options = std::move(begun.options);
          out.parameters = std::move(begun.used);
          out.replacement = std::move(begun.replacement);
          return out;
        },
    .get = [](Session& session, const ClassInfo& class_info,
              std::span<const Value> key) { return session.get_instance(class_info, key, {}); },
    .for_each =
        [](Session& session, const Mapper& mapper, FunctionRef<void(Instance&)> visit) {
          SessionTable* const table = session.core().identity_map.find_table(mapper);
          if (table == nullptr) return;
          table->for_each([&](Instance& instance) {
            const Mapper* const own = instance.class_info().mapper();
            if (own != nullptr && own->is_a(mapper)) visit(instance);
          });
        },
    .session_of = [](Instance& instance) -> Session* {
      SessionCore* const core = SessionCore::of(instance);
      return core ? &core->self : nullptr;
    },
    .dialect = [](Session& session) -> const Dialect* {
      SessionCore& core = session.core();
      if (core.bind_connection) return &core.bind_connection->dialect();
      return core.options.bind ? &core.options.bind->dialect() : nullptr;
    },
    .rows_deleted =
        [](Session& session, std::span<Instance* const> instances) {
          session.core().rows_deleted(instances);
        },
    .columns_for_insert = &columns_of,
    .bulk_update = [](Session& session, const Mapper& mapper,
                      const ParameterSets& sets) { session.core().update_by_key(mapper, sets); },
    .after_bulk =
        [](Session& session, const Mapper& mapper, bool is_delete, std::int64_t rowcount) {
          BulkContext context{session, mapper, rowcount};
          session.core().fire(
              is_delete ? &SessionEvents::after_bulk_delete : &SessionEvents::after_bulk_update,
              context);
        },
};

}  // namespace

void install_statement_gate() noexcept {
  install_session_gate(kGate);
}

}  // namespace cupel::detail
