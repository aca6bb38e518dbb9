# The tests of a layer, by the endings of the sources in tests/<layer>/:
#
#   x_test.cpp          test_<layer>        runs anywhere
#   x_threads_test.cpp  threadtest_<layer>  several threads at work; runs under ThreadSanitizer too
#   x_db_test.cpp       dbtest_<layer>      needs a database server; label `db`
#   other sources                           support for all three
#
# A layer's tests link the objects of that layer and of those below it, never the whole library. So a
# layer can be built and tested while a higher one is broken or not yet written, and a call upward is
# a link error. From the engine on tests need a database, so they get the dialects and the testing
# layer too; ORM tests that work through a Session get all of the ORM.

find_package(GTest 1.12 REQUIRED)
include(GoogleTest)

# The layers whose objects the tests of `layer` link: the layer, what it may include, and company.
function(cupel_layers_under_test layer result)
  set(roots ${layer})
  if(layer MATCHES "^orm/(loading|unit_of_work|query|session)$")
    list(APPEND roots orm/session testing/orm)
  endif()
  if(layer MATCHES "^(engine$|dialects/|orm/|ext$)")
    list(APPEND roots testing dialects/sqlite dialects/postgresql dialects/mysql dialects/oracle
         dialects/mssql dialects/odbc)
  endif()
  if(layer MATCHES "^(ext|testing)")
    list(APPEND roots dialects/sqlite dialects/postgresql dialects/mysql dialects/odbc)
  endif()
  if(layer MATCHES "^(ext|testing/orm)$")
    list(APPEND roots testing/orm)
  endif()
  set(layers "")
  foreach(root IN LISTS roots)
    cupel_layer_id(${root} id)
    list(APPEND layers ${CUPEL_LAYER_BELOW_${id}} ${root})
  endforeach()
  list(REMOVE_DUPLICATES layers)
  set(${result} "${layers}" PARENT_SCOPE)
endfunction()

# What `./dev tsan` builds: the tests of what threads share. All have the label `tsan`.
add_custom_target(tsan_tests)

# What every program of the tests has: our flags, its layers and those below them.
function(cupel_set_up_test_program target layer)
  cupel_compile_as_ours(${target})
  cupel_compile_in_groups(${target})
  target_include_directories(
    ${target} PRIVATE "${PROJECT_SOURCE_DIR}/include" "${PROJECT_SOURCE_DIR}/src"
                      "${PROJECT_SOURCE_DIR}/tests")
  target_link_libraries(${target} PRIVATE Boost::headers nlohmann_json::nlohmann_json fmt::fmt
                                          spdlog::spdlog Threads::Threads)
  cupel_layers_under_test(${layer} layers)
  foreach(linked IN LISTS layers)
    cupel_layer_id(${linked} id)
    if(TARGET cupel_layer_${id})
      target_link_libraries(${target} PRIVATE cupel_layer_${id})
    endif()
  endforeach()
endfunction()

# cupel_add_fuzzer(<target> <layer> SOURCES <file>...): run by `./dev fuzz`, not by ctest.
function(cupel_add_fuzzer target layer)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "SOURCES")
  add_executable(${target} ${arg_SOURCES})
  cupel_set_up_test_program(${target} ${layer})
  target_link_options(${target} PRIVATE -fsanitize=fuzzer)
endfunction()

# cupel_add_test_executable(<target> <layer> [LABEL <label>] SOURCES <file>...)
function(cupel_add_test_executable target layer)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "LABEL" "SOURCES")
  if(NOT arg_LABEL)
    set(arg_LABEL layer)
  endif()
  add_executable(${target} ${arg_SOURCES})
  cupel_set_up_test_program(${target} ${layer})
  target_link_libraries(${target} PRIVATE GTest::gmock GTest::gtest GTest::gtest_main)
  # Tests of one program share their tables in the server.
  set(lock "")
  if(arg_LABEL STREQUAL "db")
    set(lock RESOURCE_LOCK ${target})
  endif()
  gtest_discover_tests(
    ${target}
    TEST_PREFIX "${layer}."
    DISCOVERY_MODE PRE_TEST
    PROPERTIES LABELS "${arg_LABEL}" TIMEOUT 300 ${lock})
  if(arg_LABEL STREQUAL "tsan")
    add_dependencies(tsan_tests ${target})
  endif()
endfunction()

# Moves those of the files in the list `from` whose names end in <ending> to the list `result`.
macro(cupel_take_files result ending from)
  set(${result} ${${from}})
  list(FILTER ${result} INCLUDE REGEX "${ending}$")
  list(FILTER ${from} EXCLUDE REGEX "${ending}$")
endmacro()

function(cupel_add_layer_tests layer)
  cupel_layer_files("${PROJECT_SOURCE_DIR}/tests" ${layer} support *.cpp)
  cupel_take_files(db_tests "_db_test\\.cpp" support)
  cupel_take_files(thread_tests "_threads_test\\.cpp" support)
  cupel_take_files(tests "_test\\.cpp" support)
  cupel_layer_id(${layer} id)
  if(tests)
    cupel_add_test_executable(test_${id} ${layer} SOURCES ${tests} ${support})
  endif()
  if(thread_tests)
    cupel_add_test_executable(
      threadtest_${id} ${layer} LABEL tsan SOURCES ${thread_tests} ${support})
  endif()
  if(db_tests)
    cupel_add_test_executable(dbtest_${id} ${layer} LABEL db SOURCES ${db_tests} ${support})
  endif()
endfunction()
