#include "known_differences.hpp"

#include <fstream>

namespace cupel::conformance {
namespace {

constexpr KnownDifference kDifferences[] = {
    {"session/autocommit_mode_1_4", "autocommit sessions ended with SQLAlchemy 2"},
    {"session/autoflush_core_text_in_1_4", "every execute() flushes first, as in SQLAlchemy 2"},
    {"bulk/save_objects_append_future_1_4", "a pending object is left to the flush: one INSERT"},
    {"bulk/save_objects_double_insert_after_append",
     "a pending object is left to the flush: one INSERT"},
    {"bulk/save_objects_double_insert_in_1_4", "back references do not cascade since SQLAlchemy 2"},
    {"bulk/save_objects_no_double_insert_cascade_backrefs_1_4",
     "the flush warns of the object that is not in the session, as in SQLAlchemy 2"},
    {"bulk/save_objects_no_double_insert_future_1_4",
     "the flush warns of the object that is not in the session, as in SQLAlchemy 2"},
    {"defaults/json_null_and_none",
     "with none_as_null a document that is null goes as NULL: there is no second one that does "
     "not"},
    {"mapping/composite_history_and_in_place_change",
     "a change of a composite's part is refused by the compiler"},
    {"relationships/wrong_type_assignment", "a null member is refused where it is added"},
};

}  // namespace

std::span<const KnownDifference> known_differences() noexcept {
  return kDifferences;
}

std::set<std::string, std::less<>> open_scenarios() {
  std::set<std::string, std::less<>> ids;
  std::ifstream file(CUPEL_CONFORMANCE_DATA "/../open_scenarios.txt");
  for (std::string line; std::getline(file, line);) {
    if (!line.empty()) ids.insert(line);
  }
  return ids;
}

}  // namespace cupel::conformance
