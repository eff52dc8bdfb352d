#include "transcribe/beat_decoder.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "transcribe/chord_decoder.h"

namespace amuse::transcribe {
namespace {

constexpr double kSlowestTempo = 50, kFastestTempo = 220;
/// How strictly beats keep their distance, and the first share of a beat in which it sounds. Source: as findBeats.
constexpr double kTempoTightness = 100;
constexpr std::size_t kBeatShare = 16;
/// Cost of a beat longer or shorter by one frame: no steady tempo is a whole number of frames.
constexpr double kRounding = 0.2;
constexpr float kLeastActivation = 0.02f;
/// Beats that are heard more weakly than this on average are none. The weakest of 60 valid renders has 0.25.
constexpr double kLeastMean = 0.2;

/// One state a frame of each possible beat length; a beat begins at position 0.
class BeatStates final {
 public:
  explicit BeatStates(double frameSeconds) {
    const auto shortest = static_cast<std::size_t>(std::lround(60 / kFastestTempo / frameSeconds));
    const auto longest = static_cast<std::size_t>(std::lround(60 / kSlowestTempo / frameSeconds));
    for (std::size_t length = shortest; length <= longest; ++length) {
      lengths.push_back(length);
      firsts.push_back(count);
      count += length;
    }
    for (const std::size_t from : lengths)
      for (const std::size_t to : lengths) {
        const double step = std::abs(static_cast<double>(to) - static_cast<double>(from));
        const double beyond = std::max(0.0, step - 1) / static_cast<double>(from);
        turns.push_back(static_cast<float>(-kTempoTightness * beyond - kRounding * std::min(step, 1.0)));
      }
  }
  std::vector<std::size_t> lengths, firsts;
  std::vector<float> turns;  ///< ln of the chance, from length to length.
  std::size_t count = 0;
};

/// A loop is cut on its first beat, where nothing can be heard to begin: a beat so little before the recording is at 0.
constexpr double kCutBeatSeconds = 0.08;

/// The strongest activation within a frame of each beat, on average.
double meanAt(const HeardBeats& heard, const std::vector<double>& beats) {
  double sum = 0;
  for (const double beat : beats) {
    const auto middle = static_cast<std::size_t>(std::lround(beat / heard.frameSeconds));
    const std::size_t first = middle > 0 ? middle - 1 : 0, last = std::min(middle + 2, heard.beats.size());
    sum += *std::max_element(heard.beats.begin() + static_cast<std::ptrdiff_t>(first),
                             heard.beats.begin() + static_cast<std::ptrdiff_t>(last));
  }
  return beats.empty() ? 0 : sum / static_cast<double>(beats.size());
}

}  // namespace

std::vector<double> findBeats(const HeardBeats& heard) {
  const std::size_t frames = heard.beats.size();
  if (static_cast<double>(frames) * heard.frameSeconds < 2) return {};
  const float loudest = *std::max_element(heard.beats.begin(), heard.beats.end());
  if (loudest < kLeastMean) return {};
  const BeatStates states(heard.frameSeconds);
  const std::size_t tempi = states.lengths.size();
  std::vector<float> score(states.count, 0), next(states.count);
  std::vector<std::uint8_t> origin(frames * tempi);
  for (std::size_t f = 0; f < frames; ++f) {
    const float activation = std::clamp(heard.beats[f], kLeastActivation, 1 - kLeastActivation);
    const float on = std::log(activation), off = std::log((1 - activation) / static_cast<float>(kBeatShare - 1));
    for (std::size_t to = 0; to < tempi; ++to) {
      float best = -1e30f;
      for (std::size_t from = 0; from < tempi; ++from) {
        const std::size_t last = states.firsts[from] + states.lengths[from] - 1;
        const float value = score[last] + states.turns[from * tempi + to];
        if (value > best) best = value, origin[f * tempi + to] = static_cast<std::uint8_t>(from);
      }
      const std::size_t first = states.firsts[to], length = states.lengths[to];
      const std::size_t sounding = std::max<std::size_t>(1, length / kBeatShare);
      next[first] = best + on;
      for (std::size_t p = 1; p < length; ++p) next[first + p] = score[first + p - 1] + (p < sounding ? on : off);
    }
    std::swap(score, next);
  }
  auto at = static_cast<std::size_t>(std::max_element(score.begin(), score.end()) - score.begin());
  std::size_t tempo = tempi - 1;
  while (states.firsts[tempo] > at) --tempo;
  std::vector<double> beats;
  std::size_t position = at - states.firsts[tempo];
  for (std::size_t f = frames; f-- > 0;) {
    if (position > 0) {
      if (f == 0 && static_cast<double>(position) * heard.frameSeconds <= kCutBeatSeconds) beats.push_back(0);
      --position;
      continue;
    }
    beats.push_back(static_cast<double>(f) * heard.frameSeconds);
    tempo = origin[f * tempi + tempo];
    position = states.lengths[tempo] - 1;
  }
  std::reverse(beats.begin(), beats.end());
  return meanAt(heard, beats) < kLeastMean ? std::vector<double>{} : beats;
}

namespace {

/// Chances that a chord begins, by place. Source: POP909's training songs, 91,911 changes.
constexpr double kChangeOnDown = 0.83, kChangeInMiddle = 0.43, kChangeOnOther = 0.1, kChangeOffBeat = 0.02;
/// How much moments count beside each other's neighbours, and new chords beside beats. Chosen on the valid songs.
constexpr double kMomentShare = 0.25, kChangeShare = 2.5;
/// Price of a bar that ends early: in its middle, as songs have them, and elsewhere.
constexpr double kHalfBarCost = 1.5, kShortBarCost = 3;
/// Source: POP909's training songs are around 79 a minute with a deviation of 0.35 octaves; others are quicker.
constexpr double kUsualTempo = 90, kTempoOctaves = 0.4;

/// One way to count: every `step`-th moment from `phase` on is a beat, and `beats` of them are a bar.
struct Counting {
  std::size_t step = 2, phase = 0;
  int beats = 4;
};

/// ln of the chance of what is heard at one moment, if it is off the beat (-1) or that beat of a bar (0 is the first).
double likelihood(const MomentsHeard& heard, std::size_t moment, int beat, int beatsPerBar) {
  const double b = std::clamp<double>(heard.beats[moment], 0.02, 0.98), c = heard.changes[moment];
  const double d = std::clamp<double>(heard.downbeats[moment] / b, 0.05, 0.95);
  const bool isMiddle = beat > 0 && 2 * beat == beatsPerBar;
  const double change = beat < 0    ? kChangeOffBeat
                        : beat == 0 ? kChangeOnDown
                        : isMiddle  ? kChangeInMiddle
                                    : kChangeOnOther;
  const double harmony = std::log(c * change + (1 - c) * (1 - change));
  const double rhythm = beat < 0 ? std::log(1 - b) : std::log(b) + std::log(beat == 0 ? d : 1 - d);
  return rhythm + kChangeShare * harmony;
}

/// ln of how usual a metre is. Source: bars of POP909's training songs: 4 in 95 %, 6 in 3 %, 2 and 3 in 1 %; triple
/// time is more usual elsewhere.
double usual(int beatsPerBar) { return beatsPerBar == 4 ? 0 : beatsPerBar == 2 ? -8 : -4; }

double usualTempo(double bpm) {
  const double octaves = std::log2(bpm / kUsualTempo) / kTempoOctaves;
  return -0.5 * octaves * octaves;
}

}  // namespace

namespace {

/// A way to count with the likeliest place of each beat in its bar: one after the other, save where a bar is cut short.
struct ScoredCounting {
  Counting way;
  double score = -1e300;
  std::vector<int> places;
};

/// What it takes to begin a bar after the beat at `place`.
double shortBarCost(std::size_t place, std::size_t beats) {
  if (place + 1 == beats) return 0;
  return 2 * (place + 1) == beats ? kHalfBarCost : kShortBarCost;
}

ScoredCounting scored(const Counting& way, const MomentsHeard& heard) {
  const auto width = static_cast<std::size_t>(way.beats);
  std::vector<double> score(width), next(width);
  std::vector<std::size_t> from;
  double offBeats = 0;
  for (std::size_t m = 0; m < heard.beats.size(); ++m) {
    if (m % way.step != way.phase) {
      offBeats += kMomentShare * likelihood(heard, m, -1, way.beats);
      continue;
    }
    for (std::size_t p = 0; p < width; ++p) {
      std::size_t best = (p + width - 1) % width;
      for (std::size_t e = 0; p == 0 && e < width && !from.empty(); ++e)
        if (score[e] - shortBarCost(e, width) > score[best] - shortBarCost(best, width)) best = e;
      next[p] = score[best] - (p == 0 ? shortBarCost(best, width) : 0) +
                kMomentShare * likelihood(heard, m, static_cast<int>(p), way.beats);
      from.push_back(best);
    }
    score = next;
  }
  auto place = static_cast<std::size_t>(std::max_element(score.begin(), score.end()) - score.begin());
  ScoredCounting out{way, score[place] + offBeats, std::vector<int>(from.size() / width)};
  for (std::size_t b = out.places.size(); b-- > 0; place = from[b * width + place])
    out.places[b] = static_cast<int>(place);
  return out;
}

/// The best phase and number of beats a bar for one speed.
ScoredCounting bestAt(std::size_t step, const MomentsHeard& heard, std::optional<int> beatsPerBar) {
  ScoredCounting best;
  for (std::size_t phase = 0; phase < step; ++phase)
    for (const int beats : beatsPerBar ? std::vector{*beatsPerBar} : std::vector{4, 3, 2, 6}) {
      auto one = scored({step, phase, beats}, heard);
      one.score += beatsPerBar ? 0 : usual(beats);
      if (one.score > best.score) best = std::move(one);
    }
  return best;
}

/// How fine the moments are, against the middles between beats.
std::size_t fineness(const BarWishes& wishes) { return std::size_t{1} << std::max(0, wishes.tempoOctave); }

}  // namespace

std::vector<double> momentsOf(const std::vector<double>& beats, const BarWishes& wishes) {
  auto moments = beats;
  for (std::size_t parts = 1; parts < 2 * fineness(wishes); parts *= 2) {
    std::vector<double> finer;
    for (std::size_t b = 0; b < moments.size(); ++b) {
      finer.push_back(moments[b]);
      if (b + 1 < moments.size()) finer.push_back((moments[b] + moments[b + 1]) / 2);
    }
    moments = std::move(finer);
  }
  return moments;
}

Bars findBars(const std::vector<double>& moments, const MomentsHeard& heard, const BarWishes& wishes) {
  if (moments.size() < 3) return {};
  const double momentSeconds = (moments.back() - moments.front()) / static_cast<double>(moments.size() - 1);
  const std::size_t found = 2 * fineness(wishes);
  ScoredCounting chosen;
  for (const std::size_t step : {found / 2, found, found * 2}) {
    const double bpm = 60 / momentSeconds / static_cast<double>(step);
    if (step != found && (bpm < kSlowestTempo || bpm > kFastestTempo)) continue;
    auto best = bestAt(step, heard, wishes.beatsPerBar);
    best.score += usualTempo(bpm);
    if (best.score > chosen.score) chosen = std::move(best);
  }
  if (wishes.tempoOctave > 0)
    chosen = bestAt(std::max<std::size_t>(1, chosen.way.step >> wishes.tempoOctave), heard, wishes.beatsPerBar);
  if (wishes.tempoOctave < 0) chosen = bestAt(chosen.way.step << -wishes.tempoOctave, heard, wishes.beatsPerBar);
  Bars bars;
  for (std::size_t m = chosen.way.phase; m < moments.size(); m += chosen.way.step) bars.beats.push_back(moments[m]);
  bars.beatsPerBar = chosen.way.beats;
  bars.places = chosen.places;
  return bars;
}

namespace {

/// What is heard at the moments; beats at the most around them.
MomentsHeard heardAt(const HeardBeats& beats, const HeardChords& chords, const std::vector<double>& moments) {
  constexpr std::size_t kAround = 2;
  MomentsHeard out;
  out.changes = changesAt(chords, moments);
  for (const double moment : moments) {
    const auto middle = static_cast<std::size_t>(std::lround(moment / beats.frameSeconds));
    float beat = 0, downbeat = 0;
    for (std::size_t f = middle > kAround ? middle - kAround : 0;
         f < std::min(middle + kAround + 1, beats.beats.size()); ++f)
      beat = std::max(beat, beats.beats[f]), downbeat = std::max(downbeat, beats.downbeats[f]);
    out.beats.push_back(beat), out.downbeats.push_back(downbeat);
  }
  return out;
}

}  // namespace

Bars hearBars(const HeardBeats& beats, const HeardChords& chords, const BarWishes& wishes) {
  const auto moments = momentsOf(findBeats(beats), wishes);
  return findBars(moments, heardAt(beats, chords, moments), wishes);
}

std::vector<Beat> counted(const Bars& bars, int shift) {
  std::vector<Beat> out;
  for (std::size_t b = 0; b < bars.beats.size(); ++b) {
    const int place = (bars.places[b] - shift) % bars.beatsPerBar;
    out.push_back({bars.beats[b], (place + bars.beatsPerBar) % bars.beatsPerBar + 1});
  }
  return out;
}

}  // namespace amuse::transcribe
