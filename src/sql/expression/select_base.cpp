#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <cupel/sql/expression/compound_select.hpp>
#include <cupel/sql/expression/select.hpp>
#include <cupel/sql/expression/type_fields.hpp>

#include "sql/expression/standard_types.hpp"

namespace cupel {
namespace {

/// Chooses the keys of exported columns: the column's own, numbered where it is taken already.
class KeyChooser {
 public:
  explicit KeyChooser(LabelStyle style) : style_(style) {}

  std::string choose(const ColumnElement& column) {
    constexpr const char* kNone = "_no_label";
    if (column.is_text() && column.kind() == ElementKind::text) return {};
    std::string key =
        style_ == LabelStyle::tablename_plus_col ? qualified_key(column) : column.proxy_key();
    if (style_ == LabelStyle::none) return key.empty() ? kNone : key;
    if (key.empty()) {
      if (used_.insert(kNone).second) return kNone;
      return number(column, {});
    }
    if (used_.insert(key).second) return key;
    return number(column, key);
  }

 private:
  static std::string qualified_key(const ColumnElement& column) {
    if (column.kind() == ElementKind::column) {
      const auto& named = as<ColumnClause>(column);
      if (named.table() && named.key_text() != named.name().text()) {
        return named.table()->from_name().joined("_", Name(named.key_text())).text();
      }
    }
    return column.tq_label().text();
  }
  std::string number(const ColumnElement& column, const std::string& key) {
    const auto id = reinterpret_cast<std::uintptr_t>(column.identity());
    return Name::anonymous(id, key.empty() ? "anon" : key).resolve(names_);
  }

  LabelStyle style_;
  AnonymousNames names_;
  std::unordered_set<std::string> used_;
};

/// Decides about the labels of a columns clause, one column after the other.
class LabelChooser {
 public:
  LabelChooser(LabelStyle style, bool anon_for_dupe_key)
      : qualified_(style == LabelStyle::tablename_plus_col),
        none_(style == LabelStyle::none),
        dedupe_(anon_for_dupe_key) {}

  ColumnPlusNames choose(const ColumnPtr& column) {
    ColumnPlusNames out;
    out.column = column;
    if (!column->render_label_in_columns_clause()) return out;
    if (none_) {
      out.fallback_label = column->non_anon_label();
      if (out.fallback_label.empty()) out.fallback_label = column->anon_name_label();
      return out;
    }
    Name effective = qualified_ ? column->tq_label() : column->non_anon_label();
    out.fallback_label = effective;
    if (qualified_) out.required_label = effective;
    if (effective.empty()) {
      effective = column->expression_label();
      if (effective.empty()) {
        name_anonymously(out);
        return out;
      }
      out.required_label = out.fallback_label = effective;
    }
    disambiguate(out, effective);
    return out;
  }

 private:
  void name_anonymously(ColumnPlusNames& out) {
    Name label = out.column->anon_name_label();
    const auto [place, fresh] = names_.try_emplace(label.text(), out.column->identity());
    out.required_label = Name();
    if (fresh) {
      out.fallback_label = std::move(label);
    } else {
      place->second = out.column->identity();
      out.repeated = true;
      out.fallback_label = next_dedupe_label(*out.column);
    }
  }

  void disambiguate(ColumnPlusNames& out, const Name& effective) {
    const ClauseElement* identity = out.column->identity();
    const auto [place, fresh] = names_.try_emplace(effective.text(), identity);
    if (fresh) return;
    if (place->second == identity) {
      // The same column once more: the first keeps the name.
      if (dedupe_) repeat(out);
      return;
    }
    Name label = qualified_ ? out.column->anon_tq_label() : out.column->anon_name_label();
    const bool taken = !names_.try_emplace(label.text(), identity).second;
    if (taken && dedupe_) {
      repeat(out);
    } else {
      out.required_label = out.fallback_label = std::move(label);
    }
  }

  void repeat(ColumnPlusNames& out) {
    out.required_label = out.fallback_label = next_dedupe_label(*out.column);
    out.repeated = true;
  }

  Name next_dedupe_label(const ColumnElement& column) {
    const std::uint64_t index = ++repetitions_;
    return qualified_ ? column.dedupe_anon_tq_label(index) : column.dedupe_anon_label(index);
  }

  bool qualified_;
  bool none_;
  bool dedupe_;
  std::uint64_t repetitions_ = 0;
  std::unordered_map<std::string, const ClauseElement*> names_;
};

}  // namespace

SelectBase::~SelectBase() = default;

std::vector<ColumnPlusNames> SelectBase::columns_plus_names(bool anon_for_dupe_key,
                                                            const ColumnList* columns) const {
  const ColumnList& all = columns ? *columns : all_selected_columns();
  LabelChooser labels(label_style(), anon_for_dupe_key);
  KeyChooser keys(label_style());
  std::vector<ColumnPlusNames> out;
  out.reserve(all.size());
  for (const ColumnPtr& column : all) {
    out.push_back(labels.choose(column));
    out.back().proxy_key = keys.choose(*column);
  }
  return out;
}

SelectBasePtr SelectBase::self_group(OperatorRef) const {
  return make_ptr<SelectGrouping>(SelectBasePtr(this));
}

SelectBasePtr SelectBase::with_label_style(LabelStyle) const {
  return SelectBasePtr(this);
}

TypePtr SelectBase::scalar_type() const {
  const ColumnList& columns = all_selected_columns();
  return columns.empty() ? detail::null_type() : columns.front()->type();
}

}  // namespace cupel
