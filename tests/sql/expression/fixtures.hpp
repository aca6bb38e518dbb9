#pragma once

#include <string>
#include <vector>

#include <cupel/sql.hpp>
#include <cupel/types/numeric_types.hpp>
#include <cupel/types/string_types.hpp>

#include "sql/expression/render.hpp"

namespace cupel::test {

/// A column with foreign keys, as the schema layer's: `constraint` tells composite keys.
class LinkedColumn final : public ColumnClause {
 public:
  LinkedColumn(Name name, TypePtr type) : ColumnClause(std::move(name), std::move(type)) {}
  void refer_to(const ColumnClause& target, const void* constraint) {
    links_.push_back({this, &target, constraint, target.table()->description(),
                      target.table()->description() + "." + target.name().text()});
  }
  void foreign_keys(std::vector<ForeignKeyLink>& links) const override {
    links.insert(links.end(), links_.begin(), links_.end());
  }

 private:
  std::vector<ForeignKeyLink> links_;
};

/// users(id, name, age, active), addresses(id, user_id -> users.id, email),
/// orders(id, user_id -> users.id, address_id -> addresses.id), keywords(id).
struct Tables {
  FromExpr users;
  FromExpr addresses;
  FromExpr orders;
  FromExpr keywords;

  Tables()
      : users(table("users", {key("id"), column("name", String()), column("age", Integer()),
                              column("active", Boolean())})),
        addresses(make("addresses", {"id", "user_id", "email"})),
        orders(make("orders", {"id", "user_id", "address_id"})),
        keywords(table("keywords", {key("id")})) {
    link(addresses, "user_id", users);
    link(orders, "user_id", users);
    link(orders, "address_id", addresses);
  }

  Expr<std::int64_t> id() const { return users.c["id"].as<std::int64_t>(); }
  Expr<std::string> name() const { return users.c["name"].as<std::string>(); }
  Expr<bool> active() const { return users.c["active"].as<bool>(); }

 private:
  static Expr<Untyped> key(std::string_view name) { return column(name, Integer()); }
  static FromExpr make(std::string_view name, std::initializer_list<std::string_view> columns) {
    auto made = make_ptr<TableClause>(Name(name));
    for (const std::string_view c : columns) {
      made->append_column(make_ptr<LinkedColumn>(
          Name(c), c == "email" ? TypePtr(make_ptr<String>()) : TypePtr(make_ptr<Integer>())));
    }
    return FromExpr(made);
  }
  static void link(const FromExpr& from, std::string_view column, const FromExpr& to) {
    const ColumnElement* referring = from.node()->find_column(column);
    const ColumnElement* target = to.node()->find_column("id");
    static_cast<LinkedColumn&>(const_cast<ColumnElement&>(*referring))
        .refer_to(static_cast<const ColumnClause&>(*target), referring);
  }
};

inline std::string structure(const SqlExpression& expression) {
  return structure(*expression.node());
}

}  // namespace cupel::test
