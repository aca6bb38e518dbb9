#include <algorithm>
#include <memory>

#include "cupel/orm/loading/key_loader.hpp"
#include "cupel/orm/mapper/registry.hpp"

#include "orm/loading/attribute_loaders.hpp"

namespace cupel {
namespace {

/// All loaders of one class; its mapper keeps them.
struct ClassLoaders {
  explicit ClassLoaders(const Mapper& mapper) : columns(mapper) {}
  ColumnLoader columns;
  std::vector<std::unique_ptr<LazyLoader>> relationships;
};

void install(Mapper& mapper) {
  auto loaders = std::make_shared<ClassLoaders>(mapper);
  auto& info = const_cast<ClassInfo&>(mapper.class_info());
  info.set_expired_loader(&loaders->columns);
  for (const ColumnProperty* property : mapper.column_properties()) {
    if (!property->attribute() || property->attribute()->is_plain()) continue;
    auto& attribute = info.attribute(property->attribute()->index());
    AttributeSetup setup = attribute.setup();
    setup.loader = &loaders->columns;
    attribute.configure(setup);
  }
  for (const RelationshipProperty* relationship : mapper.relationships()) {
    auto& loader = loaders->relationships.emplace_back(std::make_unique<LazyLoader>(*relationship));
    auto& attribute = info.attribute(relationship->attribute()->index());
    AttributeSetup setup = attribute.setup();
    setup.loader = loader.get();
    attribute.configure(setup);
  }
  mapper.keep(std::move(loaders));
}

}  // namespace

void install_attribute_loaders() {
  add_mapper_hook(&install);
}

}  // namespace cupel
