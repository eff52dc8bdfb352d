#include "transcribe/chord_decoder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <span>
#include <utility>

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
  [[nodiscard]] double frameSeconds() const noexcept { return frameSeconds_; }
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

/// ln of the chances of change at every unit, a square table each; equal tables are one.
using ChangesAt = std::vector<const std::vector<float>*>;

/// How far apart the logarithms of a table are, its diagonal left out: a state further behind the best than this
/// cannot be where a better way to another begins.
float spanOf(const std::vector<float>& changes, std::size_t width) {
  float least = 0;
  for (std::size_t a = 0; a < width; ++a)
    for (std::size_t b = 0; b < width; ++b)
      if (a != b) least = std::min(least, changes[a * width + b]);
  return -least;
}

/// The likeliest course through `width` states over the units from `first` on, as many as `changes` has.
std::vector<std::size_t> likeliestPath(const float* scores, std::size_t width, const Unit* units,
                                       const std::vector<float>& start, const ChangesAt& changes) {
  const std::size_t n = changes.size();
  std::vector<float> score(width), next(width);
  std::vector<std::uint16_t> from(n * width);
  std::map<const std::vector<float>*, float> spans;
  for (const auto* table : changes)
    if (!spans.contains(table)) spans[table] = spanOf(*table, width);
  for (std::size_t c = 0; c < width; ++c) score[c] = start[c] + scores[c];
  for (std::size_t u = 1; u < n; ++u) {
    const float stay = std::log(1 - units[u].changeChance), change = std::log(units[u].changeChance);
    const float least = *std::max_element(score.begin(), score.end()) - spans[changes[u]];
    std::uint16_t* origin = &from[u * width];
    for (std::size_t c = 0; c < width; ++c) next[c] = score[c] + stay, origin[c] = static_cast<std::uint16_t>(c);
    for (std::size_t a = 0; a < width; ++a) {
      if (score[a] < least) continue;
      const float* row = changes[u]->data() + a * width;
      const float base = score[a] + change;
      for (std::size_t b = 0; b < width; ++b)
        if (base + row[b] > next[b]) next[b] = base + row[b], origin[b] = static_cast<std::uint16_t>(a);
    }
    for (std::size_t c = 0; c < width; ++c) score[c] = next[c] + scores[u * width + c];
  }
  std::vector<std::size_t> path(n);
  if (n == 0) return path;
  path[n - 1] = static_cast<std::size_t>(std::max_element(score.begin(), score.end()) - score.begin());
  for (std::size_t u = n - 1; u > 0; --u) path[u - 1] = from[u * width + path[u]];
  return path;
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

struct ChordDecoder::Sums {
  RunningSums chords, basses;
};

ChordDecoder::ChordDecoder(const HeardChords& heard, std::vector<Unit> units, const DecoderSettings& settings)
    : units_(std::move(units)), settings_(settings) {
  if (heard.frames == 0) units_.clear();
  if (units_.empty()) return;
  sums_ = std::make_unique<Sums>(
      Sums{{heard.chords, kChordCount, heard.frameSeconds}, {heard.basses, kBassCount, heard.frameSeconds}});
  scores_ = unitScores(sums_->chords, units_, settings.trust, kChordCount);
  const double noChordPrice = settings.trust * std::log(settings.noChordOdds) / heard.frameSeconds;
  for (std::size_t u = 0; u < units_.size(); ++u)
    scores_[u * kChordCount + kNoChord] -= static_cast<float>(noChordPrice * (units_[u].end - units_[u].start));
  bassScores_ = unitScores(sums_->basses, units_, settings.bassTrust, kBassCount);
}

ChordDecoder::~ChordDecoder() = default;

std::vector<DecodedChord> ChordDecoder::decode(const Harmony& harmony, std::span<const KeySpan> keys) const {
  std::vector<DecodedChord> out;
  if (units_.empty()) return out;
  std::vector<std::vector<float>> tables;
  for (const auto& key : keys) tables.push_back(harmony.changes(key.key));
  tables.push_back(harmony.changes(std::nullopt));
  ChangesAt changes;
  for (const auto& unit : units_) {
    const auto key = std::ranges::find_if(
        keys, [&](const KeySpan& span) { return unit.start >= span.start - 1e-6 && unit.start < span.end - 1e-6; });
    changes.push_back(&tables[static_cast<std::size_t>(key - keys.begin())]);
  }
  const auto path = likeliestPath(scores_.data(), kChordCount, units_.data(), harmony.starts(), changes);
  for (std::size_t first = 0, last; first < units_.size(); first = last) {
    for (last = first + 1; last < units_.size() && path[last] == path[first];) ++last;
    const auto start = bassStart(path[first]);
    std::vector<float> follows;
    for (std::size_t b = 0; b < kBassCount; ++b) follows.insert(follows.end(), start.begin(), start.end());
    const auto basses = likeliestPath(&bassScores_[first * kBassCount], kBassCount, &units_[first], start,
                                      ChangesAt(last - first, &follows));
    for (std::size_t u = first; u < last; ++u) {
      const bool isNew = u == first || basses[u - first] != basses[u - first - 1];
      if (isNew) {
        const int root = static_cast<int>(path[first] / kQualityCount);
        const int bass = basses[u - first] == kNoBass ? root : static_cast<int>(basses[u - first]);
        out.push_back({units_[u].start, 0, path[first], path[first] == kNoChord ? 0 : bass, {}});
      }
      out.back().end = units_[u].end;
    }
  }
  for (auto& chord : out) {
    chord.probabilities.resize(kChordCount);
    const double frames = (chord.end - chord.start) / sums_->chords.frameSeconds();
    sums_->chords.between(chord.start, chord.end, settings_.sureness / frames, chord.probabilities);
    toLikelihoods(std::vector<float>(chord.probabilities), chord.probabilities);
    normalise(chord.probabilities);
  }
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
