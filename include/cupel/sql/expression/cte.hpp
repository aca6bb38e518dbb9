#pragma once

#include <string>
#include <vector>

#include <cupel/sql/expression/alias.hpp>

namespace cupel {

/// A piece of text put before or after something, for one dialect or all ("" or "*").
struct PrefixClause {
  ElementPtr text;
  std::string dialect;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("text", self.text);
    f("dialect", self.dialect);
  }
};

struct CteParts {
  bool recursive = false;
  bool nesting = false;  ///< rendered within the statement that uses it
  std::vector<PrefixClause> prefixes = {};
  std::vector<PrefixClause> suffixes = {};
};

/// WITH name AS (statement)
class CTE final : public FieldsOf<CTE, AliasedReturnsRows> {
 public:
  /// `element`: a SELECT, or INSERT, UPDATE, DELETE.
  CTE(Ptr<const ReturnsRows> element, const Name& name, CteParts options = {});

  bool is_recursive() const noexcept { return recursive_; }
  bool is_nesting() const noexcept { return nesting_; }
  const std::vector<PrefixClause>& prefixes() const noexcept { return prefixes_; }
  const std::vector<PrefixClause>& suffixes() const noexcept { return suffixes_; }
  /// The CTE that this one is an alias of, or null.
  const Ptr<const CTE>& alias_of() const noexcept { return alias_of_; }
  /// The CTE that this one replaces (made by union_()), or null: both have one name and render
  /// once.
  const Ptr<const CTE>& restates() const noexcept { return restates_; }

  /// name AS alias, in FROM.
  Ptr<CTE> make_alias(const Name& name) const;
  /// This CTE with its element united with `others` (recursive: they refer to this one).
  Ptr<CTE> make_union(std::vector<SelectBasePtr> others, bool all) const;
  Ptr<CTE> with_prefix(PrefixClause prefix) const;
  Ptr<CTE> with_suffix(PrefixClause suffix) const;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    AliasedReturnsRows::for_each_field(self, f);
    f("alias_of", self.alias_of_);
    f("restates", self.restates_);
    f("recursive", self.recursive_);
    f("nesting", self.nesting_);
    f("prefixes", self.prefixes_);
    f("suffixes", self.suffixes_);
  }

 protected:
  void populate_columns(Columns& columns) const override;

 private:
  Ptr<const CTE> alias_of_;
  Ptr<const CTE> restates_;
  std::vector<PrefixClause> prefixes_;
  std::vector<PrefixClause> suffixes_;
  bool recursive_ = false;
  bool nesting_ = false;
};

/// A CTE attached to a statement by add_cte().
struct IndependentCte {
  Ptr<const CTE> cte;
  bool nest_here = false;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("cte", self.cte);
    f("nest_here", self.nest_here);
  }
};

}  // namespace cupel
