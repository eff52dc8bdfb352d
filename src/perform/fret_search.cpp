#include "perform/fret_search.h"

#include <algorithm>
#include <limits>

#include "perform/voicing.h"

namespace amuse::perform {
namespace {

using theory::PitchClassSet;
using theory::toPitchClass;

constexpr int kHighestBase = 9, kSpan = 4, kMostFingers = 4;

/// What a fingering must and may sound, as pitch classes.
struct Wanted {
  PitchClassSet allowed, needed;
  int bass = 0;
  bool bassLowest = false;
};

class Search {
 public:
  Search(const Tuning& tuning, int capo, const Wanted& wanted)
      : tuning_(tuning), capo_(capo), wanted_(wanted), frets_(tuning.strings.size(), -1) {}

  std::vector<int> best() {
    for (int base = 1; base <= kHighestBase; ++base) tryString(0, base);
    return best_;
  }

  /// The best of each place on the neck, easiest first; equal ones once.
  std::vector<std::vector<int>> bestEach() {
    std::vector<std::pair<double, std::vector<int>>> found;
    for (int base = 1; base <= kHighestBase; ++base) {
      bestCost_ = std::numeric_limits<double>::infinity();
      best_.clear();
      tryString(0, base);
      if (!best_.empty()) found.emplace_back(bestCost_, best_);
    }
    std::sort(found.begin(), found.end());
    std::vector<std::vector<int>> each;
    for (auto& [cost, frets] : found)
      if (std::find(each.begin(), each.end(), frets) == each.end()) each.push_back(std::move(frets));
    return each;
  }

 private:
  void tryString(std::size_t string, int base) {
    if (string == frets_.size()) {
      judge();
      return;
    }
    frets_[string] = -1;
    tryString(string + 1, base);
    tryFret(string, base, 0);
    for (int fret = base; fret < base + kSpan; ++fret) tryFret(string, base, fret);
    frets_[string] = -1;
  }

  void tryFret(std::size_t string, int base, int fret) {
    const int pitchClass = toPitchClass(tuning_.strings[string] + capo_ + fret);
    if (!wanted_.allowed.contains(pitchClass)) return;
    frets_[string] = fret;
    if (fingersNeeded(std::span(frets_).first(string + 1)) > kMostFingers + 1) return;
    tryString(string + 1, base);
  }

  void judge() {
    const double cost = costOfFrets();
    if (cost < bestCost_) {
      bestCost_ = cost;
      best_ = frets_;
    }
  }

  /// What makes a shape hard or thin; infinite when it is not the chord or cannot be held.
  [[nodiscard]] double costOfFrets() const {
    constexpr double kNever = std::numeric_limits<double>::infinity();
    PitchClassSet sounding;
    int muted = 0, innerMuted = 0, open = 0, highest = 0, lowestPitch = 999;
    bool started = false;
    for (std::size_t i = 0; i < frets_.size(); ++i) {
      if (frets_[i] < 0) {
        ++muted;
        innerMuted += started;
        continue;
      }
      started = true;
      const int pitch = tuning_.strings[i] + capo_ + frets_[i];
      sounding = sounding.with(pitch);
      lowestPitch = std::min(lowestPitch, pitch);
      highest = std::max(highest, frets_[i]);
      open += frets_[i] == 0;
    }
    if (!started || !wanted_.needed.isSubsetOf(sounding)) return kNever;
    if (wanted_.bassLowest && toPitchClass(lowestPitch) != wanted_.bass) return kNever;
    const int fingers = fingersNeeded(frets_);
    if (fingers > kMostFingers) return kNever;
    const int tonesMissing = wanted_.allowed.size() - sounding.size();
    // Open strings far below the fretted ones sound foreign; so do gaps in a strum.
    const double stretched = open > 0 && highest > 5 ? 2 : 0;
    return 0.5 * highest + 0.6 * fingers + 1.1 * muted + 1.5 * innerMuted - 0.3 * open + 1.2 * tonesMissing + stretched;
  }

  const Tuning& tuning_;
  int capo_;
  Wanted wanted_;
  std::vector<int> frets_, best_;
  double bestCost_ = std::numeric_limits<double>::infinity();
};

/// Tries what is wanted, from everything that tells the chord with its bass lowest down to fewer tones, until `run`
/// finds something.
template <typename Found, typename Run>
Found searchDownwards(const theory::ChordSymbol& chord, const Tuning& tuning, const Run& run) {
  const int root = chord.root.pitchClass();
  const std::vector<int> tones = tonesByWeight(chord.quality);
  const auto absolute = [&](int tone) { return toPitchClass(root + tone); };
  Wanted wanted;
  for (const int tone : tones) wanted.allowed = wanted.allowed.with(absolute(tone));
  wanted.bass = chord.bassPitchClass();
  const bool guitar = tuning.instrument == FretInstrument::Guitar;
  if (guitar) wanted.allowed = wanted.allowed.with(wanted.bass);
  for (std::size_t count = std::min<std::size_t>(tones.size(), tuning.strings.size() - (guitar ? 1 : 0)); count > 0;
       --count) {
    wanted.needed = {};
    for (std::size_t i = 0; i < count; ++i) wanted.needed = wanted.needed.with(absolute(tones[i]));
    for (const bool bassLowest : {true, false}) {
      wanted.bassLowest = bassLowest && guitar;
      if (!guitar && bassLowest) continue;
      if (Found found = run(wanted); !found.empty()) return found;
    }
  }
  return {};
}

}  // namespace

std::vector<int> searchFrets(const theory::ChordSymbol& chord, const Tuning& tuning, int capo) {
  auto frets = searchDownwards<std::vector<int>>(
      chord, tuning, [&](const Wanted& wanted) { return Search(tuning, capo, wanted).best(); });
  return frets.empty() ? std::vector<int>(tuning.strings.size(), -1) : frets;
}

std::vector<std::vector<int>> searchFretsEach(const theory::ChordSymbol& chord, const Tuning& tuning, int capo) {
  return searchDownwards<std::vector<std::vector<int>>>(
      chord, tuning, [&](const Wanted& wanted) { return Search(tuning, capo, wanted).bestEach(); });
}

}  // namespace amuse::perform
