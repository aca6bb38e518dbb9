#include "cupel/orm/mapper/deferred_expression.hpp"

#include "cupel/schema/table.hpp"

namespace cupel {

void DeferredColumns::add(std::string_view text) {
  items_.push_back({{}, std::string(text)});
}

void DeferredColumns::add(const SqlExpression& expression) {
  items_.push_back({[node = expression.node()] { return node; }, {}});
}

DeferredFrom::DeferredFrom(const Table& table)
    : from_(static_cast<const FromExpr&>(table).node()) {}

}  // namespace cupel
