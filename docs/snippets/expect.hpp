#pragma once

#include <iostream>
#include <source_location>
#include <stdexcept>

/// What the documentation claims, checked: ends the program with the place of a claim that is
/// wrong.
inline void expect(bool claim,
                   const std::source_location& place = std::source_location::current()) {
  if (claim) return;
  std::cerr << place.file_name() << ':' << place.line() << ": the documentation claims otherwise\n";
  std::exit(1);
}
