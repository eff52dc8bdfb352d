#include "perform/voicing.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "base/assert.h"

namespace amuse::perform {
namespace {

constexpr int kLargestTopLeap = 7;      // a fifth
constexpr double kLargestMeanMove = 3;  // semitones a voice
constexpr int kMostTopHeld = 2;         // chords that may follow on the same top note
constexpr double kStuckTop = 2.5;
constexpr double kForbidden = 1000;  // far above any sum of the graded costs of a chord

/// Semitones a voice when every voice of both sides takes part and voices do not cross.
double meanMove(const std::vector<int>& from, const std::vector<int>& to) {
  const std::size_t n = from.size(), m = to.size();
  if (n == 0 || m == 0) return 0;
  if (n == m) {
    int sum = 0;
    for (std::size_t i = 0; i < n; ++i) sum += std::abs(from[i] - to[i]);
    return static_cast<double>(sum) / static_cast<double>(n);
  }
  std::vector<double> row(m), above(m);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < m; ++j) {
      double best = i == 0 && j == 0 ? 0 : std::numeric_limits<double>::infinity();
      if (i > 0) best = std::min(best, above[j]);
      if (j > 0) best = std::min(best, row[j - 1]);
      if (i > 0 && j > 0) best = std::min(best, above[j - 1]);
      row[j] = best + std::abs(from[i] - to[j]);
    }
    std::swap(row, above);
  }
  return above[m - 1] / static_cast<double>(std::max(n, m));
}

int commonTonesLost(const std::vector<int>& from, const std::vector<int>& to) {
  int lost = 0;
  for (const int note : from) {
    const bool returns = std::any_of(to.begin(), to.end(), [&](int other) { return (other - note) % 12 == 0; });
    if (returns && std::find(to.begin(), to.end(), note) == to.end()) ++lost;
  }
  return lost;
}

/// What a layout costs by itself: away from the centre, muddy low thirds, a bare semitone under the melody.
double ownCost(const std::vector<int>& notes, const VoicingOptions& options) {
  double sum = 0, cost = 0;
  for (const int note : notes) sum += note;
  const double away = sum / static_cast<double>(notes.size()) - options.centre;
  cost += 0.04 * away * away;
  for (std::size_t i = 1; i < notes.size(); ++i) {
    const int gap = notes[i] - notes[i - 1];
    if (gap == 1) cost += i + 1 == notes.size() ? 1.5 : 0.5;
    if (gap <= 2 && notes[i - 1] < 53) cost += 1.0;  // rough in the tenor register
    if (options.style == VoicingStyle::Quartal) cost += 0.4 * std::max(0, std::abs(gap - 5) - 1);
    if (options.style == VoicingStyle::Spread) cost += 0.1 * std::abs(gap - 7);
  }
  return cost;
}

double moveCost(const std::vector<int>& from, const std::vector<int>& to) {
  const double mean = meanMove(from, to);
  double cost = mean + 0.4 * commonTonesLost(from, to);
  const int leap = std::abs(from.back() - to.back());
  if (leap > kLargestTopLeap) cost += kForbidden + leap;
  if (leap > 4) cost += 0.2 * (leap - 4);
  if (mean > kLargestMeanMove) cost += kForbidden / 10 + mean;
  return cost;
}

/// Outer voices moving in parallel octaves with the bass sound hollow.
double outerCost(int bassMove, const std::vector<int>& from, const std::vector<int>& to, int bass) {
  const int topMove = to.back() - from.back();
  const bool parallel =
      topMove != 0 && theory::toPitchClass(topMove) == theory::toPitchClass(bassMove) && (to.back() - bass) % 12 == 0;
  return parallel ? 0.5 : 0;
}

/// A held chord with cycling: another inversion, a near one, without a leap on top.
double cycleCost(const std::vector<int>& from, const std::vector<int>& to) {
  if (from == to) return 6;
  return (std::abs(from.back() - to.back()) > kLargestTopLeap ? kForbidden : 0) + 0.3 * meanMove(from, to);
}

struct Step {
  std::vector<std::vector<int>> layouts;
  std::vector<double> cost;       ///< Best sum up to here, by layout.
  std::vector<std::size_t> from;  ///< The layout of the step before on that best path.
  std::vector<int> topHeld;       ///< Chords before on that path with the same top note.
  std::size_t chordIndex = 0;
  int bass = 0;
};

