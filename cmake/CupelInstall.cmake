# Install rules: libraries, public headers, CupelConfig.cmake with its components, and pkg-config files.
#
# Each library is an export set of its own, so find_package(Cupel COMPONENTS sqlite) loads, and needs
# the dependencies of, what was asked for.

include(CMakePackageConfigHelpers)

set(CUPEL_CMAKE_DIR "${CMAKE_INSTALL_LIBDIR}/cmake/Cupel")
set(CUPEL_PKGCONFIG_DIR "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
# From the folder of the .pc files to the prefix, so that the installation may be moved.
file(RELATIVE_PATH CUPEL_PKGCONFIG_TO_PREFIX "/prefix/${CUPEL_PKGCONFIG_DIR}" "/prefix")

if(BUILD_SHARED_LIBS)
  set(CUPEL_STATIC OFF)
else()
  set(CUPEL_STATIC ON)
endif()

# Installs the target with its export set, as component <component> of the package.
function(cupel_install_library target component)
  if(NOT TARGET ${target})
    return()
  endif()
  install(
    TARGETS ${target}
    EXPORT Cupel-${component}
    ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}"
    LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}")
  install(
    EXPORT Cupel-${component}
    NAMESPACE Cupel::
    FILE Cupel-${component}.cmake
    DESTINATION "${CUPEL_CMAKE_DIR}")
endfunction()

# cupel_install_pkgconfig(<target> <name> <description> [LIBS <flag>...]
#                         [REQUIRES <package>...] [REQUIRES_PRIVATE <package>...])
# A static library leaves its own dependencies to whoever links it, so there they are not private.
function(cupel_install_pkgconfig target name description)
  if(NOT TARGET ${target})
    return()
  endif()
  cmake_parse_arguments(PARSE_ARGV 3 arg "" "" "LIBS;REQUIRES;REQUIRES_PRIVATE")
  if(CUPEL_STATIC)
    list(APPEND arg_REQUIRES ${arg_REQUIRES_PRIVATE})
    set(arg_REQUIRES_PRIVATE "")
  endif()
  list(JOIN arg_LIBS " " PC_LIBS)
  list(JOIN arg_REQUIRES ", " PC_REQUIRES)
  list(JOIN arg_REQUIRES_PRIVATE ", " PC_REQUIRES_PRIVATE)
  set(PC_NAME "${name}")
  set(PC_DESCRIPTION "${description}")
  configure_file("${PROJECT_SOURCE_DIR}/cmake/package.pc.in" "${PROJECT_BINARY_DIR}/${name}.pc" @ONLY)
  install(FILES "${PROJECT_BINARY_DIR}/${name}.pc" DESTINATION "${CUPEL_PKGCONFIG_DIR}")
endfunction()

install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/cupel" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")

cupel_install_library(cupel core)
cupel_install_library(cupel_testing testing)
cupel_install_library(cupel_sqlite sqlite)
cupel_install_library(cupel_postgresql postgresql)
cupel_install_library(cupel_mysql mysql)
cupel_install_library(cupel_odbc odbc)
cupel_install_library(cupel_oracle oracle)
cupel_install_library(cupel_mssql mssql)

configure_package_config_file(
  "${PROJECT_SOURCE_DIR}/cmake/CupelConfig.cmake.in" "${PROJECT_BINARY_DIR}/CupelConfig.cmake"
  INSTALL_DESTINATION "${CUPEL_CMAKE_DIR}")
write_basic_package_version_file(
  "${PROJECT_BINARY_DIR}/CupelConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/CupelConfig.cmake" "${PROJECT_BINARY_DIR}/CupelConfigVersion.cmake"
        DESTINATION "${CUPEL_CMAKE_DIR}")

cupel_install_pkgconfig(
  cupel cupel "${PROJECT_DESCRIPTION}"
  LIBS -lcupel -pthread
  REQUIRES_PRIVATE fmt spdlog)
cupel_install_pkgconfig(
  cupel_testing cupel-testing "What Cupel's own tests are written with"
  LIBS -lcupel_testing
  REQUIRES cupel)

function(cupel_install_dialect_pkgconfig db description)
  if(CUPEL_STATIC)
    set(libs -Wl,-u,cupel_dialect_${db} -lcupel_${db})
  else()
    set(libs -Wl,--push-state,--no-as-needed -lcupel_${db} -Wl,--pop-state)
  endif()
  cupel_install_pkgconfig(
    cupel_${db} cupel-${db} "${description}" LIBS ${libs} REQUIRES cupel REQUIRES_PRIVATE ${ARGN})
endfunction()

cupel_install_dialect_pkgconfig(sqlite "Cupel's SQLite dialect" sqlite3)
cupel_install_dialect_pkgconfig(postgresql "Cupel's PostgreSQL dialect" libpq)
cupel_install_dialect_pkgconfig(mysql "Cupel's MySQL and MariaDB dialects" libmariadb)
cupel_install_dialect_pkgconfig(odbc "Cupel's ODBC driver" odbc)
cupel_install_dialect_pkgconfig(oracle "Cupel's Oracle Database dialect")
cupel_install_dialect_pkgconfig(mssql "Cupel's SQL Server dialect")
