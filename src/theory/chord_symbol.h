#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "theory/chord_quality.h"
#include "theory/key.h"
#include "theory/pitch.h"

/// Chord symbols as musicians write them (lead sheets) and as corpora do (Harte et al., ISMIR 2005).
namespace amuse::theory {

inline constexpr std::size_t kMaxChordSymbolBytes = 64;

/// One chord: root, quality, bass. "No chord" (N.C.) is a quality without tones; its root is C and it has no bass.
struct ChordSymbol {
  Spelling root;
  Quality quality;
  std::optional<Spelling> bass = std::nullopt;  ///< Set only when it differs from the root.

  [[nodiscard]] bool isNoChord() const noexcept { return quality.tones.empty(); }
  /// The pitch class that sounds lowest.
  [[nodiscard]] PitchClass bassPitchClass() const noexcept { return (bass ? *bass : root).pitchClass(); }
  auto operator<=>(const ChordSymbol&) const = default;
};
[[nodiscard]] ChordSymbol noChord() noexcept;

/// Parses a lead-sheet symbol: "F#m7b5/C", "C6/9", "Bb13sus4", "Cø", "C-7", "CΔ7", "C(add9)", "Calt", "N.C.".
/// The quality is the longest row of data/chord_qualities.tsv that fits, then modifiers in any order: b5 #9 (b9,#11)
/// add9 omit3 no5 sus4. Accidentals next to the root belong to it: "Cb5" is C flat, "C(b5)" a flat fifth.
/// @param text UTF-8, at most kMaxChordSymbolBytes; not trimmed.
/// Errors: TooLarge; Parse with `offset` = the first byte not understood.
/// parseChordSymbol(toText(c)) == c for every chord whose quality is from makeQuality and whose notes have at most
/// double accidentals. About a quarter of a microsecond.
[[nodiscard]] Result<ChordSymbol> parseChordSymbol(std::string_view text);
/// The one canonical lead-sheet form, ASCII: "Cmaj7", "F#m7b5/C", "C7sus4", "N.C.".
[[nodiscard]] std::string toText(const ChordSymbol& chord);
/// The quality's canonical suffix alone: "maj7", "m7b5", "" for a major triad.
[[nodiscard]] std::string toText(const Quality& quality);

/// Parses Harte syntax: "C:maj7/3", "A:min(9)", "C:7(*5,b5)", "N" and "X" (both no chord); the bass is an interval
/// above the root. The shorthand's name decides the class (data/quality_classes.tsv): 7(*3) is a 7, 1(b3,b7) a 5.
/// Errors: TooLarge; Parse with `offset` = the first byte not understood.
[[nodiscard]] Result<ChordSymbol> parseHarte(std::string_view text);
/// Harte syntax that parseHarte reads back to the same chord.
[[nodiscard]] std::string toHarte(const ChordSymbol& chord);

/// Either syntax: Harte when a colon follows the root (or the text is N or X), lead sheet otherwise.
[[nodiscard]] Result<ChordSymbol> parseAnyChord(std::string_view text);

/// The chord's notes from the root up (the bass is not added), named by their degree: C7#9 -> C E G Bb D#.
[[nodiscard]] std::vector<Spelling> chordTones(const ChordSymbol& chord);

/// A chord relative to a tonic, as models see it: no spelling, no key.
struct RelativeChord {
  int root = 0;  ///< Semitones above the tonic, 0..11.
  Quality quality;
  int bass = 0;  ///< Semitones above the root, 0..11; 0 when the root is in the bass.
  [[nodiscard]] bool isNoChord() const noexcept { return quality.tones.empty(); }
  auto operator<=>(const RelativeChord&) const = default;
};
[[nodiscard]] RelativeChord toRelative(const ChordSymbol& chord, PitchClass tonic) noexcept;
/// Back to a written chord, spelled as the key asks: root and bass by degree (bIII of C is Eb; the bass of V/ii is C#).
/// toRelative(toSymbol(c, key), key.tonic) == c.
[[nodiscard]] ChordSymbol toSymbol(const RelativeChord& chord, const Key& key) noexcept;

/// The same chord moved up by semitones (negative: down) and spelled in `key`, the key it arrives in.
[[nodiscard]] ChordSymbol transposed(const ChordSymbol& chord, int semitones, const Key& key) noexcept;

}  // namespace amuse::theory
