#include <algorithm>

#include "cupel/dialect/abilities.hpp"
#include "cupel/error/core_errors.hpp"
#include "cupel/schema/column.hpp"
#include "cupel/schema/sequence.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/util/str_cat.hpp"

#include "engine/connection_core.hpp"

namespace cupel::detail {

namespace {

/// The row being written, as a default that is a function sees it.
class RowContext final : public DefaultContext {
 public:
  RowContext(const Parameters& row, const SchemaColumn& column, const Dialect& dialect,
             bool insert) noexcept
      : row_(row), column_(column), dialect_(dialect), insert_(insert) {}

  Value parameter(std::string_view key) const override {
    const Value* const v = row_.find(key);
    return v ? *v : Value();
  }
  bool has_parameter(std::string_view key) const override { return row_.contains(key); }
  const SchemaColumn& column() const override { return column_; }
  std::string_view dialect_name() const override { return dialect_.name(); }
  bool is_insert() const override { return insert_; }

 private:
  const Parameters& row_;
  const SchemaColumn& column_;
  const Dialect& dialect_;
  bool insert_;
};

const SchemaTable* schema_table_of(const Compiled& compiled) noexcept {
  const TableClause* const table = compiled.dml_table();
  return table && table->is_schema_table() ? static_cast<const SchemaTable*>(table) : nullptr;
}

/// The text that takes the rows of an INSERT as arrays; empty where there is none.
std::string array_insert(const Compiled& compiled, const Dialect& dialect) {
  const auto* const arrays = dynamic_cast<const ArrayStatements*>(&dialect);
  return arrays ? arrays->array_insert(compiled) : std::string();
}

/// A row of VALUES with numbered places, for any row of many. The first keeps its numbers; each
/// later one has new ones behind all of the statement.
class NumberedRow {
 public:
  NumberedRow(std::string_view row, std::size_t all_places) : text_(row), next_(all_places + 1) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (!is_place(row, i)) continue;
      std::size_t number = 0;
      std::size_t end = i + 1;
      for (; end < row.size() && is_digit(row[end]); ++end) {
        number = number * 10 + static_cast<std::size_t>(row[end] - '0');
      }
      places_.push_back({i + 1, end, number - 1});
    }
  }

  /// Places (from 0) of the parameters inside, in the order of the text.
  [[nodiscard]] std::vector<std::size_t> places() const {
    std::vector<std::size_t> out;
    for (const Place& p : places_) out.push_back(p.index);
    return out;
  }
  void append_next(std::string& out) {
    std::size_t at = 0;
    for (const Place& p : places_) {
      str_append(out, text_.substr(at, p.begin - at), next_++);
      at = p.end;
    }
    out += text_.substr(at);
  }
  /// Whether one of the parameters stands in `text` too: it would be the same for all rows.
  [[nodiscard]] bool shares_places_with(std::string_view text) const {
    for (std::size_t i = 0; i < text.size(); ++i)
      for (const Place& p : places_)
        if (is_place(text, i) && text.substr(i + 1).starts_with(str_cat(p.index + 1))) return true;
    return false;
  }

 private:
  struct Place {
    std::size_t begin;  // of the number
    std::size_t end;
    std::size_t index;
  };
  static bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
  static bool is_place(std::string_view s, std::size_t i) noexcept {
    return (s[i] == '$' || s[i] == ':') && i + 1 < s.size() && is_digit(s[i + 1]) &&
           (i == 0 || s[i - 1] != ':');
  }

  std::string_view text_;
  std::size_t next_;
  std::vector<Place> places_;
};

}  // namespace

void ConnectionCore::fill_defaults(const Compiled& compiled, Parameters& parameters) {
  const auto fill = [&](std::span<const Prefetch> columns, bool insert) {
    for (const Prefetch& p : columns) {
      const SchemaColumn* const column = as_schema_column(*p.column);
      if (!column) continue;
      const ColumnDefault* const def = insert ? column->default_() : column->onupdate();
      if (!def) continue;
      const std::string& name = compiled.binds()[p.bind].name;
      switch (def->kind()) {
        case ColumnDefault::Kind::scalar:
        case ColumnDefault::Kind::function:
        case ColumnDefault::Kind::context:
          parameters.set(name, def->evaluate(RowContext(parameters, *column, dialect(), insert)));
          break;
        case ColumnDefault::Kind::sql:
        case ColumnDefault::Kind::sequence: {
          // The key has to be known before the row is sent: it is drawn by a statement of its own.
          const ElementPtr sql =
              def->is_sql()
                  ? ElementPtr(&def->sql())
                  : Sequence(Ptr<const SequenceNode>(&def->sequence())).next_value().node();
          Result drawn = execute_result({.element = sql.get()});
          parameters.set(name, drawn.scalar());
          break;
        }
      }
    }
  };
  fill(compiled.insert_prefetch(), true);
  fill(compiled.update_prefetch(), false);
}

