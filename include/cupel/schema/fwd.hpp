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
struct ColumnSpec;
struct DdlTraits;
struct TableOptions;

}  // namespace cupel
