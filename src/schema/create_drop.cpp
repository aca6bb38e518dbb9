#include <algorithm>
#include <utility>
#include <vector>

#include "cupel/error/circular_dependency.hpp"
#include "cupel/error/warnings.hpp"
#include "cupel/schema/ddl.hpp"
#include "cupel/schema/metadata.hpp"
#include "cupel/schema/schema_executor.hpp"
#include "cupel/schema/sort_tables.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/types/types.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {

namespace {

using Tables = std::vector<const SchemaTable*>;

bool exists(SchemaExecutor& executor, const SchemaTable& table) {
  return executor.has_table(table.name().text(), table.schema().text());
}

bool uses_sequence(const DdlTraits& traits, const SequenceNode& sequence) {
  return traits.supports_sequences && !(traits.sequences_optional && sequence.optional());
}

/// The sequence that the column's default draws from, or null.
const SequenceNode* sequence_of(const SchemaColumn& column) {
  const ColumnDefault* d = column.default_();
  return d && d->is_sequence() ? &d->sequence() : nullptr;
}

/// What create_all(), drop_all() and their like for one table have in common.
class SchemaWalk {
 public:
  SchemaWalk(SchemaExecutor& executor, CheckFirst checkfirst)
      : executor_(executor), traits_(executor.ddl_traits()), checkfirst_(checkfirst) {}

 protected:
  void send(const DdlStatement& statement) { executor_.execute_ddl(statement.ddl()); }

  void send_made(const ElementPtr& ddl) {
    executor_.execute_ddl(static_cast<const DdlElement&>(*ddl));
  }

  DdlEventContext event(const SchemaTable* table, const Tables& tables = {}) const {
    return {executor_, table, tables, checkfirst_};
  }

  Tables chosen(const MetaDataNode& metadata, const TableList& list, bool wanted_existing) {
    Tables out;
    const auto add = [&](const SchemaTable& t) {
      if (!checkfirst_.has(CheckFirst::tables) || exists(executor_, t) == wanted_existing)
        out.push_back(&t);
    };
    if (list.is_all()) {
      for (const SchemaTable* t : metadata.tables()) add(*t);
    } else {
      for (const ElementPtr& t : list.tables()) add(*as_schema_table(*t));
    }
    return out;
  }

  bool sequence_exists(const SequenceNode& s) {
    return executor_.has_sequence(s.name().text(), s.schema());
  }

  /// False where nothing is looked up.
  bool is_there(const SelectedObject& object) {
    if (object.is_view) {
      return checkfirst_.has(CheckFirst::views) && executor_.has_view(object.name, object.schema);
    }
    return checkfirst_.has(CheckFirst::tables) && executor_.has_table(object.name, object.schema);
  }

  void send_named_type(const TypePtr& type, bool create) {
    const auto named = executor_.named_type(type);
    if (!named) return;
    if (checkfirst_.has(CheckFirst::types) &&
        executor_.has_type(named->name, named->schema) == create)
      return;
    const ElementPtr& ddl = create ? named->create : named->drop;
    executor_.execute_ddl(static_cast<const DdlElement&>(*ddl));
  }

  SchemaExecutor& executor_;
  const DdlTraits& traits_;
  CheckFirst checkfirst_;
};

// ---- CREATE -------------------------------------------------------------------------------------

class SchemaGenerator : public SchemaWalk {
 public:
  using SchemaWalk::SchemaWalk;

  void metadata(const MetaDataNode& metadata, const TableList& list) {
    const auto sorted = sort_tables_and_constraints(chosen(metadata, list, false));
    Tables tables;
    for (const auto& entry : sorted)
      if (entry.table) tables.push_back(entry.table);
    metadata.events().before_create.fire(event(nullptr, tables));
    for (const TypePtr& type : metadata.named_types()) send_named_type(type, true);
    for (const Ptr<const SequenceNode>& s : metadata.sequences())
      if (!belongs_to_column(metadata, *s)) sequence(*s);
    for (const auto& entry : sorted) {
      if (entry.table) {
        table(*entry.table, &entry.foreign_keys);
      } else if (traits_.supports_alter) {
        for (const ForeignKeyConstraint* fk : entry.foreign_keys)
          send(AddConstraint(*fk, {.isolate_from_table = false}));
      }
    }
    if (list.is_all()) {
      for (const SelectedObject& object : metadata.selected_objects()) {
        if (!is_there(object))
          executor_.execute_ddl(static_cast<const DdlElement&>(*object.create));
      }
    }
    metadata.events().after_create.fire(event(nullptr, tables));
  }

