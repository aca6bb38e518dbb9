#pragma once

#include "cupel/types/numeric_types.hpp"
#include "cupel/types/special_types.hpp"
#include "cupel/types/string_types.hpp"
#include "cupel/types/temporal_types.hpp"

namespace cupel {

// The upper-case types: rendered exactly as they are named, on every database.

class INTEGER : public TypeOf<INTEGER, Integer, TypeKind::sql_integer> {};
using INT = INTEGER;
class SMALLINT : public TypeOf<SMALLINT, SmallInteger, TypeKind::sql_smallint> {};
class BIGINT : public TypeOf<BIGINT, BigInteger, TypeKind::sql_bigint> {};

class NUMERIC : public TypeOf<NUMERIC, Numeric, TypeKind::sql_numeric> {
 public:
  using TypeOf::TypeOf;
};
class DECIMAL : public TypeOf<DECIMAL, Numeric, TypeKind::sql_decimal> {
 public:
  using TypeOf::TypeOf;
};
class FLOAT : public TypeOf<FLOAT, Float, TypeKind::sql_float> {
 public:
  using TypeOf::TypeOf;
};
class REAL : public TypeOf<REAL, Float, TypeKind::sql_real> {
 public:
  using TypeOf::TypeOf;
};
class DOUBLE : public TypeOf<DOUBLE, Double, TypeKind::sql_double> {
 public:
  using TypeOf::TypeOf;
};
class DOUBLE_PRECISION : public TypeOf<DOUBLE_PRECISION, Double, TypeKind::sql_double_precision> {
 public:
  using TypeOf::TypeOf;
};
class BOOLEAN : public TypeOf<BOOLEAN, Boolean, TypeKind::sql_boolean> {
 public:
  using TypeOf::TypeOf;
};

class VARCHAR : public TypeOf<VARCHAR, String, TypeKind::sql_varchar> {
 public:
  using TypeOf::TypeOf;
};
class CHAR : public TypeOf<CHAR, String, TypeKind::sql_char> {
 public:
  using TypeOf::TypeOf;
};
class TEXT : public TypeOf<TEXT, Text, TypeKind::sql_text> {
 public:
  using TypeOf::TypeOf;
};
class CLOB : public TypeOf<CLOB, Text, TypeKind::sql_clob> {
 public:
  using TypeOf::TypeOf;
};
class NVARCHAR : public TypeOf<NVARCHAR, Unicode, TypeKind::sql_nvarchar> {
 public:
  using TypeOf::TypeOf;
};
class NCHAR : public TypeOf<NCHAR, Unicode, TypeKind::sql_nchar> {
 public:
  using TypeOf::TypeOf;
};
class BLOB : public TypeOf<BLOB, LargeBinary, TypeKind::sql_blob> {
 public:
  using TypeOf::TypeOf;
};
class BINARY : public TypeOf<BINARY, LargeBinary, TypeKind::sql_binary> {
 public:
  using TypeOf::TypeOf;
};
class VARBINARY : public TypeOf<VARBINARY, LargeBinary, TypeKind::sql_varbinary> {
 public:
  using TypeOf::TypeOf;
};

class DATE : public TypeOf<DATE, Date, TypeKind::sql_date> {};
class TIME : public TypeOf<TIME, Time, TypeKind::sql_time> {
 public:
  using TypeOf::TypeOf;
};
class DATETIME : public TypeOf<DATETIME, DateTime, TypeKind::sql_datetime> {
 public:
  using TypeOf::TypeOf;
};
class TIMESTAMP : public TypeOf<TIMESTAMP, DateTime, TypeKind::sql_timestamp> {
 public:
  using TypeOf::TypeOf;
};

class UUID : public TypeOf<UUID, Uuid, TypeKind::sql_uuid> {
 public:
  explicit UUID(bool as_uuid = true) noexcept
      : TypeOf(UuidOptions{.as_uuid = as_uuid, .native_uuid = true}) {}
  void for_each_field(TypeFieldVisitor visit) const override;
};

}  // namespace cupel
