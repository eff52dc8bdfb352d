#pragma once

#include <span>
#include <string>
#include <vector>

#include "lm/chord_model.h"
#include "propose/proposer.h"
#include "sample/trust.h"

/// How much likelier real songs are than the proposer to hold a candidate: log r = log P - log Q, Q with some doubt.
namespace amuse::sample {

/// Progressions longer than this many slots are compared phrase by phrase.
inline constexpr std::size_t kWholeComparisonSlots = 8;

/// A stretch of a candidate that is compared as one: chords to be scored after a prefix.
struct Stretch {
  std::vector<theory::RelativeChord> prefix, chords;
  bool withEnd = false;       ///< The end counts: the section stops here and the ending is `close`.
  bool afterContext = false;  ///< Chords the songwriter wrote come before it or inside it.
};

/// Cuts a candidate into what is scored: everything from its first open slot on, equal neighbours joined into one held
/// chord; by phrase over kWholeComparisonSlots. A stretch may be empty of chords (all of it holds the chord before).
[[nodiscard]] std::vector<Stretch> stretchesOf(const propose::Query& query, const propose::Candidate& candidate);

/// The compared log-likelihoods of one stretch, natural logarithms.
struct Ratio {
  double logP = 0;  ///< Sevenths level plus a weight (ProposerTrust) x the residual of the exact symbols, under P.
  double logQ = 0;  ///< Under the proposer's model, doubted and with its power, plus kResidualWeight x its residual.
  double logPSevenths = 0;  ///< Without the residual: what the floor and the percentile are measured on.
  int chordCount = 0;       ///< Chords scored, after joining; the end is not counted.
  [[nodiscard]] double logR() const noexcept { return logP - logQ; }
};

/// Scores stretches under both models, in the order given. One batch a model.
[[nodiscard]] std::vector<Ratio> compare(const lm::ChordModel& prior, const lm::ChordModel& proposerModel,
                                         const lm::Conditions& conditions, std::span<const Stretch> stretches,
                                         const ProposerTrust& trust = {});
/// One stretch from its scores under the prior and the proposer's model.
[[nodiscard]] Ratio ratioOf(const lm::SequenceScore& underP, const lm::SequenceScore& underQ, bool withEnd,
                            const ProposerTrust& trust = {});

/// A text that names the progression exactly; equal texts, equal progressions. Used for duplicates and for the draw.
[[nodiscard]] std::string progressionKey(std::span<const theory::RelativeChord> chords);

}  // namespace amuse::sample
