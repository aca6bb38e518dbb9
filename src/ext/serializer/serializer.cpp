#include <array>
#include <utility>

#include <cupel/error/core_errors.hpp>
#include <cupel/error/dbapi_errors.hpp>
#include <cupel/ext/serializer/serializer.hpp>
#include <cupel/schema/metadata.hpp>
#include <cupel/sql/expression/element_families.hpp>
#include <cupel/sql/expression/merge.hpp>
#include <cupel/util/str_cat.hpp>

#include "ext/serializer/node_forms.hpp"
#include "ext/serializer/reader.hpp"
#include "ext/serializer/writer.hpp"

namespace cupel::detail {
namespace {

std::string_view root_name(SerializedRoot root) {
  static constexpr std::array<std::string_view, 10> names{
      "Expr<>", "FromExpr", "CteExpr", "Select<>", "CompoundExpr<>",
      "Insert", "Update",   "Delete",  "Merge",    "TextExpr"};
  return names[static_cast<std::size_t>(root)];
}

SerializedRoot root_of(const ClauseElement& node) {
  switch (node.kind()) {
    case ElementKind::cte:
      return SerializedRoot::cte;
    case ElementKind::select:
      return SerializedRoot::select;
    case ElementKind::insert:
      return SerializedRoot::insert;
    case ElementKind::update:
      return SerializedRoot::update;
    case ElementKind::delete_:
      return SerializedRoot::delete_;
    case ElementKind::text:
      return SerializedRoot::text;
    default:
      break;
  }
  if (as_select(&node)) return SerializedRoot::compound_select;
  if (as_from(&node)) return SerializedRoot::from;
  if (as_column(&node)) return SerializedRoot::expression;
  if (node.construct_name() == MergeState::kName) return SerializedRoot::merge;
  throw_damaged_bytes("a part of a statement without the statement");
}

/// Whether a handle of one kind may hold what is of another.
bool may_hold(SerializedRoot wanted, SerializedRoot is) {
  return wanted == is || (wanted == SerializedRoot::from && is == SerializedRoot::cte) ||
         (wanted == SerializedRoot::expression && is == SerializedRoot::text);
}

}  // namespace

std::string dump_root(const ElementPtr& element, const Parameters* options,
                      const Parameters* params) {
  if (!element) {
    throw InvalidRequestError("serializer::dumps() got an empty handle; give it a statement");
  }
  NodeWriter writer(*element);
  SerialWriter& out = writer.out();
  out.raw(kSerializedMagic.data(), kSerializedMagic.size());
  out.byte(kSerializedVersion);
  writer.node(element.get());
  write_parameters(out, options);
  write_parameters(out, params);
  return out.take();
}

LoadedRoot load_root(std::string_view bytes, const MetaData& metadata, SerializedRoot wanted,
                     std::size_t columns) {
  if (!bytes.starts_with(kSerializedMagic) || bytes.size() == kSerializedMagic.size()) {
    throw_damaged_bytes("they do not begin with \"cupel.serializer\" and a version");
  }
  const auto version = static_cast<std::uint8_t>(bytes[kSerializedMagic.size()]);
  if (version != kSerializedVersion) {
    throw DataError(str_cat("these bytes are of version ", static_cast<int>(version),
                            " of serializer::dumps(), and this Cupel reads version ",
                            static_cast<int>(kSerializedVersion),
                            "; write the statement anew with this one"));
  }
  NodeReader reader(bytes.substr(kSerializedMagic.size() + 1), metadata.node());
  LoadedRoot loaded;
  try {
    loaded.element = reader.node();
  } catch (const ArgumentError& error) {
    // Arguments that a constructor refuses were not those of an object that was written.
    throw_damaged_bytes(error.what());
  }
  if (!loaded.element) throw_damaged_bytes("there is nothing in them");
  loaded.options = read_parameters(reader.in());
  loaded.params = read_parameters(reader.in());
  if (!reader.in().at_end()) throw_damaged_bytes("they go on behind their end");

  const SerializedRoot is = root_of(*loaded.element);
  if (!may_hold(wanted, is)) {
    throw InvalidRequestError(str_cat("these bytes hold a ", root_name(is), ", not a ",
                                      root_name(wanted), "; call serializer::loads<", root_name(is),
                                      ">()"));
  }
  if (columns != 0) {
    const auto& select = static_cast<const SelectBase&>(*loaded.element);
    const std::size_t count = select.all_selected_columns().size();
    if (count != columns) {
      throw InvalidRequestError(str_cat("these bytes hold a ", root_name(is), " of ", count,
                                        " columns, not of ", columns,
                                        "; name as many types, or none"));
    }
  }
  return loaded;
}

}  // namespace cupel::detail
