#pragma once
// Names of the ORM, for headers that only mention them.

namespace cupel {

// orm/attributes
class Attribute;
class AttributeLoader;
class ClassInfo;
class Domain;
class DomainHold;
class History;
class Instance;
class InstanceRecord;
class InstanceState;
class LinkTracker;
class ObjectRef;
class ObjectSession;
struct Initiator;

template <class T>
class Ref;
template <class T>
struct List;
template <class T>
struct Set;
template <class K, class T>
struct Dict;
template <class T, auto... options>
class Mapped;
template <class T>
class Composite;
template <class Target, auto... options>
class Relationship;

// above
class Mapper;
class Registry;
class Session;

}  // namespace cupel
