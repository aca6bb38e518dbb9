#include "sql/compiler/finish.hpp"

#include <cstdlib>
#include <memory>

#include <cxxabi.h>

#include "cupel/util/str_cat.hpp"

#include "sql/compiler/placeholder.hpp"

namespace cupel {
namespace {

constexpr std::uint32_t kNoNumber = 0;

/// Numbers for the styles that number their places: one for each slot that goes to the driver.
std::vector<std::uint32_t> number_slots(const CompiledParts& parts) {
  std::vector<std::uint32_t> numbers(parts.binds.size(), kNoNumber);
  std::uint32_t next = 1;
  for (std::size_t i = 0; i < parts.binds.size(); ++i) {
    const BindSlot& slot = parts.binds[i];
    if (!slot.expanding && !slot.literal_execute) numbers[i] = next++;
  }
  return numbers;
}

}  // namespace

void append_placeholder(std::string& sql, ParamStyle style, std::string_view name,
                        std::uint32_t number) {
  switch (style) {
    case ParamStyle::named:
      str_append(sql, ':', name);
      break;
    case ParamStyle::qmark:
      sql += '?';
      break;
    case ParamStyle::format:
      sql += "%s";
      break;
    case ParamStyle::pyformat:
      str_append(sql, "%(", name, ")s");
      break;
    case ParamStyle::numeric:
      str_append(sql, ':', number);
      break;
    case ParamStyle::numeric_dollar:
      str_append(sql, '$', number);
      break;
  }
}

void finish_text(CompiledParts& parts, const FinishInput& input) {
  const std::string& raw = input.text.text();
  const std::vector<SqlText::Place>& places = input.text.places();
  const ParamStyle style = parts.paramstyle;
  std::vector<std::uint32_t> numbers;
  if (is_numeric(style)) {
    numbers = number_slots(parts);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      if (numbers[i] != kNoNumber) parts.positions.push_back(static_cast<std::uint32_t>(i));
    }
  } else if (!is_positional(style)) {
    for (std::size_t i = 0; i < parts.binds.size(); ++i) {
      const BindSlot& slot = parts.binds[i];
      if (!slot.expanding && !slot.literal_execute) {
        parts.positions.push_back(static_cast<std::uint32_t>(i));
      }
    }
  }
  const bool by_place = is_positional(style) && !is_numeric(style);

  std::string& sql = parts.sql;
  sql.reserve(raw.size() + places.size() * 12);
  std::size_t at = 0;
  const auto copy_to = [&](std::size_t end) {
    sql.append(raw, at, end - at);
    at = end;
  };
  InsertManyValues& many = parts.insert_many_values;
  for (std::size_t i = 0; i <= places.size(); ++i) {
    if (input.values_begin != nullptr && input.values_begin->places == i) {
      copy_to(input.values_begin->offset);
      many.offset = sql.size();
      many.first_place = parts.positions.size();
    }
    if (input.values_end != nullptr && input.values_end->places == i) {
      copy_to(input.values_end->offset);
      many.single_values_expr = sql.substr(many.offset);
      if (by_place) many.place_count = parts.positions.size() - many.first_place;
    }
    if (i == places.size()) break;
    const SqlText::Place& place = places[i];
    copy_to(place.offset);
    const BindSlot& slot = parts.binds[place.bind];
    if (input.values_begin != nullptr && i >= input.values_begin->places &&
        i < input.values_end->places) {
      many.binds.push_back(place.bind);
    }
    if (place.kind == SqlText::PlaceKind::parameter) {
      append_placeholder(sql, style, slot.name, numbers.empty() ? 0 : numbers[place.bind]);
      if (by_place) parts.positions.push_back(place.bind);
      continue;
    }
    LatePlace late{};
    late.offset = static_cast<std::uint32_t>(sql.size());
    late.bind = place.bind;
    late.positions_before = by_place ? static_cast<std::uint32_t>(parts.positions.size()) : 0;
    late.literal = place.kind == SqlText::PlaceKind::literal_execute;
    str_append(sql, "__[POSTCOMPILE_", slot.name);
    if (place.wrap != 0) {
      late.before = input.wraps[place.wrap - 1].first;
      late.after = input.wraps[place.wrap - 1].second;
      str_append(sql, "~~", late.before, "~~REPL~~", late.after, "~~");
    }
    sql += ']';
    late.length = static_cast<std::uint32_t>(sql.size()) - late.offset;
    parts.late_places.push_back(std::move(late));
    parts.flags.has_expanding = true;
  }
  copy_to(raw.size());
}

Ptr<const Compiled> expanded(const Ptr<const Compiled>& compiled) {
  if (!compiled->flags().has_expanding) return compiled;
  const ExpandedStatement statement = compiled->expand(compiled->params());
  CompiledParts parts = compiled->parts();
  parts.sql = statement.sql;
  parts.late_places.clear();
  parts.late_binds.clear();
  parts.positions.clear();
  parts.flags.has_expanding = false;
  std::vector<BindSlot> binds;
  for (const ExpandedStatement::Parameter& parameter : statement.parameters) {
    std::uint32_t index = 0;
    while (index < binds.size() && binds[index].name != parameter.name) ++index;
    if (index == binds.size()) {
      const BindSlot* known = compiled->find_bind(parameter.name);
      if (known != nullptr && !known->expanding) {
        binds.push_back(*known);
      } else {
        BindOptions options;
        options.type = parameter.type;
        const auto bind =
            make_ptr<const BindParameter>(parameter.name, parameter.value, std::move(options));
        parts.kept.emplace_back(bind);
        BindSlot slot;
        slot.name = slot.key = parameter.name;
        slot.bind = bind.get();
        slot.type = parameter.type;
        slot.impl = compiled->context().type_impl(*parameter.type);
        binds.push_back(std::move(slot));
      }
    }
    parts.positions.push_back(index);
  }
  parts.binds = std::move(binds);
  return make_ptr<const Compiled>(std::move(parts));
}

std::string demangled_name(const std::type_info& type) {
  int status = 0;
  const std::unique_ptr<char, void (*)(void*)> name(
      abi::__cxa_demangle(type.name(), nullptr, nullptr, &status), std::free);
  return status == 0 ? name.get() : type.name();
}

}  // namespace cupel
