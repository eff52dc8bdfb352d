#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "propose/proposer.h"
#include "sample/sampler.h"

/// Pairs of progressions of which a musician hears one as natural, the other as awkward: does the method agree?
namespace amuse::evaluate {

/// A row of data/natural_pairs.tsv; both sides have the same number of chords, relative to the tonic.
struct NaturalPair {
  theory::Mode mode = theory::Mode::Maj;
  std::string style, naturalText, awkwardText;
  propose::Ending ending = propose::Ending::Loop;
  std::vector<theory::RelativeChord> natural, awkward;
  bool subtle = false;
};

/// Columns: mode, style, ending, natural, awkward, subtle (yes or no), why, source; in C. Errors: Parse, naming the
/// row.
[[nodiscard]] Result<std::vector<NaturalPair>> parseNaturalPairs(std::string_view table);

/// How often the natural one stands higher.
struct PairCounts {
  int pairs = 0, byRatio = 0, byPrior = 0;
};

struct PairsReport {
  PairCounts all, plain, subtle;
  std::map<std::string, PairCounts> byMode, byStyle;
  std::vector<const NaturalPair*> lost;  ///< P/Q prefers the awkward one; views into the pairs.
};

/// P/Q: log r in standard deviations from the calibration's mean for the mode and the number of chords, so that each
/// stands against its own length; P: log P under the prior alone. As the sampler compares them. `pairs` must outlive
/// the report.
[[nodiscard]] PairsReport judgePairs(const sample::Models& models, const std::vector<NaturalPair>& pairs);
[[nodiscard]] std::string toText(const PairsReport& report);

}  // namespace amuse::evaluate
