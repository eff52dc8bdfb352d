#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lm/chord_model.h"
#include "sample/calibration.h"
#include "theory/chord_symbol.h"

/// Scoring what the songwriter wrote, and saying what songs would do next. Tonic C throughout.
namespace amuse::app {

inline constexpr std::size_t kMaxScoredChords = 256;

/// A progression under both models; natural logarithms, one a chord and then the end.
struct LineScore {
  std::vector<theory::ChordSymbol> chords;
  std::vector<double> logP, logQ;
  double acceptance = 0;  ///< a(x) at the default surprise, as a loop: the end does not count.
};

/// What a line is scored with; borrowed for the call.
struct ScoreModels {
  const lm::ChordModel& prior;
  const lm::ChordModel& proposerModel;
  const sample::Calibration& calibration;
};

/// Reads blank-separated lead-sheet or Harte symbols.
/// Errors: Parse with the offset in the line; TooLarge over kMaxScoredChords.
[[nodiscard]] Result<std::vector<theory::ChordSymbol>> parseProgression(std::string_view line);

/// What is known about the music, in the words people use; empty: unknown. Genre and section name must be among those
/// the prior has learned, the decade between 1850 and 2030 ("1970").
/// Errors: InvalidArgument, naming the option and the words it takes.
[[nodiscard]] Result<lm::Conditions> makeConditions(theory::Mode mode, const std::string& genre,
                                                    const std::string& section, int decade);

/// Scores a line as given: repeated chords are not joined. log P is under all the conditions; log Q and the acceptance
/// under the mode alone, since the proposer's model knows no style and the two are compared like with like.
/// Errors: parseProgression's.
[[nodiscard]] Result<LineScore> scoreLine(const ScoreModels& models, const lm::Conditions& conditions, lm::Level level,
                                          std::string_view line);

struct NextOption {
  theory::ChordSymbol chord;
  std::string roman;
  double p = 0;
};
struct NextAnswer {
  std::vector<theory::ChordSymbol> context;
  std::vector<NextOption> options;  ///< Likeliest first, at `sevenths` level.
  double end = 0;                   ///< Probability that the section ends here.
};

/// The `top` likeliest continuations of a line (which may be empty: the likeliest openings).
/// Errors: parseProgression's; InvalidArgument for top outside 1..192.
[[nodiscard]] Result<NextAnswer> nextChords(const lm::ChordModel& prior, const lm::Conditions& conditions, int top,
                                            std::string_view line);

}  // namespace amuse::app
