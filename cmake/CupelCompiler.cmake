# Language level, warnings, sanitizers and the compiler cache.

set(CMAKE_CXX_SCAN_FOR_MODULES OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(PROJECT_IS_TOP_LEVEL AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  find_program(CUPEL_CCACHE ccache)
  mark_as_advanced(CUPEL_CCACHE)
  if(CUPEL_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CUPEL_CCACHE}")
  endif()
endif()

# Sanitizers concern every object in the build, so they are set for the directory, not per target.
if(CUPEL_SANITIZE)
  list(JOIN CUPEL_SANITIZE "," sanitizers)
  add_compile_options(-fsanitize=${sanitizers} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${sanitizers})
  # The instrumented code confuses g++'s flow analysis: it then warns of variables that are set.
  add_compile_options($<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
endif()

# The flags every target of ours is compiled with; none of them reaches a user of the library.
function(cupel_compile_as_ours target)
  target_compile_features(${target} PRIVATE cxx_std_20)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
  target_compile_options(
    ${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
                      $<$<BOOL:${CUPEL_WARNINGS_AS_ERRORS}>:-Werror>)
endfunction()

# What all sources of a target include is then read once for CUPEL_UNITY of them, which makes a whole
# build about twice as quick, and a build after a change of one source slower. Presets of users and of
# the inner loop leave each source alone, so that one that lacks an include is noticed.
function(cupel_compile_in_groups target)
  if(CUPEL_UNITY)
    set_target_properties(
      ${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE ${CUPEL_UNITY})
    # To the compiler each source is now a header of the group.
    target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
  endif()
endfunction()

# The headers that every source of a target starts with are then read once. ccache compares what the
# preprocessor prints, which without -dD lacks the macros: after a change of a macro alone it would hand
# out the old precompiled header.
function(cupel_precompile_headers target)
  target_precompile_headers(${target} PRIVATE ${ARGN})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    set_source_files_properties(
      "${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${target}.dir/cmake_pch.hxx.cxx"
      PROPERTIES COMPILE_OPTIONS -dD)
  endif()
endfunction()
