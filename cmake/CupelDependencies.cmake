# The packages Cupel is made with. Boost, nlohmann-json, fmt and spdlog stay inside the library: no
# public header includes them (tests/layers checks it). The drivers belong to their dialects.

find_package(Boost 1.81 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(spdlog 1.10 REQUIRED)
find_package(Threads REQUIRED)

if(CUPEL_SQLITE)
  find_package(SQLite3 3.40 REQUIRED)
endif()
if(CUPEL_POSTGRESQL)
  find_package(PostgreSQL 15 REQUIRED)
endif()
if(CUPEL_MYSQL)
  find_package(PkgConfig REQUIRED)
  pkg_check_modules(MariaDB REQUIRED IMPORTED_TARGET libmariadb>=3.3)
endif()
if(CUPEL_ODBC)
  find_package(PkgConfig REQUIRED)
  pkg_check_modules(ODBC REQUIRED IMPORTED_TARGET odbc>=2.3)
endif()
