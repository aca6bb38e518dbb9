#pragma once

namespace cupel {

class EntityPlan;
class IdentityTable;
class LoadContext;
class LoaderOption;
class OptionTree;

}  // namespace cupel
