#include "sample/ratio.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace amuse::sample {
namespace {

using theory::RelativeChord;

/// Collects chords, leaving out a chord equal to the one before it: a held chord is one chord to the models.
class Joiner {
 public:
  void add(const RelativeChord& chord, bool scored, Stretch& stretch) {
    if (any_ && chord == last_) return;
    last_ = chord;
    any_ = true;
    (scored ? stretch.chords : stretch.prefix).push_back(chord);
  }

 private:
  RelativeChord last_;
  bool any_ = false;
};

Stretch makeStretch(const propose::Query& query, std::span<const RelativeChord> chords, std::size_t begin,
                    std::size_t end) {
  Stretch stretch;
  Joiner joiner;
  for (const auto& chord : query.before) joiner.add(chord, false, stretch);
  for (std::size_t i = 0; i < end; ++i) joiner.add(chords[i], i >= begin, stretch);
  return stretch;
}

double compared(const lm::SequenceScore& score, bool withEnd, const ProposerTrust& trust) {
  double sum = withEnd ? score.end : 0;
  for (const auto& step : score.chords) sum += step.sevenths + trust.priorResidual * (step.exact - step.sevenths);
  return sum;
}

/// A step of Q: a share of it may be anything; then its power.
double doubted(double logQ, const ProposerTrust& trust) {
  return trust.power * std::log((1 - trust.doubt) * std::exp(logQ) + trust.doubt / lm::kSymbolCount);
}

double comparedProposer(const lm::SequenceScore& score, bool withEnd, const ProposerTrust& trust) {
  double sum = withEnd ? doubted(score.end, trust) : 0;
  for (const auto& step : score.chords)
    sum += doubted(step.sevenths, trust) + kResidualWeight * (step.exact - step.sevenths);
  return sum;
}

}  // namespace

std::vector<Stretch> stretchesOf(const propose::Query& query, const propose::Candidate& candidate) {
  const auto& chords = candidate.chords;
  const std::size_t slots = chords.size();
  const auto firstOpen = static_cast<std::size_t>(
      std::find_if(query.slots.begin(), query.slots.end(), [](const auto& slot) { return !slot.fixed; }) -
      query.slots.begin());
  const bool anyFixed =
      std::any_of(query.slots.begin(), query.slots.end(), [](const auto& slot) { return slot.fixed.has_value(); });

  std::vector<std::size_t> bounds{std::min(firstOpen, slots)};
  if (slots > kWholeComparisonSlots)
    for (const int start : query.phraseStarts)
      if (static_cast<std::size_t>(start) > bounds.back() && static_cast<std::size_t>(start) < slots)
        bounds.push_back(static_cast<std::size_t>(start));
  bounds.push_back(slots);

  std::vector<Stretch> stretches;
  for (std::size_t i = 0; i + 1 < bounds.size(); ++i) {
    Stretch stretch = makeStretch(query, chords, bounds[i], bounds[i + 1]);
    stretch.withEnd = query.ending == propose::Ending::Close && bounds[i + 1] == slots;
    stretch.afterContext = anyFixed || !stretch.prefix.empty();
    stretches.push_back(std::move(stretch));
  }
  return stretches;
}

std::vector<Ratio> compare(const lm::ChordModel& prior, const lm::ChordModel& proposerModel,
                           const lm::Conditions& conditions, std::span<const Stretch> stretches,
                           const ProposerTrust& trust) {
  std::vector<lm::ScoreRequest> requests;
  requests.reserve(stretches.size());
  for (const auto& stretch : stretches) requests.push_back({stretch.prefix, stretch.chords});
  const auto underP = prior.score(conditions, requests);
  const auto underQ = proposerModel.score(conditions, requests);

  std::vector<Ratio> ratios;
  ratios.reserve(stretches.size());
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    ratios.push_back(ratioOf(underP[i], underQ[i], stretches[i].withEnd, trust));
  }
  return ratios;
}

Ratio ratioOf(const lm::SequenceScore& underP, const lm::SequenceScore& underQ, bool withEnd,
              const ProposerTrust& trust) {
  return {compared(underP, withEnd, trust), comparedProposer(underQ, withEnd, trust),
          underP.total(lm::Level::Sevenths, false), static_cast<int>(underP.chords.size())};
}

std::string progressionKey(std::span<const RelativeChord> chords) {
  std::string key;
  for (const auto& chord : chords)
    fmt::format_to(std::back_inserter(key), "{}.{:x}.{}.{} ", chord.root, chord.quality.tones.bits(),
                   static_cast<int>(chord.quality.chordClass), chord.bass);
  return key;
}

}  // namespace amuse::sample
