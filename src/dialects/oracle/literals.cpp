#include "dialects/oracle/literals.hpp"

#include "cupel/util/str_cat.hpp"

namespace cupel::oracle {
namespace {

/// DATE holds whole seconds; only a TIMESTAMP keeps fractions.
std::string point_in_time(const std::string& text, bool has_fraction) {
  return has_fraction ? str_cat("TO_TIMESTAMP('", text, "', 'YYYY-MM-DD HH24:MI:SS.FF')")
                      : str_cat("TO_DATE('", text, "', 'YYYY-MM-DD HH24:MI:SS')");
}

template <class Point>
bool has_fraction(Point value) {
  return std::chrono::floor<std::chrono::seconds>(value) != value;
}

}  // namespace

std::string OracleLiterals::date(CalendarDate value) const {
  return str_cat("TO_DATE('", cupel::to_string(value), "', 'YYYY-MM-DD')");
}

std::string OracleLiterals::datetime(LocalDateTime value) const {
  return point_in_time(cupel::to_string(value), has_fraction(value));
}

std::string OracleLiterals::datetime_tz(UtcDateTime value) const {
  return point_in_time(cupel::to_string(value), has_fraction(value));
}

std::string OracleLiterals::interval(Duration value) const {
  return str_cat("NUMTODSINTERVAL(", static_cast<double>(value.count()) / 1e6, ", 'SECOND')");
}

}  // namespace cupel::oracle
