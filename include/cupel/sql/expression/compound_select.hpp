#pragma once

#include <cupel/sql/expression/select.hpp>
#include <cupel/sql/expression/text_clause.hpp>

namespace cupel {

enum class CompoundKeyword : std::uint8_t {
  union_,
  union_all,
  except_,
  except_all,
  intersect,
  intersect_all
};

/// UNION, EXCEPT, INTERSECT of several statements.
class CompoundSelect final : public FieldsOf<CompoundSelect, SelectBase> {
 public:
  /// Throws ArgumentError when the statements differ in their number of columns.
  CompoundSelect(CompoundKeyword keyword, std::vector<SelectBasePtr> selects);
  CompoundSelect(const CompoundSelect& other);
  ~CompoundSelect() override;

  struct Parts {
    std::vector<SelectBasePtr> selects;  ///< grouped where they have to be
    ColumnList order_by;
    ColumnList group_by;
    RowLimit row_limit;
    std::optional<ForUpdateArg> for_update;
    LabelStyle label_style = kLabelStyleDefault;
    std::vector<IndependentCte> independent_ctes;

    template <class Self, class F>
    static void for_each_field(Self& self, F&& f) {
      f("selects", self.selects);
      f("order_by", self.order_by);
      f("group_by", self.group_by);
      f("row_limit", self.row_limit);
      f("for_update", self.for_update);
      f("label_style", self.label_style);
      f("independent_ctes", self.independent_ctes);
    }
  };

  CompoundKeyword keyword() const noexcept { return keyword_; }
  const Parts& parts() const noexcept { return parts_; }
  Parts& edit() noexcept;

  const ColumnCollection& selected_columns() const override;
  const ColumnList& all_selected_columns() const override;
  LabelStyle label_style() const noexcept override { return parts_.label_style; }
  SelectBasePtr with_label_style(LabelStyle style) const override;
  SelectBasePtr self_group(OperatorRef against = {}) const override;
  void make_proxies(const FromClause& owner,
                    std::vector<std::pair<std::string, Ptr<ColumnClause>>>& proxies) const override;
  void collect_froms(FromList& froms) const override;
  bool is_derived_from(const FromClause* from) const noexcept override;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("keyword", self.keyword_);
    std::remove_reference_t<decltype(self.parts_)>::for_each_field(self.parts_, f);
  }

 private:
  Parts parts_;
  CompoundKeyword keyword_;
};

/// ( SELECT ... ) within a set operation.
class SelectGrouping final : public FieldsOf<SelectGrouping, SelectBase> {
 public:
  explicit SelectGrouping(SelectBasePtr element);
  const SelectBasePtr& element() const noexcept { return element_; }
  const ColumnCollection& selected_columns() const override { return element_->selected_columns(); }
  const ColumnList& all_selected_columns() const override {
    return element_->all_selected_columns();
  }
  LabelStyle label_style() const noexcept override { return element_->label_style(); }
  SelectBasePtr with_label_style(LabelStyle style) const override;
  void make_proxies(const FromClause& owner,
                    std::vector<std::pair<std::string, Ptr<ColumnClause>>>& proxies) const override;
  void collect_froms(FromList& froms) const override;
  bool is_derived_from(const FromClause* from) const noexcept override;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("element", self.element_);
  }

 private:
  SelectBasePtr element_;
};

/// text(...).columns(...): text whose result columns are known.
class TextualSelect final : public FieldsOf<TextualSelect, SelectBase> {
 public:
  TextualSelect(Ptr<const TextClause> text, ColumnList columns, bool positional);
  TextualSelect(const TextualSelect& other);
  ~TextualSelect() override;

  const Ptr<const TextClause>& element() const noexcept { return text_; }
  const ColumnList& column_args() const noexcept { return columns_; }
  bool is_positional() const noexcept { return positional_; }
  const std::vector<IndependentCte>& independent_ctes() const noexcept { return ctes_; }
  Ptr<TextualSelect> with_cte(IndependentCte cte) const;

  const ColumnCollection& selected_columns() const override;
  const ColumnList& all_selected_columns() const override { return columns_; }
  LabelStyle label_style() const noexcept override { return LabelStyle::none; }
  SelectBasePtr self_group(OperatorRef = {}) const override { return SelectBasePtr(this); }
  void make_proxies(const FromClause& owner,
                    std::vector<std::pair<std::string, Ptr<ColumnClause>>>& proxies) const override;
  void collect_froms(FromList&) const override {}

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("element", self.text_);
    f("column_args", self.columns_);
    f("positional", self.positional_);
    f("independent_ctes", self.ctes_);
  }

 private:
  Ptr<const TextClause> text_;
  ColumnList columns_;
  std::vector<IndependentCte> ctes_;
  bool positional_ = false;
  mutable std::atomic<ColumnCollection*> collection_{nullptr};
};

}  // namespace cupel
