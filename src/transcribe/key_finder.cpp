#include "transcribe/key_finder.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace amuse::transcribe {
namespace {

constexpr std::size_t kKeyCount = 24;  ///< Tonics C to B in major, then in minor.
enum class ThirdKind { Major, Minor, Diminished };

/// Thousandths of the time in which songs of a key have a chord: [kind of third][semitones from the tonic], qualities
/// without a minor third as major ones. Source: the durations of POP909's training songs of one key.
using KeyShares = std::array<std::array<float, 12>, 3>;
constexpr KeyShares kMajorShares{{{263, 1, 16, 1, 11, 149, 0, 215, 3, 16, 7, 1},
                                  {0, 0, 81, 0, 86, 7, 0, 2, 0, 134, 0, 1},
                                  {0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 1}}};
constexpr KeyShares kMinorShares{{{53, 3, 1, 111, 0, 27, 1, 59, 125, 0, 150, 1},
                                  {273, 0, 2, 0, 0, 97, 0, 87, 1, 1, 0, 0},
                                  {0, 0, 4, 0, 0, 0, 0, 0, 0, 3, 0, 1}}};
constexpr float kShareFloor = 3;
/// Two seconds of a chord are one piece of evidence; one change of key is as likely as so much evidence is strong.
constexpr double kSecondsPerEvidence = 2, kChangeCost = 12;

ThirdKind kindOf(const theory::Quality& quality) {
  if (!quality.tones.contains(3) || quality.tones.contains(4)) return ThirdKind::Major;
  return quality.tones.contains(6) && !quality.tones.contains(7) ? ThirdKind::Diminished : ThirdKind::Minor;
}

/// ln P(chord | key) for every chord and key.
const std::vector<std::array<float, kKeyCount>>& keyEvidence() {
  static const auto table = [] {
    std::vector<std::array<float, kKeyCount>> made(kChordCount);
    for (std::size_t c = 0; c < kNoChord; ++c) {
      const auto chord = chordAt(c);
      const auto kind = static_cast<std::size_t>(kindOf(chord.quality));
      for (std::size_t k = 0; k < kKeyCount; ++k) {
        const auto degree = static_cast<std::size_t>(theory::toPitchClass(chord.root - static_cast<int>(k % 12)));
        made[c][k] = std::log(((k < 12 ? kMajorShares : kMinorShares)[kind][degree] + kShareFloor) / 1000);
      }
    }
    return made;
  }();
  return table;
}

std::vector<std::array<double, kKeyCount>> evidenceOf(const std::vector<DecodedChord>& chords) {
  std::vector<std::array<double, kKeyCount>> out;
  for (const auto& chord : chords) {
    std::array<double, kKeyCount> sums{};
    const double weight = (chord.end - chord.start) / kSecondsPerEvidence;
    for (std::size_t c = 0; c < kNoChord; ++c)
      if (chord.probabilities[c] > 0.01f)
        for (std::size_t k = 0; k < kKeyCount; ++k) sums[k] += weight * chord.probabilities[c] * keyEvidence()[c][k];
    out.push_back(sums);
  }
  return out;
}

std::vector<std::size_t> keyPath(const std::vector<std::array<double, kKeyCount>>& evidence) {
  std::vector<std::array<std::size_t, kKeyCount>> from(evidence.size());
  std::array<double, kKeyCount> score{};
  for (std::size_t i = 0; i < evidence.size(); ++i) {
    const auto best = static_cast<std::size_t>(std::max_element(score.begin(), score.end()) - score.begin());
    const double jump = score[best] - kChangeCost;
    for (std::size_t k = 0; k < kKeyCount; ++k) {
      from[i][k] = i > 0 && jump > score[k] ? best : k;
      score[k] = (i > 0 ? std::max(score[k], jump) : 0) + evidence[i][k];
    }
  }
  std::vector<std::size_t> path(evidence.size());
  auto key = static_cast<std::size_t>(std::max_element(score.begin(), score.end()) - score.begin());
  for (std::size_t i = evidence.size(); i-- > 0; key = from[i][key]) path[i] = key;
  return path;
}

/// How much likelier the key is than all others over these chords, tempered: long stretches are never quite sure.
double confidenceOf(const std::vector<std::array<double, kKeyCount>>& evidence, std::size_t first, std::size_t last,
                    std::size_t key) {
  std::array<double, kKeyCount> sums{};
  for (std::size_t i = first; i < last; ++i)
    for (std::size_t k = 0; k < kKeyCount; ++k) sums[k] += evidence[i][k];
  double total = 0;
  for (const double s : sums) total += std::exp((s - sums[key]) / 2);
  return 1 / total;
}

}  // namespace

std::vector<KeySpan> findKeys(const std::vector<DecodedChord>& chords) {
  const bool anySounds = std::any_of(chords.begin(), chords.end(), [](const auto& c) { return c.chord != kNoChord; });
  if (!anySounds) return {};
  const auto evidence = evidenceOf(chords);
  const auto path = keyPath(evidence);
  std::vector<KeySpan> spans;
  for (std::size_t first = 0, last; first < path.size(); first = last) {
    for (last = first + 1; last < path.size() && path[last] == path[first];) ++last;
    const auto mode = path[first] < 12 ? theory::Mode::Maj : theory::Mode::Min;
    spans.push_back({chords[first].start, chords[last - 1].end,
                     theory::makeKey(static_cast<int>(path[first] % 12), mode),
                     confidenceOf(evidence, first, last, path[first])});
  }
  return spans;
}

}  // namespace amuse::transcribe
