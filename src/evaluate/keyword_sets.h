#pragma once

#include <string>
#include <vector>

#include "app/models.h"
#include "base/result.h"
#include "corpus/read_corpus.h"
#include "sample/pool.h"

/// What the filter does to the proposals of many keyword sets: acceptance, P/Q, and whether genres keep their
/// character.
namespace amuse::evaluate {

/// One set of keywords to ask with.
struct AskedSet {
  std::vector<std::string> keywords;
  theory::Mode mode = theory::Mode::Maj;
  std::string genre;  ///< genreGroup of its tags.
};
/// The authored keyword sets, in the order of the files.
[[nodiscard]] std::vector<AskedSet> askedSets(const std::vector<corpus::ProposalRecord>& records);

/// The distinct proposals of one set, judged as `amuse suggest` would; expected acceptance, not one draw of it.
struct JudgedSet {
  std::vector<sample::Draft> drafts;
  /// Mean a(x).
  [[nodiscard]] double acceptance() const noexcept;
};
/// Errors: suggest's.
[[nodiscard]] Result<JudgedSet> judgeSet(const app::Engine& engine, const AskedSet& set, int bars, int proposals,
                                         double surprise, std::uint32_t seed);

/// A group of sets.
struct SetRow {
  std::string name;
  int sets = 0;
  double acceptance = 0, least = 1;           ///< Mean over sets, and the lowest.
  double logRatio = 0, logRatioAccepted = 0;  ///< log P/Q a chord: of all proposals; of the accepted.
  double sevenths = 0, seventhsAccepted = 0;  ///< Share of chords with four tones or more.
  double extended = 0, extendedAccepted = 0;  ///< Share of chords with five tones or more.
};

struct SetsReport {
  SetRow all;
  std::vector<SetRow> byMode, byGenre, byLength;
  struct Set {
    std::string words;
    theory::Mode mode = theory::Mode::Maj;
    int bars = 4;
    double acceptance = 0;
  };
  std::vector<Set> least;  ///< The five with the lowest acceptance.
  int belowBar = 0;        ///< Sets under 5 %.
};

/// Every set at 4 and 8 bars. `proposals`: drawn a set; 60 gives an acceptance to about 4 percentage points.
[[nodiscard]] Result<SetsReport> measureKeywordSets(const app::Engine& engine, const std::vector<AskedSet>& sets,
                                                    int proposals, double surprise, std::uint32_t seed);
[[nodiscard]] std::string toText(const SetsReport& report);

}  // namespace amuse::evaluate
