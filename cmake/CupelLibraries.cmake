# The libraries a user links: Cupel::cupel, Cupel::testing, and one per database.

# cupel_add_library(<target> <Cupel::name> LAYERS <layer>...)
# A library made of the objects of those of the layers that exist; nothing if none of them does.
function(cupel_add_library target name)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "LAYERS")
  set(objects "")
  foreach(layer IN LISTS arg_LAYERS)
    cupel_layer_id(${layer} id)
    if(TARGET cupel_layer_${id})
      list(APPEND objects $<TARGET_OBJECTS:cupel_layer_${id}>)
    endif()
  endforeach()
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
# Dialects register themselves in a static initialiser. A linker takes from a static library only what
# somebody asks for, so the target asks for the one symbol that each dialect's source defines:
# `extern "C" int cupel_dialect_<db>`. In a shared build the same option keeps the library needed.
function(cupel_add_dialect db)
  cupel_add_library(cupel_${db} ${db} LAYERS dialects/${db})
  if(TARGET cupel_${db})
    target_link_libraries(cupel_${db} PUBLIC cupel PRIVATE ${ARGN})
    target_link_options(cupel_${db} INTERFACE "LINKER:-u,cupel_dialect_${db}")
  endif()
endfunction()

include(GNUInstallDirs)

set(core_layers ${CUPEL_LAYERS})
list(FILTER core_layers EXCLUDE REGEX "^(dialects/|testing)")
cupel_add_library(cupel cupel LAYERS ${core_layers})
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
endif()
