#include "cupel/orm/loading/loader_option.hpp"

#include "cupel/error/core_errors.hpp"
#include "cupel/error/orm_errors.hpp"
#include "cupel/orm/attributes/composite.hpp"
#include "cupel/orm/loading/statement_option.hpp"
#include "cupel/orm/mapper/mapper.hpp"
#include "cupel/sql/traversal/cache_key.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {
namespace {

/// SQLAlchemy's word for a strategy, as its messages use it.
std::string_view loader_word(std::optional<Lazy> strategy) {
  if (!strategy) return "defaultload";
  switch (*strategy) {
    case Lazy::select:
      return "lazyload";
    case Lazy::immediate:
      return "immediateload";
    case Lazy::joined:
      return "joinedload";
    case Lazy::subquery:
      return "subqueryload";
    case Lazy::selectin:
      return "selectinload";
    case Lazy::raise:
    case Lazy::raise_on_sql:
      return "raiseload";
    case Lazy::noload:
      return "noload";
    case Lazy::write_only:
    case Lazy::dynamic:
      break;
  }
  return "defaultload";
}

std::string_view loader_name(std::optional<Lazy> strategy) {
  return strategy ? lazy_name(*strategy) : std::string_view("default");
}

void require_star(std::string_view function, std::string_view text) {
  if (text == "*") return;
  throw ArgumentError(str_cat(function, "(\"", text,
                              "\") names nothing; give a member (&User::name), or \"*\" for all"));
}

}  // namespace

LoaderOption::LoaderOption(const ClassInfo* start, FromPtr alias)
    : start_(start), start_alias_(std::move(alias)), tree_(make_ptr<OptionTree>()) {}

std::pair<LoaderOption, OptionTree*> LoaderOption::extended() const {
  LoaderOption longer = *this;
  longer.tree_ = tree_->copy();
  OptionTree* end = longer.tree_.get();
  for (const Attribute* step : path_) end = &end->edit_below(step);
  return {std::move(longer), end};
}

std::pair<LoaderOption, OptionTree::Branch*> LoaderOption::last_step(
    std::string_view function) const {
  if (path_.empty()) {
    throw ArgumentError(str_cat(function,
                                "(): name the relationship first, such as "
                                "selectinload(&User::posts).",
                                function, "(...)"));
  }
  LoaderOption changed = *this;
  changed.tree_ = tree_->copy();
  OptionTree* end = changed.tree_.get();
  for (std::size_t i = 0; i + 1 < path_.size(); ++i) end = &end->edit_below(path_[i]);
  OptionTree::Branch* const branch = &end->edit_branch(path_.back());
  return {std::move(changed), branch};
}

LoaderOption LoaderOption::relationship(const detail::RelationshipStep& step,
                                        std::optional<Lazy> strategy,
                                        SelectinOptions options) const {
  const Attribute& attribute = *step.attribute;
  if (!attribute.is_relationship()) {
    throw LoaderStrategyException(
        str_cat("Can't apply \"", loader_name(strategy), " loader\" strategy to property \"",
                attribute.str(),
                "\", which is a \"column property\"; this loader strategy is intended to be "
                "used with a \"relationship property\". Use defer(), undefer() or load_only() for "
                "columns"));
  }
  if (!path_.empty()) {
    const ClassInfo* target = path_.back()->target();
    const ClassInfo& owner = attribute.owner();
    const bool links =
        target == nullptr || target == &owner ||
        (target->mapper() && owner.mapper() &&
         (owner.mapper()->is_a(*target->mapper()) || target->mapper()->is_a(*owner.mapper())));
    if (!links) {
      throw ArgumentError(str_cat("ORM mapped entity or attribute \"", attribute.str(),
                                  "\" does not link from relationship \"", path_.back()->str(),
                                  "\"; the next step is a relationship of '", target->name(), "'"));
    }
  }
  if (options.recursion_depth && attribute.target() != &attribute.owner()) {
    throw InvalidRequestError(str_cat("recursion_depth option on relationship ", attribute.str(),
                                      " not valid for non-self-referential relationship"));
  }
  auto [longer, end] = extended();
  OptionTree::Branch& branch = end->edit_branch(&attribute);
  branch.strategy = strategy;
  branch.chunk_size = options.chunk_size;
  branch.recursion_depth = options.recursion_depth;
  branch.target = step.target;
  branch.criterion = step.criterion;
  longer.path_.push_back(&attribute);
  longer.text_ = str_cat(text_.empty() ? std::string() : text_ + ".", loader_word(strategy), "(",
                         attribute.str(), ")");
  return longer;
}

