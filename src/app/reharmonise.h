#pragma once

#include "app/in_song.h"

/// Other chords under a melody that stays.
namespace amuse::app {

/// Chords for a place under its melody: no note on a strong beat lies a semitone above a tone of its chord, unless the
/// chord has that note too (C7b9 under Db). Proposals that grate are mended chord by chord with what fits the tune and
/// real songs like most. Where no chord of the vocabulary fits a slot's notes, the slot gets N.C., and the idea says
/// so. Errors: suggestInPlace's; InvalidArgument (no melody in the place).
[[nodiscard]] Result<InSongAnswer> reharmonise(const Engine& engine, const song::Song& song,
                                               const InSongQuestion& question, const Clock& clock);

}  // namespace amuse::app
