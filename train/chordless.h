#pragma once

#include <array>
#include <string_view>

#include "arrange.h"
#include "base/audio_buffer.h"
#include "base/random.h"
#include "piece.h"

/// Sounds that have no chords, one kind each: what shows how surely chords are heard where there are none.
namespace amuse::train {

enum class ChordlessKind {
  Silence,
  WhiteNoise,
  PinkNoise,
  Rotor,  ///< Blades and an engine: a hum of some 10 to 25 beats a second with overtones, under noise that beats alike.
  Voice,  ///< One voice alone singing a tune on vowels.
  Choir,  ///< The same tune on a soundfont's choir.
};
inline constexpr std::array kChordlessKinds{ChordlessKind::Silence, ChordlessKind::WhiteNoise, ChordlessKind::PinkNoise,
                                            ChordlessKind::Rotor,   ChordlessKind::Voice,      ChordlessKind::Choir};
[[nodiscard]] std::string_view toText(ChordlessKind kind) noexcept;  ///< "silence", "white-noise", ...

/// One of the kinds that need neither tune nor soundfont; silence for the others.
[[nodiscard]] MonoAudio makeChordless(ChordlessKind kind, Random& random, double seconds, int sampleRateHz);

/// The piece's tune alone, from its first note on, its other parts, chords and beats left out.
[[nodiscard]] Piece tuneOf(const Piece& piece, double seconds);
/// A tune sung on vowels: a buzz through three resonances, with vibrato, glides from note to note and breath.
[[nodiscard]] MonoAudio sung(const Piece& tune, Random& random, int sampleRateHz);

/// The same for a soundfont's choir, voices or synthesised voice.
[[nodiscard]] Band choir(const Piece& tune, Random& random);

}  // namespace amuse::train