void ConnectionCore::finish_dml(const Lookup& found, Cursor& cursor, Parameters parameters,
                                std::shared_ptr<ExecutionContext>* context) {
  const Compiled& compiled = *found.prepared->compiled_;
  const CompiledFlags& flags = compiled.flags();
  std::shared_ptr<ExecutionContext> c;
  if (context) {
    c = std::make_shared<ExecutionContext>();
    c->statement = found.prepared;
    c->is_insert = flags.is_insert;
    c->is_update = flags.is_update;
    c->is_delete = flags.is_delete;
  }
  std::optional<Row<>> returned;
  if (flags.implicit_returning && cursor.returns_rows()) {
    // Nobody asked for these rows: they are read now, and the result has none.
    const Ptr<const ResultMeta> meta = cursor.shared_meta();
    while (const Cell* row = cursor.fetch()) {
      if (returned) continue;
      std::vector<Value> values;
      for (std::size_t i = 0; i < meta->size(); ++i) values.push_back(meta->decode(i, row[i]));
      returned.emplace(meta, std::move(values));
    }
    cursor.core_->finish(CursorCore::State::no_rows);
    cursor.core_->columns_ = 0;
  }
  if (!c) return;
  c->rowcount = cursor.rowcount();
  c->lastrowid = cursor.lastrowid();
  if (returned) {
    c->returned_defaults = returned;
    c->returned_defaults_rows.push_back(*returned);
  }
  if (const Ptr<const ResultMeta>& meta = found.prepared->key_meta_) {
    const SchemaTable* const table = schema_table_of(compiled);
    const SchemaColumn* const drawn = table->autoincrement_column();
    std::vector<Value> key;
    for (const SchemaColumn* column : table->schema_columns()) {
      if (!column->primary_key()) continue;
      const BindSlot* const slot = compiled.find_bind(column->key_text());
      const Value* const given = slot ? parameters.find(slot->name) : nullptr;
      Value value = given ? *given : Value();
      if (value.is_null() && returned && returned->contains(column->name().text())) {
        value = (*returned)[column->name().text()];
      }
      if (value.is_null() && column == drawn && flags.postfetch_lastrowid && c->lastrowid != 0) {
        value = c->lastrowid;
      }
      key.push_back(std::move(value));
    }
    c->inserted_primary_key_rows.emplace_back(meta, std::move(key));
  }
  c->parameters.push_back(std::move(parameters));
  *context = std::move(c);
}

InsertForms ConnectionCore::insert_forms(const PreparedStatement& prepared, std::size_t rows) {
  constexpr std::size_t kFewRows = 20;
  constexpr std::size_t kRowsWorthALoad = 500;  // the catalogue is asked for each
  const Compiled* const compiled = prepared.compiled();
  // Not where one of the rows may meet another (ON CONFLICT).
  if (!compiled || !compiled->flags().is_insert || !prepared.sql().ends_with(')') ||
      rows <= kFewRows) {
    return {};
  }
  InsertForms out;
  const auto* const loads = dynamic_cast<const BulkLoads*>(&dialect());
  if (loads && rows >= kRowsWorthALoad) {
    dbapi::Connection& d = begin_execution();
    try {
      out.load = loads->load_command(*compiled, d);
    } catch (const dbapi::DriverError& e) {
      fail(e, prepared.sql(), nullptr);
    }
  }
  if (out.load.empty()) out.arrays = array_insert(*compiled, dialect());
  return out;
}

std::int64_t ConnectionCore::run_many(const DriverCall& call, const InsertForms& forms) {
  DriverCall quick = call;
  quick.load = forms.load;
  if (forms.arrays.empty() || call.times == 1) return run_many(quick);
  quick.sql = forms.arrays;
  quick.id = 0;
  return run(quick).rowcount();
}

