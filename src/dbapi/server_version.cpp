#include "cupel/dbapi/connection.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel::dbapi {

std::string ServerVersion::str() const {
  return str_cat(major, ".", minor, ".", patch);
}

}  // namespace cupel::dbapi
