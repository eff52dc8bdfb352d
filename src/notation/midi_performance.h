#pragma once

#include <string>

#include "base/midi_file.h"
#include "perform/performance.h"

/// Performances as MIDI files that open cleanly in other programs.
namespace amuse::notation {

/// A type 1 file at 960 ticks a quarter: first a conductor track (title, tempo, metre and key maps, chord names as
/// markers, part names as markers in brackets: "[Verse]", lines of words as lyrics), then one track each with its name,
/// program, volume, pan and reverb, then notes and controllers; syllables are lyrics of the melody's track. Every track
/// ends exactly at the performance's length.
///
/// At one tick note-offs come before controllers, those before note-ons. A note that begins while the same pitch still
/// sounds on its track ends that one; notes are cut at the performance's end, where a pedal still down is lifted: no
/// note can stick. Notes that begin outside the performance are left out. A key is written as its signature and the
/// nearest of major and minor, with its full name as a text event ("key: D Dor").
[[nodiscard]] MidiFile toMidiFile(const perform::Performance& performance);

/// toBytes(toMidiFile(performance)).
[[nodiscard]] std::string writeMidi(const perform::Performance& performance);

}  // namespace amuse::notation
