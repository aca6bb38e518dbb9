#pragma once

#include <concepts>
#include <string>

#include "cupel/types/fwd.hpp"

namespace cupel {

/// What creates and drops types that have a name of their own in the database: a MetaData.
class NamedTypeOwner {
 public:
  /// Keeps `type`, unless one of its name and schema is there.
  virtual void adopt_type(const TypePtr& type) = 0;
  /// Of types that name none; may be empty.
  [[nodiscard]] virtual const std::string& schema_of_types() const noexcept = 0;

 protected:
  ~NamedTypeOwner() = default;
};

/// An argument that takes a MetaData, or nothing. Borrows it.
class TypeOwnerArg {
 public:
  TypeOwnerArg() = default;
  template <class MetaData>
    requires requires(const MetaData& m) {
      { m.type_owner() } -> std::same_as<NamedTypeOwner&>;
    }
  TypeOwnerArg(const MetaData& metadata) : owner_(&metadata.type_owner()) {}  // NOLINT: implicit

  [[nodiscard]] NamedTypeOwner* get() const noexcept { return owner_; }

 private:
  NamedTypeOwner* owner_ = nullptr;
};

}  // namespace cupel