Cursor ConnectionCore::execute_sets(const Execution& x, const Lookup& found,
                                    std::shared_ptr<ExecutionContext>* context) {
  const PreparedStatement& prepared = *found.prepared;
  const Compiled& compiled = *prepared.compiled_;
  const CompiledFlags& flags = compiled.flags();
  const ParameterSets& sets = *x.sets;
  for (std::size_t i = 1; i < sets.size(); ++i) {
    for (const Parameter& p : sets.front()) {
      if (!sets[i].contains(p.name) && compiled.find_bind(p.name))
        throw InvalidRequestError(
            str_cat("A value is required for bind parameter ", quoted(p.name),
                    ", in parameter group ", i,
                    ": the first set names the columns, and every later one must give them all"),
            "cd3x");
    }
  }
  if (flags.returns_rows && flags.is_crud && !flags.implicit_returning) {
    if (flags.is_insert && compiled.insert_many_values()) return insert_many_values(x, found, sets);
    throw InvalidRequestError(
        str_cat("RETURNING of several parameter sets is possible for an INSERT of plain values "
                "only; execute "
                "the statement once for each set"));
  }
  if (flags.returns_rows && !flags.is_crud) {
    throw InvalidRequestError(
        "a statement that returns rows cannot be executed for several parameter sets; execute it "
        "once for each");
  }
  if (flags.has_expanding) {
    throw InvalidRequestError(
        "'expanding' parameters can't be used with executemany(): execute the statement once for "
        "each set");
  }
  const bool defaults = !compiled.insert_prefetch().empty() || !compiled.update_prefetch().empty();
  const InsertForms forms = insert_forms(prepared, sets.size());
  // A log or listener is shown the whole; otherwise a piece after the other keeps memory small.
  const std::size_t piece = forms.load.empty() ? 1000 : 10'000;
  const std::size_t chunk = instrumented() ? sets.size() : piece;
  DriverCall call;
  call.sql = prepared.sql();
  call.id = prepared.id();
  call.prepared = &prepared;
  call.tag = found.tag;
  call.options = x.options ? x.options : &options;
  call.many = true;
  call.width = compiled.positions().size();
  std::int64_t rowcount = 0;
  std::vector<Cell> cells;
  for (std::size_t begin = 0; begin < sets.size(); begin += chunk) {
    const std::size_t end = std::min(begin + chunk, sets.size());
    cells.clear();
    scratch_.clear();
    made_values_.clear();
    made_values_.reserve((end - begin) * compiled.binds().size());
    ParameterSets filled;
    if (defaults) filled.reserve(end - begin);
    for (std::size_t i = begin; i < end; ++i) {
      const Parameters* row = &sets[i];
      if (defaults) {
        filled.push_back(sets[i]);
        fill_defaults(compiled, filled.back());
        row = &filled.back();
      }
      bind_simple(found, row, x.bound, i, cells);
    }
    call.cells = cells;
    call.times = end - begin;
    const std::int64_t n = run_many(call, forms);
    rowcount = n < 0 || rowcount < 0 ? -1 : rowcount + n;
  }
  Cursor out(new_cursor());
  out.core_->state_ = CursorCore::State::no_rows;
  out.core_->columns_ = 0;
  out.core_->rowcount_ = rowcount;
  out.core_->lastrowid_ = 0;
  out.core_->statement_ = found.prepared;
  if (context) {
    auto c = std::make_shared<ExecutionContext>();
    c->statement = found.prepared;
    c->executemany = true;
    c->is_insert = flags.is_insert;
    c->is_update = flags.is_update;
    c->is_delete = flags.is_delete;
    c->rowcount = rowcount;
    *context = std::move(c);
  }
  return out;
}

