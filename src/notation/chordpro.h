#pragma once

#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "base/result.h"
#include "song/song.h"

/// ChordPro (chordpro.org, file format 6): words with chords in brackets, for song books and lyric apps.
namespace amuse::notation {

inline constexpr std::size_t kMaxChordProBytes = 2u << 20;

/// Title, key, tempo, time and capo as directives; each part a verse, chorus or bridge environment with its name as the
/// label; a chorus that comes again as {chorus}; chords above the words where they are played, four bars a line or a
/// line of words a line. The exact bars of each line stand in an {x_amuse_bars: ...} directive, which other programs
/// pass over (names with x_ are set aside for that), so that chord times come back. Melody is left out. Errors:
/// TooLarge (over 10,000 bars).
[[nodiscard]] Result<WithLosses<std::string>> writeChordPro(const song::Song& song);

/// Reads what writeChordPro writes with its times, and other people's files tolerantly: long and short directive names,
/// labels, choruses played again, grids (their bars are exact), comments, tabs (passed over), chord lines above word
/// lines
/// ("chords over lyrics") as well as brackets. Without times, each chord lasts a bar, or half a bar where a line has
/// over four, and a remark says so. What is no chord in brackets is passed over with a remark. Errors: TooLarge; Parse
/// when the file has neither chords nor words.
[[nodiscard]] Result<WithLosses<song::Song>> readChordPro(std::string_view text);

}  // namespace amuse::notation
