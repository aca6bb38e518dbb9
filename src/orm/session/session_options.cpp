#include "cupel/orm/session/session_options.hpp"

#include "cupel/orm/mapper/mapper.hpp"
#include "cupel/schema/table.hpp"

namespace cupel {

BindKey::BindKey(const Mapper& mapper) : class_info_(&mapper.class_info()) {}
BindKey::BindKey(const Table& table) : table_(&table.schema_table()) {}

}  // namespace cupel
