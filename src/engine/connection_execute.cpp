#include <algorithm>

#include "cupel/engine/result_cache.hpp"
#include "cupel/error/core_errors.hpp"
#include "cupel/error/dbapi_errors.hpp"
#include "cupel/error/warnings.hpp"
#include "cupel/sql/compiler/compile.hpp"
#include "cupel/sql/expression/bind_parameter.hpp"
#include "cupel/sql/expression/select_builder.hpp"
#include "cupel/util/str_cat.hpp"

#include "engine/connection_core.hpp"

namespace cupel::detail {

namespace {

bool takes_column_keys(ElementKind kind) noexcept {
  return kind == ElementKind::insert || kind == ElementKind::update;
}

bool is_statement(ElementKind kind) noexcept {
  switch (kind) {
    case ElementKind::select:
    case ElementKind::compound_select:
    case ElementKind::select_grouping:
    case ElementKind::textual_select:
    case ElementKind::text:
    case ElementKind::values:
    case ElementKind::insert:
    case ElementKind::update:
    case ElementKind::delete_:
    case ElementKind::savepoint:
    case ElementKind::rollback_savepoint:
    case ElementKind::release_savepoint:
    case ElementKind::ddl:
    case ElementKind::extension:
      return true;
    default:
      return false;
  }
}

bool is_from(ElementKind kind) noexcept {
  return kind >= ElementKind::table && kind <= ElementKind::table_valued_alias &&
         kind != ElementKind::scalar_values;
}

std::string text_of(const SchemaTranslateMap& map) {
  return join(map, ";", [](const auto& item) { return str_cat(item.first, "\x1f", item.second); });
}

[[noreturn]] void throw_required(std::string_view name, std::size_t group) {
  throw InvalidRequestError(
      str_cat("A value is required for bind parameter ", quoted(name),
              group ? str_cat(", in parameter group ", group) : std::string(),
              "; give it when the statement is executed, or before by params()"),
      "cd3x");
}

// A value that is made for the execution belongs to it, and so do the errors of making it.
Value made_value(const BindParameter& bind) {
  try {
    return bind.effective_value();
  } catch (const DontWrap&) {
    throw;
  } catch (const StatementError&) {
    throw;
  } catch (const Error& error) {
    ErrorDetails details;
    details.message = str_cat("(", error.name(), ") ", error.message());
    details.original = std::current_exception();
    throw StatementError(std::move(details));
  }
}

}  // namespace

void Lookup::settle_callables() {
  if (std::none_of(extracted.begin(), extracted.end(),
                   [](const BindParameter* bind) { return bind->callable() != nullptr; })) {
    return;
  }
  settled.assign(extracted.begin(), extracted.end());
  for (const BindParameter*& bind : settled) {
    if (!bind->callable()) continue;
    const auto settled_bind = bind->with_value(made_value(*bind));
    kept.emplace_back(settled_bind);
    bind = settled_bind.get();
  }
  extracted = settled;
}

void Lookup::keep_extracted() {
  if (!settled.empty()) return;
  settled.assign(extracted.begin(), extracted.end());
  extracted = settled;
}

Lookup ConnectionCore::find_or_compile(const ClauseElement& element, bool for_executemany,
                                       std::span<const std::string_view> column_keys,
                                       const ExecutionOptions* call_options) {
  const Dialect& d = dialect();
  const ExecutionOptions& said = call_options ? *call_options : this->options;
  const auto compile = [&](std::span<const BindParameter* const> extracted) {
    CompileOptions full;
    full.for_executemany = for_executemany;
    full.linting = shared_.options.enable_from_linting;
    if (said.schema_translate_map) full.schema_translate_map = *said.schema_translate_map;
    // An INSERT that is given nothing takes defaults: no names is an answer, too.
    if (takes_column_keys(element.kind())) {
      full.column_keys.emplace(column_keys.begin(), column_keys.end());
    }
    full.extracted_parameters = extracted;
    return PreparedStatement::compile(element, d, full);
  };
  CompiledCache* cache = cache_;
  if (call_options && call_options->compiled_cache) cache = call_options->compiled_cache->get();
  if (!cache || !d.supports_statement_cache()) {
    return {compile({}), {}, cache ? CacheTag::no_dialect_support : CacheTag::disabled};
  }
  KeyBuilder& builder = KeyBuilder::local();
  if (!builder.build(element)) return {compile({}), {}, CacheTag::no_key};
  std::string schemas;
  if (said.schema_translate_map) schemas = text_of(*said.schema_translate_map);
  const CompiledCache::Variant variant{.dialect = d.id(),
                                       .column_keys = takes_column_keys(element.kind())
                                                          ? column_keys
                                                          : std::span<const std::string_view>(),
                                       .translated_schemas = schemas,
                                       .for_executemany = for_executemany};
  if (auto found = cache->find(builder, variant)) {
    return {std::move(found), builder.parameters(), CacheTag::prepared};
  }
  // Compiling may build keys of its own: what the builder holds is copied first.
  const CacheKey key = builder.key();
  const std::vector<const BindParameter*> extracted(builder.parameters().begin(),
                                                    builder.parameters().end());
  auto prepared = compile(extracted);
  cache->add(key, variant, prepared);
  (void)builder.build(element);
  return {std::move(prepared), builder.parameters(), CacheTag::prepared};
}

// Fills one cell a place: what the call gives, what is attached to the statement, what the bind
// parameter itself holds.
void ConnectionCore::bind_simple(const Lookup& found, const Parameters* given,
                                 const Parameters* bound, std::size_t group,
                                 std::vector<Cell>& out) {
  const PreparedStatement& prepared = *found.prepared;
  const Compiled& compiled = *prepared.compiled_;
  const auto binds = compiled.binds();
  const auto positions = compiled.positions();
  const std::size_t base = out.size();
  out.resize(base + positions.size());
  for (std::size_t place = 0; place < positions.size(); ++place) {
    const BindSlot& slot = binds[positions[place]];
    const Value* value = given && !given->empty() ? given->find(slot.key) : nullptr;
    if (!value && bound) value = bound->find(slot.key);
    if (!value) {
      const BindParameter* const bind =
          slot.key_index != BindSlot::kNoKey && !found.extracted.empty()
              ? found.extracted[static_cast<std::size_t>(slot.key_index)]
              : slot.bind;
      if (bind->callable()) {
        made_values_.push_back(made_value(*bind));
        value = &made_values_.back();
      } else {
        if (!bind->has_value() && slot.required) throw_required(slot.key, group);
        value = &bind->value();
      }
    }
    prepared.encoders_[place](value, out[base + place], scratch_);
  }
}

Cursor ConnectionCore::execute(const Execution& x, std::shared_ptr<ExecutionContext>* context) {
  const ResultCaching* const caching = x.options ? x.options->result_cache.get() : nullptr;
  if (!caching || !caching->cache) [[likely]]
    return execute_now(x, context);
  if (const auto kept = caching->cache->find(caching->key)) return kept->open();
  Cursor cursor = execute_now(x, context);
  if (!cursor.returns_rows()) return cursor;
  const FrozenResult rows = FrozenResult::of(std::move(cursor));
  caching->cache->put(caching->key, rows);
  return rows.open();
}

Cursor ConnectionCore::execute_now(const Execution& original,
                                   std::shared_ptr<ExecutionContext>* context) {
  Execution x = original;
  const bool listens =
      !shared_.events.before_execute.empty() || !shared_.events.after_execute.empty() || own_events;
  // Options: the connection's are in place already; the statement's and the call's come on top.
  std::optional<ExecutionOptions> merged;
  if ((x.statement_options && !x.statement_options->empty()) ||
      (x.options && !x.options->empty())) {
    merged = options;
    if (x.statement_options) {
      for (const Parameter& p : *x.statement_options) merged->set(p.name, p.value);
    }
    if (x.options) merged = merged->merged_with(*x.options);
    if (merged->isolation_level != options.isolation_level) {
      throw ArgumentError(
          "the option isolation_level is for engines and connections, not for one execution");
    }
  }
  x.options = merged ? &*merged : nullptr;

  ElementPtr element(x.element);
  ParameterSets changed;
  if (listens) {
    if (x.sets) {
      changed = *x.sets;
    } else if (x.parameters && !x.parameters->empty()) {
      changed.push_back(*x.parameters);
    }
    StatementExecution seen{element, changed, x.options ? *x.options : options};
    fire([&](EngineEvents& e) { e.before_execute.fire(self, seen); });
    x.element = element.get();
    if (x.sets) {
      x.sets = &changed;
    } else {
      x.parameters = changed.empty() ? nullptr : &changed.front();
    }
  }
  ElementKind kind = x.element->kind();
  if (!is_statement(kind)) {
    if (is_from(kind)) {
      throw ObjectNotExecutableError(
          str_cat("Not an executable object: ", to_string(*x.element), "; select() from it"),
          "f405");
    }
    Operand columns[] = {Operand(element)};
    element = make_select(columns);
    x.element = element.get();
    kind = x.element->kind();
  }
  made_values_.clear();
  scratch_.clear();

  Cursor out;
  if (kind == ElementKind::ddl) {
    out = execute_ddl(x);
  } else if (x.sets && x.sets->empty()) {
    warn("Empty parameter sequence passed to execute(): nothing was executed");
    out = Cursor(new_cursor());
    out.core_->finish(CursorCore::State::no_rows);
    out.core_->columns_ = 0;
    out.core_->rowcount_ = 0;
  } else {
    const Parameters* const given = x.sets ? &x.sets->front() : x.parameters;
    std::vector<std::string_view> keys;
    if (takes_column_keys(kind)) {
      if (x.bound) {
        for (const Parameter& p : *x.bound) keys.emplace_back(p.name);
      }
      if (given) {
        for (const Parameter& p : *given)
          if (std::find(keys.begin(), keys.end(), p.name) == keys.end()) keys.emplace_back(p.name);
      }
    }
    const bool many = x.sets && x.sets->size() > 1;
    Lookup found = x.prepared ? Lookup{Ptr<const PreparedStatement>(x.prepared), x.extracted}
                              : find_or_compile(*x.element, many, keys, x.options);
    found.settle_callables();
    if (!root_ && !begins_) {
      // Who listens to the begin may execute statements, which bind their values where ours go.
      found.keep_extracted();
      (void)begin_execution();
    }
    out = many ? execute_sets(x, found, context) : execute_one(x, found, given, context);
  }
  if (listens) {
    StatementExecution seen{element, changed, x.options ? *x.options : options};
    fire([&](EngineEvents& e) { e.after_execute.fire(self, seen); });
  }
  return out;
}

Cursor ConnectionCore::execute_one(const Execution& x, const Lookup& found, const Parameters* given,
                                   std::shared_ptr<ExecutionContext>* context) {
  const PreparedStatement& prepared = *found.prepared;
  const CompiledFlags& flags = prepared.compiled_->flags();
  const bool keeps_parameters = context && (flags.is_insert || flags.is_update);
  if (!prepared.simple_ || keeps_parameters || flags.implicit_returning) {
    return execute_late(x, found, given, context);
  }
  cells_.clear();
  // Values made while binding must not move while cells point into them.
  made_values_.reserve(prepared.compiled_->binds().size());
  bind_simple(found, given, x.bound, 0, cells_);
  DriverCall call;
  call.sql = prepared.sql();
  call.id = prepared.id();
  call.prepared = &prepared;
  call.cells = cells_;
  call.tag = found.tag;
  call.options = x.options ? x.options : &options;
  Cursor out = run(call);
  if (context && flags.is_crud) finish_dml(found, out, {}, context);
  return out;
}

Cursor ConnectionCore::execute_late(const Execution& x, const Lookup& found,
                                    const Parameters* given,
                                    std::shared_ptr<ExecutionContext>* context) {
  const PreparedStatement& prepared = *found.prepared;
  const Compiled& compiled = *prepared.compiled_;
  Parameters all = x.bound ? *x.bound : Parameters();
  if (given) {
    for (const Parameter& p : *given) all.set(p.name, p.value);
  }
  Parameters parameters = compiled.construct_params(all, found.extracted);
  fill_defaults(compiled, parameters);
  scratch_.clear();
  DriverCall call;
  call.prepared = &prepared;
  call.tag = found.tag;
  call.options = x.options ? x.options : &options;
  std::vector<Cell> cells;
  ExpandedStatement expanded;
  const bool late = compiled.flags().has_expanding ||
                    std::any_of(compiled.binds().begin(), compiled.binds().end(),
                                [](const BindSlot& s) { return s.literal_execute; });
  if (late) {
    expanded = compiled.expand(parameters);
    call.sql = expanded.sql;
    cells.resize(expanded.parameters.size());
    const TypeEngine* last = nullptr;  // the elements of a list are of one type
    TypePtr impl;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto& p = expanded.parameters[i];
      const TypePtr type = p.type ? p.type : type_from_value(p.value);
      if (type.get() != last) impl = dialect().type_impl(*type);
      last = p.type.get();
      encode_value(*impl, p.value, cells[i], scratch_);
    }
  } else {
    call.sql = prepared.sql();
    call.id = prepared.id();
    const auto positions = compiled.positions();
    cells.resize(positions.size());
    for (std::size_t i = 0; i < positions.size(); ++i) {
      const Value* const value = parameters.find(compiled.binds()[positions[i]].name);
      const Value null;
      prepared.encoders_[i](value ? value : &null, cells[i], scratch_);
    }
  }
  call.cells = cells;
  Cursor out = run(call);
  if (compiled.flags().is_crud) finish_dml(found, out, std::move(parameters), context);
  return out;
}

Cursor ConnectionCore::execute_ddl(const Execution& x) {
  CompileOptions compile_options;
  const ExecutionOptions& said = x.options ? *x.options : options;
  if (said.schema_translate_map) compile_options.schema_translate_map = *said.schema_translate_map;
  const auto begun = std::chrono::steady_clock::now();
  const Ptr<const Compiled> compiled = compile(*x.element, dialect(), compile_options);
  DriverCall call;
  call.sql = compiled->sql();
  call.tag = CacheTag::no_key;
  call.begun = begun;
  call.options = &said;
  return run(call);
}

Result ConnectionCore::execute_result(const Execution& x) {
  std::shared_ptr<ExecutionContext> context;
  Cursor cursor = execute(x, &context);
  Result out(std::move(cursor), std::move(context));
  const auto from_statement = [&]() -> std::optional<std::size_t> {
    if (x.options && x.options->yield_per) return x.options->yield_per;
    if (x.statement_options) {
      if (const Value* v = x.statement_options->find("yield_per")) {
        return static_cast<std::size_t>(v->as<std::int64_t>());
      }
    }
    return options.yield_per;
  };
  if (const auto size = from_statement()) out.yield_per(*size);
  return out;
}

}  // namespace cupel::detail
