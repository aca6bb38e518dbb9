#include "cupel/schema/naming.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/did_you_mean.hpp"
#include "cupel/schema/constraint.hpp"
#include "cupel/schema/foreign_key.hpp"
#include "cupel/schema/index.hpp"
#include "cupel/schema/metadata.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {

ConstraintName ConstraintName::converted(std::string text) {
  ConstraintName name(std::move(text));
  name.state_ = State::converted;
  return name;
}

ConstraintName ConstraintName::deferred() {
  ConstraintName name;
  name.state_ = State::deferred;
  return name;
}

NamingConvention::NamingConvention() : templates_{{"ix", "ix_%(column_0_label)s"}} {}

NamingConvention::NamingConvention(
    std::initializer_list<std::pair<std::string_view, std::string_view>> templates)
    : NamingConvention() {
  static constexpr std::array<std::string_view, 5> kKinds = {"pk", "uq", "ck", "fk", "ix"};
  for (const auto& [kind, text] : templates) {
    if (std::find(kKinds.begin(), kKinds.end(), kind) == kKinds.end()) {
      throw ArgumentError(
          str_cat("naming convention for ", quoted(kind),
                  ": no such kind of constraint; the kinds are pk, uq, ck, fk, ix"));
    }
    if (kind == "ix") {
      templates_[0].second = text;
    } else {
      templates_.emplace_back(kind, text);
    }
  }
}

NamingConvention& NamingConvention::token(std::string_view name, Token text) {
  tokens_.emplace_back(name, std::move(text));
  return *this;
}

const std::string* NamingConvention::find(std::string_view kind) const {
  for (const auto& [k, text] : templates_)
    if (k == kind) return &text;
  return nullptr;
}

const NamingConvention::Token* NamingConvention::find_token(std::string_view name) const {
  for (const auto& [n, token] : tokens_)
    if (n == name) return &token;
  return nullptr;
}

namespace {

/// One column token: column_0_name, column_0N_name, referred_column_0_N_name.
struct ColumnToken {
  bool referred = false;
  std::size_t index = 0;
  bool all = false;
  std::string_view separator;
  std::string_view attribute;  // name, key, label
};

std::optional<ColumnToken> parse_column_token(std::string_view token) {
  ColumnToken out;
  std::string_view rest = token;
  if (rest.starts_with("referred_")) {
    out.referred = true;
    rest.remove_prefix(9);
  }
  if (!rest.starts_with("column_")) return std::nullopt;
  rest.remove_prefix(7);
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), out.index);
  if (error != std::errc()) return std::nullopt;
  rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
  if (rest.starts_with("_N_")) {
    out.all = true;
    out.separator = "_";
    rest.remove_prefix(2);
  } else if (rest.starts_with("N_")) {
    out.all = true;
    rest.remove_prefix(1);
  }
  if (!rest.starts_with("_")) return std::nullopt;
  out.attribute = rest.substr(1);
  const bool known = out.attribute == "name" ||
                     (!out.referred && (out.attribute == "key" || out.attribute == "label"));
  return known ? std::optional(out) : std::nullopt;
}

/// What is being named, seen alike for constraints and indexes.
struct Named {
  const Constraint* constraint = nullptr;
  const Index* index = nullptr;
  std::span<const SchemaColumn* const> columns;
  const ConstraintName* name = nullptr;
  const SchemaTable* table = nullptr;

  [[nodiscard]] const ForeignKeyConstraint* foreign_key() const {
    return constraint && constraint->kind() == ConstraintKind::foreign_key
               ? static_cast<const ForeignKeyConstraint*>(constraint)
               : nullptr;
  }
};

std::string column_text(const SchemaColumn& column, std::string_view attribute) {
  if (attribute == "key") return column.key_text();
  if (attribute == "name") return column.name().text();
  const SchemaTable& table = *column.schema_table();
  std::string out;
  if (!table.schema().empty()) str_append(out, table.schema().text(), "_");
  str_append(out, table.name().text(), "_", column.name().text());
  return out;
}

/// "schema.table.column" of a target, in pieces from the end.
std::vector<std::string> split_target(const ForeignKey& key) {
  const std::string text = key.target_fullname();
  std::vector<std::string> out;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i == text.size() || text[i] == '.') {
      out.push_back(text.substr(begin, i - begin));
      begin = i + 1;
    }
  }
  return out;
}

class Expansion {
 public:
  explicit Expansion(const Named& named) : named_(named) {}