  void type(const TypePtr& type) { send_named_type(type, true); }

  void one_table(const SchemaTable& t) {
    if (checkfirst_.has(CheckFirst::tables) && exists(executor_, t)) return;
    for (const SchemaColumn* c : t.schema_columns()) {
      for (const TypePtr& type : t.metadata().named_types())
        if (mentions(*c->type(), *type)) send_named_type(type, true);
    }
    table(t, nullptr);
  }

 private:
  static bool mentions(const TypeEngine& type, const TypeEngine& named) {
    if (&type == &named || type.equals(named)) return true;
    if (type.kind() == TypeKind::array)
      return mentions(*static_cast<const ARRAY&>(type).item_type(), named);
    return type.kind() == TypeKind::type_decorator &&
           mentions(*static_cast<const TypeDecorator&>(type).impl(), named);
  }

  static bool belongs_to_column(const MetaDataNode& metadata, const SequenceNode& sequence) {
    for (const SchemaTable* t : metadata.tables()) {
      for (const SchemaColumn* c : t->schema_columns())
        if (sequence_of(*c) == &sequence) return true;
    }
    return false;
  }

  void sequence(const SequenceNode& s) {
    if (!uses_sequence(traits_, s)) return;
    if (checkfirst_.has(CheckFirst::sequences) && sequence_exists(s)) return;
    send(CreateSequence(Sequence(Ptr<const SequenceNode>(&s))));
  }

  void table(const SchemaTable& t, const std::vector<const ForeignKeyConstraint*>* foreign_keys) {
    t.events().before_create.fire(event(&t));
    for (const SchemaColumn* c : t.schema_columns())
      if (const SequenceNode* s = sequence_of(*c)) sequence(*s);
    CreateTableOptions options;
    if (foreign_keys && traits_.supports_alter)
      options.include_foreign_key_constraints = *foreign_keys;
    const Table handle(t);
    if (t.creator_ddl()) {
      send_made(t.creator_ddl()(handle));
    } else {
      send(CreateTable(handle, std::move(options)));
    }
    for (const Index& index : t.indexes())
      if (index.options().ddl_if.allows(traits_.dialect_name)) send(CreateIndex(index));
    if (traits_.supports_comments && !traits_.inline_comments) comments(t, handle);
    t.events().after_create.fire(event(&t));
  }

  void comments(const SchemaTable& t, const Table& handle) {
    if (t.comment()) send(SetTableComment(handle));
    for (const SchemaColumn* c : t.schema_columns())
      if (c->comment()) send(SetColumnComment(Column(*c)));
    if (!traits_.supports_constraint_comments) return;
    for (const Constraint* c : t.constraints())
      if (!c->options().comment.empty()) send(SetConstraintComment(*c));
  }
};

// ---- DROP ---------------------------------------------------------------------------------------

class SchemaDropper : public SchemaWalk {
 public:
  using SchemaWalk::SchemaWalk;

  void metadata(const MetaDataNode& metadata, const TableList& list) {
    const auto sorted = reversed_order(chosen(metadata, list, true));
    Tables tables;
    for (const auto& entry : sorted)
      if (entry.table) tables.push_back(entry.table);
    std::vector<const SequenceNode*> sequences;
    for (const Ptr<const SequenceNode>& s : metadata.sequences()) {
      if (uses_sequence(traits_, *s) &&
          (!checkfirst_.has(CheckFirst::sequences) || sequence_exists(*s)))
        sequences.push_back(s.get());
    }
    metadata.events().before_drop.fire(event(nullptr, tables));
    if (list.is_all()) {
      const auto objects = metadata.selected_objects();
      for (auto object = objects.rbegin(); object != objects.rend(); ++object) {
        const bool checked =
            checkfirst_.has(object->is_view ? CheckFirst::views : CheckFirst::tables);
        if (!checked || is_there(*object)) {
          executor_.execute_ddl(static_cast<const DdlElement&>(*object->drop));
        }
      }
    }
    for (const auto& entry : sorted) {
      if (entry.table) {
        table(*entry.table);
      } else if (traits_.supports_alter) {
        for (const ForeignKeyConstraint* fk : entry.foreign_keys) send(DropConstraint(*fk));
      }
    }
    for (const SequenceNode* s : sequences)
      send(DropSequence(Sequence(Ptr<const SequenceNode>(s))));
    for (const TypePtr& type : metadata.named_types()) send_named_type(type, false);
    metadata.events().after_drop.fire(event(nullptr, tables));
  }

