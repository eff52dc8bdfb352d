#pragma once

#include <array>
#include <filesystem>
#include <string>

#include "base/result.h"

/// `amuse evaluate inspire`: how well words are read, on the authored inspirations no weight has seen.
namespace amuse::evaluate {

struct InspireReport {
  std::size_t texts = 0;   ///< Held-out texts judged.
  std::size_t unread = 0;  ///< Of these, texts that gave no keyword at all (other languages among them).
  std::array<double, 4> affectCorrelation{};  ///< Pearson r: valence, arousal, tension, complexity.
  std::array<double, 4> affectError{};        ///< Mean absolute error.
  std::array<double, 4> constantError{};      ///< The same, of always answering the training mean.
  double modeAccuracy = 0, familyAccuracy = 0;
  double commonestModeAccuracy = 0,
         commonestFamilyAccuracy = 0;              ///< Of always answering the training part's commonest.
  double keywordPrecision = 0, keywordRecall = 0;  ///< Exact words, against the keywords and moods a partner named.
  double textsWithKeyword = 0;                     ///< Share of texts with at least one.
  double safeWordsPrecision = 0,
         safeWordsTexts = 0;  ///< Of always naming the training part's eight commonest keywords.
  /// A keyword counts as met where it is an expected one or means the same to a musician (inspire::KeywordFamilies),
  /// and only where it is specific: one that would be right for over a twentieth of the training texts never counts.
  double specificTexts = 0;         ///< Share of texts with at least one such keyword.
  double specificPrecision = 0;     ///< Share of the keywords given that are such.
  double specificShuffled = 0;      ///< The same keywords, held against the next text's list: what luck gives.
  double specificSafe = 0;          ///< Of always naming the eight commonest keywords that may count.
  double tempoOverlap = 0;          ///< Share whose tempo range meets the partner's.
  double constantTempoOverlap = 0;  ///< Of always answering 84..108.
  double genreHit = 0;              ///< Share with at least one genre in common.
};

struct InspireOptions {
  std::filesystem::path models;  ///< Where reader.bin and word_affect.bin are; empty: models/ beside data/.
  int fold = -1;                 ///< 0..4: judge that fold of the training texts instead of the held-out ones.
};

/// Reads every held-out text of `folder`/inspirations.jsonl (data/llm). Errors: Unavailable, Parse.
[[nodiscard]] Result<InspireReport> evaluateInspire(const std::filesystem::path& folder,
                                                    const InspireOptions& options = {});

/// A table with a line a measure, for a terminal of 80 columns.
[[nodiscard]] std::string toText(const InspireReport& report);

}  // namespace amuse::evaluate
