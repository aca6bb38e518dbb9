#pragma once

#include <optional>

#include "cupel/types/type_engine.hpp"

namespace cupel {

struct TimezoneOption {
  bool timezone = false;
};

namespace detail {

class DateBase : public TypeEngine {
 public:
  [[nodiscard]] TypeAffinity type_affinity() const noexcept override { return TypeAffinity::date; }

 protected:
  [[nodiscard]] Wire default_wire() const noexcept override { return Wire::native_date; }
};

class ZonedBase : public TypeEngine {
 public:
  explicit ZonedBase(TimezoneOption options = {}) noexcept : timezone_(options.timezone) {}
  [[nodiscard]] bool timezone() const noexcept { return timezone_; }
  void for_each_field(TypeFieldVisitor visit) const override;

 private:
  bool timezone_;
};

class TimeBase : public ZonedBase {
 public:
  using ZonedBase::ZonedBase;
  [[nodiscard]] TypeAffinity type_affinity() const noexcept override { return TypeAffinity::time; }

 protected:
  [[nodiscard]] Wire default_wire() const noexcept override { return Wire::native_time; }
};

class DateTimeBase : public ZonedBase {
 public:
  using ZonedBase::ZonedBase;
  [[nodiscard]] TypeAffinity type_affinity() const noexcept override {
    return TypeAffinity::datetime;
  }

 protected:
  [[nodiscard]] Wire default_wire() const noexcept override { return Wire::native_datetime; }
};

}  // namespace detail

/// Calendar date; its C++ type is CalendarDate.
class Date : public TypeOf<Date, detail::DateBase, TypeKind::date> {
 public:
};
/// Time of day; its C++ type is TimeOfDay. Time({.timezone = true}) where the database keeps a
/// zone.
class Time : public TypeOf<Time, detail::TimeBase, TypeKind::time> {
 public:
  using TypeOf::TypeOf;
};
/// Date and time; its C++ type is LocalDateTime, or UtcDateTime with DateTime({.timezone = true}).
class DateTime : public TypeOf<DateTime, detail::DateTimeBase, TypeKind::date_time> {
 public:
  using TypeOf::TypeOf;
};

struct IntervalOptions {
  bool native = true;  ///< false: the epoch form on every database
  std::optional<int> second_precision = {};
  std::optional<int> day_precision = {};
};

/// Duration; its C++ type is cupel::Duration. Where the database has none: the epoch plus the
/// duration.
class Interval : public TypeOf<Interval, TypeEngine, TypeKind::interval> {
 public:
  explicit Interval(IntervalOptions options = {}) noexcept : options_(options) {}
  [[nodiscard]] const IntervalOptions& options() const noexcept { return options_; }
  [[nodiscard]] TypeAffinity type_affinity() const noexcept override {
    return TypeAffinity::interval;
  }
  void for_each_field(TypeFieldVisitor visit) const override;

 protected:
  [[nodiscard]] Wire default_wire() const noexcept override { return Wire::interval_epoch; }

 private:
  IntervalOptions options_;
};

}  // namespace cupel
