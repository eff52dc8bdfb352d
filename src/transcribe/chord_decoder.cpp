#include "transcribe/chord_decoder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace amuse::transcribe {
namespace {

/// Chances that a chord begins on the beats of a bar of four. Source: POP909's training songs, 91,911 changes.
constexpr std::array<float, 4> kChangeInFour{0.83f, 0.11f, 0.43f, 0.08f};
constexpr float kChangeOnDownbeat = 0.8f, kChangeOnBeat = 0.12f, kChangeBetween = 0.01f, kChangeWithoutBeats = 0.12f;
constexpr double kUnitWithoutBeats = 0.25;

float changeChance(int beatInBar, int beatsPerBar) {
  if (beatsPerBar == 4) return kChangeInFour[static_cast<std::size_t>(beatInBar - 1)];
  return beatInBar == 1 ? kChangeOnDownbeat : kChangeOnBeat;
}

/// Sums of columns up to any time, so that a stretch's sum is a difference.
class RunningSums final {
 public:
  RunningSums(std::span<const float> values, std::size_t width, double frameSeconds)
      : width_(width), frames_(values.size() / width), frameSeconds_(frameSeconds), sums_((frames_ + 1) * width) {
    for (std::size_t f = 0; f < frames_; ++f)
      for (std::size_t c = 0; c < width; ++c) sums_[(f + 1) * width + c] = sums_[f * width + c] + values[f * width + c];
  }
  /// out[c] = factor * the sum over the frames from start to end, parts of frames counting as parts.
  void between(double start, double end, double factor, std::span<float> out) const {
    const auto from = place(start), to = place(end);
    for (std::size_t c = 0; c < width_; ++c) out[c] = static_cast<float>(factor * (at(to, c) - at(from, c)));
  }