LoaderOption LoaderOption::joined(const detail::RelationshipStep& step,
                                  JoinedOptions options) const {
  auto [longer, branch] = relationship(step, Lazy::joined).last_step("joinedload");
  branch->join = options.innerjoin;
  return longer;
}

LoaderOption LoaderOption::contained(const detail::RelationshipStep& step) const {
  auto [longer, branch] = relationship(step, Lazy::joined).last_step("contains_eager");
  branch->contains_eager = true;
  return longer;
}

LoaderOption LoaderOption::wildcard(std::string_view text, Lazy strategy) const {
  require_star(loader_word(strategy), text);
  auto [longer, end] = extended();
  if (start_ == nullptr && path_.empty()) {
    end->set_everywhere(strategy);
  } else {
    end->edit_branch(nullptr).strategy = strategy;
  }
  return longer;
}

LoaderOption LoaderOption::lazyload(std::string_view text) const {
  return wildcard(text, Lazy::select);
}
LoaderOption LoaderOption::raiseload(std::string_view text, bool sql_only) const {
  return wildcard(text, sql_only ? Lazy::raise_on_sql : Lazy::raise);
}
LoaderOption LoaderOption::selectinload(std::string_view text) const {
  return wildcard(text, Lazy::selectin);
}
LoaderOption LoaderOption::joinedload(std::string_view text) const {
  return wildcard(text, Lazy::joined);
}
LoaderOption LoaderOption::subqueryload(std::string_view text) const {
  return wildcard(text, Lazy::subquery);
}
LoaderOption LoaderOption::immediateload(std::string_view text) const {
  return wildcard(text, Lazy::immediate);
}
LoaderOption LoaderOption::noload(std::string_view text) const {
  return wildcard(text, Lazy::noload);
}

LoaderOption LoaderOption::column(const Attribute& attribute, OptionTree::ColumnRule rule) const {
  if (attribute.is_relationship()) {
    throw LoaderStrategyException(
        str_cat("Can't apply \"deferred\" strategy to property \"", attribute.str(),
                "\", which is a \"relationship property\"; this loader strategy is intended to be "
                "used with a \"column property\". Use lazyload(), selectinload() and their like"));
  }
  auto [longer, end] = extended();
  if (attribute.is_composite()) {
    for (const Attribute* one : composite_setup(attribute).columns) end->set_column(*one, rule);
  } else {
    end->set_column(attribute, rule);
  }
  return longer;
}

LoaderOption LoaderOption::only(std::vector<const Attribute*> columns, bool raise) const {
  auto [longer, end] = extended();
  end->set_load_only(raise);
  for (const Attribute* attribute : columns) {
    if (attribute->is_relationship()) {
      throw ArgumentError(str_cat("load_only(): ", attribute->str(),
                                  " is a relationship; only columns can be named here"));
    }
    if (attribute->is_composite()) {
      for (const Attribute* one : composite_setup(*attribute).columns) {
        end->set_column(*one, OptionTree::ColumnRule::load);
      }
      continue;
    }
    end->set_column(*attribute, OptionTree::ColumnRule::load);
  }
  return longer;
}

LoaderOption LoaderOption::raiseload_columns() const {
  auto [longer, end] = extended();
  end->set_load_only(true);
  return longer;
}

LoaderOption LoaderOption::all_columns(std::string_view wildcard,
                                       OptionTree::ColumnRule rule) const {
  require_star(rule == OptionTree::ColumnRule::load ? "undefer" : "defer", wildcard);
  auto [longer, end] = extended();
  end->set_all_columns(rule);
  return longer;
}

LoaderOption LoaderOption::defer(std::string_view wildcard, bool raiseload) const {
  return all_columns(wildcard,
                     raiseload ? OptionTree::ColumnRule::raise : OptionTree::ColumnRule::defer);
}
LoaderOption LoaderOption::undefer(std::string_view wildcard) const {
  return all_columns(wildcard, OptionTree::ColumnRule::load);
}

