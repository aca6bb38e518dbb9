#include "cupel/orm/query/select_plan.hpp"

#include <algorithm>
#include <list>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "cupel/dialect/dialect.hpp"
#include "cupel/error/core_errors.hpp"
#include "cupel/orm/loading/entity_compiler.hpp"
#include "cupel/orm/loading/statement_option.hpp"
#include "cupel/orm/query/bundle.hpp"
#include "cupel/sql/expression/element_families.hpp"
#include "cupel/sql/expression/lists.hpp"
#include "cupel/util/hash.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {

namespace {

const EntityFrom* as_entity(const ElementPtr& element) {
  if (element->kind() != ElementKind::extension) return nullptr;
  return dynamic_cast<const EntityFrom*>(element.get());
}

const BundleColumns* as_bundle(const ElementPtr& element) {
  if (element->kind() != ElementKind::extension) return nullptr;
  return dynamic_cast<const BundleColumns*>(element.get());
}

/// The columns of a composite attribute, which come as one value; null for anything else.
const ClauseList* as_composite(const ElementPtr& element) {
  if (element->kind() != ElementKind::clause_list) return nullptr;
  const auto& list = as<ClauseList>(*element);
  return list.annotation(AnnotationKey::orm_key) ? &list : nullptr;
}

/// The name of a column in a row: the attribute's where it is one.
std::string key_of(const ColumnElement& column) {
  if (const Annotation* key = column.annotation(AnnotationKey::orm_key)) return key->text;
  return column.proxy_key();
}

/// Adds what was selected to the compiler, and says how it is read.
struct Setup {
  EntityCompiler compiler;
  std::vector<SelectPlan::Item> items;

  Setup(const SelectState::Parts& parts, const SelectPlanOptions& options) {
    detail::check_options(parts);
    for (const ElementPtr& raw : parts.raw_columns) {
      if (const EntityFrom* entity = as_entity(raw)) {
        EntityCompiler::Entity wanted;
        wanted.mapper = &entity->mapper();
        if (entity->is_aliased()) wanted.from = entity->from();
        wanted.adapt_on_names = entity->adapts_on_names();
        wanted.options = detail::options_for(parts, entity->mapper(), wanted.from);
        wanted.populate_existing = options.populate_existing;
        wanted.eager_joins = options.eager_joins;
        items.push_back({compiler.add_entity(wanted), 0, entity->name()});
      } else if (const BundleColumns* bundle = as_bundle(raw)) {
        items.push_back({nullptr, compiler.primary_columns().size(), bundle->name()});
        for (const ColumnPtr& column : bundle->columns()) compiler.add_column(column);
      } else if (const ClauseList* composite = as_composite(raw)) {
        items.push_back({nullptr, compiler.primary_columns().size(), key_of(*composite)});
        for (const ColumnPtr& column : composite->clauses()) compiler.add_column(column);
      } else if (const FromClause* from = as_from(raw.get())) {
        for (const ColumnCollection::Entry& entry : from->columns()) {
          items.push_back({nullptr, compiler.add_column(ColumnPtr(entry.column)), entry.key});
        }
      } else if (const ColumnElement* column = as_column(raw.get())) {
        items.push_back({nullptr, compiler.add_column(ColumnPtr(column)), key_of(*column)});
      } else {
        throw InvalidRequestError("a SELECT of entities takes mapped classes, columns and tables");
      }
    }
  }

  Ptr<const SelectState> apply(const SelectState& statement) const {
    auto select = make_ptr<SelectState>(statement);
    SelectState::Parts& parts = select->edit();
    parts.columns = compiler.primary_columns();
    parts.raw_columns.assign(parts.columns.begin(), parts.columns.end());
    if (parts.rare.made()) parts.rare.edit().with_options.clear();
    return compiler.apply(*select);
  }
};

/// Plans by statement. The least recently used ones go.
class PlanCache {
 public:
  struct Variant {
    std::uint64_t dialect;
    SelectPlanOptions options;
    friend bool operator==(const Variant&, const Variant&) = default;
  };

  Ptr<const SelectPlan> find(const KeyBuilder& builder, const Variant& variant) {
    const std::lock_guard lock(mutex_);
    const auto [begin, end] = by_hash_.equal_range(builder.hash());
    for (auto at = begin; at != end; ++at) {
      if (at->second->variant == variant && builder.matches(at->second->key)) {
        entries_.splice(entries_.begin(), entries_, at->second);
        return at->second->plan;
      }
    }
    return nullptr;
  }

