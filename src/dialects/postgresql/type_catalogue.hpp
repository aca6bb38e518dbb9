#pragma once

#include <string>

#include <boost/unordered/unordered_flat_map.hpp>

#include "dialects/postgresql/oids.hpp"

namespace cupel::postgresql {

/// Types of users and extensions, as far as a connection has met them.
struct TypeCatalogue {
  struct Entry {
    std::string name;      ///< as format_type() writes it
    oid::Oid wire = 0;     ///< the built-in type with the same wire form; 0: text only
    oid::Oid element = 0;  ///< of an array
  };
  boost::unordered_flat_map<oid::Oid, Entry> entries;
};

}  // namespace cupel::postgresql
