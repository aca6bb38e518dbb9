#pragma once

#include <cstdint>

/// Numbers of PostgreSQL's built-in types; they never change.
namespace cupel::postgresql::oid {

using Oid = std::uint32_t;

inline constexpr Oid bool_ = 16;
inline constexpr Oid bytea = 17;
inline constexpr Oid char_ = 18;
inline constexpr Oid name = 19;
inline constexpr Oid int8 = 20;
inline constexpr Oid int2 = 21;
inline constexpr Oid int4 = 23;
inline constexpr Oid text = 25;
inline constexpr Oid oid = 26;
inline constexpr Oid xid = 28;
inline constexpr Oid json = 114;
inline constexpr Oid xml = 142;
inline constexpr Oid cidr = 650;
inline constexpr Oid float4 = 700;
inline constexpr Oid float8 = 701;
inline constexpr Oid unknown = 705;
inline constexpr Oid macaddr8 = 774;
inline constexpr Oid money = 790;
inline constexpr Oid macaddr = 829;
inline constexpr Oid inet = 869;
inline constexpr Oid bpchar = 1042;
inline constexpr Oid varchar = 1043;
inline constexpr Oid date = 1082;
inline constexpr Oid time = 1083;
inline constexpr Oid timestamp = 1114;
inline constexpr Oid timestamptz = 1184;
inline constexpr Oid interval = 1186;
inline constexpr Oid timetz = 1266;
inline constexpr Oid bit = 1560;
inline constexpr Oid varbit = 1562;
inline constexpr Oid numeric = 1700;
inline constexpr Oid refcursor = 1790;
inline constexpr Oid regclass = 2205;
inline constexpr Oid void_ = 2278;
inline constexpr Oid uuid = 2950;
inline constexpr Oid jsonb = 3802;

/// Types made by users and extensions have numbers from here on.
inline constexpr Oid first_of_users = 16384;

}  // namespace cupel::postgresql::oid
