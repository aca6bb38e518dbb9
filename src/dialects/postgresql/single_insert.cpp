#include "dialects/postgresql/single_insert.hpp"

#include "cupel/util/str_cat.hpp"

#include "dialects/postgresql/type_compiler.hpp"

namespace cupel::postgresql {

std::string place_text(const Dialect& dialect, std::size_t number) {
  return is_numeric(dialect.traits().paramstyle) ? str_cat("$", number) : "?";
}

std::optional<Places> places_of(const Compiled& compiled, const Dialect& dialect,
                                bool with_arrays) {
  if (compiled.positions().empty() || compiled.flags().has_expanding) return {};
  Places out;
  for (const std::uint32_t slot : compiled.positions()) {
    const TypePtr& impl = compiled.binds()[slot].impl;
    if (!impl || (impl->type_affinity() == TypeAffinity::array && !with_arrays)) return {};
    const std::string cast =
        bind_cast_text(*impl, dialect.traits().bind_typing, dialect.type_compiler());
    std::string type = cast.empty() ? std::string() : cast.substr(2);
    if (impl->type_affinity() == TypeAffinity::binary) type = "BYTEA";
    if (type.empty()) return {};
    out.texts.push_back(place_text(dialect, out.texts.size() + 1) + cast);
    out.casts.push_back(cast);
    out.types.push_back(std::move(type));
  }
  return out;
}

std::optional<SingleInsert> single_insert(const Compiled& insert, const Dialect& dialect,
                                          bool with_arrays) {
  const CompiledFlags& flags = insert.flags();
  if (!flags.is_insert || flags.multi_values || flags.from_select) return {};
  auto places = places_of(insert, dialect, with_arrays);
  if (!places) return {};
  const std::string_view sql = insert.sql();
  const std::string values = str_cat(" VALUES (", join(places->texts, ", "), ")");
  const std::size_t at = sql.find(values);
  if (at == std::string_view::npos) return {};
  return SingleInsert{std::move(*places), sql.substr(0, at), sql.substr(at + values.size())};
}

}  // namespace cupel::postgresql
