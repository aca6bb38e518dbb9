#pragma once
// The two tables that reflection without language support needs: "can T be initialised from n
// empty braces" and "bind the n members of T", for n up to 128. See util/reflect.hpp.

#include <cstddef>

namespace cupel::detail {

inline constexpr std::size_t kMaxAggregateMembers = 128;

// clang-format off
#define CUPEL_E1 {}
#define CUPEL_E2 CUPEL_E1, CUPEL_E1
#define CUPEL_E4 CUPEL_E2, CUPEL_E2
#define CUPEL_E8 CUPEL_E4, CUPEL_E4
#define CUPEL_E16 CUPEL_E8, CUPEL_E8
#define CUPEL_E32 CUPEL_E16, CUPEL_E16
#define CUPEL_E64 CUPEL_E32, CUPEL_E32
#define CUPEL_E128 CUPEL_E64, CUPEL_E64

/// True when `T{{}, {}, ...}` with `n` empty braces is well formed: T has at least n members.
template <class T, std::size_t n>
inline constexpr bool kBracesFit = false;

template <class T> inline constexpr bool kBracesFit<T, 1> = requires { T{CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 2> = requires { T{CUPEL_E2}; };
template <class T> inline constexpr bool kBracesFit<T, 3> = requires { T{CUPEL_E2, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 4> = requires { T{CUPEL_E4}; };
template <class T> inline constexpr bool kBracesFit<T, 5> = requires { T{CUPEL_E4, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 6> = requires { T{CUPEL_E4, CUPEL_E2}; };
template <class T> inline constexpr bool kBracesFit<T, 7> = requires { T{CUPEL_E4, CUPEL_E2, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 8> = requires { T{CUPEL_E8}; };
template <class T> inline constexpr bool kBracesFit<T, 9> = requires { T{CUPEL_E8, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 10> = requires { T{CUPEL_E8, CUPEL_E2}; };
template <class T> inline constexpr bool kBracesFit<T, 11> = requires { T{CUPEL_E8, CUPEL_E2, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 12> = requires { T{CUPEL_E8, CUPEL_E4}; };
template <class T> inline constexpr bool kBracesFit<T, 13> = requires { T{CUPEL_E8, CUPEL_E4, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 14> = requires { T{CUPEL_E8, CUPEL_E4, CUPEL_E2}; };
template <class T> inline constexpr bool kBracesFit<T, 15> = requires { T{CUPEL_E8, CUPEL_E4, CUPEL_E2, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 16> = requires { T{CUPEL_E16}; };
template <class T> inline constexpr bool kBracesFit<T, 17> = requires { T{CUPEL_E16, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 18> = requires { T{CUPEL_E16, CUPEL_E2}; };
template <class T> inline constexpr bool kBracesFit<T, 19> = requires { T{CUPEL_E16, CUPEL_E2, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 20> = requires { T{CUPEL_E16, CUPEL_E4}; };
template <class T> inline constexpr bool kBracesFit<T, 21> = requires { T{CUPEL_E16, CUPEL_E4, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 22> = requires { T{CUPEL_E16, CUPEL_E4, CUPEL_E2}; };
template <class T> inline constexpr bool kBracesFit<T, 23> = requires { T{CUPEL_E16, CUPEL_E4, CUPEL_E2, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 24> = requires { T{CUPEL_E16, CUPEL_E8}; };
template <class T> inline constexpr bool kBracesFit<T, 25> = requires { T{CUPEL_E16, CUPEL_E8, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 26> = requires { T{CUPEL_E16, CUPEL_E8, CUPEL_E2}; };
template <class T> inline constexpr bool kBracesFit<T, 27> = requires { T{CUPEL_E16, CUPEL_E8, CUPEL_E2, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 28> = requires { T{CUPEL_E16, CUPEL_E8, CUPEL_E4}; };
template <class T> inline constexpr bool kBracesFit<T, 29> = requires { T{CUPEL_E16, CUPEL_E8, CUPEL_E4, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 30> = requires { T{CUPEL_E16, CUPEL_E8, CUPEL_E4, CUPEL_E2}; };
template <class T> inline constexpr bool kBracesFit<T, 31> = requires { T{CUPEL_E16, CUPEL_E8, CUPEL_E4, CUPEL_E2, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 32> = requires { T{CUPEL_E32}; };
template <class T> inline constexpr bool kBracesFit<T, 33> = requires { T{CUPEL_E32, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 34> = requires { T{CUPEL_E32, CUPEL_E2}; };
template <class T> inline constexpr bool kBracesFit<T, 35> = requires { T{CUPEL_E32, CUPEL_E2, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 36> = requires { T{CUPEL_E32, CUPEL_E4}; };
template <class T> inline constexpr bool kBracesFit<T, 37> = requires { T{CUPEL_E32, CUPEL_E4, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 38> = requires { T{CUPEL_E32, CUPEL_E4, CUPEL_E2}; };
template <class T> inline constexpr bool kBracesFit<T, 39> = requires { T{CUPEL_E32, CUPEL_E4, CUPEL_E2, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 40> = requires { T{CUPEL_E32, CUPEL_E8}; };
template <class T> inline constexpr bool kBracesFit<T, 41> = requires { T{CUPEL_E32, CUPEL_E8, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 42> = requires { T{CUPEL_E32, CUPEL_E8, CUPEL_E2}; };
template <class T> inline constexpr bool kBracesFit<T, 43> = requires { T{CUPEL_E32, CUPEL_E8, CUPEL_E2, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 44> = requires { T{CUPEL_E32, CUPEL_E8, CUPEL_E4}; };
template <class T> inline constexpr bool kBracesFit<T, 45> = requires { T{CUPEL_E32, CUPEL_E8, CUPEL_E4, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 46> = requires { T{CUPEL_E32, CUPEL_E8, CUPEL_E4, CUPEL_E2}; };
template <class T> inline constexpr bool kBracesFit<T, 47> = requires { T{CUPEL_E32, CUPEL_E8, CUPEL_E4, CUPEL_E2, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 48> = requires { T{CUPEL_E32, CUPEL_E16}; };
template <class T> inline constexpr bool kBracesFit<T, 49> = requires { T{CUPEL_E32, CUPEL_E16, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 50> = requires { T{CUPEL_E32, CUPEL_E16, CUPEL_E2}; };
template <class T> inline constexpr bool kBracesFit<T, 51> = requires { T{CUPEL_E32, CUPEL_E16, CUPEL_E2, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 52> = requires { T{CUPEL_E32, CUPEL_E16, CUPEL_E4}; };
template <class T> inline constexpr bool kBracesFit<T, 53> = requires { T{CUPEL_E32, CUPEL_E16, CUPEL_E4, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 54> = requires { T{CUPEL_E32, CUPEL_E16, CUPEL_E4, CUPEL_E2}; };
template <class T> inline constexpr bool kBracesFit<T, 55> = requires { T{CUPEL_E32, CUPEL_E16, CUPEL_E4, CUPEL_E2, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 56> = requires { T{CUPEL_E32, CUPEL_E16, CUPEL_E8}; };
template <class T> inline constexpr bool kBracesFit<T, 57> = requires { T{CUPEL_E32, CUPEL_E16, CUPEL_E8, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 58> = requires { T{CUPEL_E32, CUPEL_E16, CUPEL_E8, CUPEL_E2}; };
template <class T> inline constexpr bool kBracesFit<T, 59> = requires { T{CUPEL_E32, CUPEL_E16, CUPEL_E8, CUPEL_E2, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 60> = requires { T{CUPEL_E32, CUPEL_E16, CUPEL_E8, CUPEL_E4}; };
template <class T> inline constexpr bool kBracesFit<T, 61> = requires { T{CUPEL_E32, CUPEL_E16, CUPEL_E8, CUPEL_E4, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 62> = requires { T{CUPEL_E32, CUPEL_E16, CUPEL_E8, CUPEL_E4, CUPEL_E2}; };
template <class T> inline constexpr bool kBracesFit<T, 63> = requires { T{CUPEL_E32, CUPEL_E16, CUPEL_E8, CUPEL_E4, CUPEL_E2, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 64> = requires { T{CUPEL_E64}; };
template <class T> inline constexpr bool kBracesFit<T, 65> = requires { T{CUPEL_E64, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 66> = requires { T{CUPEL_E64, CUPEL_E2}; };
template <class T> inline constexpr bool kBracesFit<T, 67> = requires { T{CUPEL_E64, CUPEL_E2, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 68> = requires { T{CUPEL_E64, CUPEL_E4}; };
template <class T> inline constexpr bool kBracesFit<T, 69> = requires { T{CUPEL_E64, CUPEL_E4, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 70> = requires { T{CUPEL_E64, CUPEL_E4, CUPEL_E2}; };
template <class T> inline constexpr bool kBracesFit<T, 71> = requires { T{CUPEL_E64, CUPEL_E4, CUPEL_E2, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 72> = requires { T{CUPEL_E64, CUPEL_E8}; };
template <class T> inline constexpr bool kBracesFit<T, 73> = requires { T{CUPEL_E64, CUPEL_E8, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 74> = requires { T{CUPEL_E64, CUPEL_E8, CUPEL_E2}; };
template <class T> inline constexpr bool kBracesFit<T, 75> = requires { T{CUPEL_E64, CUPEL_E8, CUPEL_E2, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 76> = requires { T{CUPEL_E64, CUPEL_E8, CUPEL_E4}; };
template <class T> inline constexpr bool kBracesFit<T, 77> = requires { T{CUPEL_E64, CUPEL_E8, CUPEL_E4, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 78> = requires { T{CUPEL_E64, CUPEL_E8, CUPEL_E4, CUPEL_E2}; };
template <class T> inline constexpr bool kBracesFit<T, 79> = requires { T{CUPEL_E64, CUPEL_E8, CUPEL_E4, CUPEL_E2, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 80> = requires { T{CUPEL_E64, CUPEL_E16}; };
template <class T> inline constexpr bool kBracesFit<T, 81> = requires { T{CUPEL_E64, CUPEL_E16, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 82> = requires { T{CUPEL_E64, CUPEL_E16, CUPEL_E2}; };
template <class T> inline constexpr bool kBracesFit<T, 83> = requires { T{CUPEL_E64, CUPEL_E16, CUPEL_E2, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 84> = requires { T{CUPEL_E64, CUPEL_E16, CUPEL_E4}; };
template <class T> inline constexpr bool kBracesFit<T, 85> = requires { T{CUPEL_E64, CUPEL_E16, CUPEL_E4, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 86> = requires { T{CUPEL_E64, CUPEL_E16, CUPEL_E4, CUPEL_E2}; };
template <class T> inline constexpr bool kBracesFit<T, 87> = requires { T{CUPEL_E64, CUPEL_E16, CUPEL_E4, CUPEL_E2, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 88> = requires { T{CUPEL_E64, CUPEL_E16, CUPEL_E8}; };
template <class T> inline constexpr bool kBracesFit<T, 89> = requires { T{CUPEL_E64, CUPEL_E16, CUPEL_E8, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 90> = requires { T{CUPEL_E64, CUPEL_E16, CUPEL_E8, CUPEL_E2}; };
template <class T> inline constexpr bool kBracesFit<T, 91> = requires { T{CUPEL_E64, CUPEL_E16, CUPEL_E8, CUPEL_E2, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 92> = requires { T{CUPEL_E64, CUPEL_E16, CUPEL_E8, CUPEL_E4}; };
template <class T> inline constexpr bool kBracesFit<T, 93> = requires { T{CUPEL_E64, CUPEL_E16, CUPEL_E8, CUPEL_E4, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 94> = requires { T{CUPEL_E64, CUPEL_E16, CUPEL_E8, CUPEL_E4, CUPEL_E2}; };
template <class T> inline constexpr bool kBracesFit<T, 95> = requires { T{CUPEL_E64, CUPEL_E16, CUPEL_E8, CUPEL_E4, CUPEL_E2, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 96> = requires { T{CUPEL_E64, CUPEL_E32}; };
template <class T> inline constexpr bool kBracesFit<T, 97> = requires { T{CUPEL_E64, CUPEL_E32, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 98> = requires { T{CUPEL_E64, CUPEL_E32, CUPEL_E2}; };
template <class T> inline constexpr bool kBracesFit<T, 99> = requires { T{CUPEL_E64, CUPEL_E32, CUPEL_E2, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 100> = requires { T{CUPEL_E64, CUPEL_E32, CUPEL_E4}; };
template <class T> inline constexpr bool kBracesFit<T, 101> = requires { T{CUPEL_E64, CUPEL_E32, CUPEL_E4, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 102> = requires { T{CUPEL_E64, CUPEL_E32, CUPEL_E4, CUPEL_E2}; };
template <class T> inline constexpr bool kBracesFit<T, 103> = requires { T{CUPEL_E64, CUPEL_E32, CUPEL_E4, CUPEL_E2, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 104> = requires { T{CUPEL_E64, CUPEL_E32, CUPEL_E8}; };
template <class T> inline constexpr bool kBracesFit<T, 105> = requires { T{CUPEL_E64, CUPEL_E32, CUPEL_E8, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 106> = requires { T{CUPEL_E64, CUPEL_E32, CUPEL_E8, CUPEL_E2}; };
template <class T> inline constexpr bool kBracesFit<T, 107> = requires { T{CUPEL_E64, CUPEL_E32, CUPEL_E8, CUPEL_E2, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 108> = requires { T{CUPEL_E64, CUPEL_E32, CUPEL_E8, CUPEL_E4}; };
template <class T> inline constexpr bool kBracesFit<T, 109> = requires { T{CUPEL_E64, CUPEL_E32, CUPEL_E8, CUPEL_E4, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 110> = requires { T{CUPEL_E64, CUPEL_E32, CUPEL_E8, CUPEL_E4, CUPEL_E2}; };
template <class T> inline constexpr bool kBracesFit<T, 111> = requires { T{CUPEL_E64, CUPEL_E32, CUPEL_E8, CUPEL_E4, CUPEL_E2, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 112> = requires { T{CUPEL_E64, CUPEL_E32, CUPEL_E16}; };
template <class T> inline constexpr bool kBracesFit<T, 113> = requires { T{CUPEL_E64, CUPEL_E32, CUPEL_E16, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 114> = requires { T{CUPEL_E64, CUPEL_E32, CUPEL_E16, CUPEL_E2}; };
template <class T> inline constexpr bool kBracesFit<T, 115> = requires { T{CUPEL_E64, CUPEL_E32, CUPEL_E16, CUPEL_E2, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 116> = requires { T{CUPEL_E64, CUPEL_E32, CUPEL_E16, CUPEL_E4}; };
template <class T> inline constexpr bool kBracesFit<T, 117> = requires { T{CUPEL_E64, CUPEL_E32, CUPEL_E16, CUPEL_E4, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 118> = requires { T{CUPEL_E64, CUPEL_E32, CUPEL_E16, CUPEL_E4, CUPEL_E2}; };
template <class T> inline constexpr bool kBracesFit<T, 119> = requires { T{CUPEL_E64, CUPEL_E32, CUPEL_E16, CUPEL_E4, CUPEL_E2, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 120> = requires { T{CUPEL_E64, CUPEL_E32, CUPEL_E16, CUPEL_E8}; };
template <class T> inline constexpr bool kBracesFit<T, 121> = requires { T{CUPEL_E64, CUPEL_E32, CUPEL_E16, CUPEL_E8, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 122> = requires { T{CUPEL_E64, CUPEL_E32, CUPEL_E16, CUPEL_E8, CUPEL_E2}; };
template <class T> inline constexpr bool kBracesFit<T, 123> = requires { T{CUPEL_E64, CUPEL_E32, CUPEL_E16, CUPEL_E8, CUPEL_E2, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 124> = requires { T{CUPEL_E64, CUPEL_E32, CUPEL_E16, CUPEL_E8, CUPEL_E4}; };
template <class T> inline constexpr bool kBracesFit<T, 125> = requires { T{CUPEL_E64, CUPEL_E32, CUPEL_E16, CUPEL_E8, CUPEL_E4, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 126> = requires { T{CUPEL_E64, CUPEL_E32, CUPEL_E16, CUPEL_E8, CUPEL_E4, CUPEL_E2}; };
template <class T> inline constexpr bool kBracesFit<T, 127> = requires { T{CUPEL_E64, CUPEL_E32, CUPEL_E16, CUPEL_E8, CUPEL_E4, CUPEL_E2, CUPEL_E1}; };
template <class T> inline constexpr bool kBracesFit<T, 128> = requires { T{CUPEL_E128}; };

#undef CUPEL_E1
#undef CUPEL_E2
#undef CUPEL_E4
#undef CUPEL_E8
#undef CUPEL_E16
#undef CUPEL_E32
#undef CUPEL_E64
#undef CUPEL_E128

#define CUPEL_N0 a0, a1, a2, a3, a4, a5, a6, a7
#define CUPEL_N1 b0, b1, b2, b3, b4, b5, b6, b7
#define CUPEL_N2 c0, c1, c2, c3, c4, c5, c6, c7
#define CUPEL_N3 d0, d1, d2, d3, d4, d5, d6, d7
#define CUPEL_N4 e0, e1, e2, e3, e4, e5, e6, e7
#define CUPEL_N5 f0, f1, f2, f3, f4, f5, f6, f7
#define CUPEL_N6 g0, g1, g2, g3, g4, g5, g6, g7
#define CUPEL_N7 h0, h1, h2, h3, h4, h5, h6, h7
#define CUPEL_N8 i0, i1, i2, i3, i4, i5, i6, i7
#define CUPEL_N9 j0, j1, j2, j3, j4, j5, j6, j7
#define CUPEL_N10 k0, k1, k2, k3, k4, k5, k6, k7
#define CUPEL_N11 l0, l1, l2, l3, l4, l5, l6, l7
#define CUPEL_N12 m0, m1, m2, m3, m4, m5, m6, m7
#define CUPEL_N13 n0, n1, n2, n3, n4, n5, n6, n7
#define CUPEL_N14 o0, o1, o2, o3, o4, o5, o6, o7
#define CUPEL_N15 p0, p1, p2, p3, p4, p5, p6, p7
#define CUPEL_B0
#define CUPEL_B1 CUPEL_N0
#define CUPEL_B2 CUPEL_N0, CUPEL_N1
#define CUPEL_B3 CUPEL_N0, CUPEL_N1, CUPEL_N2
#define CUPEL_B4 CUPEL_N0, CUPEL_N1, CUPEL_N2, CUPEL_N3
#define CUPEL_B5 CUPEL_N0, CUPEL_N1, CUPEL_N2, CUPEL_N3, CUPEL_N4
#define CUPEL_B6 CUPEL_N0, CUPEL_N1, CUPEL_N2, CUPEL_N3, CUPEL_N4, CUPEL_N5
#define CUPEL_B7 CUPEL_N0, CUPEL_N1, CUPEL_N2, CUPEL_N3, CUPEL_N4, CUPEL_N5, CUPEL_N6
#define CUPEL_B8 CUPEL_N0, CUPEL_N1, CUPEL_N2, CUPEL_N3, CUPEL_N4, CUPEL_N5, CUPEL_N6, CUPEL_N7
#define CUPEL_B9 CUPEL_N0, CUPEL_N1, CUPEL_N2, CUPEL_N3, CUPEL_N4, CUPEL_N5, CUPEL_N6, CUPEL_N7, CUPEL_N8
#define CUPEL_B10 CUPEL_N0, CUPEL_N1, CUPEL_N2, CUPEL_N3, CUPEL_N4, CUPEL_N5, CUPEL_N6, CUPEL_N7, CUPEL_N8, CUPEL_N9
#define CUPEL_B11 CUPEL_N0, CUPEL_N1, CUPEL_N2, CUPEL_N3, CUPEL_N4, CUPEL_N5, CUPEL_N6, CUPEL_N7, CUPEL_N8, CUPEL_N9, CUPEL_N10
#define CUPEL_B12 CUPEL_N0, CUPEL_N1, CUPEL_N2, CUPEL_N3, CUPEL_N4, CUPEL_N5, CUPEL_N6, CUPEL_N7, CUPEL_N8, CUPEL_N9, CUPEL_N10, CUPEL_N11
#define CUPEL_B13 CUPEL_N0, CUPEL_N1, CUPEL_N2, CUPEL_N3, CUPEL_N4, CUPEL_N5, CUPEL_N6, CUPEL_N7, CUPEL_N8, CUPEL_N9, CUPEL_N10, CUPEL_N11, CUPEL_N12
#define CUPEL_B14 CUPEL_N0, CUPEL_N1, CUPEL_N2, CUPEL_N3, CUPEL_N4, CUPEL_N5, CUPEL_N6, CUPEL_N7, CUPEL_N8, CUPEL_N9, CUPEL_N10, CUPEL_N11, CUPEL_N12, CUPEL_N13
#define CUPEL_B15 CUPEL_N0, CUPEL_N1, CUPEL_N2, CUPEL_N3, CUPEL_N4, CUPEL_N5, CUPEL_N6, CUPEL_N7, CUPEL_N8, CUPEL_N9, CUPEL_N10, CUPEL_N11, CUPEL_N12, CUPEL_N13, CUPEL_N14
#define CUPEL_B16 CUPEL_N0, CUPEL_N1, CUPEL_N2, CUPEL_N3, CUPEL_N4, CUPEL_N5, CUPEL_N6, CUPEL_N7, CUPEL_N8, CUPEL_N9, CUPEL_N10, CUPEL_N11, CUPEL_N12, CUPEL_N13, CUPEL_N14, CUPEL_N15

/// Calls `visit(member0, member1, ...)` with lvalues of the n members of `object`.
template <std::size_t n, class T, class F>
constexpr decltype(auto) bind_members([[maybe_unused]] T& object, F&& visit) {
  if constexpr (n == 0) { return visit(); }
  else if constexpr (n == 1) { auto& [a0] = object; return visit(a0); }
  else if constexpr (n == 2) { auto& [a0, a1] = object; return visit(a0, a1); }
  else if constexpr (n == 3) { auto& [a0, a1, a2] = object; return visit(a0, a1, a2); }
  else if constexpr (n == 4) { auto& [a0, a1, a2, a3] = object; return visit(a0, a1, a2, a3); }
  else if constexpr (n == 5) { auto& [a0, a1, a2, a3, a4] = object; return visit(a0, a1, a2, a3, a4); }
  else if constexpr (n == 6) { auto& [a0, a1, a2, a3, a4, a5] = object; return visit(a0, a1, a2, a3, a4, a5); }
  else if constexpr (n == 7) { auto& [a0, a1, a2, a3, a4, a5, a6] = object; return visit(a0, a1, a2, a3, a4, a5, a6); }
  else if constexpr (n == 8) { auto& [CUPEL_B1] = object; return visit(CUPEL_B1); }
  else if constexpr (n == 9) { auto& [CUPEL_B1, b0] = object; return visit(CUPEL_B1, b0); }
  else if constexpr (n == 10) { auto& [CUPEL_B1, b0, b1] = object; return visit(CUPEL_B1, b0, b1); }
  else if constexpr (n == 11) { auto& [CUPEL_B1, b0, b1, b2] = object; return visit(CUPEL_B1, b0, b1, b2); }
  else if constexpr (n == 12) { auto& [CUPEL_B1, b0, b1, b2, b3] = object; return visit(CUPEL_B1, b0, b1, b2, b3); }
  else if constexpr (n == 13) { auto& [CUPEL_B1, b0, b1, b2, b3, b4] = object; return visit(CUPEL_B1, b0, b1, b2, b3, b4); }
  else if constexpr (n == 14) { auto& [CUPEL_B1, b0, b1, b2, b3, b4, b5] = object; return visit(CUPEL_B1, b0, b1, b2, b3, b4, b5); }
  else if constexpr (n == 15) { auto& [CUPEL_B1, b0, b1, b2, b3, b4, b5, b6] = object; return visit(CUPEL_B1, b0, b1, b2, b3, b4, b5, b6); }
  else if constexpr (n == 16) { auto& [CUPEL_B2] = object; return visit(CUPEL_B2); }
  else if constexpr (n == 17) { auto& [CUPEL_B2, c0] = object; return visit(CUPEL_B2, c0); }
  else if constexpr (n == 18) { auto& [CUPEL_B2, c0, c1] = object; return visit(CUPEL_B2, c0, c1); }
  else if constexpr (n == 19) { auto& [CUPEL_B2, c0, c1, c2] = object; return visit(CUPEL_B2, c0, c1, c2); }
  else if constexpr (n == 20) { auto& [CUPEL_B2, c0, c1, c2, c3] = object; return visit(CUPEL_B2, c0, c1, c2, c3); }
  else if constexpr (n == 21) { auto& [CUPEL_B2, c0, c1, c2, c3, c4] = object; return visit(CUPEL_B2, c0, c1, c2, c3, c4); }
  else if constexpr (n == 22) { auto& [CUPEL_B2, c0, c1, c2, c3, c4, c5] = object; return visit(CUPEL_B2, c0, c1, c2, c3, c4, c5); }
  else if constexpr (n == 23) { auto& [CUPEL_B2, c0, c1, c2, c3, c4, c5, c6] = object; return visit(CUPEL_B2, c0, c1, c2, c3, c4, c5, c6); }
  else if constexpr (n == 24) { auto& [CUPEL_B3] = object; return visit(CUPEL_B3); }
  else if constexpr (n == 25) { auto& [CUPEL_B3, d0] = object; return visit(CUPEL_B3, d0); }
  else if constexpr (n == 26) { auto& [CUPEL_B3, d0, d1] = object; return visit(CUPEL_B3, d0, d1); }
  else if constexpr (n == 27) { auto& [CUPEL_B3, d0, d1, d2] = object; return visit(CUPEL_B3, d0, d1, d2); }
  else if constexpr (n == 28) { auto& [CUPEL_B3, d0, d1, d2, d3] = object; return visit(CUPEL_B3, d0, d1, d2, d3); }
  else if constexpr (n == 29) { auto& [CUPEL_B3, d0, d1, d2, d3, d4] = object; return visit(CUPEL_B3, d0, d1, d2, d3, d4); }
  else if constexpr (n == 30) { auto& [CUPEL_B3, d0, d1, d2, d3, d4, d5] = object; return visit(CUPEL_B3, d0, d1, d2, d3, d4, d5); }
  else if constexpr (n == 31) { auto& [CUPEL_B3, d0, d1, d2, d3, d4, d5, d6] = object; return visit(CUPEL_B3, d0, d1, d2, d3, d4, d5, d6); }
  else if constexpr (n == 32) { auto& [CUPEL_B4] = object; return visit(CUPEL_B4); }
  else if constexpr (n == 33) { auto& [CUPEL_B4, e0] = object; return visit(CUPEL_B4, e0); }
  else if constexpr (n == 34) { auto& [CUPEL_B4, e0, e1] = object; return visit(CUPEL_B4, e0, e1); }
  else if constexpr (n == 35) { auto& [CUPEL_B4, e0, e1, e2] = object; return visit(CUPEL_B4, e0, e1, e2); }
  else if constexpr (n == 36) { auto& [CUPEL_B4, e0, e1, e2, e3] = object; return visit(CUPEL_B4, e0, e1, e2, e3); }
  else if constexpr (n == 37) { auto& [CUPEL_B4, e0, e1, e2, e3, e4] = object; return visit(CUPEL_B4, e0, e1, e2, e3, e4); }
  else if constexpr (n == 38) { auto& [CUPEL_B4, e0, e1, e2, e3, e4, e5] = object; return visit(CUPEL_B4, e0, e1, e2, e3, e4, e5); }
  else if constexpr (n == 39) { auto& [CUPEL_B4, e0, e1, e2, e3, e4, e5, e6] = object; return visit(CUPEL_B4, e0, e1, e2, e3, e4, e5, e6); }
  else if constexpr (n == 40) { auto& [CUPEL_B5] = object; return visit(CUPEL_B5); }
  else if constexpr (n == 41) { auto& [CUPEL_B5, f0] = object; return visit(CUPEL_B5, f0); }
  else if constexpr (n == 42) { auto& [CUPEL_B5, f0, f1] = object; return visit(CUPEL_B5, f0, f1); }
  else if constexpr (n == 43) { auto& [CUPEL_B5, f0, f1, f2] = object; return visit(CUPEL_B5, f0, f1, f2); }
  else if constexpr (n == 44) { auto& [CUPEL_B5, f0, f1, f2, f3] = object; return visit(CUPEL_B5, f0, f1, f2, f3); }
  else if constexpr (n == 45) { auto& [CUPEL_B5, f0, f1, f2, f3, f4] = object; return visit(CUPEL_B5, f0, f1, f2, f3, f4); }
  else if constexpr (n == 46) { auto& [CUPEL_B5, f0, f1, f2, f3, f4, f5] = object; return visit(CUPEL_B5, f0, f1, f2, f3, f4, f5); }
  else if constexpr (n == 47) { auto& [CUPEL_B5, f0, f1, f2, f3, f4, f5, f6] = object; return visit(CUPEL_B5, f0, f1, f2, f3, f4, f5, f6); }
  else if constexpr (n == 48) { auto& [CUPEL_B6] = object; return visit(CUPEL_B6); }
  else if constexpr (n == 49) { auto& [CUPEL_B6, g0] = object; return visit(CUPEL_B6, g0); }
  else if constexpr (n == 50) { auto& [CUPEL_B6, g0, g1] = object; return visit(CUPEL_B6, g0, g1); }
  else if constexpr (n == 51) { auto& [CUPEL_B6, g0, g1, g2] = object; return visit(CUPEL_B6, g0, g1, g2); }
  else if constexpr (n == 52) { auto& [CUPEL_B6, g0, g1, g2, g3] = object; return visit(CUPEL_B6, g0, g1, g2, g3); }
  else if constexpr (n == 53) { auto& [CUPEL_B6, g0, g1, g2, g3, g4] = object; return visit(CUPEL_B6, g0, g1, g2, g3, g4); }
  else if constexpr (n == 54) { auto& [CUPEL_B6, g0, g1, g2, g3, g4, g5] = object; return visit(CUPEL_B6, g0, g1, g2, g3, g4, g5); }
  else if constexpr (n == 55) { auto& [CUPEL_B6, g0, g1, g2, g3, g4, g5, g6] = object; return visit(CUPEL_B6, g0, g1, g2, g3, g4, g5, g6); }
  else if constexpr (n == 56) { auto& [CUPEL_B7] = object; return visit(CUPEL_B7); }
  else if constexpr (n == 57) { auto& [CUPEL_B7, h0] = object; return visit(CUPEL_B7, h0); }
  else if constexpr (n == 58) { auto& [CUPEL_B7, h0, h1] = object; return visit(CUPEL_B7, h0, h1); }
  else if constexpr (n == 59) { auto& [CUPEL_B7, h0, h1, h2] = object; return visit(CUPEL_B7, h0, h1, h2); }
  else if constexpr (n == 60) { auto& [CUPEL_B7, h0, h1, h2, h3] = object; return visit(CUPEL_B7, h0, h1, h2, h3); }
  else if constexpr (n == 61) { auto& [CUPEL_B7, h0, h1, h2, h3, h4] = object; return visit(CUPEL_B7, h0, h1, h2, h3, h4); }
  else if constexpr (n == 62) { auto& [CUPEL_B7, h0, h1, h2, h3, h4, h5] = object; return visit(CUPEL_B7, h0, h1, h2, h3, h4, h5); }
  else if constexpr (n == 63) { auto& [CUPEL_B7, h0, h1, h2, h3, h4, h5, h6] = object; return visit(CUPEL_B7, h0, h1, h2, h3, h4, h5, h6); }
  else if constexpr (n == 64) { auto& [CUPEL_B8] = object; return visit(CUPEL_B8); }
  else if constexpr (n == 65) { auto& [CUPEL_B8, i0] = object; return visit(CUPEL_B8, i0); }
  else if constexpr (n == 66) { auto& [CUPEL_B8, i0, i1] = object; return visit(CUPEL_B8, i0, i1); }
  else if constexpr (n == 67) { auto& [CUPEL_B8, i0, i1, i2] = object; return visit(CUPEL_B8, i0, i1, i2); }
  else if constexpr (n == 68) { auto& [CUPEL_B8, i0, i1, i2, i3] = object; return visit(CUPEL_B8, i0, i1, i2, i3); }
  else if constexpr (n == 69) { auto& [CUPEL_B8, i0, i1, i2, i3, i4] = object; return visit(CUPEL_B8, i0, i1, i2, i3, i4); }
  else if constexpr (n == 70) { auto& [CUPEL_B8, i0, i1, i2, i3, i4, i5] = object; return visit(CUPEL_B8, i0, i1, i2, i3, i4, i5); }
  else if constexpr (n == 71) { auto& [CUPEL_B8, i0, i1, i2, i3, i4, i5, i6] = object; return visit(CUPEL_B8, i0, i1, i2, i3, i4, i5, i6); }
  else if constexpr (n == 72) { auto& [CUPEL_B9] = object; return visit(CUPEL_B9); }
  else if constexpr (n == 73) { auto& [CUPEL_B9, j0] = object; return visit(CUPEL_B9, j0); }
  else if constexpr (n == 74) { auto& [CUPEL_B9, j0, j1] = object; return visit(CUPEL_B9, j0, j1); }
  else if constexpr (n == 75) { auto& [CUPEL_B9, j0, j1, j2] = object; return visit(CUPEL_B9, j0, j1, j2); }
  else if constexpr (n == 76) { auto& [CUPEL_B9, j0, j1, j2, j3] = object; return visit(CUPEL_B9, j0, j1, j2, j3); }
  else if constexpr (n == 77) { auto& [CUPEL_B9, j0, j1, j2, j3, j4] = object; return visit(CUPEL_B9, j0, j1, j2, j3, j4); }
  else if constexpr (n == 78) { auto& [CUPEL_B9, j0, j1, j2, j3, j4, j5] = object; return visit(CUPEL_B9, j0, j1, j2, j3, j4, j5); }
  else if constexpr (n == 79) { auto& [CUPEL_B9, j0, j1, j2, j3, j4, j5, j6] = object; return visit(CUPEL_B9, j0, j1, j2, j3, j4, j5, j6); }
  else if constexpr (n == 80) { auto& [CUPEL_B10] = object; return visit(CUPEL_B10); }
  else if constexpr (n == 81) { auto& [CUPEL_B10, k0] = object; return visit(CUPEL_B10, k0); }
  else if constexpr (n == 82) { auto& [CUPEL_B10, k0, k1] = object; return visit(CUPEL_B10, k0, k1); }
  else if constexpr (n == 83) { auto& [CUPEL_B10, k0, k1, k2] = object; return visit(CUPEL_B10, k0, k1, k2); }
  else if constexpr (n == 84) { auto& [CUPEL_B10, k0, k1, k2, k3] = object; return visit(CUPEL_B10, k0, k1, k2, k3); }
  else if constexpr (n == 85) { auto& [CUPEL_B10, k0, k1, k2, k3, k4] = object; return visit(CUPEL_B10, k0, k1, k2, k3, k4); }
  else if constexpr (n == 86) { auto& [CUPEL_B10, k0, k1, k2, k3, k4, k5] = object; return visit(CUPEL_B10, k0, k1, k2, k3, k4, k5); }
  else if constexpr (n == 87) { auto& [CUPEL_B10, k0, k1, k2, k3, k4, k5, k6] = object; return visit(CUPEL_B10, k0, k1, k2, k3, k4, k5, k6); }
  else if constexpr (n == 88) { auto& [CUPEL_B11] = object; return visit(CUPEL_B11); }
  else if constexpr (n == 89) { auto& [CUPEL_B11, l0] = object; return visit(CUPEL_B11, l0); }
  else if constexpr (n == 90) { auto& [CUPEL_B11, l0, l1] = object; return visit(CUPEL_B11, l0, l1); }
  else if constexpr (n == 91) { auto& [CUPEL_B11, l0, l1, l2] = object; return visit(CUPEL_B11, l0, l1, l2); }
  else if constexpr (n == 92) { auto& [CUPEL_B11, l0, l1, l2, l3] = object; return visit(CUPEL_B11, l0, l1, l2, l3); }
  else if constexpr (n == 93) { auto& [CUPEL_B11, l0, l1, l2, l3, l4] = object; return visit(CUPEL_B11, l0, l1, l2, l3, l4); }
  else if constexpr (n == 94) { auto& [CUPEL_B11, l0, l1, l2, l3, l4, l5] = object; return visit(CUPEL_B11, l0, l1, l2, l3, l4, l5); }
  else if constexpr (n == 95) { auto& [CUPEL_B11, l0, l1, l2, l3, l4, l5, l6] = object; return visit(CUPEL_B11, l0, l1, l2, l3, l4, l5, l6); }
  else if constexpr (n == 96) { auto& [CUPEL_B12] = object; return visit(CUPEL_B12); }
  else if constexpr (n == 97) { auto& [CUPEL_B12, m0] = object; return visit(CUPEL_B12, m0); }
  else if constexpr (n == 98) { auto& [CUPEL_B12, m0, m1] = object; return visit(CUPEL_B12, m0, m1); }
  else if constexpr (n == 99) { auto& [CUPEL_B12, m0, m1, m2] = object; return visit(CUPEL_B12, m0, m1, m2); }
  else if constexpr (n == 100) { auto& [CUPEL_B12, m0, m1, m2, m3] = object; return visit(CUPEL_B12, m0, m1, m2, m3); }
  else if constexpr (n == 101) { auto& [CUPEL_B12, m0, m1, m2, m3, m4] = object; return visit(CUPEL_B12, m0, m1, m2, m3, m4); }
  else if constexpr (n == 102) { auto& [CUPEL_B12, m0, m1, m2, m3, m4, m5] = object; return visit(CUPEL_B12, m0, m1, m2, m3, m4, m5); }
  else if constexpr (n == 103) { auto& [CUPEL_B12, m0, m1, m2, m3, m4, m5, m6] = object; return visit(CUPEL_B12, m0, m1, m2, m3, m4, m5, m6); }
  else if constexpr (n == 104) { auto& [CUPEL_B13] = object; return visit(CUPEL_B13); }
  else if constexpr (n == 105) { auto& [CUPEL_B13, n0] = object; return visit(CUPEL_B13, n0); }
  else if constexpr (n == 106) { auto& [CUPEL_B13, n0, n1] = object; return visit(CUPEL_B13, n0, n1); }
  else if constexpr (n == 107) { auto& [CUPEL_B13, n0, n1, n2] = object; return visit(CUPEL_B13, n0, n1, n2); }
  else if constexpr (n == 108) { auto& [CUPEL_B13, n0, n1, n2, n3] = object; return visit(CUPEL_B13, n0, n1, n2, n3); }
  else if constexpr (n == 109) { auto& [CUPEL_B13, n0, n1, n2, n3, n4] = object; return visit(CUPEL_B13, n0, n1, n2, n3, n4); }
  else if constexpr (n == 110) { auto& [CUPEL_B13, n0, n1, n2, n3, n4, n5] = object; return visit(CUPEL_B13, n0, n1, n2, n3, n4, n5); }
  else if constexpr (n == 111) { auto& [CUPEL_B13, n0, n1, n2, n3, n4, n5, n6] = object; return visit(CUPEL_B13, n0, n1, n2, n3, n4, n5, n6); }
  else if constexpr (n == 112) { auto& [CUPEL_B14] = object; return visit(CUPEL_B14); }
  else if constexpr (n == 113) { auto& [CUPEL_B14, o0] = object; return visit(CUPEL_B14, o0); }
  else if constexpr (n == 114) { auto& [CUPEL_B14, o0, o1] = object; return visit(CUPEL_B14, o0, o1); }
  else if constexpr (n == 115) { auto& [CUPEL_B14, o0, o1, o2] = object; return visit(CUPEL_B14, o0, o1, o2); }
  else if constexpr (n == 116) { auto& [CUPEL_B14, o0, o1, o2, o3] = object; return visit(CUPEL_B14, o0, o1, o2, o3); }
  else if constexpr (n == 117) { auto& [CUPEL_B14, o0, o1, o2, o3, o4] = object; return visit(CUPEL_B14, o0, o1, o2, o3, o4); }
  else if constexpr (n == 118) { auto& [CUPEL_B14, o0, o1, o2, o3, o4, o5] = object; return visit(CUPEL_B14, o0, o1, o2, o3, o4, o5); }
  else if constexpr (n == 119) { auto& [CUPEL_B14, o0, o1, o2, o3, o4, o5, o6] = object; return visit(CUPEL_B14, o0, o1, o2, o3, o4, o5, o6); }
  else if constexpr (n == 120) { auto& [CUPEL_B15] = object; return visit(CUPEL_B15); }
  else if constexpr (n == 121) { auto& [CUPEL_B15, p0] = object; return visit(CUPEL_B15, p0); }
  else if constexpr (n == 122) { auto& [CUPEL_B15, p0, p1] = object; return visit(CUPEL_B15, p0, p1); }
  else if constexpr (n == 123) { auto& [CUPEL_B15, p0, p1, p2] = object; return visit(CUPEL_B15, p0, p1, p2); }
  else if constexpr (n == 124) { auto& [CUPEL_B15, p0, p1, p2, p3] = object; return visit(CUPEL_B15, p0, p1, p2, p3); }
  else if constexpr (n == 125) { auto& [CUPEL_B15, p0, p1, p2, p3, p4] = object; return visit(CUPEL_B15, p0, p1, p2, p3, p4); }
  else if constexpr (n == 126) { auto& [CUPEL_B15, p0, p1, p2, p3, p4, p5] = object; return visit(CUPEL_B15, p0, p1, p2, p3, p4, p5); }
  else if constexpr (n == 127) { auto& [CUPEL_B15, p0, p1, p2, p3, p4, p5, p6] = object; return visit(CUPEL_B15, p0, p1, p2, p3, p4, p5, p6); }
  else if constexpr (n == 128) { auto& [CUPEL_B16] = object; return visit(CUPEL_B16); }
}

#undef CUPEL_N0
#undef CUPEL_N1
#undef CUPEL_N2
#undef CUPEL_N3
#undef CUPEL_N4
#undef CUPEL_N5
#undef CUPEL_N6
#undef CUPEL_N7
#undef CUPEL_N8
#undef CUPEL_N9
#undef CUPEL_N10
#undef CUPEL_N11
#undef CUPEL_N12
#undef CUPEL_N13
#undef CUPEL_N14
#undef CUPEL_N15
#undef CUPEL_B0
#undef CUPEL_B1
#undef CUPEL_B2
#undef CUPEL_B3
#undef CUPEL_B4
#undef CUPEL_B5
#undef CUPEL_B6
#undef CUPEL_B7
#undef CUPEL_B8
#undef CUPEL_B9
#undef CUPEL_B10
#undef CUPEL_B11
#undef CUPEL_B12
#undef CUPEL_B13
#undef CUPEL_B14
#undef CUPEL_B15
#undef CUPEL_B16
// clang-format on

}  // namespace cupel::detail
