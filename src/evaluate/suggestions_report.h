#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "app/models.h"
#include "base/result.h"
#include "evaluate/keyword_sets.h"
#include "evaluate/relevance.h"
#include "evaluate/suggestion_measures.h"

/// `amuse evaluate suggestions`: what comes out of the whole method, beside real music.
namespace amuse::evaluate {

struct SuggestionsInput {
  std::filesystem::path data;      ///< The data folder (chords/corpus.jsonl.gz).
  std::filesystem::path authored;  ///< The authored keyword sets and inspirations (data/llm of the installation).
  std::size_t everySet = 1;        ///< Of the authored keyword sets, every so many is asked.
  int proposals = 60;              ///< Drawn for a keyword set and length.
  int sets = 40;                   ///< Inspirations for which 30 suggestions each are drawn.
  int suggestions = 2000;          ///< For the bigram distance.
  double surprise = 0.5;
  std::uint32_t seed = 1;
};

/// What was asked of the filter for one group of requests.
struct AcceptanceRow {
  std::string name;  ///< A mode, or "all".
  int requests = 0;
  double mean = 0, least = 1;  ///< Acceptance rate, 0..1.
};

/// A sample of progressions against all real sections of the training split.
struct DistanceRow {
  std::string name;
  std::size_t progressions = 0, distinctBigrams = 0;
  double distance = 0;  ///< Square root of the Jensen-Shannon divergence, natural logarithm.
};

struct SuggestionsReport {
  double selfBleu = 0, selfBleuOpenings = 0;  ///< Mean over sets of 30; the same for real openings of valid.
  int asked = 0, returned = 0, filled = 0;
  std::vector<AcceptanceRow> acceptance;
  std::vector<DistanceRow> distances;
  SetsReport keywordSets;
  std::vector<RelevanceRow> relevance;
};

/// Draws four-bar suggestions for held-out inspirations (sets of 30 in each inspiration's own mode; for the distance
/// also in the modes real songs have) and compares them with open-licence songs.
/// Then asks with the authored keyword sets (acceptance, P/Q, character by genre) and the held-out inspirations
/// (relevance). Errors: Unavailable (no data folder), and suggest's.
[[nodiscard]] Result<SuggestionsReport> evaluateSuggestions(const app::Engine& engine, const SuggestionsInput& input);

/// Tables for people.
[[nodiscard]] std::string toText(const SuggestionsReport& report);
/// Acceptance by genre and mode, and what is recovered, as bars; file name -> SVG.
[[nodiscard]] std::map<std::string, std::string> plotsOf(const SuggestionsReport& report);

}  // namespace amuse::evaluate
