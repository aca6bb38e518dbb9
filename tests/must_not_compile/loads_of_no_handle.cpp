// What is read is a handle of the expression language.
// expect: loads() makes Expr<...>, FromExpr, CteExpr, Select<...>
#include <cupel/ext/serializer/serializer.hpp>
#include <cupel/schema/metadata.hpp>

int main() {
  const cupel::MetaData metadata;
  (void)cupel::serializer::loads<cupel::Select<>>("", metadata);
#ifndef CONTROL
  (void)cupel::serializer::loads<std::string>("", metadata);
#endif
}
