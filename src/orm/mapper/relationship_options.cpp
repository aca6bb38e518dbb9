#include "cupel/orm/mapper/relationship_options.hpp"

#include <array>

#include "cupel/error/core_errors.hpp"
#include "cupel/orm/mapper/mapping_options.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {
namespace {

constexpr std::array<std::string_view, 10> kLazyNames = {
    "select", "immediate",    "joined", "subquery",   "selectin",
    "raise",  "raise_on_sql", "noload", "write_only", "dynamic"};

/// Calls `each` for every non-empty word of a list separated by commas.
template <class F>
void for_each_word(std::string_view list, F&& each) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    std::string_view word = list.substr(0, comma);
    list.remove_prefix(std::min(comma + 1, list.size()));
    while (!word.empty() && word.front() == ' ') word.remove_prefix(1);
    while (!word.empty() && word.back() == ' ') word.remove_suffix(1);
    if (!word.empty()) each(word);
  }
}

}  // namespace

Lazy parse_lazy(std::string_view text) {
  for (std::size_t i = 0; i < kLazyNames.size(); ++i) {
    if (kLazyNames[i] == text) return static_cast<Lazy>(i);
  }
  if (text == "true") return Lazy::select;
  if (text == "false") return Lazy::joined;
  if (text == "none") return Lazy::noload;
  throw ArgumentError(str_cat("'", text, "' is no way to load a relationship; the ways are ",
                              join(kLazyNames, ", ", [](std::string_view n) { return n; })));
}

std::string_view lazy_name(Lazy lazy) noexcept {
  return kLazyNames[static_cast<std::size_t>(lazy)];
}

namespace detail {

void set_back_populates(RelationshipOptions& options, std::string_view key) {
  options.back_populates = key;
}
void set_backref(RelationshipOptions& options, std::string_view key) {
  options.backref = key;
}
void set_cascade(RelationshipOptions& options, std::string_view text) {
  options.cascade = CascadeOptions(text);
}
void set_lazy(RelationshipOptions& options, std::string_view text) {
  options.lazy = parse_lazy(text);
}
void set_secondary(RelationshipOptions& options, std::string_view table) {
  options.secondary = DeferredFrom(table);
}
void add_order_by(RelationshipOptions& options, std::string_view columns) {
  for_each_word(columns, [&](std::string_view word) { options.order_by.add(word); });
}
void add_foreign_keys(RelationshipOptions& options, std::string_view columns) {
  for_each_word(columns, [&](std::string_view word) { options.foreign_keys.add(word); });
}
void add_remote_side(RelationshipOptions& options, std::string_view columns) {
  for_each_word(columns, [&](std::string_view word) { options.remote_side.add(word); });
}
void add_overlaps(RelationshipOptions& options, std::string_view keys) {
  for_each_word(keys, [&](std::string_view word) { options.overlaps.emplace_back(word); });
}
void set_keyed_by(RelationshipOptions& options, std::string_view attribute) {
  options.keyed_by = attribute;
}

}  // namespace detail

RelationshipMapping& RelationshipMapping::back_populates(std::string key) {
  options_->back_populates = std::move(key);
  return *this;
}
RelationshipMapping& RelationshipMapping::backref(std::string key) {
  options_->backref = std::move(key);
  return *this;
}
RelationshipMapping& RelationshipMapping::cascade(std::string_view text) {
  options_->cascade = CascadeOptions(text);
  return *this;
}
RelationshipMapping& RelationshipMapping::lazy(Lazy strategy) {
  options_->lazy = strategy;
  return *this;
}
RelationshipMapping& RelationshipMapping::lazy(std::string_view strategy) {
  options_->lazy = parse_lazy(strategy);
  return *this;
}
RelationshipMapping& RelationshipMapping::uselist(bool value) {
  options_->uselist = value;
  return *this;
}
RelationshipMapping& RelationshipMapping::viewonly(bool value) {
  options_->viewonly = value;
  return *this;
}
RelationshipMapping& RelationshipMapping::sync_backref(bool value) {
  options_->sync_backref = value;
  return *this;
}
RelationshipMapping& RelationshipMapping::post_update(bool value) {
  options_->post_update = value;
  return *this;
}
RelationshipMapping& RelationshipMapping::single_parent(bool value) {
  options_->single_parent = value;
  return *this;
}
RelationshipMapping& RelationshipMapping::passive_updates(bool value) {
  options_->passive_updates = value;
  return *this;
}
RelationshipMapping& RelationshipMapping::passive_deletes(PassiveDeletes value) {
  options_->passive_deletes = value;
  return *this;
}
RelationshipMapping& RelationshipMapping::active_history(bool value) {
  options_->active_history = value;
  return *this;
}
RelationshipMapping& RelationshipMapping::innerjoin(bool value) {
  options_->innerjoin = value;
  return *this;
}
RelationshipMapping& RelationshipMapping::load_on_pending(bool value) {
  options_->load_on_pending = value;
  return *this;
}
RelationshipMapping& RelationshipMapping::omit_join(bool value) {
  options_->omit_join = value;
  return *this;
}
RelationshipMapping& RelationshipMapping::distinct_target_key(bool value) {
  options_->distinct_target_key = value;
  return *this;
}
RelationshipMapping& RelationshipMapping::join_depth(int depth) {
  options_->join_depth = depth;
  return *this;
}
RelationshipMapping& RelationshipMapping::keyed_by(std::string_view attribute) {
  options_->keyed_by = attribute;
  return *this;
}
RelationshipMapping& RelationshipMapping::overlaps(std::string_view keys) {
  detail::add_overlaps(*options_, keys);
  return *this;
}
RelationshipMapping& RelationshipMapping::info(InfoMap info) {
  options_->info = std::move(info);
  return *this;
}
RelationshipMapping& RelationshipMapping::doc(std::string text) {
  options_->doc = std::move(text);
  return *this;
}

}  // namespace cupel
