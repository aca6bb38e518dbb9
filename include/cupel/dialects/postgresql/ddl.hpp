#pragma once

#include <cupel/dialects/postgresql/types.hpp>
#include <cupel/schema/ddl.hpp>

namespace cupel::postgresql {

/// The node of the four statements below.
class NamedTypeDdl final : public DdlExtension {
 public:
  static constexpr std::string_view kName = "postgresql.named_type";

  NamedTypeDdl(TypePtr type, bool drops) : type_(std::move(type)), drops_(drops) {}

  [[nodiscard]] const TypeEngine& type() const noexcept { return *type_; }
  [[nodiscard]] bool drops() const noexcept { return drops_; }
  [[nodiscard]] std::string_view construct_name() const noexcept override { return kName; }
  Ptr<ClauseElement> shallow_copy() const override { return make_ptr<NamedTypeDdl>(*this); }

 private:
  TypePtr type_;
  bool drops_;
};

class CreateEnumType : public DdlStatement {
 public:
  explicit CreateEnumType(const Enum& type);
};
class DropEnumType : public DdlStatement {
 public:
  explicit DropEnumType(const Enum& type);
};
class CreateDomainType : public DdlStatement {
 public:
  explicit CreateDomainType(const DOMAIN& type);
};
class DropDomainType : public DdlStatement {
 public:
  explicit DropDomainType(const DOMAIN& type);
};

}  // namespace cupel::postgresql