  std::string expand(const std::string& pattern) const {
    std::string out;
    for (std::size_t i = 0; i < pattern.size();) {
      if (pattern[i] != '%') {
        out += pattern[i++];
        continue;
      }
      if (pattern.compare(i, 2, "%%") == 0) {
        out += '%';
        i += 2;
        continue;
      }
      const std::size_t close = pattern.find(")s", i);
      if (pattern.compare(i, 2, "%(") != 0 || close == std::string::npos) {
        throw ArgumentError(str_cat("naming convention ", quoted(pattern),
                                    ": a token is written %(name)s, a percent sign %%"));
      }
      out += token(std::string_view(pattern).substr(i + 2, close - i - 2), pattern);
      i = close + 2;
    }
    return out;
  }

 private:
  std::string token(std::string_view name, const std::string& pattern) const {
    const auto& convention = named_.table->metadata().options().naming_convention;
    if (const auto* custom = convention.find_token(name))
      return (*custom)(named_.constraint, named_.index, Table(*named_.table));
    if (name == "table_name") return named_.table->name().text();
    if (name == "constraint_name") return constraint_name(pattern);
    if (name == "referred_table_name") {
      if (const auto* fk = named_.foreign_key()) {
        const auto parts = split_target(*fk->elements()[0]);
        return parts.size() >= 2 ? parts[parts.size() - 2] : parts[0];
      }
    }
    if (const auto column = parse_column_token(name)) return column_token(*column, name);
    std::vector<std::string> known = {
        "table_name",     "referred_table_name", "constraint_name",
        "column_0_name",  "column_0_key",        "column_0_label",
        "column_0N_name", "column_0_N_name",     "referred_column_0_name"};
    throw ArgumentError(str_cat("naming convention ", quoted(pattern), " of table ",
                                quoted(named_.table->key()), ": no token ", quoted(name), " here",
                                did_you_mean(name, known),
                                "; tokens of your own are added by NamingConvention::token()"));
  }

  std::string constraint_name(const std::string& pattern) const {
    if (named_.name->has_text()) return named_.name->text();
    throw InvalidRequestError(str_cat("naming convention ", quoted(pattern), " of table ",
                                      quoted(named_.table->key()),
                                      " includes %(constraint_name)s, so the constraint has to be "
                                      "given a name"));
  }

  std::string column_token(const ColumnToken& token, std::string_view name) const {
    const auto* fk = named_.foreign_key();
    if (token.referred && !fk) {
      throw ArgumentError(
          str_cat("naming convention token ", quoted(name), " is for foreign keys only"));
    }
    const std::size_t count = fk ? fk->elements().size() : named_.columns.size();
    const auto one = [&](std::size_t i) -> std::string {
      if (token.referred) return split_target(*fk->elements()[i]).back();
      return column_text(fk ? *fk->elements()[i]->parent() : *named_.columns[i], token.attribute);
    };
    if (token.all) {
      std::string out;
      for (std::size_t i = 0; i < count; ++i) {
        if (i) out += token.separator;
        out += one(i);
      }
      return out;
    }
    if (token.index >= count) {
      throw ArgumentError(str_cat("naming convention token ", quoted(name), " in table ",
                                  quoted(named_.table->key()), ": there are only ", count,
                                  " columns; give the constraint a name"));
    }
    return one(token.index);
  }

  const Named& named_;
};

ConstraintName name_of(const Named& named, std::string_view kind) {
  const ConstraintName& own = *named.name;
  if (own.is_converted()) return own;
  const std::string* pattern = named.table->metadata().options().naming_convention.find(kind);
  const bool applies =
      pattern && (!own.has_text() || pattern->find("%(constraint_name)s") != std::string::npos);
  if (applies) return ConstraintName::converted(Expansion(named).expand(*pattern));
  return own.has_text() ? own : ConstraintName();
}

std::string_view kind_of(const Constraint& constraint) {
  switch (constraint.kind()) {
    case ConstraintKind::primary_key:
      return "pk";
    case ConstraintKind::unique:
      return "uq";
    case ConstraintKind::check:
      return "ck";
    case ConstraintKind::foreign_key:
      return "fk";
    case ConstraintKind::exclude:
      return "";
  }
  return "";
}

}  // namespace

ConstraintName name_for_table(const Constraint& constraint, const SchemaTable& table) {
  return name_of({.constraint = &constraint,
                  .index = nullptr,
                  .columns = constraint.columns(),
                  .name = &constraint.name(),
                  .table = &table},
                 kind_of(constraint));
}

ConstraintName name_for_table(const Index& index, const SchemaTable& table) {
  return name_of({.constraint = nullptr,
                  .index = &index,
                  .columns = index.columns(),
                  .name = &index.name(),
                  .table = &table},
                 "ix");
}

}  // namespace cupel
