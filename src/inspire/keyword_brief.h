#pragma once

#include <string_view>
#include <vector>

#include "inspire/text_reader.h"

/// From keywords alone to a whole brief: what remains when a songwriter has removed, added or weighed keywords.
namespace amuse::inspire {

/// A keyword with the affect the tables give it, for recognisers whose words come from a scene or a sound ("rain",
/// "jazz club"). A word the tables lack keeps no affect.
/// @param weight  0..1, clamped.
[[nodiscard]] brief::Keyword keywordFor(const TextReader& reader, std::string_view word, double weight = 1,
                                        std::vector<brief::Evidence> evidence = {});

/// Affect, genres, mode with its reason, and tempo of a set of keywords, each counting by its weight (0 counts
/// nothing). No text is read, so what is not among the keywords has no say.
/// @param keywords  Kept as they are and in order, save that one without affect gets the tables'. At most 64 count.
/// @return The brief; a note for each keyword that the tables do not know and that brings no affect of its own. Where
/// no
///         keyword says anything: affect 0, major, the usual tempo.
/// Mode words and tempi among the keywords ("dorian", "120 bpm", "slow") decide outright. Deterministic; microseconds.
[[nodiscard]] brief::Brief briefFromKeywords(const TextReader& reader, std::vector<brief::Keyword> keywords);

}  // namespace amuse::inspire
