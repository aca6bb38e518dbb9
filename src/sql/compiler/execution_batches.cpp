#include "cupel/sql/compiler/execution_batches.hpp"

#include <algorithm>

#include "cupel/util/str_cat.hpp"

#include "sql/compiler/crud.hpp"

namespace cupel {

namespace {

bool is_word(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// The parts of an INSERT's text around the row that is repeated, and the parameters of each.
class Batches {
 public:
  Batches(const Compiled& compiled, ParameterSets sets)
      : compiled_(compiled), form_(compiled.parts().insert_many_values), sets_(std::move(sets)) {
    const std::string_view text = compiled.sql();
    head_ = text.substr(0, form_.offset);
    row_ = form_.single_values_expr;
    tail_ = text.substr(std::min(text.size(), form_.offset + row_.size()));
    counts_ = tail_.starts_with(") AS imp_sen(");
    for (const std::uint32_t slot : compiled.positions()) {
      (is_inside(slot) ? inside_ : outside_).push_back(slot);
    }
  }

  [[nodiscard]] std::vector<ExecutionBatch> run(std::size_t page_size) const {
    const std::size_t page = one_by_one() ? 1 : limited(page_size);
    std::vector<ExecutionBatch> out;
    for (std::size_t begin = 0; begin < sets_.size(); begin += page) {
      const std::size_t end = std::min(sets_.size(), begin + page);
      ExecutionBatch batch;
      batch.rows_sorted = form_.sort_by_parameter_order;
      if (one_by_one()) {
        batch.sql = is_numeric(style()) ? renumbered(compiled_.sql()) : compiled_.sql();
        batch.rows.push_back(whole_row(sets_[begin]));
      } else {
        fill(batch, begin, end);
      }
      out.push_back(std::move(batch));
    }
    return out;
  }

  /// All parameters of one set.
  [[nodiscard]] ExecutionBatch::Row whole_row(const Parameters& set) const {
    ExecutionBatch::Row row;
    const Parameters given = compiled_.construct_params(set);
    if (is_numeric(style())) {
      add(row, outside_, given);
      add(row, inside_, given);
    } else {
      const auto& positions = compiled_.positions();
      add(row, {positions.begin(), positions.end()}, given);
    }
    return row;
  }

 private:
  using Slots = std::vector<std::uint32_t>;

  [[nodiscard]] ParamStyle style() const noexcept { return compiled_.paramstyle(); }
  [[nodiscard]] bool is_inside(std::uint32_t slot) const {
    return std::find(form_.binds.begin(), form_.binds.end(), slot) != form_.binds.end();
  }

  /// Whether the statement can hold one set only.
  [[nodiscard]] bool one_by_one() const {
    const CompilerTraits& traits = compiled_.context().traits();
    if (form_.is_default_expr || !traits.supports_multivalues_insert) return true;
    if (counts_) return false;
    if (form_.sort_by_parameter_order &&
        (form_.sentinel_columns.empty() || form_.includes_upsert_behaviors)) {
      return true;
    }
    // A value in SET that is another one for each set.
    return form_.includes_upsert_behaviors &&
           std::any_of(outside_.begin(), outside_.end(), [this](std::uint32_t slot) {
             return sets_.front().contains(compiled_.binds()[slot].key);
           });
  }

  [[nodiscard]] std::size_t limited(std::size_t page) const {
    const std::size_t limit = compiled_.context().traits().max_parameters;
    if (limit == 0 || inside_.empty()) return std::max<std::size_t>(page, 1);
    const std::size_t rest = limit - std::min(limit, outside_.size());
    return std::max<std::size_t>(1, std::min(page, rest / inside_.size()));
  }

  void add(ExecutionBatch::Row& row, const Slots& slots, const Parameters& given,
           std::string_view suffix = {}) const {
    for (const std::uint32_t index : slots) {
      const BindSlot& slot = compiled_.binds()[index];
      const Value* value = given.find(slot.name);
      row.push_back({str_cat(slot.name, suffix), value == nullptr ? Value() : *value, slot.type});
    }
  }

  /// The number that the parameter of slot `index` has: those outside of VALUES come first.
  [[nodiscard]] std::size_t number_of(std::uint32_t index) const {
    const auto found = std::find(outside_.begin(), outside_.end(), index);
    if (found != outside_.end()) return static_cast<std::size_t>(found - outside_.begin()) + 1;
    const auto within = std::find(inside_.begin(), inside_.end(), index);
    return outside_.size() + static_cast<std::size_t>(within - inside_.begin()) + 1;
  }

  /// `text` with its numbered places moved up by `step` where they stand in VALUES.
  [[nodiscard]] std::string renumbered(std::string_view text, std::size_t step = 0) const {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
      out += text[i];
      const bool place = (text[i] == '$' || text[i] == ':') && i + 1 < text.size() &&
                         text[i + 1] >= '0' && text[i + 1] <= '9' && (i == 0 || text[i - 1] != ':');
      if (!place) continue;
      std::size_t number = 0;
      for (; i + 1 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9'; ++i) {
        number = number * 10 + static_cast<std::size_t>(text[i + 1] - '0');
      }
      const std::uint32_t slot = compiled_.positions()[number - 1];
      str_append(out, number_of(slot) + (is_inside(slot) ? step : 0));
    }
    return out;
  }

  /// `text` with `suffix` behind the names of its parameters.
  [[nodiscard]] std::string renamed(std::string_view text, std::string_view suffix) const {
    const bool pyformat = style() == ParamStyle::pyformat;
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
      out += text[i];
      const bool place = pyformat ? text[i] == '(' && i > 0 && text[i - 1] == '%'
                                  : text[i] == ':' && (i == 0 || text[i - 1] != ':');
      if (!place) continue;
      const std::string_view name = name_at(text.substr(i + 1), pyformat);
      if (name.empty()) continue;
      str_append(out, name, suffix);
      i += name.size();
    }
    return out;
  }

