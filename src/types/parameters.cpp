#include "cupel/types/parameters.hpp"

#include <algorithm>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/did_you_mean.hpp"
#include "cupel/types/detail/text_repr.hpp"
#include "cupel/util/function_ref.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {

namespace {

constexpr std::size_t kTailSets = 2;

void append_cut(std::string& out, const Value& value, std::size_t max_chars) {
  const std::size_t begin = out.size();
  value.append_repr(out);
  const std::size_t length = out.size() - begin;
  if (length <= max_chars) return;
  std::size_t head = begin + max_chars / 2;
  std::size_t tail = out.size() - max_chars / 2;
  // A cut never splits a character.
  const auto inside = [&out](std::size_t i) {
    return i < out.size() && (static_cast<unsigned char>(out[i]) & 0xC0) == 0x80;
  };
  while (head > begin && inside(head)) --head;
  while (inside(tail)) ++tail;
  out.replace(head, tail - head,
              str_cat(" ... (", length - max_chars, " characters truncated) ... "));
}

// Items of one set, the middle left out when there are too many.
void append_items(std::string& out, std::size_t count, const ReprOptions& options,
                  FunctionRef<void(std::size_t)> append) {
  const auto run = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      if (i != from) out += ", ";
      append(i);
    }
  };
  if (count <= options.max_params) return run(0, count);
  const std::size_t half = options.max_params / 2;
  run(0, half);
  str_append(out, " ... ", count - options.max_params, " parameters truncated ... ");
  run(count - half, count);
}

void append_tuple(std::string& out, std::span<const Value> values, const ReprOptions& options) {
  out += '(';
  append_items(out, values.size(), options,
               [&](std::size_t i) { append_cut(out, values[i], options.max_chars); });
  out += values.size() == 1 ? ",)" : ")";
}

void append_dict(std::string& out, const Parameters& parameters, const ReprOptions& options) {
  out += '{';
  append_items(out, parameters.size(), options, [&](std::size_t i) {
    detail::append_text_repr(out, parameters.at_index(i).name);
    out += ": ";
    append_cut(out, parameters.at_index(i).value, options.max_chars);
  });
  out += '}';
}

std::string repr_sets(std::size_t count, const ReprOptions& options,
                      FunctionRef<void(std::string&, std::size_t)> append) {
  std::string out = "[";
  const auto run = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      if (i != from) out += ", ";
      append(out, i);
    }
  };
  if (count <= options.max_sets || options.max_sets <= kTailSets) {
    run(0, count);
  } else {
    run(0, options.max_sets - kTailSets);
    str_append(out, "  ... displaying ", options.max_sets, " of ", count,
               " total bound parameter sets ...  ");
    run(count - kTailSets, count);
  }
  out += ']';
  return out;
}

}  // namespace

Parameters& Parameters::set(std::string_view name, Value value) {
  if (Value* v = find(name)) {
    *v = std::move(value);
  } else {
    items_.emplace_back(name, std::move(value));
  }
  return *this;
}

bool Parameters::erase(std::string_view name) {
  return std::erase_if(items_, [name](const Parameter& p) { return p.name == name; }) != 0;
}

const Value* Parameters::find(std::string_view name) const noexcept {
  for (const Parameter& p : items_)
    if (p.name == name) return &p.value;
  return nullptr;
}

Value* Parameters::find(std::string_view name) noexcept {
  return const_cast<Value*>(std::as_const(*this).find(name));
}

const Value& Parameters::operator[](std::string_view name) const {
  if (const Value* v = find(name)) return *v;
  std::vector<std::string_view> names;
  for (const Parameter& p : items_) names.push_back(p.name);
  throw ArgumentError(str_cat("there is no parameter ", quoted(name), did_you_mean(name, names)));
}

bool operator==(const Parameters& a, const Parameters& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const Parameter& mine = a.items_[i];
    // Copies keep the order: a search for each name would make thousands of parameters cost
    // millions of comparisons.
    const Parameter& neighbour = b.items_[i];
    const Value* const other = neighbour.name == mine.name ? &neighbour.value : b.find(mine.name);
    if (!other || *other != mine.value) return false;
  }
  return true;
}

std::string repr_params(std::span<const Value> values, const ReprOptions& options) {
  std::string out;
  append_tuple(out, values, options);
  return out;
}

std::string repr_params(std::span<const std::vector<Value>> sets, const ReprOptions& options) {
  return repr_sets(sets.size(), options,
                   [&](std::string& out, std::size_t i) { append_tuple(out, sets[i], options); });
}

std::string repr_param_rows(std::span<const Value> values, std::size_t width,
                            const ReprOptions& options) {
  return repr_sets(width == 0 ? 0 : values.size() / width, options,
                   [&](std::string& out, std::size_t i) {
                     append_tuple(out, values.subspan(i * width, width), options);
                   });
}

std::string repr_params(const Parameters& parameters, const ReprOptions& options) {
  std::string out;
  append_dict(out, parameters, options);
  return out;
}

std::string repr_params(std::span<const Parameters> sets, const ReprOptions& options) {
  return repr_sets(sets.size(), options,
                   [&](std::string& out, std::size_t i) { append_dict(out, sets[i], options); });
}

std::string repr_row(std::span<const Value> values, std::size_t max_chars) {
  std::string out;
  append_tuple(out, values, {.max_chars = max_chars, .max_params = values.size()});
  return out;
}

}  // namespace cupel
