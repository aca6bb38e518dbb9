#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <cupel/sql/compiler/options.hpp>
#include <cupel/sql/compiler/traits.hpp>
#include <cupel/sql/expression/fwd.hpp>
#include <cupel/sql/traversal/name.hpp>

namespace cupel {

/// Writes identifiers: decides which need quotes, and escapes what stands inside them.
///
/// A name needs quotes when it is a reserved word of the database, begins with an illegal
/// character, holds characters beyond letters, digits, `_` and `$`, or is not all lower case.
/// A name with a stated wish (`quoted_name`) gets what it wishes.
///
/// Thread safety: immutable after construction; const members may be called by several threads.
class IdentifierPreparer {
 public:
  explicit IdentifierPreparer(const CompilerTraits& traits);
  virtual ~IdentifierPreparer();

  /// Appends `name` to `out`, quoted if needed; `force` overrides the decision.
  void append(std::string& out, std::string_view name,
              std::optional<bool> force = std::nullopt) const;
  /// Appends `name` in quotes, whatever it is. Throws CompileError for one with a NUL character.
  void append_quoted(std::string& out, std::string_view name) const;
  /// As above; a wish for quotes is in the name, which must not be anonymous.
  void append(std::string& out, const Name& name) const { append(out, name.text(), name.quote()); }
  /// As append(), for schemas.
  virtual void append_schema(std::string& out, std::string_view schema,
                             std::optional<bool> force = std::nullopt) const;

  [[nodiscard]] std::string quote(std::string_view name,
                                  std::optional<bool> force = std::nullopt) const;
  [[nodiscard]] std::string quote_identifier(std::string_view name) const;
  [[nodiscard]] std::string quote_schema(std::string_view schema,
                                         std::optional<bool> force = std::nullopt) const;

  /// True when `name` cannot stand in a statement without quotes.
  [[nodiscard]] bool requires_quotes(std::string_view name) const noexcept;

  /// True when a character of `name` asks for quotes; case and reserved words do not count. The
  /// rule for names of functions, which are written as given otherwise.
  [[nodiscard]] bool requires_quotes_for_characters(std::string_view name) const noexcept;

  /// The schema to write for one named `schema` (empty: none); nullopt when there is none to write.
  [[nodiscard]] static std::optional<Name> effective_schema(const Name& schema,
                                                            const SchemaTranslateMap* translate);

  /// `table`, with its schema if it has one: `schema.table`.
  void append_table(std::string& out, const TableClause& table, bool use_schema = true,
                    const SchemaTranslateMap* translate = nullptr) const;
  [[nodiscard]] std::string format_table(const TableClause& table, bool use_schema = true,
                                         const SchemaTranslateMap* translate = nullptr) const;
  /// The name of `column`, with `table.` in front on demand.
  [[nodiscard]] std::string format_column(const ColumnClause& column, bool use_table = false) const;

  /// The name of a collation; quoted where its case or characters ask for it.
  [[nodiscard]] virtual std::string format_collation(std::string_view name) const;
  [[nodiscard]] virtual std::string format_savepoint(std::string_view name) const;

  [[nodiscard]] char initial_quote() const noexcept { return initial_quote_; }
  [[nodiscard]] char final_quote() const noexcept { return final_quote_; }

 protected:
  /// Sorted lower-case words; must have static lifetime.
  void set_reserved_words(std::span<const std::string_view> sorted_words) noexcept;
  /// Characters that a name may not begin with when it stands without quotes.
  void set_illegal_initial_characters(std::string_view characters) noexcept {
    illegal_initial_ = characters;
  }
  /// Whether `c` may stand in a name without quotes, its case aside.
  [[nodiscard]] virtual bool is_legal_character(char c) const noexcept;
  /// Writes `name` as the inside of a quoted identifier.
  virtual void append_escaped(std::string& out, std::string_view name) const;

 private:
  [[nodiscard]] bool is_reserved(std::string_view name) const noexcept;

  std::span<const std::string_view> reserved_words_;
  /// A bit for the length and some letters of each reserved word: what has its bit unset, as nearly
  /// every name, is none of them.
  std::bitset<4096> reserved_marks_;
  std::string_view illegal_initial_;
  char initial_quote_;
  char final_quote_;
  bool double_percents_;
};

/// The words that standard SQL reserves, sorted, in lower case.
[[nodiscard]] std::span<const std::string_view> standard_reserved_words() noexcept;

}  // namespace cupel
