# Everything a user of the build may choose. As a subproject Cupel builds its libraries only.

option(BUILD_SHARED_LIBS "Build shared instead of static libraries" OFF)

option(CUPEL_SQLITE "Build the SQLite dialect (needs sqlite3)" ON)
option(CUPEL_POSTGRESQL "Build the PostgreSQL dialect (needs libpq)" ON)
option(CUPEL_MYSQL "Build the MySQL and MariaDB dialects (needs MariaDB Connector/C)" ON)
option(CUPEL_ODBC "Build the ODBC driver (needs unixODBC)" ON)

option(CUPEL_BUILD_TESTS "Build the tests" ${PROJECT_IS_TOP_LEVEL})
option(CUPEL_BUILD_EXAMPLES "Build the programs in examples/" ${PROJECT_IS_TOP_LEVEL})
option(CUPEL_BUILD_DOCS "Build and run the code shown in docs/ and README.md" ${PROJECT_IS_TOP_LEVEL})
option(CUPEL_BUILD_BENCH "Build the benchmarks (needs Google Benchmark)" OFF)
option(CUPEL_INSTALL "Generate the install rules" ${PROJECT_IS_TOP_LEVEL})

option(CUPEL_WARNINGS_AS_ERRORS "Turn the compiler's warnings into errors" OFF)
set(CUPEL_UNITY 0 CACHE STRING "Sources of the library and of its tests to compile at a time; 0: each alone")
set(CUPEL_SANITIZE "" CACHE STRING "Sanitizers to build with: address;undefined or thread")
option(CUPEL_FUZZ "Build the fuzzers (needs clang)" OFF)