  void type(const TypePtr& type) { send_named_type(type, false); }

  void one_table(const SchemaTable& t) {
    if (checkfirst_.has(CheckFirst::tables) && !exists(executor_, t)) return;
    table(t);
    for (const SchemaColumn* c : t.schema_columns()) {
      const SequenceNode* s = sequence_of(*c);
      if (!s || s->in_metadata() || !uses_sequence(traits_, *s)) continue;
      if (checkfirst_.has(CheckFirst::sequences) && !sequence_exists(*s)) continue;
      send(DropSequence(Sequence(Ptr<const SequenceNode>(s))));
    }
  }

 private:
  std::vector<TableWithForeignKeys> reversed_order(const Tables& tables) {
    const auto placement = [&](const ForeignKeyConstraint& fk) {
      return !traits_.supports_alter || !fk.name().has_text() ? ForeignKeyPlacement::inside
                                                              : ForeignKeyPlacement::by_cycle;
    };
    try {
      auto sorted = sort_tables_and_constraints(
          tables, FunctionRef<ForeignKeyPlacement(const ForeignKeyConstraint&)>(placement));
      std::reverse(sorted.begin(), sorted.end());
      return sorted;
    } catch (const CircularDependencyError& error) {
      if (traits_.supports_alter) {
        throw CircularDependencyError(
            "can't sort tables for DROP: their foreign keys form a cycle; give those keys names, "
            "so "
            "that they can be dropped first by DROP CONSTRAINT",
            error.cycles(), error.edges());
      }
      warn(str_cat("can't sort tables for DROP: the foreign keys of tables ",
                   join(error.cycles(), ", ", [](const std::string& n) { return quoted(n); }),
                   " form a cycle, and the database has no ALTER; say use_alter for those on the "
                   "cycle to leave them out of the sort"));
      std::vector<TableWithForeignKeys> unsorted;
      for (const SchemaTable* t : tables) unsorted.push_back({t, {}});
      return unsorted;
    }
  }

  void table(const SchemaTable& t) {
    t.events().before_drop.fire(event(&t));
    if (t.dropper_ddl()) {
      send_made(t.dropper_ddl()(Table(t)));
    } else {
      send(DropTable(Table(t)));
    }
    t.events().after_drop.fire(event(&t));
  }
};

}  // namespace

void detail::create_type_on(SchemaExecutor& executor, const TypePtr& type, CheckFirst checkfirst) {
  SchemaGenerator(executor, checkfirst).type(type);
}

void detail::drop_type_on(SchemaExecutor& executor, const TypePtr& type, CheckFirst checkfirst) {
  SchemaDropper(executor, checkfirst).type(type);
}

void MetaData::create_on(SchemaExecutor& executor, const CreateAllOptions& options) const {
  SchemaGenerator(executor, options.checkfirst).metadata(*node_, options.tables);
}

void MetaData::drop_on(SchemaExecutor& executor, const CreateAllOptions& options) const {
  SchemaDropper(executor, options.checkfirst).metadata(*node_, options.tables);
}

void Table::create_on(SchemaExecutor& executor, CheckFirst checkfirst) const {
  SchemaGenerator(executor, checkfirst).one_table(schema_table());
}

void Table::drop_on(SchemaExecutor& executor, CheckFirst checkfirst) const {
  SchemaDropper(executor, checkfirst).one_table(schema_table());
}

}  // namespace cupel
