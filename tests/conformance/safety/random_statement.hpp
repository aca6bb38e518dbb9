#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>

#include "cupel/sql/expression/fwd.hpp"
#include "cupel/util/ptr.hpp"

namespace cupel::conformance {

/// Decisions taken from bytes; when they are used up every decision is the first.
class Decisions {
 public:
  explicit Decisions(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  /// One of 0 .. count-1.
  std::size_t below(std::size_t count);
  bool yes() { return below(2) == 1; }
  [[nodiscard]] bool used_up() const { return bytes_.empty(); }
  /// Up to `length` bytes as they are.
  std::string text(std::size_t length);

 private:
  std::span<const std::uint8_t> bytes_;
};

/// The strings in a statement: as the bytes have them, or each replaced by a harmless one of its
/// own.
class Strings {
 public:
  enum class Kind { wild, harmless };
  explicit Strings(Kind kind) : kind_(kind) {}

  std::string value(std::string wild);
  /// Never the name of anything in the tables.
  std::string name(std::string wild);

 private:
  std::string replaced(std::string wild);

  Kind kind_;
  std::map<std::string, std::string> replacements_;
};

/// A SELECT, INSERT, UPDATE or DELETE that the bytes decide about, over the tables of
/// kRandomStatementTables. The same bytes give the same statement, whatever `strings` are.
[[nodiscard]] ElementPtr random_statement(std::span<const std::uint8_t> bytes,
                                          Strings::Kind strings);

/// The tables in SQL that every database understands.
extern const char* const kRandomStatementTables[2];

}  // namespace cupel::conformance