// INSERT .. VALUES (..), (..), .. RETURNING: as many rows a statement as page size and the
// database's limit of parameters allow.
Cursor ConnectionCore::insert_many_values(const Execution& x, const Lookup& found,
                                          const ParameterSets& sets) {
  const PreparedStatement& prepared = *found.prepared;
  const Compiled& compiled = *prepared.compiled_;
  const InsertManyValues& form = *compiled.insert_many_values();
  const ExecutionOptions& said = x.options ? *x.options : options;
  std::size_t page =
      said.insertmanyvalues_page_size.value_or(shared_.options.insertmanyvalues_page_size);
  const std::size_t places = compiled.positions().size();
  const std::size_t fixed = places - form.place_count;
  const std::size_t limit = dialect().traits().max_parameters;
  if (limit != 0 && form.place_count != 0) {
    page = std::min(page,
                    std::max<std::size_t>(1, (limit - std::min(limit, fixed)) / form.place_count));
  }
  // The database does not say in which order RETURNING gives the rows.
  const bool ordered = form.sort_by_parameter_order;
  const std::string_view text = prepared.sql();
  const std::string_view head = text.substr(0, form.offset);
  const std::string_view tail = text.substr(form.offset + form.single_values_expr.size());
  const std::string array_sql = shared_.options.use_insertmanyvalues && !form.is_default_expr
                                    ? array_insert(compiled, dialect())
                                    : std::string();
  // Rows that come back in their order need a statement that says so.
  const auto* const many = dynamic_cast<const ManyRowInserts*>(&dialect());
  const bool in_order = ordered && array_sql.empty() && many &&
                        shared_.options.use_insertmanyvalues && !form.is_default_expr &&
                        !form.includes_upsert_behaviors && !many->insert_rows(compiled, 1).empty();
  const bool numeric = is_numeric(compiled.paramstyle());
  NumberedRow numbered(form.single_values_expr, places);
  const std::vector<std::size_t> inside = numbered.places();
  if (in_order) {
    page = std::min(page, limit == 0 ? page : std::max<std::size_t>(1, limit / places));
  } else if (array_sql.empty() && (ordered || !shared_.options.use_insertmanyvalues ||
                                   form.is_default_expr || !is_positional(compiled.paramstyle()) ||
                                   (numeric && (numbered.shares_places_with(head) ||
                                                numbered.shares_places_with(tail))))) {
    page = 1;
  }
  if (numeric && array_sql.empty() && !in_order && limit != 0 && !inside.empty()) {
    page =
        std::min(page, std::max<std::size_t>(1, (limit - std::min(limit, places)) / inside.size()));
  }
  const std::size_t pages = (sets.size() + page - 1) / page;

  std::shared_ptr<BufferedRows> rows;
  Ptr<const ResultMeta> meta;
  std::string sql;
  std::size_t sql_rows = 0;
  for (std::size_t p = 0; p < pages; ++p) {
    const std::size_t begin = p * page;
    const std::size_t end = std::min(begin + page, sets.size());
    const bool as_arrays = !array_sql.empty() && end - begin > 1;
    if (end - begin != sql_rows) {
      sql_rows = end - begin;
      if (as_arrays) {
        sql = array_sql;
      } else if (in_order && sql_rows > 1) {
        sql = many->insert_rows(compiled, sql_rows);
      } else {
        sql = str_cat(head, form.single_values_expr);
        NumberedRow next = numbered;
        for (std::size_t i = 1; i < sql_rows; ++i) {
          sql += ", ";
          if (numeric) {
            next.append_next(sql);
          } else {
            sql += form.single_values_expr;
          }
        }
        sql += tail;
      }
    }
    scratch_.clear();
    made_values_.clear();
    made_values_.reserve(sql_rows * compiled.binds().size());
    std::vector<Cell> cells;
    std::vector<Cell> row_cells;
    ParameterSets filled;
    filled.reserve(sql_rows);
    for (std::size_t i = begin; i < end; ++i) {
      filled.push_back(sets[i]);
      fill_defaults(compiled, filled.back());
      row_cells.clear();
      bind_simple(found, &filled.back(), x.bound, i, row_cells);
      if (as_arrays || in_order) {
        cells.insert(cells.end(), row_cells.begin(), row_cells.end());
        continue;
      }
      if (numeric) {
        if (i == begin) {
          cells = row_cells;
        } else {
          for (const std::size_t place : inside) cells.push_back(row_cells[place]);
        }
        continue;
      }
      const auto first = row_cells.begin() + static_cast<std::ptrdiff_t>(form.first_place);
      const auto last = first + static_cast<std::ptrdiff_t>(form.place_count);
      if (i == begin) cells.insert(cells.end(), row_cells.begin(), first);
      cells.insert(cells.end(), first, last);
      if (i + 1 == end) cells.insert(cells.end(), last, row_cells.end());
    }
    const std::string note =
        str_cat("insertmanyvalues ", p + 1, "/", pages, ordered ? " (ordered" : " (unordered",
                page == 1 && sets.size() > 1 ? "; batch not supported)" : ")");
    DriverCall call;
    call.sql = sql;
    call.prepared = &prepared;
    call.cells = cells;
    call.tag = found.tag;
    call.note = note;
    call.options = &said;
    if (as_arrays) {
      call.many = true;
      call.width = places;
      call.times = sql_rows;
    }
    Cursor cursor = run(call);
    if (!rows) {
      rows = std::make_shared<BufferedRows>(cursor.column_count());
      meta = cursor.shared_meta();
    }
    while (const Cell* row = cursor.fetch()) rows->add(row);
  }
  return buffered_cursor(std::move(rows), prepared, std::move(meta));
}

}  // namespace cupel::detail
