#include "evaluate/prior_measure.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "lm/symbol_baseline.h"

namespace amuse::evaluate {
namespace {

constexpr std::size_t kGuesses = 5, kTriedASymbol = 24;

/// The five likeliest guesses, best first.
class TopFive {
 public:
  void offer(double p) noexcept {
    if (p <= best_.back()) return;
    best_.back() = p;
    for (std::size_t i = kGuesses - 1; i > 0 && best_[i] > best_[i - 1]; --i) std::swap(best_[i], best_[i - 1]);
  }
  [[nodiscard]] double best() const noexcept { return best_.front(); }
  [[nodiscard]] double least() const noexcept { return best_.back(); }

 private:
  std::array<double, kGuesses> best_{};
};

/// A hair: the same number on two ways round.
constexpr double kSame = 1 - 1e-6;

void record(const TopFive& top, double own, LevelSums& sums) {
  const bool right = own >= top.best() * kSame;
  sums.first += right ? 1 : 0;
  sums.amongFive += own >= top.least() * kSame ? 1 : 0;
  const auto bin = std::min(kConfidenceBins - 1, static_cast<std::size_t>(top.best() * kConfidenceBins));
  sums.bins[bin].confidence += top.best();
  ++sums.bins[bin].guesses;
  sums.bins[bin].right += right ? 1 : 0;
}

void recordSymbols(const lm::NextDistribution& next, lm::Symbol own, PriorSums& sums) {
  TopFive sevenths, triads;
  for (const double p : next.p) sevenths.offer(p);
  for (lm::Symbol s = 0; s < lm::kSymbolCount; ++s) {
    // One offer a triad: by its first symbol.
    bool isFirst = true;
    for (lm::Symbol other = s - s % theory::kChordClassCount; s < lm::kNoChordSymbol && other < s; ++other)
      isFirst = isFirst && theory::triadOf(static_cast<theory::ChordClass>(other % theory::kChordClassCount)) !=
                               theory::triadOf(static_cast<theory::ChordClass>(s % theory::kChordClassCount));
    if (isFirst) triads.offer(lm::triadSum(next.p, s));
  }
  record(sevenths, next.p[static_cast<std::size_t>(own)], sums.levels[indexOf(lm::Level::Sevenths)]);
  record(triads, lm::triadSum(next.p, own), sums.levels[indexOf(lm::Level::Triads)]);
}

void recordExact(const lm::ChordModel& model, const lm::Conditions& conditions, const lm::NextDistribution& next,
                 const theory::RelativeChord* previous, const ExactChords& exact, double own, PriorSums& sums) {
  std::array<lm::Symbol, lm::kSymbolCount> order;
  for (lm::Symbol s = 0; s < lm::kSymbolCount; ++s) order[static_cast<std::size_t>(s)] = s;
  const auto p = [&](lm::Symbol s) { return next.p[static_cast<std::size_t>(s)]; };
  std::partial_sort(order.begin(), order.begin() + 48, order.end(), [&](auto a, auto b) { return p(a) > p(b); });
  TopFive top;
  top.offer(own);
  for (std::size_t i = 0; i < 48 && p(order[i]) > top.least(); ++i) {
    if (order[i] == lm::kEndSymbol) {
      if (p(order[i]) != own) top.offer(p(order[i]));
      continue;
    }
    for (const auto& chord : exact.of(order[i])) {
      const double guess = p(order[i]) * std::exp(model.logResidual(conditions, chord, previous));
      // The true chord is in already.
      if (std::abs(guess - own) > own * 1e-6) top.offer(guess);
    }
  }
  record(top, own, sums.levels[indexOf(lm::Level::Exact)]);
}

}  // namespace

void PriorSums::add(const PriorSums& other) noexcept {
  sections += other.sections;
  symbols += other.symbols;
  for (std::size_t l = 0; l < kLevelCount; ++l) {
    levels[l].bits += other.levels[l].bits;
    levels[l].first += other.levels[l].first;
    levels[l].amongFive += other.levels[l].amongFive;
    for (std::size_t b = 0; b < kConfidenceBins; ++b) {
      levels[l].bins[b].confidence += other.levels[l].bins[b].confidence;
      levels[l].bins[b].guesses += other.levels[l].bins[b].guesses;
      levels[l].bins[b].right += other.levels[l].bins[b].right;
    }
  }
}

namespace {
double shareOf(double part, std::size_t whole) { return whole == 0 ? 0 : part / static_cast<double>(whole); }
}  // namespace

double PriorSums::bits(lm::Level level) const noexcept { return shareOf(levels[indexOf(level)].bits, symbols); }
double PriorSums::top1(lm::Level level) const noexcept {
  return shareOf(static_cast<double>(levels[indexOf(level)].first), symbols);
}
double PriorSums::top5(lm::Level level) const noexcept {
  return shareOf(static_cast<double>(levels[indexOf(level)].amongFive), symbols);
}

double PriorSums::calibrationError(lm::Level level) const noexcept {
  double error = 0;
  std::size_t guesses = 0;
  for (const ConfidenceBin& bin : levels[indexOf(level)].bins) {
    error += std::abs(static_cast<double>(bin.right) - bin.confidence);
    guesses += bin.guesses;
  }
  return shareOf(error, guesses);
}

void ExactChords::count(const theory::RelativeChord& chord) { counted_.emplace_back(chord, 1); }

void ExactChords::finish() {
  std::map<theory::RelativeChord, std::size_t> counts;
  for (const auto& [chord, times] : counted_) counts[chord] += times;
  std::vector<std::pair<theory::RelativeChord, std::size_t>> ranked(counts.begin(), counts.end());
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  for (const auto& [chord, times] : ranked) {
    auto& chords = bySymbol_[static_cast<std::size_t>(lm::symbolOf(chord))];
    if (chords.size() < kTriedASymbol) chords.push_back(chord);
  }
  counted_.clear();
}

PriorSums measureSection(const lm::ChordModel& model, const lm::Conditions& conditions,
                         std::span<const theory::RelativeChord> chords, const ExactChords* exact) {
  PriorSums sums;
  sums.sections = 1;
  sums.symbols = chords.size() + 1;
  const lm::ScoreRequest request{{}, chords};
  const auto score = model.score(conditions, {&request, 1}).front();
  for (const auto level : {lm::Level::Exact, lm::Level::Sevenths, lm::Level::Triads})
    if (exact || level != lm::Level::Exact)
      sums.levels[indexOf(level)].bits = -score.total(level, true) / std::log(2.0);
  for (std::size_t t = 0; t <= chords.size(); ++t) {
    const auto next = model.next(conditions, chords.first(t));
    const bool ends = t == chords.size();
    recordSymbols(next, ends ? lm::kEndSymbol : lm::symbolOf(chords[t]), sums);
    if (exact)
      recordExact(model, conditions, next, t > 0 ? &chords[t - 1] : nullptr, *exact,
                  std::exp(ends ? score.end : score.chords[t].exact), sums);
  }
  return sums;
}

}  // namespace amuse::evaluate
