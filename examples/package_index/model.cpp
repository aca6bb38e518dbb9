#include "model.hpp"

namespace package_index {

using namespace cupel;

void map_classes(Registry& registry) {
  Table package_tags("package_tags", registry.metadata(),
                     Column("package_id", ForeignKey("packages.id"), primary_key),
                     Column("tag_id", ForeignKey("tags.id"), primary_key, indexed));
  registry.map<Maintainer, Section, Tag, Package, Dependency, Alternative>();
}

}  // namespace package_index
