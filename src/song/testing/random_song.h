#pragma once

#include "base/random.h"
#include "song/edits.h"
#include "song/song.h"

/// Random songs and edits for tests of this module and of those above it. Not part of the library.
namespace amuse::song {

/// What a random song may have, so that a format is only asked for what it can hold.
struct SongShape {
  bool voicings = true, origins = true, locks = true, melody = true, lyrics = true, pickups = true, gaps = true;
  bool tempoChanges = true, meterChanges = true, keyChanges = true, unplayedParts = true, noChords = true, style = true;
  int maxParts = 4, maxBars = 6;
  Tick grid = 240;  ///< Chords and notes begin and end on its multiples.
};

/// A song that passes validate(); parts have different names.
[[nodiscard]] Song randomSong(Random& random, const SongShape& shape = {});
/// A chord from a list of common and rare qualities, on any root; a third with another bass.
[[nodiscard]] theory::ChordSymbol randomChord(Random& random);
/// An edit of a random kind that names things of the song; about half of them can be applied.
[[nodiscard]] Edit randomEdit(Random& random, const Song& song, int depth = 0);

}  // namespace amuse::song
