#include "cupel/sql/compiler/compiled.hpp"

#include <atomic>

#include "cupel/error/errors.hpp"
#include "cupel/sql/compiler/context.hpp"
#include "cupel/sql/expression/bind_parameter.hpp"
#include "cupel/util/str_cat.hpp"

#include "sql/compiler/placeholder.hpp"

namespace cupel {
namespace {

std::uint64_t next_id() noexcept {
  static std::atomic<std::uint64_t> last{0};
  return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

}  // namespace

Compiled::Compiled(CompiledParts parts) : parts_(std::move(parts)), id_(next_id()) {}

Compiled::~Compiled() = default;

const BindSlot* Compiled::find_bind(std::string_view name) const noexcept {
  for (const BindSlot& slot : parts_.binds) {
    if (slot.name == name || slot.key == name) return &slot;
  }
  return nullptr;
}

Value Compiled::value_of(const BindSlot& slot,
                         std::span<const BindParameter* const> extracted) const {
  const BindParameter* bind = slot.bind;
  if (slot.key_index != BindSlot::kNoKey &&
      static_cast<std::size_t>(slot.key_index) < extracted.size()) {
    bind = extracted[static_cast<std::size_t>(slot.key_index)];
  }
  return bind->effective_value();
}

Parameters Compiled::params() const {
  Parameters out;
  out.reserve(parts_.binds.size());
  for (const BindSlot& slot : parts_.binds) out.set(slot.name, value_of(slot));
  return out;
}

Parameters Compiled::construct_params(const Parameters& given,
                                      std::span<const BindParameter* const> extracted) const {
  Parameters out;
  out.reserve(parts_.binds.size());
  for (const BindSlot& slot : parts_.binds) {
    const Value* value = given.find(slot.key);
    if (value == nullptr && slot.name != slot.key) value = given.find(slot.name);
    if (value != nullptr) {
      out.set(slot.name, *value);
    } else if (slot.required) {
      throw InvalidRequestError(
          str_cat("A value is required for bind parameter ", quoted(slot.key),
                  "; give it when the statement is executed, or before by params()"));
    } else {
      out.set(slot.name, value_of(slot, extracted));
    }
  }
  return out;
}

// --- late parameters
// -------------------------------------------------------------------------------

namespace {

class Expander {
 public:
  Expander(const CompiledParts& parts, const Parameters& given) : parts_(parts), given_(given) {}

  ExpandedStatement run() {
    const bool by_place = is_positional(parts_.paramstyle) && !is_numeric(parts_.paramstyle);
    next_number_ = static_cast<std::uint32_t>(parts_.positions.size()) + 1;
    if (!by_place) {
      for (const std::uint32_t slot : parts_.positions) add_plain(slot);
    }
    std::size_t at = 0;
    std::size_t position = 0;
    for (const LatePlace& place : parts_.late_places) {
      if (by_place) {
        for (; position < place.positions_before; ++position) add_plain(parts_.positions[position]);
      }
      out_.sql.append(parts_.sql, at, place.offset - at);
      at = place.offset + place.length;
      expand(place, by_place);
    }
    if (by_place) {
      for (; position < parts_.positions.size(); ++position) add_plain(parts_.positions[position]);
    }
    out_.sql.append(parts_.sql, at, std::string::npos);
    return std::move(out_);
  }

 private:
  struct Done {  // a list that stands at several places is written the same everywhere
    std::uint32_t bind;
    std::uint32_t first_number;
  };

  const Value& value_of(std::uint32_t slot) const {
    static const Value kNull;
    const Value* value = given_.find(parts_.binds[slot].name);
    return value == nullptr ? kNull : *value;
  }

  void add_plain(std::uint32_t slot) {
    const BindSlot& bind = parts_.binds[slot];
    out_.parameters.push_back({bind.name, value_of(slot), bind.type});
  }

  const LateBind* late_of(std::uint32_t slot) const {
    for (const LateBind& late : parts_.late_binds) {
      if (late.bind == slot) return &late;
    }
    return nullptr;
  }

  void append_literal(const Value& value, const TypePtr& type) {
    const std::string text = literal(value, type);
    // Two minus signs would begin a comment.
    if (out_.sql.ends_with('-') && text.starts_with('-')) out_.sql += ' ';
    out_.sql += text;
  }

