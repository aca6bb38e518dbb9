#!/bin/sh
# What a translation unit with five mapped classes and ten queries costs the compiler, and what each
# of ten more queries adds: medians of the processor time of three compilations with -O2, and the
# peak memory. Prints a line for each, for people and machines:
#
#   compile_time: unit=five_classes_ten_queries compiler=g++ seconds=S peak_rss_mib=M
#   compile_time: unit=five_classes_twenty_queries compiler=g++ seconds=S peak_rss_mib=M
#   compile_time: further_query compiler=g++ seconds=S peak_rss_mib=M
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
compiler=${CXX:-g++}
report=$(mktemp)
trap 'rm -f "$report"' EXIT

# Prints "SECONDS MIB" for a unit.
cost_of() {
  : >"$report"
  for _ in 1 2 3; do
    /usr/bin/time --append --output="$report" --format='%U %S %M' \
      "$compiler" -std=c++20 -O2 -DNDEBUG -I"$root/include" \
      -c "$root/bench/compile_time/$1.cpp" -o /dev/null
  done
  awk '{ print $1 + $2, $3 }' "$report" | sort -n | awk '
    { seconds[NR] = $1; if ($2 > peak) peak = $2 }
    END { printf "%.3f %.1f\n", seconds[int((NR + 1) / 2)], peak / 1024 }'
}

ten=$(cost_of five_classes_ten_queries)
twenty=$(cost_of five_classes_twenty_queries)
echo "$ten $twenty" | awk -v compiler="$compiler" '{
  printf "compile_time: unit=five_classes_ten_queries compiler=%s seconds=%.2f peak_rss_mib=%.0f\n",
         compiler, $1, $2
  printf "compile_time: unit=five_classes_twenty_queries compiler=%s seconds=%.2f peak_rss_mib=%.0f\n",
         compiler, $3, $4
  printf "compile_time: further_query compiler=%s seconds=%.3f peak_rss_mib=%.1f\n",
         compiler, ($3 - $1) / 10, ($4 - $2) / 10
}'