 private:
  struct Place {
    std::size_t frame;
    double part;
  };
  /// A frame stands for the time from half a frame before its middle.
  [[nodiscard]] Place place(double seconds) const {
    const double at = std::clamp(seconds / frameSeconds_ + 0.5, 0.0, static_cast<double>(frames_));
    const auto frame = std::min(static_cast<std::size_t>(at), frames_ > 0 ? frames_ - 1 : 0);
    return {frame, at - static_cast<double>(frame)};
  }
  [[nodiscard]] double at(const Place& place, std::size_t column) const {
    const double low = sums_[place.frame * width_ + column], high = sums_[(place.frame + 1) * width_ + column];
    return low + place.part * (high - low);
  }
  std::size_t width_, frames_;
  double frameSeconds_;
  std::vector<double> sums_;
};

std::vector<float> unitScores(const RunningSums& sums, const std::vector<Unit>& units, double trust,
                              std::size_t width) {
  std::vector<float> scores(units.size() * width);
  for (std::size_t u = 0; u < units.size(); ++u)
    sums.between(units[u].start, units[u].end, trust, {&scores[u * width], width});
  return scores;
}

/// For all chords at once: likelihoods scaled so that the greatest is 1.
void toLikelihoods(std::span<const float> scores, std::span<float> out) {
  const float top = *std::max_element(scores.begin(), scores.end());
  for (std::size_t c = 0; c < scores.size(); ++c) out[c] = std::exp(scores[c] - top);
}

void normalise(std::span<float> values) {
  float sum = 1e-30f;
  for (const float v : values) sum += v;
  for (float& v : values) v /= sum;
}

/// out = in x follows, both kChordCount long.
void step(const std::vector<float>& follows, std::span<const float> in, std::span<float> out) {
  std::fill(out.begin(), out.end(), 0.0f);
  for (std::size_t a = 0; a < kChordCount; ++a) {
    if (in[a] < 1e-12f) continue;
    const float* row = &follows[a * kChordCount];
    for (std::size_t b = 0; b < kChordCount; ++b) out[b] += in[a] * row[b];
  }
}

/// out[a] = sum over b of follows[a][b] in[b].
void stepBack(const std::vector<float>& follows, std::span<const float> in, std::span<float> out) {
  for (std::size_t a = 0; a < kChordCount; ++a) {
    const float* row = &follows[a * kChordCount];
    float sum = 0;
    for (std::size_t b = 0; b < kChordCount; ++b) sum += row[b] * in[b];
    out[a] = sum;
  }
}

/// How likely each chord is at each unit, given everything.
std::vector<float> posteriors(const std::vector<float>& scores, const std::vector<Unit>& units,
                              const ChordPrior& prior) {
  const std::size_t n = units.size();
  std::vector<float> forward(n * kChordCount), likely(kChordCount), moved(kChordCount), back(kChordCount, 1);
  for (std::size_t u = 0; u < n; ++u) {
    const std::span<float> now(&forward[u * kChordCount], kChordCount);
    toLikelihoods({&scores[u * kChordCount], kChordCount}, likely);
    if (u == 0) {
      for (std::size_t c = 0; c < kChordCount; ++c) now[c] = prior.frequency[c] * likely[c];
    } else {
      const std::span<const float> before(&forward[(u - 1) * kChordCount], kChordCount);
      const float chance = units[u].changeChance;
      step(prior.follows, before, moved);
      for (std::size_t c = 0; c < kChordCount; ++c) now[c] = ((1 - chance) * before[c] + chance * moved[c]) * likely[c];
    }
    normalise(now);
  }
  for (std::size_t u = n; u-- > 0;) {
    const std::span<float> now(&forward[u * kChordCount], kChordCount);
    toLikelihoods({&scores[u * kChordCount], kChordCount}, likely);
    std::vector<float> heard(kChordCount);
    for (std::size_t c = 0; c < kChordCount; ++c) heard[c] = back[c] * likely[c], now[c] *= back[c];
    normalise(now);
    normalise(heard);
    stepBack(prior.follows, heard, moved);
    const float chance = units[u].changeChance;
    for (std::size_t c = 0; c < kChordCount; ++c) back[c] = (1 - chance) * heard[c] + chance * moved[c];
    normalise(back);
  }
  return forward;
}

/// The likeliest course through states of `width` with the same costs of change for all pairs, or a table's.
std::vector<std::size_t> likeliestPath(const std::vector<float>& scores, std::size_t width,
                                       const std::vector<Unit>& units, std::size_t first, std::size_t last,
                                       const std::vector<float>& start, const std::vector<float>& logFollows) {
  const std::size_t n = last - first;
  std::vector<float> score(width), next(width);
  std::vector<std::uint16_t> from(n * width);
  for (std::size_t c = 0; c < width; ++c) score[c] = start[c] + scores[first * width + c];
  for (std::size_t u = 1; u < n; ++u) {
    const float chance = units[first + u].changeChance;
    const float stay = std::log(1 - chance), change = std::log(chance);
    for (std::size_t c = 0; c < width; ++c)
      next[c] = score[c] + stay, from[u * width + c] = static_cast<std::uint16_t>(c);
    for (std::size_t a = 0; a < width; ++a) {
      const float* row = &logFollows[a * width];
      const float base = score[a] + change;
      for (std::size_t b = 0; b < width; ++b)
        if (base + row[b] > next[b]) next[b] = base + row[b], from[u * width + b] = static_cast<std::uint16_t>(a);
    }
    for (std::size_t c = 0; c < width; ++c) score[c] = next[c] + scores[(first + u) * width + c];
  }
  std::vector<std::size_t> path(n);
  if (n == 0) return path;
  path[n - 1] = static_cast<std::size_t>(std::max_element(score.begin(), score.end()) - score.begin());
  for (std::size_t u = n - 1; u > 0; --u) path[u - 1] = from[u * width + path[u]];
  return path;
}

std::vector<float> logs(const std::vector<float>& values) {
  std::vector<float> out;
  for (const float v : values) out.push_back(std::log(v + 1e-9f));
  return out;
}

/// Basses that a chord's label is likely to name: the root mostly, then its tones. Source: POP909's training songs.
std::vector<float> bassStart(std::size_t chord) {
  std::vector<float> start(kBassCount, std::log(0.005f));
  if (chord == kNoChord) {
    start[kNoBass] = 0;
    return start;
  }
  const auto relative = chordAt(chord);
  for (int tone = 0; tone < 12; ++tone)
    if (relative.quality.tones.contains(tone))
      start[static_cast<std::size_t>((relative.root + tone) % 12)] = std::log(tone == 0 ? 0.8f : 0.05f);
  return start;
}

}  // namespace

