#pragma once
// The bytes of pickle.hpp: a header, then one MessagePack document.
//
//   "cupel.pickle" version-byte
//   [ classes, objects, roots ]
//
//   class   = [ name, [ attribute name... ] ]
//   object  = [ class, bits, identity, attributes, user, queued, parents ]
//     identity   nil, or the values of the primary key
//     attributes one for each name of the class: flags, or [ flags, content ],
//                or [ flags, content, kind of old value, old content ]
//       content of a scalar     value
//               of a reference  object or nil
//               of a collection [ object... ], of a dict [ [ object... ], [ key... ] ]
//     user       nil, or [ name, value, name, value... ] of the listeners
//     queued     nil, or [ [ attribute, [ added... ], [ removed... ], applied ]... ]
//     parents    nil, or [ [ class, attribute, object or nil ]... ]
//   roots   = [ object... ]
//
// Classes, attributes and objects are positions in the lists above them, so depth does not grow
// with the graph. Whatever is read is checked before it is used.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "cupel/types/value.hpp"

namespace cupel::detail {

/// A part of the document: a list, or a leaf.
using PickleNode = nlohmann::json;

/// The state bits of an object that go along; the numbers are the format's.
enum PickleBit : std::uint32_t {
  kPickledKey = 1,
  kPickledModified = 2,
  kPickledExpired = 4,
  kPickledFullyExpired = 8,
};

[[nodiscard]] std::string write_pickle(const PickleNode& document);
/// Throws DataError for bytes that do not begin as these or are no document; what it says is still
/// to be checked.
[[nodiscard]] PickleNode read_pickle(std::string_view bytes);

/// Throws InvalidRequestError for what could not be read back: arrays in arrays in arrays without
/// end, a document with numbers that JSON does not have.
[[nodiscard]] PickleNode pickled_value(const Value& value);
/// Throws DataError.
[[nodiscard]] Value unpickled_value(const PickleNode& node);

[[noreturn]] void throw_damaged(std::string_view what);

// Each throws DataError when the node is something else; `what` says in which place.
[[nodiscard]] const PickleNode::array_t& pickled_list(const PickleNode& node,
                                                      std::string_view what);
/// A list of so many items.
[[nodiscard]] const PickleNode::array_t& pickled_list(const PickleNode& node, std::size_t size,
                                                      std::string_view what);
[[nodiscard]] const std::string& pickled_text(const PickleNode& node, std::string_view what);
/// A number below `limit`: a position in a list, or a set of bits.
[[nodiscard]] std::size_t pickled_index(const PickleNode& node, std::size_t limit,
                                        std::string_view what);

}  // namespace cupel::detail
