#include "transcribe/section_finder.h"

#include <algorithm>

namespace amuse::transcribe {
namespace {

constexpr std::size_t kSectionBars = 8;
/// Share of the time in which two stretches must have the same chord.
constexpr double kSameShare = 0.7;
constexpr std::size_t kPlacesInBar = 4;

std::size_t chordAtTime(const std::vector<DecodedChord>& chords, double time) {
  const auto after = std::upper_bound(chords.begin(), chords.end(), time,
                                      [](double t, const DecodedChord& chord) { return t < chord.start; });
  return after == chords.begin() ? kNoChord : (after - 1)->chord;
}

/// The chord at four places of every bar.
std::vector<std::size_t> chordsOfBars(const std::vector<DecodedChord>& chords, const std::vector<double>& bars) {
  std::vector<std::size_t> out;
  for (std::size_t b = 0; b + 1 < bars.size(); ++b)
    for (std::size_t p = 0; p < kPlacesInBar; ++p) {
      const double part = (static_cast<double>(p) + 0.5) / kPlacesInBar;
      out.push_back(chordAtTime(chords, bars[b] + part * (bars[b + 1] - bars[b])));
    }
  return out;
}

double sameShare(const std::vector<std::size_t>& places, std::size_t a, std::size_t b) {
  std::size_t same = 0;
  constexpr std::size_t kPlaces = kSectionBars * kPlacesInBar;
  for (std::size_t i = 0; i < kPlaces; ++i)
    same += places[a * kPlacesInBar + i] == places[b * kPlacesInBar + i] && places[a * kPlacesInBar + i] != kNoChord;
  return static_cast<double>(same) / kPlaces;
}

/// One letter a stretch of eight bars from `first` on: that of the earlier one it is most like.
std::vector<std::size_t> lettersFrom(const std::vector<std::size_t>& places, std::size_t first, double& sum) {
  const std::size_t bars = places.size() / kPlacesInBar;
  std::vector<std::size_t> letters;
  std::size_t next = 0;
  sum = 0;
  for (std::size_t at = first; at + kSectionBars <= bars; at += kSectionBars) {
    double best = 0;
    std::size_t letter = next;
    for (std::size_t e = 0; e < letters.size(); ++e) {
      const double same = sameShare(places, first + e * kSectionBars, at);
      if (same > best) best = same, letter = same >= kSameShare ? letters[e] : next;
    }
    if (best >= kSameShare) sum += best;
    next = std::max(next, letter + 1);
    letters.push_back(letter);
  }
  return letters;
}

}  // namespace

std::vector<SectionSpan> findSections(const std::vector<DecodedChord>& chords, const std::vector<Beat>& beats,
                                      double durationSeconds) {
  std::vector<double> bars;
  for (const auto& beat : beats)
    if (beat.beatInBar == 1) bars.push_back(beat.timeSeconds);
  // The last bar ends with the recording, if enough of it is there.
  if (bars.size() > 1 && durationSeconds - bars.back() > 0.6 * (bars.back() - bars[bars.size() - 2]))
    bars.push_back(durationSeconds);
  if (bars.size() <= 2 * kSectionBars) return {};
  const auto places = chordsOfBars(chords, bars);
  double bestSum = 0;
  std::size_t bestFirst = 0;
  std::vector<std::size_t> letters;
  for (std::size_t first = 0; first < kSectionBars; ++first) {
    double sum = 0;
    auto found = lettersFrom(places, first, sum);
    if (sum > bestSum) bestSum = sum, bestFirst = first, letters = std::move(found);
  }
  std::vector<SectionSpan> spans;
  for (std::size_t s = 0; s < letters.size(); ++s) {
    const std::size_t end = bestFirst + (s + 1) * kSectionBars;
    spans.push_back({bars[bestFirst + s * kSectionBars], end < bars.size() ? bars[end] : durationSeconds,
                     std::string(1, static_cast<char>('A' + letters[s] % 26))});
  }
  return spans;
}

}  // namespace amuse::transcribe