  /// The parameter whose name stands at the beginning of `text`.
  [[nodiscard]] std::string_view name_at(std::string_view text, bool pyformat) const {
    std::string_view longest;
    for (const std::uint32_t index : inside_) {
      const std::string& name = compiled_.binds()[index].name;
      if (name.size() <= longest.size() || !text.starts_with(name)) continue;
      const char behind = name.size() < text.size() ? text[name.size()] : ' ';
      if (pyformat ? behind == ')' : !is_word(behind)) longest = text.substr(0, name.size());
    }
    return longest;
  }

  void fill(ExecutionBatch& batch, std::size_t begin, std::size_t end) const {
    const bool by_name = !is_positional(style());
    const bool numeric = is_numeric(style());
    ExecutionBatch::Row row;
    const Parameters first = compiled_.construct_params(sets_[begin]);
    Slots before;
    Slots after;
    if (!by_name && !numeric) {
      const auto& positions = compiled_.positions();
      before.assign(positions.begin(),
                    positions.begin() + static_cast<std::ptrdiff_t>(form_.first_place));
      after.assign(
          positions.begin() + static_cast<std::ptrdiff_t>(form_.first_place + form_.place_count),
          positions.end());
    } else {
      before = outside_;
    }
    add(row, before, first);
    batch.sql = numeric ? renumbered(head_) : std::string(head_);
    for (std::size_t i = begin; i < end; ++i) {
      const std::size_t place = i - begin;
      const std::string suffix = by_name ? str_cat("__", place) : std::string();
      std::string text(row_);
      if (by_name) text = renamed(row_, suffix);
      if (numeric) text = renumbered(row_, place * inside_.size());
      if (counts_) text.insert(text.size() - 1, str_cat(", ", place));
      str_append(batch.sql, place == 0 ? "" : ", ", text);
      add(row, inside_, compiled_.construct_params(sets_[i]), suffix);
    }
    batch.sql += numeric ? renumbered(tail_) : std::string(tail_);
    add(row, after, first);
    batch.rows.push_back(std::move(row));
  }

  const Compiled& compiled_;
  const InsertManyValues& form_;
  const ParameterSets sets_;
  std::string_view head_;
  std::string_view row_;
  std::string_view tail_;
  bool counts_ = false;  ///< each row of VALUES holds its number
  Slots inside_;
  Slots outside_;
};

/// `sets` with the number of each in the column that is there to number them.
ParameterSets numbered(const ParameterSets& sets, const InsertManyValues& form) {
  ParameterSets out = sets;
  for (const ColumnClause* sentinel : form.sentinel_columns) {
    const SchemaColumn* column = as_schema_column(*sentinel);
    if (column == nullptr || !CrudBuilder::numbers_rows(*column)) continue;
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (!out[i].contains(column->key_text())) out[i].set(column->key_text(), Value(i));
    }
  }
  return out;
}

}  // namespace

std::vector<ExecutionBatch> execution_batches(const ClauseElement& statement,
                                              const CompilerContext& context,
                                              const ParameterSets& sets, std::size_t page_size) {
  if (sets.empty()) return {};
  CompileOptions options;
  options.for_executemany = true;
  options.column_keys.emplace();
  for (const Parameter& p : sets.front()) options.column_keys->emplace_back(p.name);
  const std::unique_ptr<SqlCompiler> compiler = context.sql_compiler(options);
  CrudBuilder::ask_for_sentinels(*compiler);
  const Ptr<const Compiled> compiled = compiler->compile(statement);
  const InsertManyValues& form = compiled->parts().insert_many_values;
  const Batches batches(*compiled, numbered(sets, form));
  if (form.is_default_expr || compiled->insert_many_values() != nullptr) {
    return batches.run(page_size);
  }
  ExecutionBatch all;
  all.executemany = true;
  all.sql = compiled->sql();
  for (const Parameters& set : sets) all.rows.push_back(batches.whole_row(set));
  return {std::move(all)};
}

}  // namespace cupel
