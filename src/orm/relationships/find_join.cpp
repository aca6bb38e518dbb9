#include "orm/relationships/find_join.hpp"

#include <algorithm>

#include "cupel/error/core_errors.hpp"
#include "cupel/sql/expression/expr_operators.hpp"
#include "cupel/sql/expression/operate.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/relationships/column_visits.hpp"

namespace cupel::detail {
namespace {

struct Path {
  const void* constraint;
  std::vector<ForeignKeyLink> links;
};

std::string column_text(const ColumnElement& column) {
  const FromClause* table = column.table();
  return str_cat(table == nullptr ? std::string() : table->description() + ".", column.key());
}

/// Foreign keys of `from` that refer to `to`, by constraint.
void collect(const JoinSearch& search, const FromPtr& from, const FromPtr& to,
             std::vector<Path>& paths) {
  for (const ForeignKeyLink& link : from->foreign_keys()) {
    if (link.target == nullptr) continue;
    const ColumnElement* target = to->corresponding_column(*link.target);
    if (target == nullptr) continue;
    if (!search.foreign_keys.empty()) {
      const auto* parent = static_cast<const ColumnClause*>(link.parent);
      if (std::find(search.foreign_keys.begin(), search.foreign_keys.end(), parent) ==
          search.foreign_keys.end()) {
        continue;
      }
    }
    auto path = std::find_if(paths.begin(), paths.end(),
                             [&](const Path& p) { return p.constraint == link.constraint; });
    if (path == paths.end()) path = paths.insert(paths.end(), Path{link.constraint, {}});
    path->links.push_back(link);
  }
}

std::string suggestion(const JoinSearch& search) {
  const auto refer_to = [](const FromPtr& from) {
    const auto key = from->primary_key();
    return str_cat("foreign_key<\"", from->description(), ".",
                   key.empty() ? std::string("id") : key.front()->key(), "\">");
  };
  if (search.side == JoinSide::parent_to_child) {
    return str_cat("; declare ", refer_to(search.left), " on a column of '",
                   search.right->description(), "' (or ", refer_to(search.right), " on one of '",
                   search.left->description(), "'), or give primaryjoin");
  }
  return str_cat("; declare ForeignKey(\"", search.left->description(), ".",
                 search.left->primary_key().empty() ? std::string("id")
                                                    : search.left->primary_key().front()->key(),
                 "\") on a column of '", search.right->description(), "', or give ",
                 search.side == JoinSide::parent_to_secondary ? "primaryjoin" : "secondaryjoin");
}

std::string missing_tables(const JoinSearch& search) {
  std::string out;
  for (const FromPtr& from : {search.left, search.right}) {
    for (const ForeignKeyLink& link : from->foreign_keys()) {
      if (link.target != nullptr) continue;
      str_append(out, " ('", column_text(*link.parent), "' refers to '", link.target_fullname,
                 "', which is not there)");
    }
  }
  return out;
}

}  // namespace

ColumnPtr find_join(const JoinSearch& search) {
  std::vector<Path> paths;
  collect(search, search.right, search.left, paths);
  if (search.left != search.right) collect(search, search.left, search.right, paths);
  if (paths.empty()) {
    throw NoForeignKeysError(
        str_cat("relationship ", search.name, ": no foreign key",
                search.foreign_keys.empty() ? "" : " among the given foreign_keys",
                " links table '", search.left->description(), "' and table '",
                search.right->description(), "'", missing_tables(search), suggestion(search)));
  }
  if (paths.size() > 1) {
    throw AmbiguousForeignKeysError(
        str_cat("relationship ", search.name, ": several foreign keys link table '",
                search.left->description(), "' and table '", search.right->description(), "' (",
                cupel::join(paths, "; ",
                            [](const Path& path) {
                              return cupel::join(path.links, ", ", [](const ForeignKeyLink& link) {
                                return str_cat(column_text(*link.parent), " -> ",
                                               column_text(*link.target));
                              });
                            }),
                "); choose one with foreign_keys, such as foreign_keys<\"",
                paths.front().links.front().parent->key(), "\">, or give primaryjoin"));
  }
  ColumnPtr condition;
  for (const ForeignKeyLink& link : paths.front().links) {
    const FromPtr& referred =
        search.left->corresponding_column(*link.target) != nullptr ? search.left : search.right;
    const ColumnPtr target(referred->corresponding_column(*link.target));
    condition =
        both(std::move(condition), operate(Operator::eq, target, Operand(ElementPtr(link.parent))));
  }
  return condition;
}

}  // namespace cupel::detail
