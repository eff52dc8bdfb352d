#pragma once

#include <span>
#include <vector>

#include "song/song.h"
#include "theory/chord_symbol.h"

/// How chords and a melody go together.
namespace amuse::app {

/// A melody note where it weighs: it sounds on a strong beat.
struct StrongNote {
  song::Tick at = 0;      ///< The strong beat, in part ticks.
  song::Tick weight = 0;  ///< How long the note sounds.
  theory::PitchClass pitchClass = 0;
};

/// Strong beats of a metre, as ticks in the bar: the first, and the middle where the bar has one (beat 3 of 4/4, the
/// second half of 6/8). Compound metres: every dotted beat.
[[nodiscard]] std::vector<song::Tick> strongBeats(const song::Meter& meter);

/// The notes of a part's melody that sound on strong beats, in order. @param meter  Of the stretch asked about.
/// @param from, to  In part ticks; `from` is a bar line.
[[nodiscard]] std::vector<StrongNote> strongNotes(const song::Part& part, const song::Meter& meter, song::Tick from,
                                                  song::Tick to);

/// Whether a note grates on a chord: it lies a semitone above one of its tones (bass included) and is none itself. A
/// chord that is labelled for the note (C7b9 under Db) has it as a tone.
[[nodiscard]] bool clashes(const theory::RelativeChord& chord, theory::PitchClass tonic,
                           theory::PitchClass note) noexcept;

/// Share of the notes, by how long they sound, that are tones of the chord; 1 for no notes.
[[nodiscard]] double toneShare(const theory::RelativeChord& chord, theory::PitchClass tonic,
                               std::span<const StrongNote> notes) noexcept;

}  // namespace amuse::app
