#include "dialects/mysql/literals.hpp"

namespace cupel::mysql {

std::string MysqlLiterals::boolean(bool value) const {
  return value ? "true" : "false";
}

}  // namespace cupel::mysql
