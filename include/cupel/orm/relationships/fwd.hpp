#pragma once

namespace cupel {

class JoinCondition;
class RelationshipProperty;
struct ColumnPair;
struct JoinRequest;
struct JoinTargets;
struct LazyClause;
struct SyncPair;

}  // namespace cupel
