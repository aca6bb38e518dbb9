#pragma once

namespace cupel {

class AutoincrementSetting;
class CheckConstraint;
class Column;
class ColumnDefault;
class Computed;
class Constraint;
class DdlElement;
class DefaultContext;
class DialectOptions;
class ForeignKey;
class ForeignKeyConstraint;
class Identity;
class Index;
class MetaData;
class MetaDataNode;
class NamingConvention;
class PrimaryKeyConstraint;
class SchemaColumn;
class SchemaExecutor;
class SchemaTable;
class Sequence;
class SequenceNode;
class ServerDefault;
class Table;
class UniqueConstraint;
struct ColumnReflectContext;
struct ColumnSpec;
struct DdlTraits;
struct ReflectOptions;
struct ReflectedColumn;
struct ReflectedTable;
struct ReflectionRequest;
struct TableOptions;

}  // namespace cupel
