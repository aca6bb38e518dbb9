#!/bin/sh
# What a translation unit with five mapped classes and ten queries costs the compiler: the median of
# the processor time of three compilations with -O2, and the peak memory. Prints one line for people and machines:
#
#   compile_time: unit=five_classes_ten_queries compiler=g++ seconds=S peak_rss_mib=M
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
unit=five_classes_ten_queries
compiler=${CXX:-g++}
report=$(mktemp)
trap 'rm -f "$report"' EXIT

for _ in 1 2 3; do
  /usr/bin/time --append --output="$report" --format='%U %S %M' \
    "$compiler" -std=c++20 -O2 -DNDEBUG -I"$root/include" \
    -c "$root/bench/compile_time/$unit.cpp" -o /dev/null
done
awk '{ print $1 + $2, $3 }' "$report" | sort -n | awk -v unit="$unit" -v compiler="$compiler" '
  { seconds[NR] = $1; if ($2 > peak) peak = $2 }
  END {
    printf "compile_time: unit=%s compiler=%s seconds=%.2f peak_rss_mib=%.0f\n",
           unit, compiler, seconds[int((NR + 1) / 2)], peak / 1024
  }'