  void add(CacheKey key, const Variant& variant, ElementPtr statement, Ptr<const SelectPlan> plan) {
    Entry dropped;
    const std::lock_guard lock(mutex_);
    entries_.push_front({std::move(key), variant, std::move(statement), std::move(plan)});
    by_hash_.emplace(entries_.front().key.hash(), entries_.begin());
    if (entries_.size() <= kCapacity) return;
    const auto last = std::prev(entries_.end());
    const auto [begin, end] = by_hash_.equal_range(last->key.hash());
    for (auto at = begin; at != end; ++at) {
      if (at->second == last) {
        by_hash_.erase(at);
        break;
      }
    }
    dropped = std::move(*last);
    entries_.pop_back();
  }

 private:
  static constexpr std::size_t kCapacity = 500;
  struct Entry {
    CacheKey key;
    Variant variant{};
    ElementPtr statement;  // keeps the addresses in the key unique
    Ptr<const SelectPlan> plan;
  };
  std::mutex mutex_;
  std::list<Entry> entries_;
  std::unordered_multimap<std::uint64_t, std::list<Entry>::iterator> by_hash_;
};

PlanCache& plan_cache() {
  static auto* const cache = new PlanCache();  // outlives static registries
  return *cache;
}

}  // namespace

SelectPlan::~SelectPlan() = default;

Ptr<const SelectPlan> SelectPlan::compile(const SelectState& statement, const Dialect& dialect,
                                          const SelectPlanOptions& options,
                                          std::span<const BindParameter* const> extracted) {
  Setup setup(statement.parts(), options);
  const Ptr<const SelectState> select =
      setup.apply(detail::has_criteria(statement) ? *detail::with_criteria(statement) : statement);
  setup.compiler.finish(dialect);
  CompileOptions compile_options;
  compile_options.extracted_parameters = extracted;
  compile_options.linting = true;
  compile_options.schema_translate_map = options.schemas;
  Ptr<SelectPlan> plan(new SelectPlan());
  plan->prepared_ = PreparedStatement::compile(*select, dialect, compile_options);
  plan->items_ = std::move(setup.items);
  plan->needs_unique_ = setup.compiler.multiplies_rows();
  plan->needs_all_rows_ = plan->needs_unique_ || setup.compiler.needs_all_rows();
  return plan;
}

namespace detail {

Ptr<const OptionTree> options_for(const SelectState::Parts& parts, const Mapper& mapper,
                                  const FromPtr& alias) {
  Ptr<OptionTree> merged;
  for (const ElementPtr& element : parts.rare->with_options) {
    if (element->kind() != ElementKind::extension) continue;
    const auto* option = dynamic_cast<const StatementOption*>(element.get());
    if (option == nullptr) continue;
    const ClassInfo* start = option->option().start();
    if (start != nullptr &&
        (start != &mapper.class_info() || option->option().start_alias() != alias)) {
      continue;
    }
    if (!merged) merged = make_ptr<OptionTree>();
    merged->merge(option->option().tree());
  }
  return merged;
}

Ptr<const SelectState> lowered(const SelectState& statement, const SelectPlanOptions& options) {
  const Ptr<const SelectState> complete =
      has_criteria(statement) ? with_criteria(statement) : Ptr<const SelectState>(&statement);
  return Setup(statement.parts(), options).apply(*complete);
}

Ptr<const SelectPlan> find_select_plan(const SelectState& statement, const Dialect& dialect,
                                       const SelectPlanOptions& options,
                                       std::vector<const BindParameter*>& extracted) {
  KeyBuilder& builder = KeyBuilder::local();
  if (!builder.build(statement)) {
    extracted.clear();
    return SelectPlan::compile(statement, dialect, options, {});
  }
  extracted.assign(builder.parameters().begin(), builder.parameters().end());
  const PlanCache::Variant variant{dialect.id(), options};
  if (auto found = plan_cache().find(builder, variant)) return found;
  CacheKey key = builder.key();
  auto plan = SelectPlan::compile(statement, dialect, options, extracted);
  plan_cache().add(std::move(key), variant, ElementPtr(&statement), plan);
  return plan;
}

}  // namespace detail
}  // namespace cupel
