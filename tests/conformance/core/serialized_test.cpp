// What serializer::dumps() and loads() make of the statements of the corpus: the same text and the
// same values, on every database.

#include <array>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "cupel/error/core_errors.hpp"
#include "cupel/ext/serializer/serializer.hpp"
#include "cupel/schema/metadata.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql/compiler/compile.hpp"
#include "cupel/sql/expression/element_families.hpp"
#include "cupel/sql/traversal/compare.hpp"
#include "cupel/util/str_cat.hpp"

#include "case.hpp"
#include "contexts.hpp"
#include "refused.hpp"
#include "schema_fixture.hpp"

namespace cupel::conformance {
namespace {

constexpr std::array<std::string_view, 5> kContexts{"default", "sqlite", "postgresql", "mysql",
                                                    "oracle"};

/// The MetaData that the tables of a statement are in.
void collect_metadata(const ClauseElement& node, std::set<const ClauseElement*>& seen,
                      std::set<MetaDataNode*>& found) {
  if (!seen.insert(&node).second) return;
  if (node.kind() == ElementKind::table && as<TableClause>(node).is_schema_table()) {
    found.insert(&static_cast<const SchemaTable&>(node).metadata());
  }
  if (node.kind() == ElementKind::column) {
    const FromClause* const owner = as<ColumnClause>(node).table();
    if (owner != nullptr) collect_metadata(*owner, seen, found);
  }
  node.visit_children([&](const ClauseElement& child) { collect_metadata(child, seen, found); });
}

detail::SerializedRoot root_of(const ClauseElement& node) {
  using enum detail::SerializedRoot;
  switch (node.kind()) {
    case ElementKind::select:
      return select;
    case ElementKind::insert:
      return insert;
    case ElementKind::update:
      return update;
    case ElementKind::delete_:
      return detail::SerializedRoot::delete_;
    default:
      break;
  }
  if (as_select(&node) != nullptr) return compound_select;
  if (as_from(&node) != nullptr) return from;
  return as_column(&node) != nullptr ? expression : merge;
}

/// Text, values and types of the parameters; or the error.
std::string rendered(const ClauseElement& element, const CompilerContext& context) {
  try {
    const auto compiled = compile(element, context);
    std::string out = compiled->sql();
    for (const BindSlot& slot : compiled->binds()) {
      str_append(out, "\n  ", slot.name, "=", compiled->value_of(slot).repr(), " ",
                 slot.type->repr());
    }
    return out;
  } catch (const Error& error) {
    return str_cat("error: ", error.what());
  }
}

TEST(SerializedStatements, OfTheCorpusComeBackWithTheSameTextAndValues) {
  std::map<std::string_view, std::unique_ptr<CompilerContext>> contexts;
  for (const std::string_view key : kContexts) {
    if (auto context = make_context(key, 0)) contexts.emplace(key, std::move(context));
  }
  int returned = 0;
  std::map<std::string, int> refused;
  for (const Case& item : cases()) {
    std::optional<Outcome> outcome;
    try {
      outcome = item.build();
    } catch (const RefusedByCompiler&) {
      continue;
    } catch (const Error&) {
      continue;
    }
    const ElementPtr& element = outcome->element();
    if (!element || element->kind() == ElementKind::ddl) continue;
    std::string bytes;
    try {
      bytes = detail::dump_root(element, nullptr, nullptr);
    } catch (const InvalidRequestError& refusal) {
      ++refused[refusal.what()];
      continue;
    }
    std::set<const ClauseElement*> seen;
    std::set<MetaDataNode*> of_tables;
    collect_metadata(*element, seen, of_tables);
    if (of_tables.size() > 1) continue;
    const MetaData own = of_tables.empty() ? metadata : MetaData(**of_tables.begin());
    detail::LoadedRoot loaded;
    try {
      loaded = detail::load_root(bytes, own, root_of(*element), 0);
    } catch (const Error& error) {
      ADD_FAILURE() << item.id << ": " << error.what();
      continue;
    }
    ++returned;
    EXPECT_TRUE(compare(*element, *loaded.element)) << item.id;
    for (const auto& [key, context] : contexts) {
      EXPECT_EQ(rendered(*element, *context), rendered(*loaded.element, *context))
          << item.id << " [" << key << "]";
    }
  }
  for (const auto& [reason, count] : refused) std::cout << count << " refused: " << reason << '\n';
  std::cout << returned << " statements of the corpus came back\n";
  EXPECT_GT(returned, 1000);
}

}  // namespace
}  // namespace cupel::conformance
