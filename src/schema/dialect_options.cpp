#include "cupel/schema/dialect_options.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <set>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/did_you_mean.hpp"
#include "cupel/schema/defaults.hpp"
#include "cupel/sql/expression/expr.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {

OptionValue::MapItem::MapItem(const char* k, bool v) : key(k), value(v) {}
OptionValue::MapItem::MapItem(const char* k, int v) : key(k), value(std::int64_t{v}) {}
OptionValue::MapItem::MapItem(const char* k, const char* v) : key(k), value(std::string(v)) {}

OptionValue::OptionValue(bool v) : value_(v) {}
OptionValue::OptionValue(int v) : value_(std::int64_t{v}) {}
OptionValue::OptionValue(std::int64_t v) : value_(v) {}
OptionValue::OptionValue(const char* v) : value_(std::string(v)) {}
OptionValue::OptionValue(std::string v) : value_(std::move(v)) {}
OptionValue::OptionValue(std::vector<std::string> v) : value_(std::move(v)) {}
OptionValue::OptionValue(Map v) : value_(std::move(v)) {}
OptionValue::OptionValue(Ptr<const RefCounted> v) : value_(std::move(v)) {}

OptionValue::OptionValue(const OptionValue& other) = default;
OptionValue::OptionValue(OptionValue&& other) noexcept = default;
OptionValue& OptionValue::operator=(const OptionValue& other) = default;
OptionValue& OptionValue::operator=(OptionValue&& other) noexcept = default;
OptionValue::~OptionValue() = default;

const bool* OptionValue::boolean() const {
  return std::get_if<bool>(&value_);
}

const std::int64_t* OptionValue::integer() const {
  return std::get_if<std::int64_t>(&value_);
}

const std::string* OptionValue::text() const {
  return std::get_if<std::string>(&value_);
}

const std::vector<std::string>* OptionValue::names() const {
  return std::get_if<std::vector<std::string>>(&value_);
}

const OptionValue::Map* OptionValue::map() const {
  return std::get_if<Map>(&value_);
}

OptionValue::OptionValue(std::initializer_list<const char*> v)
    : value_(std::vector<std::string>(v.begin(), v.end())) {}

OptionValue::OptionValue(std::initializer_list<MapItem> v) {
  Map map;
  for (const MapItem& item : v) map.emplace_back(item.key, item.value);
  value_ = std::move(map);
}

OptionValue::OptionValue(ElementPtr v) : value_(std::move(v)) {}

OptionValue::OptionValue(const SqlExpression& v) : value_(ElementPtr(v.node())) {}

const ClauseElement* OptionValue::element() const {
  const auto* e = std::get_if<ElementPtr>(&value_);
  return e ? e->get() : nullptr;
}

const RefCounted* OptionValue::object() const {
  const auto* o = std::get_if<Ptr<const RefCounted>>(&value_);
  return o ? o->get() : nullptr;
}

bool OptionValue::truthy() const {
  if (const bool* b = boolean()) return *b;
  if (const std::int64_t* i = integer()) return *i != 0;
  if (const std::string* t = text()) return !t->empty();
  if (const auto* n = names()) return !n->empty();
  if (const Map* m = map()) return !m->empty();
  return element() || object();
}

void OptionValue::detach() {
  if (auto* e = std::get_if<ElementPtr>(&value_)) *e = detached(*e);
}

DialectArgument::DialectArgument(std::string_view k, OptionValue v) : key(k), value(std::move(v)) {}

DialectOptions::DialectOptions() noexcept = default;
DialectOptions::DialectOptions(std::initializer_list<DialectArgument> options)
    : options_(options) {}
DialectOptions::DialectOptions(const DialectOptions& other) = default;
DialectOptions::DialectOptions(DialectOptions&& other) noexcept = default;
DialectOptions& DialectOptions::operator=(const DialectOptions& other) = default;
DialectOptions& DialectOptions::operator=(DialectOptions&& other) noexcept = default;
DialectOptions::~DialectOptions() = default;

const OptionValue* DialectOptions::find(std::string_view dialect, std::string_view name) const {
  for (const DialectArgument& o : options_) {
    const std::string_view key = o.key;
    if (key.size() == dialect.size() + 1 + name.size() && key.starts_with(dialect) &&
        key[dialect.size()] == '_' && key.ends_with(name))
      return &o.value;
  }
  return nullptr;
}

void DialectOptions::set(DialectArgument option) {
  const auto same = std::find_if(options_.begin(), options_.end(),
                                 [&](const DialectArgument& o) { return o.key == option.key; });
  if (same == options_.end()) {
    options_.push_back(std::move(option));
  } else {
    same->value = std::move(option.value);
  }
}

void DialectOptions::merge(const DialectOptions& others) {
  for (const DialectArgument& o : others.options_) {
    const bool known = std::any_of(options_.begin(), options_.end(),
                                   [&](const DialectArgument& mine) { return mine.key == o.key; });
    if (!known) options_.push_back(o);
  }
}

void DialectOptions::detach() {
  for (DialectArgument& o : options_) o.value.detach();
}

namespace {

struct Declared {
  std::mutex mutex;
  std::set<std::string, std::less<>> dialects;
  std::map<std::pair<std::string, OptionTarget>, std::set<std::string, std::less<>>> names;
};

Declared& declared() {
  static Declared all;
  return all;
}

std::string_view target_name(OptionTarget target) {
  switch (target) {
    case OptionTarget::table:
      return "Table";
    case OptionTarget::column:
      return "Column";
    case OptionTarget::primary_key:
      return "PrimaryKeyConstraint";
    case OptionTarget::unique:
      return "UniqueConstraint";
    case OptionTarget::check:
      return "CheckConstraint";
    case OptionTarget::foreign_key:
      return "ForeignKeyConstraint";
    case OptionTarget::index:
      return "Index";
    case OptionTarget::sequence:
      return "Sequence";
    case OptionTarget::view:
      return "CreateView";
  }
  return "";
}

}  // namespace

void declare_dialect_options(std::string_view dialect, OptionTarget target,
                             std::span<const std::string_view> names) {
  Declared& all = declared();
  const std::lock_guard lock(all.mutex);
  all.dialects.emplace(dialect);
  auto& set = all.names[{std::string(dialect), target}];
  for (std::string_view n : names) set.emplace(n);
}

void check_dialect_options(const DialectOptions& options, OptionTarget target) {
  if (options.empty()) return;
  Declared& all = declared();
  const std::lock_guard lock(all.mutex);
  for (const DialectArgument& o : options) {
    const std::size_t underscore = o.key.find('_');
    if (underscore == std::string::npos || underscore == 0) {
      throw ArgumentError(str_cat("dialect option ", quoted(o.key), " of a ", target_name(target),
                                  " names no dialect; write '<dialect>_<option>', for example "
                                  "'postgresql_using'"));
    }
    const std::string dialect = o.key.substr(0, underscore);
    const std::string name = o.key.substr(underscore + 1);
    if (!all.dialects.contains(dialect)) continue;
    const auto known = all.names.find({dialect, target});
    if (known != all.names.end() && (known->second.contains(name) || known->second.contains("*"))) {
      continue;
    }
    std::vector<std::string> candidates;
    if (known != all.names.end())
      for (const std::string& k : known->second) candidates.push_back(str_cat(dialect, "_", k));
    throw ArgumentError(str_cat("option ", quoted(o.key), " is not accepted by dialect ",
                                quoted(dialect), " on a ", target_name(target),
                                did_you_mean(o.key, candidates)));
  }
}

}  // namespace cupel
