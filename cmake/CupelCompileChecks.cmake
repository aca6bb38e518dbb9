# Sources that are compiled for the sake of the compiler's answer: public headers alone, and programs
# that must be refused. The flags are a careful user's, not ours.
#
# Each check is a build step that writes a verdict and never fails; its dependencies are tracked, so a
# second run repeats only what changed. The test `compile_checks.build` brings all verdicts up to date
# (and is therefore run before any test that reads one).

set(CUPEL_USER_FLAGS -std=c++20 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror)

# cupel_add_compile_check(<test> accepted|refused <source> <flag>...)
function(cupel_add_compile_check test mode source)
  set(verdict "${CMAKE_CURRENT_BINARY_DIR}/${test}.verdict")
  get_filename_component(folder "${verdict}" DIRECTORY)
  file(MAKE_DIRECTORY "${folder}")
  add_custom_command(
    OUTPUT "${verdict}"
    COMMAND
      "${PROJECT_SOURCE_DIR}/cmake/compile_check.sh" ${mode} "${verdict}" "${verdict}.d" "${source}"
      "${CMAKE_CXX_COMPILER}" ${CUPEL_USER_FLAGS} "-I${PROJECT_SOURCE_DIR}/include" ${ARGN}
    DEPENDS "${source}" "${PROJECT_SOURCE_DIR}/cmake/compile_check.sh"
    DEPFILE "${verdict}.d"
    COMMENT "Checking ${test}"
    VERBATIM)
  set_property(DIRECTORY APPEND PROPERTY CUPEL_VERDICTS "${verdict}")
  add_test(NAME "${test}" COMMAND "${PROJECT_SOURCE_DIR}/cmake/read_verdict.sh" "${verdict}")
  set_tests_properties("${test}" PROPERTIES FIXTURES_REQUIRED compile_checks LABELS compile)
endfunction()

# cupel_finish_compile_checks(<target>)
# To be called once in each folder that has checks: the target brings their verdicts up to date.
function(cupel_finish_compile_checks target)
  get_property(verdicts DIRECTORY PROPERTY CUPEL_VERDICTS)
  add_custom_target(${target} DEPENDS ${verdicts})
  add_dependencies(compile_checks ${target})
endfunction()

add_custom_target(compile_checks)
add_test(NAME compile_checks.build COMMAND "${CMAKE_COMMAND}" --build "${CMAKE_BINARY_DIR}"
                                           --target compile_checks)
set_tests_properties(
  compile_checks.build PROPERTIES FIXTURES_SETUP compile_checks PROCESSORS 2 RESOURCE_LOCK build
                                  TIMEOUT 1500)