LoaderOption LoaderOption::undefer_group(std::string group) const {
  auto [longer, end] = extended();
  end->undefer_group(std::move(group));
  return longer;
}

LoaderOption LoaderOption::expressed(const Attribute& attribute, ColumnPtr expression) const {
  auto [longer, end] = extended();
  end->set_expression(attribute, std::move(expression));
  return longer;
}

LoaderOption LoaderOption::and_(const Expr<bool>& criterion) const {
  auto [longer, branch] = last_step("and_");
  branch->criterion =
      branch->criterion ? (Expr<bool>(branch->criterion) && criterion).node() : criterion.node();
  return longer;
}

LoaderOption LoaderOption::top(std::size_t count) const {
  auto [longer, branch] = last_step("top");
  if (branch->strategy != Lazy::selectin || !path_.back()->is_collection()) {
    throw ArgumentError(
        str_cat("top(): a limit for each parent needs selectinload() of a "
                "collection, and this is ",
                loader_word(branch->strategy), "(", path_.back()->str(), ")"));
  }
  branch->top = count;
  return longer;
}

LoaderOption LoaderOption::with_below(std::vector<const LoaderOption*> below) const {
  auto [longer, end] = extended();
  for (const LoaderOption* option : below) end->merge(option->tree());
  return longer;
}

LoaderOption lazyload(std::string_view wildcard) {
  return LoaderOption().lazyload(wildcard);
}
LoaderOption raiseload(std::string_view wildcard, bool sql_only) {
  return LoaderOption().raiseload(wildcard, sql_only);
}
LoaderOption selectinload(std::string_view wildcard) {
  return LoaderOption().selectinload(wildcard);
}
LoaderOption joinedload(std::string_view wildcard) {
  return LoaderOption().joinedload(wildcard);
}
LoaderOption subqueryload(std::string_view wildcard) {
  return LoaderOption().subqueryload(wildcard);
}
LoaderOption immediateload(std::string_view wildcard) {
  return LoaderOption().immediateload(wildcard);
}
LoaderOption noload(std::string_view wildcard) {
  return LoaderOption().noload(wildcard);
}
LoaderOption defer(std::string_view wildcard, bool raiseload) {
  return LoaderOption().defer(wildcard, raiseload);
}
LoaderOption undefer(std::string_view wildcard) {
  return LoaderOption().undefer(wildcard);
}
LoaderOption undefer_group(std::string group) {
  return LoaderOption().undefer_group(std::move(group));
}

Expr<Untyped> CriteriaColumns::operator()(std::string_view attribute) const {
  return Expr<Untyped>(mapper_->column_property(attribute).expression());
}

LoaderOption with_loader_criteria(std::shared_ptr<const LoaderCriteria> criteria) {
  LoaderOption option;
  option.tree_->add_criteria(std::move(criteria));
  return option;
}

LoaderOption user_option(UserDefinedOptionPtr option) {
  if (!option) throw ArgumentError("user_option() takes an option, not a null pointer");
  LoaderOption made;
  made.tree_->add_user_defined(std::move(option));
  return made;
}

LoaderOption detail::criteria_of_class(const ClassInfo& class_info, ColumnPtr criterion,
                                       const LoaderCriteriaOptions& options) {
  auto criteria = std::make_shared<LoaderCriteria>();
  criteria->applies = [wanted = &class_info](const Mapper& mapper) {
    return wanted->mapper() && mapper.is_a(*wanted->mapper());
  };
  criteria->condition = [criterion = std::move(criterion)](const Mapper&) { return criterion; };
  criteria->include_aliases = options.include_aliases;
  criteria->propagate_to_loaders = options.propagate_to_loaders;
  return with_loader_criteria(std::shared_ptr<const LoaderCriteria>(std::move(criteria)));
}

StatementOption::~StatementOption() = default;

bool StatementOption::append_cache_key(KeyBuilder& key) const {
  key.address(option_.start());
  if (!key.element(option_.start_alias().get())) return false;
  return option_.tree().append_cache_key(key);
}

Ptr<ClauseElement> StatementOption::shallow_copy() const {
  return make_ptr<StatementOption>(option_);
}

ElementPtr ExprTraits<LoaderOption>::element(const LoaderOption& option) {
  return make_ptr<StatementOption>(option);
}

}  // namespace cupel
