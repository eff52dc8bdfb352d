#pragma once

#include <span>
#include <string_view>

#include "base/result.h"
#include "transcribe/transcription.h"

/// A transcription as somebody else wants it: simpler chords, another key.
namespace amuse::transcribe {

/// How much of a chord is kept.
enum class ChordDetail { Triads, Sevenths, Full };
/// "triads", "sevenths", "full". Errors: InvalidArgument, listing the three.
[[nodiscard]] Result<ChordDetail> parseChordDetail(std::string_view text);

/// The chord with no more than the detail: `Sevenths` has the plain chord of its class over the same bass (C9/E ->
/// C7/E), `Triads` the plain triad over its root (C9/E -> C, Am7 -> Am, Gsus4 stays).
[[nodiscard]] theory::ChordSymbol simplified(const theory::ChordSymbol& chord, ChordDetail detail) noexcept;
/// The whole transcription so: alternatives that become one chord add up, those that become the chord itself raise its
/// confidence, equal neighbours are joined (their confidence by their lengths).
[[nodiscard]] Transcription simplified(const Transcription& heard, ChordDetail detail);

/// The key that holds longest; nothing where none was heard.
[[nodiscard]] std::optional<theory::Key> mainKey(const Transcription& heard);
/// The key that holds at a time; the nearest where none does; nothing where none was heard.
[[nodiscard]] std::optional<theory::Key> keyAt(const Transcription& heard, double seconds);

/// From one beat to the next, in the middle of how long that is; 0 for fewer than two beats.
[[nodiscard]] double medianBeatSeconds(std::span<const Beat> beats);

/// The same later by so many seconds: what was heard from there on, in the recording's own time. The chroma stays
/// counted from its first frame.
[[nodiscard]] Transcription shifted(Transcription heard, double seconds);
/// What lies between two seconds: beats inside, everything else cut to it; its length is theirs. @param from  < until.
[[nodiscard]] Transcription between(const Transcription& heard, double from, double until);

/// How far to go, the shorter way (-5..6 semitones), from one key to another: tonic to tonic within major-like and
/// minor-like modes, otherwise so that the scales meet (A minor to C major: 0).
[[nodiscard]] int semitonesBetween(const theory::Key& from, const theory::Key& to) noexcept;
/// Everything moved up by semitones (negative: down), spelled in the keys it arrives in; chroma as well. `arrival` is
/// how the main key is to be written there, where it has that tonic.
[[nodiscard]] Transcription transposed(const Transcription& heard, int semitones,
                                       const std::optional<theory::Key>& arrival = std::nullopt);

}  // namespace amuse::transcribe
