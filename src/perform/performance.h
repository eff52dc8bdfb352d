#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "song/song.h"

/// Timed notes: what `perform` makes of a song, what MIDI files hold and what is rendered to sound.
namespace amuse::perform {

enum class Instrument { Keys, Guitar, Bass, Drums, Melody, Pad };

struct TimedNote {
  song::Tick start = 0, length = 0;  ///< Performance ticks; may start a few ticks off the grid, never below 0.
  int pitch = 60;                    ///< MIDI number (General MIDI drum key for drums).
  int velocity = 80;                 ///< 1..127.
  bool operator==(const TimedNote&) const = default;
};

struct ControlChange {
  song::Tick at = 0;
  int controller = 64;  ///< MIDI controller number; 64 is the sustain pedal.
  int value = 0;
  bool operator==(const ControlChange&) const = default;
};

struct Track {
  std::string name;  ///< "Chords", "Bass", ...
  Instrument instrument = Instrument::Keys;
  int channel = 0;                          ///< 0..15; drums 9.
  int program = 0;                          ///< General MIDI program, 0..127.
  int volume = 100, pan = 64, reverb = 40;  ///< MIDI controllers 7, 10, 91.
  std::vector<TimedNote> notes{};           ///< Sorted by start.
  std::vector<ControlChange> controls{};
  bool operator==(const Track&) const = default;
};

struct Marker {
  song::Tick at = 0;
  std::string text;  ///< A chord name or a part's name.
  bool operator==(const Marker&) const = default;
};

struct Words {
  song::Tick at = 0;
  std::string text;     ///< A syllable, or a whole line.
  bool onNote = false;  ///< A syllable sung on the melody's note that starts here.
  bool operator==(const Words&) const = default;
};

/// A song as it sounds. Performance ticks count from the first sound: where the song begins with a pickup of `leadIn`
/// ticks, its first bar line is at `leadIn`, and the pickup is a short bar in a metre of its own at tick 0.
struct Performance {
  std::string title;
  std::string groove;     ///< The name of the groove that was played.
  song::Tick leadIn = 0;  ///< The song's first bar line; 0 without a pickup.
  std::vector<song::TempoChange> tempoMap;
  std::vector<song::MeterChange> meterMap;
  std::vector<song::KeyChange> keyMap;
  std::vector<Marker> chordNames, partNames;  ///< Where no chord is held, "N.C." stands.
  std::vector<Words> words;
  std::vector<Track> tracks;
  song::Tick length = 0;  ///< Exact: whole bars (and the pickup).
  bool operator==(const Performance&) const = default;
};

}  // namespace amuse::perform