std::vector<Unit> unitsOf(const std::vector<Beat>& beats, int beatsPerBar, double durationSeconds) {
  std::vector<Unit> units;
  const auto add = [&](double start, float chance) {
    if (start >= durationSeconds - 1e-6 || (!units.empty() && start <= units.back().start + 1e-6)) return;
    if (!units.empty()) units.back().end = start;
    units.push_back({start, durationSeconds, chance});
  };
  const auto fill = [&](double start, double end) {
    for (double t = start; t < end - kUnitWithoutBeats / 2; t += kUnitWithoutBeats) add(t, kChangeWithoutBeats);
  };
  fill(0, beats.empty() ? durationSeconds : beats.front().timeSeconds);
  for (std::size_t b = 0; b < beats.size(); ++b) {
    add(beats[b].timeSeconds, changeChance(beats[b].beatInBar, beatsPerBar));
    if (b + 1 < beats.size()) add((beats[b].timeSeconds + beats[b + 1].timeSeconds) / 2, kChangeBetween);
  }
  if (!beats.empty()) fill(beats.back().timeSeconds + kUnitWithoutBeats, durationSeconds);
  if (!units.empty()) units.front().start = 0;
  return units;
}

const ChordPrior& plainPrior() {
  static const ChordPrior prior = [] {
    /// Source: seconds of each quality in POP909's training songs, rounded, rare ones raised to half a percent.
    constexpr std::array<float, kQualityCount> kShares{0.44f,  0.25f,  0.006f, 0.005f, 0.05f, 0.03f,
                                                       0.005f, 0.012f, 0.005f, 0.03f,  0.05f, 0.09f,
                                                       0.005f, 0.006f, 0.005f, 0.015f, 0.005f};
    ChordPrior made;
    made.frequency.assign(kChordCount, 0.03f);
    for (std::size_t c = 0; c < kNoChord; ++c) made.frequency[c] = kShares[c % kQualityCount] / 12;
    normalise(made.frequency);
    for (std::size_t a = 0; a < kChordCount; ++a) {
      auto row = made.frequency;
      row[a] = 0;
      normalise(row);
      made.follows.insert(made.follows.end(), row.begin(), row.end());
    }
    return made;
  }();
  return prior;
}

std::vector<DecodedChord> decodeChords(const HeardChords& heard, const std::vector<Unit>& units,
                                       const ChordPrior& prior, const DecoderSettings& settings) {
  std::vector<DecodedChord> out;
  if (units.empty() || heard.frames == 0) return out;
  const RunningSums chordSums(heard.chords, kChordCount, heard.frameSeconds);
  const RunningSums bassSums(heard.basses, kBassCount, heard.frameSeconds);
  const auto scores = unitScores(chordSums, units, settings.trust, kChordCount);
  const auto bassScores = unitScores(bassSums, units, settings.bassTrust, kBassCount);
  const auto path =
      likeliestPath(scores, kChordCount, units, 0, units.size(), logs(prior.frequency), logs(prior.follows));
  const auto likely = posteriors(scores, units, prior);
  for (std::size_t first = 0, last; first < units.size(); first = last) {
    for (last = first + 1; last < units.size() && path[last] == path[first];) ++last;
    const auto start = bassStart(path[first]);
    std::vector<float> follows;
    for (std::size_t b = 0; b < kBassCount; ++b) follows.insert(follows.end(), start.begin(), start.end());
    const auto basses = likeliestPath(bassScores, kBassCount, units, first, last, start, follows);
    for (std::size_t u = first; u < last; ++u) {
      const bool isNew = u == first || basses[u - first] != basses[u - first - 1];
      if (isNew) {
        const int root = static_cast<int>(path[first] / kQualityCount);
        const int bass = basses[u - first] == kNoBass ? root : static_cast<int>(basses[u - first]);
        out.push_back({units[u].start, units[u].end, path[first], path[first] == kNoChord ? 0 : bass,
                       std::vector<float>(kChordCount)});
      }
      out.back().end = units[u].end;
      const auto length = static_cast<float>(units[u].end - units[u].start);
      for (std::size_t c = 0; c < kChordCount; ++c) out.back().probabilities[c] += length * likely[u * kChordCount + c];
    }
  }
  for (auto& chord : out) normalise(chord.probabilities);
  return out;
}

std::vector<float> changesAt(const HeardChords& heard, const std::vector<double>& times) {
  constexpr double kSide = 0.45;
  const RunningSums sums(heard.chords, kChordCount, heard.frameSeconds);
  std::vector<float> before(kChordCount), after(kChordCount), out;
  for (const double time : times) {
    sums.between(time - kSide, time, 1.0, before);
    sums.between(time, time + kSide, 1.0, after);
    toLikelihoods(std::vector<float>(before), before), toLikelihoods(std::vector<float>(after), after);
    normalise(before), normalise(after);
    float same = 0;
    for (std::size_t c = 0; c < kChordCount; ++c) same += std::min(before[c], after[c]);
    out.push_back(1 - same);
  }
  return out;
}

}  // namespace amuse::transcribe
