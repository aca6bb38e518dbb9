#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "cupel/engine/prepared_statement.hpp"
#include "cupel/orm/attributes/object_session.hpp"
#include "cupel/orm/loading/load_context.hpp"
#include "cupel/orm/loading/option_tree.hpp"
#include "cupel/orm/relationships/relationship_property.hpp"

#include "orm/loading/entity_statement.hpp"

namespace cupel {

/// Loads what a persistent object has given up. Throws ObjectDeletedError when its row is gone.
void load_expired(LoadContext& context, Instance& instance);

/// Loads expired and deferred columns of one class.
class ColumnLoader final : public AttributeLoader {
 public:
  explicit ColumnLoader(const Mapper& mapper) : mapper_(mapper) {}
  LoadResult load(Instance& instance, const Attribute& attribute, Passive passive) override;

 private:
  [[nodiscard]] bool raises(const Instance& instance, const ColumnProperty& property) const;

  const Mapper& mapper_;
};

/// Loads one relationship when it is read: SQLAlchemy's lazy loader, with what options of the
/// query that made the object say instead (raise, noload).
class LazyLoader final : public AttributeLoader {
 public:
  explicit LazyLoader(const RelationshipProperty& relationship) : relationship_(relationship) {}
  LoadResult load(Instance& instance, const Attribute& attribute, Passive passive) override;
  LoadResult load_original(Instance& instance, const Attribute& attribute, Passive passive,
                           Instance*& original) override;

 private:
  /// What lies between having to look and having looked.
  struct Found {
    LoadResult result = LoadResult::no_result;
    Instance* object = nullptr;
  };
  Found find_by_key(LoadContext* context, Instance& instance, Lazy strategy,
                    const OptionTree* options, Passive passive);
  std::vector<Instance*> find_rows(LoadContext& context, Instance& instance,
                                   const OptionTree* options, bool as_committed);
  void load_rows(LoadContext& context, Instance& instance, const OptionTree* options,
                 bool as_committed);
  [[noreturn]] void refuse(Lazy strategy) const;
  [[noreturn]] void throw_detached(const Instance& instance) const;
  static void write(Instance& instance, const Attribute& attribute, Instance* object);

  const RelationshipProperty& relationship_;
};

}  // namespace cupel
