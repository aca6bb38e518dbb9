#pragma once

namespace cupel {

class AliasedClass;
class EntityFrom;
class OrmCursor;
class RelationshipPath;
class RelationshipExpression;
class SelectPlan;
struct SelectPlanOptions;
template <class T>
class Aliased;
template <class T>
class Entity;
template <class... Ts>
class Query;

}  // namespace cupel
