#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <unordered_map>
#include <vector>

#include "cupel/dialect/dialect.hpp"
#include "cupel/engine/connection.hpp"
#include "cupel/engine/prepared_statement.hpp"
#include "cupel/orm/attributes/instance.hpp"
#include "cupel/orm/mapper/mapper.hpp"
#include "cupel/schema/column.hpp"
#include "cupel/types/codec.hpp"
#include "cupel/types/value.hpp"
#include "cupel/util/arena.hpp"

namespace cupel {

/// A set of a mapper's column attributes, by ColumnProperty::slot(). Classes have at most 255.
class SlotSet {
 public:
  void insert(std::size_t slot) noexcept { words_[slot / 64] |= 1ULL << (slot % 64); }
  [[nodiscard]] bool contains(std::size_t slot) const noexcept {
    return (words_[slot / 64] >> (slot % 64) & 1U) != 0;
  }
  [[nodiscard]] bool empty() const noexcept { return *this == SlotSet(); }
  [[nodiscard]] std::size_t hash() const noexcept;
  /// Word by word: for each row that is saved, where the comparison of arrays would be a call.
  friend bool operator==(const SlotSet& a, const SlotSet& b) noexcept {
    std::uint64_t differences = 0;
    for (std::size_t i = 0; i < a.words_.size(); ++i) differences |= a.words_[i] ^ b.words_[i];
    return differences == 0;
  }

 private:
  std::array<std::uint64_t, 4> words_{};
};

/// Where the value of a parameter comes from when a row is written.
struct ParameterSource {
  enum class Kind : std::uint8_t {
    current,    ///< what the attribute says now
    committed,  ///< what the row has, for its key in a WHERE
    default_,   ///< computed for each row
    fixed,      ///< the same for every row: a constant in an expression that RETURNING computes
  };
  Kind kind = Kind::current;
  const ColumnProperty* property = nullptr;
  const ColumnDefault* default_ = nullptr;
  const SchemaColumn* column = nullptr;
  Encoder encoder;
  TypePtr impl;
  Value fixed{};
};

/// A column that RETURNING fetches into an attribute.
struct Fetched {
  const ColumnProperty* property;
  Decoder decoder;
};

/// One INSERT, UPDATE or DELETE for rows of one table of a mapper in which the same columns have
/// values: its text, and how an object becomes its parameters. Immutable, shared by threads.
struct WritePlan {
  Ptr<const PreparedStatement> statement;
  std::vector<ParameterSource> sources;        ///< one for each place
  std::vector<std::size_t> default_places;     ///< places whose value is computed
  std::vector<Fetched> fetched;                ///< columns of the result, in order
  std::vector<const ColumnProperty*> unknown;  ///< attributes that the database changes unseen
  bool needs_lastrowid = false;
  bool needs_key = false;    ///< the key is not among the parameters
  bool returns_key = false;  ///< by RETURNING also where lastrowid would tell it (versioned rows)
  /// The same for any number of rows, bound as arrays; null where the database has none.
  Ptr<const PreparedStatement> arrays;
  /// The same with RETURNING of the generated key: what SQLAlchemy sends for each of several rows.
  Ptr<const PreparedStatement> returning_key;

  /// An INSERT of `rows` rows at once, whose keys are consecutive; null when there is none.
  [[nodiscard]] Ptr<const PreparedStatement> many(std::size_t rows) const;
  struct Many {
    std::size_t rows;
    Ptr<const PreparedStatement> statement;
  };
  std::vector<Many> batches;
  bool batches_tell_first_key = false;  ///< lastrowid() is then the key of a batch's first row
  /// An INSERT of `rows` rows at once with RETURNING in their order, of `fetched` or else the key.
  std::vector<Many> returning_batches;
};

/// The plans of one table of a mapper for one dialect, and the schemas of a connection.
class WritePlans {
 public:
  WritePlans(const Mapper& mapper, const MappedTable& table, const Dialect& dialect,
             SchemaTranslateMap schemas);

  std::shared_ptr<const WritePlan> insert(const SlotSet& given);
  /// The same for rows of which nobody wants to know what the database makes of them.
  std::shared_ptr<const WritePlan> insert_blind(const SlotSet& given);
  std::shared_ptr<const WritePlan> update(const SlotSet& changed);
  std::shared_ptr<const WritePlan> delete_();

 private:
  enum class Verb : std::uint8_t { insert, insert_blind, update, delete_ };
  struct Key {
    Verb verb;
    SlotSet slots;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const noexcept;
  };
  std::shared_ptr<const WritePlan> find_or_make(const Key& key);
  std::shared_ptr<const WritePlan> make_insert(const SlotSet& given, bool blind) const;
  std::shared_ptr<const WritePlan> make_update(const SlotSet& changed) const;
  std::shared_ptr<const WritePlan> make_delete() const;
  void finish(WritePlan& plan, Ptr<const PreparedStatement> statement) const;
  void add_batches(WritePlan& plan) const;
  void add_arrays(WritePlan& plan) const;
  void add_returning_batches(WritePlan& plan) const;
  [[nodiscard]] bool version_comes_back() const;
  [[nodiscard]] Expr<bool> key_condition() const;
  /// The version of the class, if this table holds it.
  [[nodiscard]] const ColumnProperty* version_id() const noexcept;
  [[nodiscard]] bool is_key(const ColumnProperty& property) const noexcept;

  const Mapper& mapper_;
  const MappedTable& table_;
  const Dialect& dialect_;
  SchemaTranslateMap schemas_;
  const CodecSet& codecs_;
  std::mutex mutex_;
  std::unordered_map<Key, std::shared_ptr<const WritePlan>, KeyHash> plans_;
};

/// The plans of a table of `mapper` for the dialect and the schemas of `connection`; made at the
/// first use. Thread-safe. The reference holds as long as mapper and dialect.
[[nodiscard]] WritePlans& write_plans(const Mapper& mapper, const MappedTable& table,
                                      const Connection& connection);

/// Fills the cells of one row. Computed defaults are put into `defaults`, by place.
void encode_row(const WritePlan& plan, Instance& instance, std::span<Cell> cells, Arena& scratch,
                std::vector<Value>& defaults, std::string_view dialect_name);

// Statements on link tables: one parameter for each of `columns`; for link_update the new values
// and then the old ones.
[[nodiscard]] Ptr<const PreparedStatement> link_insert(
    const FromClause& table, const std::vector<const ColumnClause*>& columns,
    const Connection& connection);
[[nodiscard]] Ptr<const PreparedStatement> link_delete(
    const FromClause& table, const std::vector<const ColumnClause*>& columns,
    const Connection& connection);
[[nodiscard]] Ptr<const PreparedStatement> link_update(
    const FromClause& table, const std::vector<const ColumnClause*>& columns,
    const Connection& connection);

/// For each place of such a statement the index of its value: among `columns`, old values of a
/// link_update behind the new ones.
[[nodiscard]] std::vector<std::size_t> link_places(const PreparedStatement& statement,
                                                   const std::vector<const ColumnClause*>& columns);

[[nodiscard]] std::string table_name(const FromClause& table);

}  // namespace cupel
