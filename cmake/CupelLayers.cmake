# One object library `cupel_layer_<name>` per line of cmake/layers.txt whose folder in src/ has sources.
#
# Sets CUPEL_LAYERS (all names, from the ground up) and, for each layer, CUPEL_LAYER_BELOW_<target>:
# the names of all layers it may include, directly or through others.

set(CUPEL_LAYER_TABLE "${PROJECT_SOURCE_DIR}/cmake/layers.txt")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${CUPEL_LAYER_TABLE}")

# sql/expression -> sql_expression, the layer's name in targets and variables.
function(cupel_layer_id layer result)
  string(REPLACE "/" "_" id "${layer}")
  set(${result} "${id}" PARENT_SCOPE)
endfunction()

# The files of `layer` under `root` that match one of the patterns: its folder with all subfolders,
# without those subfolders that are layers of their own (testing/orm inside testing).
function(cupel_layer_files root layer result)
  list(TRANSFORM ARGN PREPEND "${root}/${layer}/" OUTPUT_VARIABLE patterns)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS ${patterns})
  foreach(other IN LISTS CUPEL_LAYERS)
    if(other MATCHES "^${layer}/")
      list(FILTER files EXCLUDE REGEX "^${root}/${other}/")
    endif()
  endforeach()
  set(${result} "${files}" PARENT_SCOPE)
endfunction()

function(cupel_read_layer_table)
  file(STRINGS "${CUPEL_LAYER_TABLE}" lines REGEX "^[^#]")
  set(layers "")
  foreach(line IN LISTS lines)
    if(NOT line MATCHES "^([a-z_/]+) *:(.*)$")
      message(FATAL_ERROR "${CUPEL_LAYER_TABLE}: not of the form 'layer : layers': ${line}")
    endif()
    set(layer "${CMAKE_MATCH_1}")
    string(REGEX MATCHALL "[a-z_/]+" direct "${CMAKE_MATCH_2}")
    set(below "")
    foreach(lower IN LISTS direct)
      if(NOT lower IN_LIST layers)
        message(FATAL_ERROR "${CUPEL_LAYER_TABLE}: ${layer} may include ${lower}, which does not stand before it")
      endif()
      cupel_layer_id(${lower} id)
      list(APPEND below ${CUPEL_LAYER_BELOW_${id}} ${lower})
    endforeach()
    list(REMOVE_DUPLICATES below)
    cupel_layer_id(${layer} id)
    set(CUPEL_LAYER_BELOW_${id} "${below}")
    set(CUPEL_LAYER_BELOW_${id} "${below}" PARENT_SCOPE)
    list(APPEND layers ${layer})
  endforeach()
  set(CUPEL_LAYERS "${layers}" PARENT_SCOPE)
endfunction()

cupel_read_layer_table()

# The tests link the objects into shared libraries too.
set(pic OFF)
if(BUILD_SHARED_LIBS OR CUPEL_BUILD_TESTS)
  set(pic ON)
endif()

foreach(layer IN LISTS CUPEL_LAYERS)
  if((layer STREQUAL "dialects/sqlite" AND NOT CUPEL_SQLITE)
     OR (layer STREQUAL "dialects/postgresql" AND NOT CUPEL_POSTGRESQL)
     OR (layer STREQUAL "dialects/mysql" AND NOT CUPEL_MYSQL)
     OR (layer STREQUAL "dialects/odbc" AND NOT CUPEL_ODBC))
    continue()
  endif()
  cupel_layer_files("${PROJECT_SOURCE_DIR}/src" ${layer} sources *.cpp)
  if(NOT sources)
    continue()
  endif()
  cupel_layer_id(${layer} id)
  add_library(cupel_layer_${id} OBJECT ${sources})
  cupel_compile_as_ours(cupel_layer_${id})
  set_target_properties(cupel_layer_${id} PROPERTIES POSITION_INDEPENDENT_CODE ${pic})
  cupel_compile_in_groups(cupel_layer_${id})
  target_include_directories(
    cupel_layer_${id} PRIVATE "${PROJECT_SOURCE_DIR}/include" "${PROJECT_SOURCE_DIR}/src")
  target_link_libraries(
    cupel_layer_${id} PRIVATE Boost::headers nlohmann_json::nlohmann_json fmt::fmt spdlog::spdlog
                              Threads::Threads)
endforeach()

if(TARGET cupel_layer_dialects_sqlite)
  target_link_libraries(cupel_layer_dialects_sqlite PRIVATE SQLite::SQLite3)
endif()
if(TARGET cupel_layer_dialects_postgresql)
  target_link_libraries(cupel_layer_dialects_postgresql PRIVATE PostgreSQL::PostgreSQL)
endif()
if(TARGET cupel_layer_dialects_mysql)
  target_link_libraries(cupel_layer_dialects_mysql PRIVATE PkgConfig::MariaDB)
endif()
if(TARGET cupel_layer_dialects_odbc)
  target_link_libraries(cupel_layer_dialects_odbc PRIVATE PkgConfig::ODBC)
endif()
