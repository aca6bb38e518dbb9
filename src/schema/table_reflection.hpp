#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "cupel/schema/reflection.hpp"
#include "cupel/schema/table.hpp"

namespace cupel {

/// Makes tables of what a database tells of them. Foreign keys come last, when the tables that they
/// lead to are there too; without finish() the metadata ends as it was.
class TableReflection {
 public:
  /// Of `options` the last three count. The metadata and the executor are borrowed.
  TableReflection(MetaDataNode& metadata, SchemaExecutor& executor, const ReflectOptions& options);
  ~TableReflection();

  /// Reads one table; what `given` holds stands in for what was read.
  /// Throws NoSuchTableError when it is not there.
  void read_table(std::string_view name, detail::TableArguments given);
  /// Reads the tables that the options of metadata.reflect() mean.
  /// Throws InvalidRequestError when one of `only` is not there.
  void read_schema();
  /// Reads the tables referred to, and sets the foreign keys.
  /// Throws NoSuchTableError for one that leads nowhere.
  void finish();

 private:
  struct Waiting {
    SchemaTable* table;
    std::vector<ReflectedForeignKey> keys;
  };
  struct TableName {
    std::string schema;
    std::string name;
  };

  void build(ReflectedTable&& from, detail::TableArguments given);
  /// Drops the columns that are not wanted, and what goes over them.
  static void leave_out(ReflectedTable& from, const TableOptions& options);
  void add_columns(ReflectedTable& from, const SchemaTable* existing,
                   detail::TableArguments& arguments);
  void add_indexes(const ReflectedTable& from, SchemaTable& table);
  void add_foreign_key(SchemaTable& table, ReflectedForeignKey& key);
  /// Tables that foreign keys from `first` on lead to and that nobody has read yet.
  [[nodiscard]] std::vector<TableName> missing_targets(std::size_t first) const;

  MetaDataNode& metadata_;
  SchemaExecutor& executor_;
  const ReflectOptions options_;
  std::vector<Waiting> waiting_;
  std::vector<const SchemaTable*> added_;
};

}  // namespace cupel
