#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "song/song.h"

/// MIDI files as songs.
namespace amuse::notation {

struct MidiImport {
  song::Song song;                   ///< Passes song::validate().
  std::vector<std::string> remarks;  ///< What was guessed, changed or left out, a sentence each.
};

/// A song with the file's title, tempo, metre and key maps, its chords and its melody.
///
/// Chords are read from chord names where the file has them as markers (or texts, cue points, lyrics), each lasting to
/// the next; else they are found in the notes (see findChords). Other markers, "[Verse]" or plain, begin parts; a part
/// that comes again with the same chords and melody is the same part. Melody is the track named so (melody, vocal,
/// voice, lead, topline), else a single line above all others. A file without a key gets the one its notes fit best.
/// The files writeMidi makes come back with the same chords and lengths.
/// @param bytes At most 4 MB.
/// Errors: as parseMidiFile; TooLarge (over 2000 bars, or more notes than a part holds).
[[nodiscard]] Result<MidiImport> importMidi(std::string_view bytes);

}  // namespace amuse::notation
