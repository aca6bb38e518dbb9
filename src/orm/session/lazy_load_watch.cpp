// The N+1 detector.

#include <algorithm>

#include "cupel/error/warnings.hpp"
#include "cupel/orm/attributes/related_members.hpp"
#include "cupel/orm/relationships/relationship_property.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/session/session_core.hpp"

namespace cupel::detail {
namespace {

// A reference costs no row to join; a collection would repeat its parents.
std::string cure(const RelationshipProperty& relationship) {
  const bool joins = relationship.direction() == Direction::many_to_one;
  return str_cat(joins ? "joinedload(&" : "selectinload(&", relationship.parent().class_name(),
                 "::", relationship.key(), ")");
}

}  // namespace

void SessionCore::count_lazy_load(const RelationshipProperty& relationship) {
  auto entry =
      std::ranges::find(lazy_loads_, &relationship, &decltype(lazy_loads_)::value_type::first);
  if (entry == lazy_loads_.end()) entry = lazy_loads_.insert(entry, {&relationship, 0});
  const std::size_t count = ++entry->second;
  std::size_t due = options.report_lazy_loads;
  while (due < count) due *= 2;
  if (due != count) return;
  LazyLoadReport report{relationship, count, cure(relationship)};
  std::string where;
  if (const std::source_location* place = reading_place()) {
    report.where = *place;
    where = str_cat(", the last at ", place->file_name(), ":", place->line(), " in ",
                    place->function_name());
  }
  if (options.on_lazy_loads) return options.on_lazy_loads(report);
  warn(str_cat("'", relationship.str(), "' was loaded lazily ", count,
               " times in this transaction, one SELECT each", where,
               "; load it for all objects together with options(", report.option,
               ") in the query that loads the ", relationship.parent().class_name(), " objects"));
}

}  // namespace cupel::detail
