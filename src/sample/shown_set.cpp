#include "sample/shown_set.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <set>

#include "lm/chord_model.h"

namespace amuse::sample {
namespace {

using theory::RelativeChord;

/// How alike two chords sound: root and triad say most, then the seventh, the bass and the exact tones.
double likeness(const RelativeChord& a, const RelativeChord& b) {
  if (a.root != b.root) return 0;
  double like = 0.5;
  if (theory::triadOf(a.quality.chordClass) == theory::triadOf(b.quality.chordClass)) like += 0.25;
  if (a.quality == b.quality) like += 0.15;
  if (a.bass == b.bass) like += 0.1;
  return like;
}

/// How much merit counts beside distance (0..1) for those between the plainest and the boldest.
constexpr double kMeritOfOthers = 0.25;

/// Chords looked at: what sets two long progressions apart is heard by then, and the cost stays bounded.
constexpr std::size_t kComparedChords = 16;

/// The likeness of every chord of one progression to every chord of another.
class LikenessTable {
 public:
  LikenessTable(std::span<const RelativeChord> a, std::span<const RelativeChord> b)
      : rows_(std::min(a.size(), kComparedChords)), columns_(std::min(b.size(), kComparedChords)) {
    for (std::size_t i = 0; i < rows_; ++i)
      for (std::size_t j = 0; j < columns_; ++j) cells_[i][j] = likeness(a[i], b[j]);
  }

  /// Share of the first's runs of `length` chords that the second holds somewhere, by the likeness of the best match;
  /// and the other way round; the mean of both.
  [[nodiscard]] double sharedRuns(std::size_t length) const {
    if (rows_ < length || columns_ < length) return 0;
    std::array<double, kComparedChords> bestOfRow{}, bestOfColumn{};
    for (std::size_t i = 0; i + length <= rows_; ++i)
      for (std::size_t j = 0; j + length <= columns_; ++j) {
        double run = 1;
        for (std::size_t k = 0; k < length && run > 0; ++k) run *= cells_[i + k][j + k];
        bestOfRow[i] = std::max(bestOfRow[i], run);
        bestOfColumn[j] = std::max(bestOfColumn[j], run);
      }
    const auto mean = [&](const auto& best, std::size_t size) {
      return std::accumulate(best.begin(), best.end(), 0.0) / static_cast<double>(size - length + 1);
    };
    return 0.5 * (mean(bestOfRow, rows_) + mean(bestOfColumn, columns_));
  }

  [[nodiscard]] double samePlaces() const {
    const std::size_t n = std::min(rows_, columns_);
    double same = 0;
    for (std::size_t i = 0; i < n; ++i) same += cells_[i][i];
    return n == 0 ? 0 : same / static_cast<double>(n);
  }

 private:
  std::size_t rows_, columns_;
  std::array<std::array<double, kComparedChords>, kComparedChords> cells_{};
};

/// The choosing: what is taken so far and which candidates may still follow.
class Selection {
 public:
  Selection(std::span<const Choice> choices, const ShownSetRules& rules)
      : choices_(choices), rules_(rules), nearest_(choices.size(), 2.0), isTaken_(choices.size(), false) {
    for (const auto& choice : choices) cycles_.push_back(rootCycle(choice.chords));
  }

  [[nodiscard]] bool mayTake(std::size_t i) const {
    return !isTaken_[i] && (!rules_.distinctCycles || !taken_.contains(cycles_[i]));
  }

  void take(std::size_t i) {
    chosen_.push_back(i);
    isTaken_[i] = true;
    taken_.insert(cycles_[i]);
    awayFromTonic_ = awayFromTonic_ || choices_[i].chords.front().root != 0;
    for (std::size_t j = 0; j < choices_.size(); ++j)
      if (!isTaken_[j]) nearest_[j] = std::min(nearest_[j], distance(choices_[i].chords, choices_[j].chords));
  }

  /// The candidate with the highest score among those that may be taken; choices.size() when there is none.
  template <typename Score>
  [[nodiscard]] std::size_t best(Score score) const {
    std::size_t best = choices_.size();
    for (std::size_t i = 0; i < choices_.size(); ++i)
      if (mayTake(i) && (best == choices_.size() || score(i) > score(best))) best = i;
    return best;
  }

  [[nodiscard]] double nearest(std::size_t i) const { return nearest_[i]; }
  [[nodiscard]] bool awayFromTonic() const { return awayFromTonic_; }
  [[nodiscard]] std::vector<std::size_t>& chosen() { return chosen_; }

 private:
  std::span<const Choice> choices_;
  ShownSetRules rules_;
  std::vector<std::string> cycles_;
  std::vector<double> nearest_;  ///< Distance to the closest chosen one; 2 before any is chosen.
  std::vector<bool> isTaken_;
  std::set<std::string> taken_;
  std::vector<std::size_t> chosen_;
  bool awayFromTonic_ = false;
};

}  // namespace

std::string rootCycle(std::span<const RelativeChord> chords) {
  std::string roots;
  for (const auto& chord : chords) roots += static_cast<char>(chord.isNoChord() ? 'z' : 'a' + chord.root);
  std::string least = roots;
  for (std::size_t i = 1; i < roots.size(); ++i) {
    std::rotate(roots.begin(), roots.begin() + 1, roots.end());
    least = std::min(least, roots);
  }
  return least;
}

double distance(std::span<const RelativeChord> a, std::span<const RelativeChord> b) {
  const LikenessTable table(a, b);
  const double singles = table.sharedRuns(1), places = table.samePlaces();
  const bool longEnough = a.size() >= 3 && b.size() >= 3;
  const double shared = longEnough
                            ? 0.2 * singles + 0.3 * places + 0.3 * table.sharedRuns(2) + 0.2 * table.sharedRuns(3)
                            : 0.5 * singles + 0.5 * places;
  return std::clamp(1 - shared, 0.0, 1.0);
}

std::vector<std::size_t> chooseShownSet(std::span<const Choice> choices, const ShownSetRules& rules) {
  Selection selection(choices, rules);
  const std::size_t none = choices.size();
  const auto take = [&](std::size_t i) {
    if (i != none && selection.chosen().size() < rules.count) selection.take(i);
  };

  take(selection.best([&](std::size_t i) { return choices[i].typicality + choices[i].merit; }));
  if (rules.count >= 2) take(selection.best([&](std::size_t i) { return choices[i].merit - choices[i].typicality; }));
  while (selection.chosen().size() < rules.count) {
    const bool lastPlace = selection.chosen().size() + 1 == rules.count;
    const bool wantsOtherStart = rules.openStart && !selection.awayFromTonic() && lastPlace;
    // Far from the others first; merit decides between those about as far.
    const std::size_t next = selection.best([&](std::size_t i) {
      const double start = wantsOtherStart && choices[i].chords.front().root != 0 ? 10 : 0;
      return start + selection.nearest(i) + kMeritOfOthers * choices[i].merit;
    });
    if (next == none) break;
    selection.take(next);
  }
  auto chosen = std::move(selection.chosen());
  std::stable_sort(chosen.begin(), chosen.end(),
                   [&](std::size_t a, std::size_t b) { return choices[a].typicality > choices[b].typicality; });
  return chosen;
}

}  // namespace amuse::sample
