#include "cupel/orm/loading/loader_option.hpp"

#include "cupel/error/core_errors.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {

LoaderOption::LoaderOption(const ClassInfo* start)
    : start_(start), tree_(make_ptr<OptionTree>()) {}

std::pair<LoaderOption, OptionTree*> LoaderOption::extended() const {
  LoaderOption longer = *this;
  longer.tree_ = tree_->copy();
  OptionTree* end = longer.tree_.get();
  for (const Attribute* step : path_) end = &end->edit_below(step);
  return {std::move(longer), end};
}

LoaderOption LoaderOption::relationship(const Attribute& attribute, std::optional<Lazy> strategy,
                                        SelectinOptions options) const {
  if (!attribute.is_relationship()) {
    throw ArgumentError(str_cat("loader option: ", attribute.str(),
                                " is a column, not a relationship; use defer(), undefer() or "
                                "load_only() for columns"));
  }
  auto [longer, end] = extended();
  OptionTree::Branch& branch = end->edit_branch(&attribute);
  branch.strategy = strategy;
  branch.chunk_size = options.chunk_size;
  longer.path_.push_back(&attribute);
  return longer;
}

LoaderOption LoaderOption::joined(const Attribute& attribute, bool innerjoin) const {
  LoaderOption longer = relationship(attribute, Lazy::joined);
  OptionTree* end = longer.tree_.get();
  for (const Attribute* step : path_) end = &end->edit_below(step);
  end->edit_branch(&attribute).innerjoin = innerjoin;
  return longer;
}

LoaderOption LoaderOption::contained(const Attribute& attribute, ElementPtr alias) const {
  LoaderOption longer = relationship(attribute, Lazy::joined);
  OptionTree* end = longer.tree_.get();
  for (const Attribute* step : path_) end = &end->edit_below(step);
  OptionTree::Branch& branch = end->edit_branch(&attribute);
  branch.contains_eager = true;
  branch.alias = std::move(alias);
  return longer;
}

LoaderOption LoaderOption::wildcard(std::string_view text, Lazy strategy) const {
  if (text != "*") {
    throw ArgumentError(str_cat("loader option: '", text,
                                "' names nothing; give a member (&User::addresses), or \"*\" for "
                                "all relationships"));
  }
  auto [longer, end] = extended();
  end->edit_branch(nullptr).strategy = strategy;
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
LoaderOption LoaderOption::noload(std::string_view text) const {
  return wildcard(text, Lazy::noload);
}

LoaderOption LoaderOption::column(const Attribute& attribute, OptionTree::ColumnRule rule) const {
  if (attribute.is_relationship()) {
    throw ArgumentError(str_cat("loader option: ", attribute.str(),
                                " is a relationship, not a column; use lazyload(), selectinload() "
                                "and their like"));
  }
  auto [longer, end] = extended();
  end->set_column(attribute, rule);
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
    end->set_column(*attribute, OptionTree::ColumnRule::load);
  }
  return longer;
}

LoaderOption LoaderOption::undefer(std::string_view wildcard) const {
  if (wildcard != "*") {
    throw ArgumentError(str_cat("undefer(\"", wildcard,
                                "\"): give a member (&User::biography), or \"*\" for all columns"));
  }
  auto [longer, end] = extended();
  end->set_all_columns(OptionTree::ColumnRule::load);
  return longer;
}

LoaderOption LoaderOption::undefer_group(std::string group) const {
  auto [longer, end] = extended();
  end->undefer_group(std::move(group));
  return longer;
}

LoaderOption LoaderOption::and_(const Expr<bool>& criterion) const {
  if (path_.empty()) {
    throw ArgumentError("and_(): name the relationship first, such as selectinload(&User::posts)");
  }
  LoaderOption longer = *this;
  longer.tree_ = tree_->copy();
  OptionTree* end = longer.tree_.get();
  for (std::size_t i = 0; i + 1 < path_.size(); ++i) end = &end->edit_below(path_[i]);
  OptionTree::Branch& branch = end->edit_branch(path_.back());
  branch.criterion = branch.criterion
                         ? (Expr<bool>(branch.criterion) && criterion).node()
                         : criterion.node();
  return longer;
}

LoaderOption LoaderOption::with_below(std::vector<const LoaderOption*> below) const {
  auto [longer, end] = extended();
  for (const LoaderOption* option : below) end->merge(option->tree());
  return longer;
}

LoaderOption lazyload(std::string_view wildcard) { return LoaderOption().lazyload(wildcard); }
LoaderOption raiseload(std::string_view wildcard, bool sql_only) {
  return LoaderOption().raiseload(wildcard, sql_only);
}
LoaderOption selectinload(std::string_view wildcard) {
  return LoaderOption().selectinload(wildcard);
}
LoaderOption noload(std::string_view wildcard) { return LoaderOption().noload(wildcard); }

}  // namespace cupel
