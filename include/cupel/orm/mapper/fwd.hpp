#pragma once

namespace cupel {

class Backref;
class CodecSet;
class ColumnProperty;
class CompositeProperty;
class IdentityKey;
class Mapper;
class MapperProperty;
class Registry;
class RelationshipProperty;
class SynonymProperty;
struct MapperOptions;
struct RelationshipOptions;
template <class T>
class Mapping;

}  // namespace cupel
