#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "song/song.h"

/// Songs made in one call: from a progression, or from nothing.
namespace amuse::song {

/// A chord and how long it sounds.
struct ChordSpan {
  theory::ChordSymbol symbol;
  Tick length = 0;
  bool operator==(const ChordSpan&) const = default;
};

/// A song of one part ("A", id "p1", chords "c2", "c3", ...) that plays the chords one after the other, in as many bars
/// as they need (at least one; the last bar may stay partly empty). Every span has a length above 0. Cannot fail; the
/// song passes validate() when title and tempo do.
[[nodiscard]] Song makeSong(std::string title, const theory::Key& key, const Meter& meter, double tempoBpm,
                            std::span<const ChordSpan> chords, const Origin& origin = HumanOrigin{});

/// The same with lengths in beats of the metre (2 beats of 6/8 are a quarter note), as in the `beats` of a suggestion.
/// @param beats  Runs parallel to `chords`; each > 0, rounded to whole ticks.
[[nodiscard]] Song makeSong(std::string title, const theory::Key& key, const Meter& meter, double tempoBpm,
                            std::span<const theory::ChordSymbol> chords, std::span<const double> beats,
                            const Origin& origin = HumanOrigin{});

/// A song with a title, a key and nothing in it.
[[nodiscard]] Song makeEmptySong(std::string title, const theory::Key& key = {}, const Meter& meter = {},
                                 double tempoBpm = 100);

/// The next unused id with the given letter: "c12". 'p' part, 'c' chord, 'n' note, 'l' lyric.
[[nodiscard]] Id takeId(Song& song, char letter);

/// The style's and every map's defaults are in place; adds a part and plays it last. Returns its index in `parts`.
std::size_t addPart(Song& song, std::string name, int bars, Tick pickupTicks = 0);
/// Appends a chord to a part; events must be added in order.
void addChord(Song& song, std::size_t partIndex, Tick start, Tick length, const theory::ChordSymbol& symbol,
              const Origin& origin = HumanOrigin{});

}  // namespace amuse::song
