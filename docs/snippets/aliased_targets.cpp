// The code of docs/tutorial.md about relationships to rows of a query.
#include <cstdint>
#include <iostream>
#include <string>

#include <cupel/cupel.hpp>

#include "expect.hpp"

using namespace cupel;

// region mapping
struct Reading;
struct Sensor {
  static constexpr auto tablename = "sensors";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<Reading>> latest{};
  static void configure(Mapping<Sensor>& m);
};
struct Reading {
  static constexpr auto tablename = "readings";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::int64_t, foreign_key<"sensors.id">> sensor_id{};
  Mapped<double> value{};
};

/// Every reading, and how many of its sensor are newer.
Aliased<Reading> numbered_readings() {
  return aliased<Reading>(
      select(entity<Reading>(), func::row_number()
                                    .over({.partition_by = {col(&Reading::sensor_id)},
                                           .order_by = {col(&Reading::id).desc()}})
                                    .label("number"))
          .subquery());
}

void Sensor::configure(Mapping<Sensor>& m) {
  m.relationship(&Sensor::latest)
      .aliased_target(&numbered_readings,
                      [](const Aliased<Reading>& reading) {
                        return reading[&Reading::sensor_id] == col(&Sensor::id) &&
                               reading.selectable().c["number"] <= 3;
                      })
      .order_by([] { return col(&Reading::id).desc(); })
      .viewonly();
}
// endregion

int main() {
  Registry registry;
  registry.map<Sensor, Reading>();
  Engine engine = create_engine("sqlite://");
  registry.metadata().create_all(engine);
  Session session(engine);
  session.add_all({Sensor{.id = 1}, Sensor{.id = 2}});
  for (int i = 1; i <= 10; ++i) session.add(Reading{.sensor_id = 1 + i % 2, .value = 0.5 * i});
  session.commit();

  // region use
  auto sensors = select<Sensor>().order_by(&Sensor::id).options(selectinload(&Sensor::latest));
  for (Ref<Sensor> sensor : session.scalars(sensors)) {  // two SELECTs, three readings each
    for (Ref<Reading> reading : sensor->latest) std::cout << reading->value << '\n';
  }

  auto reading = col(&Sensor::latest).entity();  // the alias, for conditions
  auto rising = select(&Sensor::id, reading[&Reading::value])
                    .join(&Sensor::latest)
                    .where(reading[&Reading::value] > 4.5);
  // endregion
  const auto rows = session.execute(rising).all();
  expect(rows.size() == 1 && std::get<1>(rows[0]) == 5.0);
  const auto first = session.get<Sensor>(1);
  expect(first->latest.size() == 3 && first->latest[0]->value == 5.0);
}
