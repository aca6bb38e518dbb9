#pragma once

#include <cstdint>
#include <span>

#include "cupel/orm/loading/load_context.hpp"
#include "cupel/orm/loading/option_tree.hpp"
#include "cupel/orm/mapper/mapper.hpp"
#include "cupel/sql/expression/select.hpp"
#include "cupel/util/ptr.hpp"

namespace cupel {

/// How one object is loaded by its key.
struct KeyLoadOptions {
  Ptr<const OptionTree> options{};
  bool populate_existing = false;             ///< overwrite what is loaded
  std::optional<ForUpdateArg> for_update{};   ///< SELECT ... FOR UPDATE
  std::vector<const ColumnProperty*> only{};  ///< these columns only; empty: as mapped
  bool eager = true;                          ///< relationships, too, that load eagerly
  /// The object that is loaded anew: it needs no key in the rows, and what other loads would do for
  /// many parents (selectin, subquery) is one lazy load.
  Instance* refreshed = nullptr;
};

/// The object of the row with this key, by a SELECT; the identity map is not asked first. Null when
/// there is no such row. The statement is prepared once per mapper and dialect.
/// Does not flush. The object may be swept at the next safe point: make a Ref.
Instance* load_by_key(LoadContext& context, const Mapper& mapper, std::int64_t key);
Instance* load_by_key(LoadContext& context, const Mapper& mapper, const IdentityKey& key,
                      const KeyLoadOptions& options = {});

/// Reads these column attributes of a persistent object from its row, by one SELECT of just them.
/// Throws ObjectDeletedError when the row is gone.
void load_columns(LoadContext& context, Instance& instance,
                  std::span<const ColumnProperty* const> properties);

/// Loads what a persistent object has given up: these columns, and if it was expired as a whole its
/// eagerly loaded relationships, by the options of the query that made it. False when its row is
/// gone.
bool refresh_expired(LoadContext& context, Instance& instance,
                     std::vector<const ColumnProperty*> columns);

/// Puts loaders into the attributes of every class that is or will be mapped: what a session does
/// before it is used. Cheap after the first time.
void install_attribute_loaders();

}  // namespace cupel
