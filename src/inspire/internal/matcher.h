#pragma once

#include <string>
#include <vector>

#include "inspire/internal/vocabulary.h"

/// Finds what a text says: lexicon entries with their bytes, coloured by the modifiers whose scope they stand in.
namespace amuse::inspire {

/// One thing said, with everything modifiers did to it already applied.
struct Match {
  std::size_t startByte = 0, endByte = 0;  ///< The words, and the negation before them where there is one.
  std::size_t firstToken = 0, tokenCount = 1;
  int entry = -1;        ///< Index into Vocabulary::entries; -1 for what a shifter adds (nostalgia, longing).
  brief::Affect affect;  ///< After negation and intensity, each in [-1, 1].
  double weight = 0;     ///< How much it counts, about 0..1.5.
  double degree = 1;     ///< Product of intensifiers and diminishers.
  bool negated = false;
  bool isFeeling = true;  ///< Not a genre, an instrument, a colour or a person: those do not make feelings mixed.
  std::vector<std::string> keywords, genres;
  std::vector<std::string> deniedKeywords;  ///< What the words would have led to, had they not been denied.
  std::vector<std::string> refusedGenres;   ///< Of "avoid jazz", "not metal".
};

/// A dictionary word that no authored table holds, with the affect learnt for it.
struct LearntWord {
  std::size_t token = 0;
  brief::Affect affect;
};

struct Reading {
  std::vector<Token> tokens;
  std::vector<WordForms> forms;
  std::vector<Match> matches;  ///< In the order of the text.
  std::vector<LearntWord> learnt;
  std::vector<std::size_t> unknownTokens;  ///< Content words that no table holds.
  std::string language;                    ///< "German"; empty for English and for other scripts.
  bool changes = false;                    ///< A shifter says the mood moves over the song.
  bool masked = false;                     ///< "pretending", "fake".
};

/// `text` must be valid UTF-8.
[[nodiscard]] Reading readMatches(const Vocabulary& vocabulary, std::string_view text);

}  // namespace amuse::inspire
