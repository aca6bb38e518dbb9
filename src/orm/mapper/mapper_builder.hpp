#pragma once

#include <memory>

#include "cupel/orm/mapper/mapper.hpp"
#include "cupel/orm/mapper/mapping_builder.hpp"
#include "cupel/schema/metadata.hpp"

namespace cupel {

/// Makes the table and the Mapper of one class from what was declared of it.
class MapperBuilder {
 public:
  using TypeAnnotations = std::vector<std::pair<const void*, TypePtr>>;

  MapperBuilder(detail::MappingBuilder& declared, Registry& registry, const MetaData& metadata,
                const TypeAnnotations& annotations);

  /// Throws ArgumentError, InvalidRequestError; the metadata is then as it was before.
  /// `relationships` gets the relationships of the new mapper.
  std::unique_ptr<Mapper> build(std::vector<RelationshipProperty*>& relationships);

  static void set_rank(Mapper& mapper, std::uint32_t rank) { mapper.sort_rank_ = rank; }
  static void set_configured(Mapper& mapper) {
    mapper.configured_.store(true, std::memory_order_release);
  }

 private:
  using Declaration = detail::ColumnDeclaration;

  void check_declarations() const;
  void make_table();
  void adopt_table();
  void adopt_selectable();
  void add_offered_members();
  TypePtr declared_type(const Declaration& column) const;
  [[nodiscard]] std::string column_name_of(const std::string& key) const;
  void add_expressions(bool last);
  void add_relationships(std::vector<RelationshipProperty*>& relationships);
  void add_columns();
  /// The column of a table that is written for the attribute, the first if there are several.
  [[nodiscard]] const SchemaColumn* stored_column(const ColumnProperty& property) const;
  void index_columns(const ColumnProperty& property);
  void find_mapped_tables();
  void apply_composite_options();
  void add_composites();
  void add_synonyms();
  void find_primary_key();
  void find_identity();
  void add(std::unique_ptr<MapperProperty> property);
  ColumnProperty& add_column_property(const Declaration& declared);
  bool is_excluded(const Declaration& column) const;

  detail::MappingBuilder* declared_;
  Registry* registry_;
  MetaData metadata_;
  const TypeAnnotations* annotations_;
  std::unique_ptr<Mapper> mapper_;
};

}  // namespace cupel
