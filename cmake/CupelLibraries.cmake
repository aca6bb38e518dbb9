# The libraries a user links: Cupel::cupel, Cupel::testing, and one per database.

# The objects of those of the layers that exist.
function(cupel_layer_objects result)
  set(objects "")
  foreach(layer IN LISTS ARGN)
    cupel_layer_id(${layer} id)
    if(TARGET cupel_layer_${id})
      list(APPEND objects $<TARGET_OBJECTS:cupel_layer_${id}>)
    endif()
  endforeach()
  set(${result} "${objects}" PARENT_SCOPE)
endfunction()

# cupel_add_library(<target> <Cupel::name> LAYERS <layer>...)
# A library made of the objects of the layers; nothing if none of them exists yet.
function(cupel_add_library target name)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "LAYERS")
  cupel_layer_objects(objects ${arg_LAYERS})
  if(NOT objects)
    return()
  endif()
  add_library(${target} ${objects})
  add_library(Cupel::${name} ALIAS ${target})
  set_target_properties(
    ${target} PROPERTIES EXPORT_NAME ${name} LINKER_LANGUAGE CXX VERSION ${PROJECT_VERSION}
                         SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
  target_compile_features(${target} INTERFACE cxx_std_20)
  target_include_directories(
    ${target} INTERFACE "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>"
                        "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>")
endfunction()

# cupel_add_dialect(<db> <driver library>...)
# A dialect registers itself in a static initialiser, so no symbol of it is named by a program, and a
# linker would leave it out. The target makes sure that it is taken: from a static library by asking
# for the one symbol that every dialect's source defines, `extern "C" int cupel_dialect_<db>`; a shared
# one by naming it with --no-as-needed.
function(cupel_add_dialect db)
  cupel_add_library(cupel_${db} ${db} LAYERS dialects/${db})
  if(NOT TARGET cupel_${db})
    return()
  endif()
  target_link_libraries(cupel_${db} PUBLIC cupel PRIVATE ${ARGN})
  if(BUILD_SHARED_LIBS)
    cupel_keep_shared(cupel_${db} Cupel::${db})
  else()
    target_link_options(cupel_${db} INTERFACE "LINKER:-u,cupel_dialect_${db}")
  endif()
endfunction()

# Programs that link the shared library `target` need it even if they name none of its symbols.
# `name` is what the target is called by those who link it.
function(cupel_keep_shared target name)
  target_link_options(
    ${target} INTERFACE "LINKER:--push-state,--no-as-needed,$<TARGET_FILE:${name}>,--pop-state")
endfunction()

include(GNUInstallDirs)

set(CUPEL_CORE_LAYERS ${CUPEL_LAYERS})
list(FILTER CUPEL_CORE_LAYERS EXCLUDE REGEX "^(dialects/|testing)")
cupel_add_library(cupel cupel LAYERS ${CUPEL_CORE_LAYERS})
if(TARGET cupel)
  target_link_libraries(cupel PRIVATE fmt::fmt spdlog::spdlog PUBLIC Threads::Threads)

  cupel_add_library(cupel_testing testing LAYERS testing testing/orm)
  if(TARGET cupel_testing)
    target_link_libraries(cupel_testing PUBLIC cupel)
  endif()

  if(CUPEL_SQLITE)
    cupel_add_dialect(sqlite SQLite::SQLite3)
  endif()
  if(CUPEL_POSTGRESQL)
    cupel_add_dialect(postgresql PostgreSQL::PostgreSQL)
  endif()
  if(CUPEL_MYSQL)
    cupel_add_dialect(mysql PkgConfig::MariaDB)
  endif()
  if(CUPEL_ODBC)
    cupel_add_dialect(odbc PkgConfig::ODBC)
  endif()
  cupel_add_dialect(oracle)
  cupel_add_dialect(mssql)
endif()
