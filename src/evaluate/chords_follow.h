#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "app/models.h"
#include "evaluate/harmony_measures.h"
#include "propose/held_out.h"

/// `amuse evaluate chords-follow`: whether the chords move the way the keywords ask, and keep a genre's character
/// through the filter. Asked of keyword sets that no network weight has seen and that are left out of the pool.
namespace amuse::evaluate {

struct ChordsFollowInput {
  std::filesystem::path home;  ///< Holds models/ and data/llm.
  app::PriorSet prior = app::PriorSet::Open;
  int proposals = 30;  ///< Four-chord candidates drawn for a set; as many accepted ones are measured as they give.
  int shown = 12;      ///< Suggestions asked of the sampler for a set.
  double surprise = 0.5;
  std::uint32_t seed = 1;
  std::size_t every = 1;  ///< Of the held-out sets, every so many.
  bool setsOnly = false;  ///< The first part alone.
  /// Which eighth of the keyword sets is asked, out of the pool meanwhile: 0 is held out from everything; 1 to 7, whose
  /// words the network was fitted on, are for choosing constants. Other than 0 implies setsOnly.
  int fold = propose::kHeldOutFold;
};

/// One set as it was asked, with what came out at each stage.
struct FollowedSet {
  std::string words;
  std::vector<std::string> genres;
  brief::Affect asked;                       ///< The record's.
  theory::Mode mode = theory::Mode::Maj;     ///< What the progressions were drawn in.
  Harmony written, proposed, passed, shown;  ///< By the record's author; drawn; past the filter; in the answer.
  double acceptance = 0;
};

/// Rank correlations of one measure with valence, arousal, tension and complexity, at each stage.
struct FollowRow {
  std::string name;
  std::array<double, 4> written{}, proposed{}, passed{}, shown{};
};

/// A genre's share of chords before and after the filter.
struct CharacterRow {
  std::string genre;
  int sets = 0;
  Harmony written, proposed, passed, shown;
};

struct ChordsFollowReport {
  struct Part {
    std::string title;
    std::vector<FollowedSet> sets;
    std::vector<FollowRow> rows;
    std::vector<CharacterRow> characters;
    double acceptance = 0, least = 1;  ///< Mean over sets, and the set with the fewest passed.
    std::string leastWords;
  };
  std::vector<Part> parts;
};

/// Three parts: held-out keyword sets asked with all their record says (keywords, genres, affect, mode); held-out
/// authored inspirations by their keywords alone; the same by their text alone.
/// Errors: Unavailable (models or tables missing), and suggest's.
[[nodiscard]] Result<ChordsFollowReport> evaluateChordsFollow(const ChordsFollowInput& input);

/// A table for people; with `details` one line a set as well.
[[nodiscard]] std::string toText(const ChordsFollowReport& report, bool details);

}  // namespace amuse::evaluate
