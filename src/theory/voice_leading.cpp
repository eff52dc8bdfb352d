#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>
#include <utility>
#include <vector>

#include "theory/measures.h"

namespace amuse::theory {
namespace {

/// The least total cost of leading each of `many` voices to one of `few` in order, so that none of `few` is left out.
/// `cost(i, j)` is what voice i pays to go to j. Rows of the usual alignment table, one kept at a time.
template <typename Cost>
int leastOrderedCost(std::size_t many, std::size_t few, std::span<int> row, Cost cost) {
  constexpr int kUnreachable = std::numeric_limits<int>::max() / 2;
  std::fill(row.begin(), row.end(), kUnreachable);
  for (std::size_t i = 0; i < many; ++i) {
    // Right to left, so that row[j - 1] is still the row of voice i - 1.
    for (std::size_t j = std::min(i + 1, few); j-- > 0;) {
      const int stay = i == 0 ? (j == 0 ? 0 : kUnreachable) : row[j];
      const int step = j > 0 && i > 0 ? row[j - 1] : kUnreachable;
      row[j] = std::min(kUnreachable, std::min(stay, step) + cost(i, j));
    }
  }
  return row[few - 1];
}

/// The pitch classes of a chord and its bass, ascending.
struct PitchClasses {
  std::array<int, 12> members{};
  std::size_t size = 0;
};

PitchClasses pitchClassesOf(const RelativeChord& chord) noexcept {
  PitchClasses pitchClasses;
  const PitchClassSet tones = chord.quality.tones.with(chord.bass).transposed(chord.root);
  for (int pitchClass = 0; pitchClass < 12; ++pitchClass) {
    if (tones.contains(pitchClass)) pitchClasses.members[pitchClasses.size++] = pitchClass;
  }
  return pitchClasses;
}

int circularDistance(int a, int b) noexcept {
  const int up = toPitchClass(b - a);
  return std::min(up, 12 - up);
}

}  // namespace

double semitonesPerVoice(std::span<const int> from, std::span<const int> to) {
  if (from.empty() || to.empty()) return 0;
  const auto& many = from.size() >= to.size() ? from : to;
  const auto& few = from.size() >= to.size() ? to : from;
  std::vector<int> row(few.size());
  const int total = leastOrderedCost(many.size(), few.size(), row,
                                     [&](std::size_t i, std::size_t j) { return std::abs(many[i] - few[j]); });
  return static_cast<double>(total) / static_cast<double>(many.size());
}

double voiceLeadingDistance(const RelativeChord& from, const RelativeChord& to) {
  if (from.isNoChord() || to.isNoChord()) return 0;
  PitchClasses many = pitchClassesOf(from), few = pitchClassesOf(to);
  if (many.size < few.size) std::swap(many, few);
  std::array<int, 12> row{};
  // A best leading without crossings exists (Tymoczko 2006), so the voices keep their order around the circle and only
  // the place where the circle is cut has to be tried.
  int best = std::numeric_limits<int>::max();
  for (std::size_t cut = 0; cut < many.size; ++cut) {
    const auto cost = [&](std::size_t i, std::size_t j) {
      return circularDistance(many.members[(i + cut) % many.size], few.members[j]);
    };
    best = std::min(best, leastOrderedCost(many.size, few.size, row, cost));
  }
  return static_cast<double>(best) / static_cast<double>(many.size);
}

}  // namespace amuse::theory
