#include "transcribe/beat_decoder.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace amuse::transcribe {
namespace {

constexpr double kSlowestTempo = 50, kFastestTempo = 220;
/// How strictly beats keep their distance, and the first share of a beat in which it sounds. Source: as findBeats.
constexpr double kTempoTightness = 100;
constexpr std::size_t kBeatShare = 16;
/// Cost of a beat longer or shorter by one frame: no steady tempo is a whole number of frames.
constexpr double kRounding = 0.2;
constexpr float kLeastActivation = 0.02f;

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

}  // namespace

std::vector<double> findBeats(const HeardBeats& heard) {
  const std::size_t frames = heard.beats.size();
  if (static_cast<double>(frames) * heard.frameSeconds < 2) return {};
  const float loudest = *std::max_element(heard.beats.begin(), heard.beats.end());
  if (loudest < kLeastActivation) return {};
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
      --position;
      continue;
    }
    beats.push_back(static_cast<double>(f) * heard.frameSeconds);
    tempo = origin[f * tempi + tempo];
    position = states.lengths[tempo] - 1;
  }
  std::reverse(beats.begin(), beats.end());
  return beats;
}

std::vector<double> atTempoOctave(std::vector<double> beats, int octave) {
  for (; octave > 0; --octave) {
    std::vector<double> finer;
    for (std::size_t b = 0; b < beats.size(); ++b) {
      finer.push_back(beats[b]);
      if (b + 1 < beats.size()) finer.push_back((beats[b] + beats[b + 1]) / 2);
    }
    beats = std::move(finer);
  }
  for (; octave < 0; ++octave) {
    std::vector<double> coarser;
    for (std::size_t b = 0; b < beats.size(); b += 2) coarser.push_back(beats[b]);
    beats = std::move(coarser);
  }
  return beats;
}

Bars findBars(const std::vector<float>& downbeats, const std::vector<float>& changes, std::optional<int> beatsPerBar) {
  struct Meter {
    int beats;
    double prior;
  };
  /// Source: bars of POP909's training songs: 4 in 95 %, 6 in 3 %, 2 and 3 in 1 %; triple time is more usual elsewhere.
  constexpr std::array<Meter, 4> kMeters{{{4, 0}, {3, -6}, {2, -8}, {6, -6}}};
  Bars best;
  double bestScore = -1e300;
  for (const auto& meter : kMeters) {
    const int beats = beatsPerBar.value_or(meter.beats);
    for (std::size_t first = 0; first < static_cast<std::size_t>(beats); ++first) {
      double score = beatsPerBar ? 0 : meter.prior;
      for (std::size_t b = 0; b < downbeats.size(); ++b) {
        const bool isDown = b % static_cast<std::size_t>(beats) == first;
        const double p = std::clamp<double>(downbeats[b], 0.05, 0.95), c = std::clamp<double>(changes[b], 0.05, 0.95);
        score += isDown ? std::log(p) : std::log(1 - p);
        score += 0.5 * (isDown ? std::log(0.75 * c + 0.25 * (1 - c)) : std::log(0.25 * c + 0.75 * (1 - c)));
      }
      if (score > bestScore) bestScore = score, best = {beats, first};
    }
    if (beatsPerBar) break;
  }
  return best;
}

std::vector<Beat> counted(const std::vector<double>& beats, const Bars& bars, int shift) {
  std::vector<Beat> out;
  const int first = static_cast<int>(bars.firstDownbeat) + shift;
  for (std::size_t b = 0; b < beats.size(); ++b) {
    const int place = (static_cast<int>(b) - first) % bars.beatsPerBar;
    out.push_back({beats[b], (place + bars.beatsPerBar) % bars.beatsPerBar + 1});
  }
  return out;
}

}  // namespace amuse::transcribe
