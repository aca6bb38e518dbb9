#include "cupel/engine/prepared_statement.hpp"

#include <mutex>

#include "cupel/dialect/dialect.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql/compiler/compile.hpp"
#include "cupel/types/special_types.hpp"

namespace cupel {

namespace {

std::uint64_t next_id() noexcept {
  static std::atomic<std::uint64_t> last{0};
  return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

const TypePtr& null_type() {
  static const TypePtr type = make_ptr<NullType>();
  return type;
}

TypePtr impl_of(const TypePtr& type, const Dialect& dialect) {
  return dialect.type_impl(type ? *type : *null_type());
}

ResultMeta::Column column_of(const ResultColumn& c, const Dialect& dialect) {
  ResultMeta::Column out{c.keyname, impl_of(c.type, dialect)};
  if (c.key != c.keyname) out.key = c.key;
  out.objects.reserve(c.objects.size());
  for (const ClauseElement* object : c.objects)
    if (object) out.objects.emplace_back(object);
  return out;
}

Ptr<const ResultMeta> meta_of(std::span<const ResultColumn> columns, const Dialect& dialect) {
  std::vector<ResultMeta::Column> out;
  out.reserve(columns.size());
  for (const ResultColumn& c : columns) out.push_back(column_of(c, dialect));
  return make_ptr<const ResultMeta>(std::move(out));
}

/// Primary key columns of the table that one row is inserted into, as the columns of a row.
Ptr<const ResultMeta> key_meta_of(const Compiled& compiled, const Dialect& dialect) {
  const CompiledFlags& flags = compiled.flags();
  const TableClause* const table = compiled.dml_table();
  if (!flags.is_insert || flags.multi_values || flags.from_select || !table ||
      !table->is_schema_table()) {
    return nullptr;
  }
  std::vector<ResultMeta::Column> out;
  for (const SchemaColumn* c : static_cast<const SchemaTable*>(table)->schema_columns()) {
    if (!c->primary_key()) continue;
    out.push_back(
        {c->name().text(), dialect.type_impl(*c->type()), {ElementPtr(c)}, c->key_text()});
  }
  return make_ptr<const ResultMeta>(std::move(out));
}

}  // namespace

struct PreparedStatement::DriverMeta {
  std::mutex mutex;
  Ptr<const ResultMeta> meta;
};

PreparedStatement::PreparedStatement()
    : id_(next_id()), driver_meta_(std::make_unique<DriverMeta>()) {}

PreparedStatement::~PreparedStatement() = default;

Ptr<const PreparedStatement> PreparedStatement::compile(const ClauseElement& element,
                                                        const Dialect& dialect,
                                                        const CompileOptions& options) {
  const auto begun_at = Clock::now();
  auto out = from(cupel::compile(element, dialect, options), dialect);
  const_cast<PreparedStatement&>(*out).begun_at_ = begun_at;  // ours alone still
  return out;
}

Ptr<const PreparedStatement> PreparedStatement::from(Ptr<const Compiled> compiled,
                                                     const Dialect& dialect) {
  Ptr<PreparedStatement> out(new PreparedStatement);
  const Compiled& c = *compiled;
  out->sql_ = c.sql();
  for (const std::uint32_t slot : c.positions()) {
    const TypePtr& impl = c.binds()[slot].impl;
    out->parameter_types_.push_back(impl ? impl : impl_of({}, dialect));
    out->encoders_.push_back(encoder_for<Value>(*out->parameter_types_.back()));
    out->places_.push_back({c.binds()[slot].key_index, c.binds()[slot].bind});
  }
  const CompiledFlags& flags = c.flags();
  // The columns of a text are known by name at most, and the driver tells where they stand.
  out->checks_names_ = flags.is_text || flags.loose_column_name_matching;
  if (!c.result_columns().empty() && !out->checks_names_) {
    out->meta_ = meta_of(c.result_columns(), dialect);
  }
  out->key_meta_ = key_meta_of(c, dialect);
  out->simple_ = !flags.has_expanding && c.insert_prefetch().empty() && c.update_prefetch().empty();
  for (const BindSlot& slot : c.binds())
    if (slot.literal_execute || slot.expanding) out->simple_ = false;
  out->plain_ = out->simple_ && !flags.is_crud && !flags.implicit_returning && out->meta_ &&
                !out->meta_->has_untyped_columns();
  out->compiled_ = std::move(compiled);
  out->created_at_ = Clock::now();
  return out;
}

Ptr<const PreparedStatement> PreparedStatement::from_text(TextParts parts, const Dialect& dialect) {
  Ptr<PreparedStatement> out(new PreparedStatement);
  out->sql_ = std::move(parts.sql);
  for (const TypePtr& type : parts.parameters) {
    out->parameter_types_.push_back(impl_of(type, dialect));
    out->encoders_.push_back(encoder_for<Value>(*out->parameter_types_.back()));
  }
  if (!parts.columns.empty()) out->meta_ = meta_of(parts.columns, dialect);
  out->simple_ = true;
  out->created_at_ = Clock::now();
  return out;
}

Ptr<const ResultMeta> PreparedStatement::meta_for(std::span<const std::string_view> names,
                                                  const Dialect& dialect) const {
  {
    const std::lock_guard lock(driver_meta_->mutex);
    if (const auto& known = driver_meta_->meta; known && known->size() == names.size()) {
      std::size_t i = 0;
      while (i < names.size() && known->name(i) == names[i]) ++i;
      if (i == names.size()) return known;
    }
  }
  std::vector<ResultMeta::Column> columns;
  columns.reserve(names.size());
  const auto known = compiled_ ? compiled_->result_columns() : std::span<const ResultColumn>();
  const bool by_place = compiled_ && compiled_->flags().textual_ordered_columns;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const ResultColumn* match = nullptr;
    if (by_place && i < known.size()) {
      match = &known[i];
    } else if (!by_place) {
      for (const ResultColumn& c : known)
        if (c.keyname == names[i] || c.name == names[i]) match = &c;
    }
    columns.push_back(match ? column_of(*match, dialect)
                            : ResultMeta::Column{std::string(names[i]), impl_of({}, dialect)});
    // A text's columns keep the names that the driver reports, whatever the program calls them.
    if (match && columns.back().name != names[i]) {
      columns.back().key = std::exchange(columns.back().name, std::string(names[i]));
    }
  }
  auto meta = make_ptr<const ResultMeta>(std::move(columns));
  const std::lock_guard lock(driver_meta_->mutex);
  driver_meta_->meta = meta;
  return meta;
}

}  // namespace cupel
