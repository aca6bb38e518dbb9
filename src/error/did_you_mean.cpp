#include "cupel/error/did_you_mean.hpp"

#include <algorithm>
#include <numeric>

#include "cupel/util/str_cat.hpp"

namespace cupel {

namespace {

// Insertions, deletions, replacements and swaps of neighbours, letters compared without case.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  const std::string x = to_lower(a);
  const std::string y = to_lower(b);
  std::vector<std::size_t> before(y.size() + 1), last(y.size() + 1), now(y.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= x.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= y.size(); ++j) {
      const std::size_t cost = x[i - 1] == y[j - 1] ? 0 : 1;
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + cost});
      if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
        now[j] = std::min(now[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, now);
  }
  return last[y.size()];
}

}  // namespace

std::string_view closest_match(std::string_view name,
                               std::span<const std::string_view> candidates) {
  const std::size_t limit = std::max<std::size_t>(1, name.size() / 3);
  std::string_view best;
  std::size_t best_distance = limit + 1;
  for (std::string_view c : candidates) {
    const std::size_t gap =
        c.size() > name.size() ? c.size() - name.size() : name.size() - c.size();
    if (gap >= best_distance) continue;
    const std::size_t d = edit_distance(name, c);
    if (d < best_distance) {
      best = c;
      best_distance = d;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view name, std::span<const std::string_view> candidates) {
  const std::string_view best = closest_match(name, candidates);
  return best.empty() ? std::string() : str_cat("; did you mean ", quoted(best), "?");
}

std::string did_you_mean(std::string_view name, std::span<const std::string> candidates) {
  const std::vector<std::string_view> views(candidates.begin(), candidates.end());
  return did_you_mean(name, std::span<const std::string_view>(views));
}

std::string did_you_mean(std::string_view name,
                         std::initializer_list<std::string_view> candidates) {
  return did_you_mean(name,
                      std::span<const std::string_view>(candidates.begin(), candidates.size()));
}

}  // namespace cupel
