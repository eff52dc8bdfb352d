#include "propose/rhythm_plan.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace amuse::propose {
namespace {

// What one bar does: holds the chord before; one chord; two halves; a late change; the old chord, then a change in the
// middle; three chords.
enum class BarKind { Hold, One, Half, Late, Off, Quick };
constexpr std::size_t kBarKinds = 6;
using KindWeights = std::array<double, kBarKinds>;
enum class BarPlace { First, Weak, Strong, Turn, BeforeLast, Last };

// Shares of each kind by the bar's place in its phrase of four: means of billboard, pop909, openewld and chord-melody
// (open corpus, train, 4/4), each source counting once.
constexpr KindWeights kByPlace[] = {
    {0.00, .60, .24, .030, .020, .010},  // First; a phrase begins with a chord of its own
    {0.22, .39, .25, .035, .035, .018},  // Weak
    {0.10, .52, .24, .030, .030, .017},  // Strong
    {0.21, .42, .20, .035, .035, .020},  // Turn: the fourth bar
    {0.08, .48, .31, .030, .030, .022},  // BeforeLast
    {0.22, .44, .18, .030, .030, .020},  // Last
};

BarPlace placeOf(int bar, int bars) {
  if (bar == 0) return BarPlace::First;
  if (bar == bars - 1) return BarPlace::Last;
  if (bar == bars - 2) return BarPlace::BeforeLast;
  constexpr BarPlace kFour[] = {BarPlace::Strong, BarPlace::Weak, BarPlace::Strong, BarPlace::Turn};
  return kFour[bar % 4];
}

bool isCompound(const RhythmQuery& query) {
  return query.beatUnit >= 8 && query.beatsPerBar % 3 == 0 && query.beatsPerBar > 3;
}

// Where the second chord of a bar enters: in the middle of even bars, on the third beat of three, after the longer
// group of five and seven.
int middleOf(const RhythmQuery& query) {
  const int beats = query.beatsPerBar;
  if (beats == 3) return 2;
  if (isCompound(query)) return (beats / 3 + 1) / 2 * 3;
  return (beats + 1) / 2;
}

std::vector<int> onsetsOf(BarKind kind, const RhythmQuery& query) {
  const int middle = middleOf(query), late = query.beatsPerBar - (isCompound(query) ? 3 : 1);
  switch (kind) {
    case BarKind::Hold: return {};
    case BarKind::One: return {0};
    case BarKind::Half: return {0, middle};
    case BarKind::Late: return {0, late};
    case BarKind::Off: return {middle};
    case BarKind::Quick: break;
  }
  return middle < late ? std::vector<int>{0, middle, late} : std::vector<int>{0, middle};
}

BarKind drawKind(BarPlace place, const RhythmQuery& query, bool section, bool mayHold, Random& random) {
  KindWeights weights = kByPlace[static_cast<std::size_t>(place)];
  const double quick = std::exp(1.0 * query.density);
  weights[0] /= quick;
  for (std::size_t i = 2; i < kBarKinds; ++i) weights[i] *= quick * (i == 5 ? quick : 1);
  if (!mayHold) weights[0] = weights[4] = 0;
  if (section && query.ending == Ending::Close) {
    // The chords press on before the close, and the tonic then has its bar to itself.
    if (place == BarPlace::BeforeLast) weights[2] *= 2;
  }
  if (query.beatsPerBar <= 3) weights[2] *= 0.4;
  if (query.beatsPerBar < 2) weights[2] = weights[3] = weights[4] = weights[5] = 0;
  return static_cast<BarKind>(random.weighted(weights));
}

// Kinds for one phrase. Bars three and four often move like bars one and two.
std::vector<BarKind> drawPhrase(int bars, const RhythmQuery& query, bool lastPhrase, Random& random) {
  std::vector<BarKind> kinds;
  const bool repeats = random.chance(0.6);
  for (int bar = 0; bar < bars; ++bar) {
    const auto place = placeOf(bar, bars);
    const bool mayHold = bar > 0 && kinds.back() != BarKind::Hold && kinds.back() != BarKind::Off;
    const bool atEnd = bar >= bars - 2 && (bars > 2 || bar > 0);
    if (lastPhrase && query.ending == Ending::Close && bar == bars - 1) {
      kinds.push_back(BarKind::One);
    } else if (repeats && bar >= 2 && !atEnd) {
      kinds.push_back(kinds[static_cast<std::size_t>(bar - 2)]);
    } else {
      kinds.push_back(drawKind(place, query, lastPhrase, mayHold, random));
    }
  }
  return kinds;
}

// The phrase whose rhythm this one takes up again, if any.
const std::vector<BarKind>* findEarlier(const PhrasePlan& plan, const std::vector<std::vector<BarKind>>& drawn,
                                        std::size_t phrase) {
  for (std::size_t i = 0; i < phrase; ++i) {
    if (plan[i].letter == plan[phrase].letter && plan[i].bars == plan[phrase].bars) return &drawn[i];
  }
  return nullptr;
}

}  // namespace

RhythmPlan barRhythm(const PhrasePlan& plan, int beatsPerBar) {
  RhythmPlan rhythm;
  for (const auto& phrase : plan) {
    rhythm.phraseStarts.push_back(static_cast<int>(rhythm.beats.size()));
    rhythm.beats.insert(rhythm.beats.end(), static_cast<std::size_t>(phrase.bars), beatsPerBar);
  }
  return rhythm;
}

RhythmPlan planRhythm(const PhrasePlan& plan, const RhythmQuery& query, Random& random) {
  std::vector<std::vector<BarKind>> drawn;
  for (std::size_t i = 0; i < plan.size(); ++i) {
    const bool last = i + 1 == plan.size();
    const auto* earlier = findEarlier(plan, drawn, i);
    auto kinds = drawPhrase(plan[i].bars, query, last, random);
    if (earlier != nullptr) {
      // A return keeps its rhythm, so that its chords can return; only a closing last bar is its own.
      const BarKind close = kinds.back();
      kinds = *earlier;
      if (last && query.ending == Ending::Close) kinds.back() = close;
    }
    drawn.push_back(std::move(kinds));
  }
  RhythmPlan rhythm;
  std::vector<double> onsets;
  double bar = 0;
  for (const auto& kinds : drawn) {
    rhythm.phraseStarts.push_back(static_cast<int>(onsets.size()));
    for (const auto kind : kinds) {
      for (const int onset : onsetsOf(kind, query)) onsets.push_back(bar + onset);
      bar += query.beatsPerBar;
    }
  }
  for (std::size_t i = 0; i < onsets.size(); ++i)
    rhythm.beats.push_back((i + 1 < onsets.size() ? onsets[i + 1] : bar) - onsets[i]);
  return rhythm;
}

double densityOf(const brief::Brief& brief) noexcept {
  return std::clamp(0.5 * brief.affect.complexity + 0.3 * brief.affect.arousal, -1.0, 1.0);
}

}  // namespace amuse::propose
