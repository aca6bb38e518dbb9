# The tests of a layer: one executable test_<layer> of all tests/<layer>/**/*_test.cpp, and one
# dbtest_<layer> (label `db`) of all *_db_test.cpp, which need a database server. Other sources in the
# folder are support for both.
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
    list(APPEND roots testing dialects/sqlite dialects/postgresql)
  endif()
  if(layer MATCHES "^(ext|testing)")
    list(APPEND roots testing/orm dialects/sqlite dialects/postgresql)
  endif()
  set(layers "")
  foreach(root IN LISTS roots)
    cupel_layer_id(${root} id)
    list(APPEND layers ${CUPEL_LAYER_BELOW_${id}} ${root})
  endforeach()
  list(REMOVE_DUPLICATES layers)
  set(${result} "${layers}" PARENT_SCOPE)
endfunction()

# cupel_add_test_executable(<target> <layer> LABELS <label>... SOURCES <file>...)
function(cupel_add_test_executable target layer)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "LABELS;SOURCES")
  add_executable(${target} ${arg_SOURCES})
  cupel_compile_as_ours(${target})
  target_include_directories(
    ${target} PRIVATE "${PROJECT_SOURCE_DIR}/include" "${PROJECT_SOURCE_DIR}/src"
                      "${PROJECT_SOURCE_DIR}/tests")
  target_link_libraries(
    ${target} PRIVATE GTest::gmock GTest::gtest GTest::gtest_main Boost::headers
                      nlohmann_json::nlohmann_json fmt::fmt spdlog::spdlog Threads::Threads)
  cupel_layers_under_test(${layer} layers)
  foreach(linked IN LISTS layers)
    cupel_layer_id(${linked} id)
    if(TARGET cupel_layer_${id})
      target_link_libraries(${target} PRIVATE cupel_layer_${id})
    endif()
  endforeach()
  gtest_discover_tests(
    ${target}
    TEST_PREFIX "${layer}."
    DISCOVERY_MODE PRE_TEST
    PROPERTIES LABELS "${arg_LABELS}" TIMEOUT 300)
endfunction()

function(cupel_add_layer_tests layer)
  cupel_layer_files("${PROJECT_SOURCE_DIR}/tests" ${layer} files *.cpp)
  set(support ${files})
  set(tests ${files})
  set(db_tests ${files})
  list(FILTER support EXCLUDE REGEX "_test\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  list(FILTER tests EXCLUDE REGEX "_db_test\\.cpp$")
  list(FILTER db_tests INCLUDE REGEX "_db_test\\.cpp$")
  cupel_layer_id(${layer} id)
  if(tests)
    cupel_add_test_executable(test_${id} ${layer} LABELS ${layer} SOURCES ${tests} ${support})
  endif()
  if(db_tests)
    cupel_add_test_executable(dbtest_${id} ${layer} LABELS ${layer} db SOURCES ${db_tests} ${support})
  endif()
endfunction()