  std::string literal(const Value& value, const TypePtr& type) const {
    if (value.is_null()) return "NULL";
    const TypePtr& known = type->kind() == TypeKind::null_type ? type_from_value(value) : type;
    return parts_.context->type_impl(*known)->render_literal(value,
                                                             parts_.context->literal_context());
  }

  void expand(const LatePlace& place, bool by_place) {
    const BindSlot& slot = parts_.binds[place.bind];
    const Value& value = value_of(place.bind);
    if (!slot.expanding) {
      append_literal(value, slot.type);
      return;
    }
    if (value.kind() != ValueKind::array) {
      throw ArgumentError(str_cat("parameter ", quoted(slot.key),
                                  " of an IN list needs a list of values, got ", value.repr()));
    }
    const LateBind& late = *late_of(place.bind);
    const std::vector<Value>& items = value.array_items();
    if (items.empty()) {
      if (late.empty.empty()) {
        throw CompileError(str_cat("Dialect '", parts_.context->traits().name,
                                   "' does not support empty set expressions, and parameter ",
                                   quoted(slot.key), " is an empty list."));
      }
      out_.sql += late.empty;
      return;
    }
    bool repeated = false;
    std::uint32_t number = next_number_;
    for (const Done& done : done_) {
      if (done.bind == place.bind) {
        repeated = true;
        number = done.first_number;
      }
    }
    if (!repeated) done_.push_back({place.bind, number});
    const bool add = by_place || !repeated;
    const bool tuple = !late.types.empty() || (slot.type->kind() == TypeKind::null_type &&
                                               items.front().kind() == ValueKind::array);
    if (tuple && parts_.tuple_in_values) out_.sql += "VALUES ";
    if (!tuple && add) out_.parameters.reserve(out_.parameters.size() + items.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (i != 0) out_.sql += ", ";
      if (!tuple) {
        item(place, slot, items[i], slot.type, str_cat(slot.name, '_', i + 1), late.cast, number,
             add);
        continue;
      }
      if (items[i].kind() != ValueKind::array) {
        throw ArgumentError(str_cat("parameter ", quoted(slot.key),
                                    " of an IN list needs a list of tuples, got ", items[i].repr(),
                                    " among its values"));
      }
      const std::vector<Value>& members = items[i].array_items();
      out_.sql += '(';
      for (std::size_t j = 0; j < members.size(); ++j) {
        if (j != 0) out_.sql += ", ";
        item(place, slot, members[j],
             j < late.types.size() ? late.types[j] : type_from_value(members[j]),
             str_cat(slot.name, '_', i + 1, '_', j + 1), {}, number, add);
      }
      out_.sql += ')';
    }
    if (!repeated) next_number_ = number;
  }

  void item(const LatePlace& place, const BindSlot& slot, const Value& value, const TypePtr& type,
            std::string name, std::string_view cast, std::uint32_t& number, bool add) {
    out_.sql += place.before;
    if (place.literal || slot.literal_execute) {
      append_literal(value, type);
    } else {
      append_placeholder(out_.sql, parts_.paramstyle, name, number++);
      out_.sql += cast;
      if (add) {
        out_.parameters.push_back(
            {std::move(name), value,
             type->kind() == TypeKind::null_type ? type_from_value(value) : type});
      }
    }
    out_.sql += place.after;
  }

  const CompiledParts& parts_;
  const Parameters& given_;
  ExpandedStatement out_;
  std::vector<Done> done_;
  std::uint32_t next_number_ = 1;
};

}  // namespace

ExpandedStatement Compiled::expand(const Parameters& params) const {
  return Expander(parts_, params).run();
}

std::span<const BindSlot> Compiled::binds() const noexcept {
  return parts_.binds;
}

std::span<const std::uint32_t> Compiled::positions() const noexcept {
  return parts_.positions;
}

std::span<const ResultColumn> Compiled::result_columns() const noexcept {
  return parts_.result_columns;
}

std::span<const Prefetch> Compiled::insert_prefetch() const noexcept {
  return parts_.insert_prefetch;
}

std::span<const Prefetch> Compiled::update_prefetch() const noexcept {
  return parts_.update_prefetch;
}

std::span<const ColumnClause* const> Compiled::postfetch() const noexcept {
  return parts_.postfetch;
}

std::span<const ColumnClause* const> Compiled::implicit_returning() const noexcept {
  return parts_.implicit_returning;
}

}  // namespace cupel