double stepCost(const Step& before, std::size_t i, const Step& now, std::size_t j, bool cycle) {
  const auto& from = before.layouts[i];
  const auto& to = now.layouts[j];
  if (cycle) return before.cost[i] + cycleCost(from, to);
  const bool stuck = before.topHeld[i] >= kMostTopHeld && from.back() == to.back();
  return before.cost[i] + moveCost(from, to) + outerCost(now.bass - before.bass, from, to, now.bass) +
         (stuck ? kStuckTop : 0);
}

void extend(const Step& before, Step& now, bool cycle) {
  for (std::size_t j = 0; j < now.layouts.size(); ++j) {
    double best = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < before.layouts.size(); ++i) {
      const double cost = stepCost(before, i, now, j, cycle);
      if (cost < best) {
        best = cost;
        now.from[j] = i;
      }
    }
    now.cost[j] += best;
    const std::size_t i = now.from[j];
    now.topHeld[j] = before.layouts[i].back() == now.layouts[j].back() ? before.topHeld[i] + 1 : 0;
  }
}

Step makeStep(const theory::ChordSymbol& chord, std::size_t chordIndex, const VoicingOptions& options, bool anyStyle) {
  Step step;
  step.layouts = voicingCandidates(chord, options, anyStyle);
  for (const auto& layout : step.layouts) step.cost.push_back(ownCost(layout, options));
  step.from.resize(step.layouts.size());
  step.topHeld.resize(step.layouts.size());
  step.chordIndex = chordIndex;
  step.bass =
      nearestPitch(chord.bassPitchClass(), (options.bassLow + options.bassHigh) / 2, options.bassLow, options.bassHigh);
  return step;
}

std::vector<int> withBass(int bass, const std::vector<int>& keys) {
  if (keys.front() - bass < (bass < 48 ? 4 : 3)) bass -= 12;
  std::vector<int> notes{bass};
  notes.insert(notes.end(), keys.begin(), keys.end());
  return notes;
}

std::vector<Step> bestPath(std::span<const theory::ChordSymbol> chords, const VoicingOptions& options,
                           const std::optional<std::vector<int>>& previous, bool anyStyle) {
  std::vector<Step> path;
  for (std::size_t i = 0; i < chords.size(); ++i) {
    if (chords[i].isNoChord()) continue;
    Step step = makeStep(chords[i], i, options, anyStyle);
    if (!path.empty()) {
      const bool cycle = options.cycleInversions && chords[i] == chords[path.back().chordIndex];
      extend(path.back(), step, cycle);
    } else if (previous && previous->size() > 1) {
      const std::vector<int> keys(previous->begin() + 1, previous->end());
      for (std::size_t j = 0; j < step.layouts.size(); ++j) step.cost[j] += moveCost(keys, step.layouts[j]);
    }
    path.push_back(std::move(step));
  }
  return path;
}

double costOf(const std::vector<Step>& path) {
  return *std::min_element(path.back().cost.begin(), path.back().cost.end());
}

}  // namespace

std::vector<std::vector<int>> voiceProgression(std::span<const theory::ChordSymbol> chords,
                                               const VoicingOptions& options,
                                               const std::optional<std::vector<int>>& previous) {
  AMUSE_ASSERT(options.high - options.low >= 23 && options.bassHigh - options.bassLow >= 11);
  std::vector<std::vector<int>> voicings(chords.size());
  std::vector<Step> path = bestPath(chords, options, previous, false);
  if (path.empty()) return voicings;
  // Few layouts in a narrow style can leave no way without a leap; a smooth line comes before the style.
  if (costOf(path) >= kForbidden / 10) path = bestPath(chords, options, previous, true);
  const auto& ends = path.back().cost;
  auto layout = static_cast<std::size_t>(std::min_element(ends.begin(), ends.end()) - ends.begin());
  for (std::size_t i = path.size(); i-- > 0;) {
    voicings[path[i].chordIndex] = withBass(path[i].bass, path[i].layouts[layout]);
    layout = path[i].from[layout];
  }
  return voicings;
}

std::optional<VoicingStyle> findVoicingStyle(std::string_view word) noexcept {
  struct Row {
    std::string_view word;
    VoicingStyle style;
  };
  constexpr Row kRows[] = {{"close", VoicingStyle::Close},     {"shell", VoicingStyle::Shell},
                           {"drop2", VoicingStyle::Drop2},     {"rootless", VoicingStyle::Rootless},
                           {"quartal", VoicingStyle::Quartal}, {"spread", VoicingStyle::Spread},
                           {"power", VoicingStyle::Power}};
  for (const Row& row : kRows) {
    if (row.word == word) return row.style;
  }
  return std::nullopt;
}

}  // namespace amuse::perform
