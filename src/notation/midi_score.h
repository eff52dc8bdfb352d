#pragma once

#include <string>
#include <vector>

#include "base/midi_file.h"
#include "perform/performance.h"

/// The music in a MIDI file: notes and maps in song ticks, whatever the file's own division. No chords yet.
namespace amuse::notation {

/// The notes of one channel of one track.
struct ScoreVoice {
  std::string name;                       ///< The track's; may be empty. UTF-8, one line.
  int channel = 0;                        ///< 0..15; 9 is percussion.
  int program = 0;                        ///< The first it selects.
  std::vector<perform::TimedNote> notes;  ///< Sorted by start; all with a length.
  [[nodiscard]] bool isPercussion() const noexcept { return channel == 9; }
};

struct ScoreText {
  song::Tick at = 0;
  int metaType = 0;      ///< One of midi_meta's.
  std::string text;      ///< UTF-8, one line, at most 200 bytes.
  bool isApart = false;  ///< In a track before those of the players, as a conductor's has it.
};

struct MidiScore {
  std::string title;
  std::vector<song::TempoChange> tempoMap;  ///< From tick 0 on.
  std::vector<song::MeterChange> meterMap;  ///< From tick 0 on; changes on bar lines.
  std::vector<song::KeyChange> keyMap;      ///< Empty when the file names no key.
  std::vector<ScoreText> texts;             ///< Sorted; without titles, track names and keys.
  std::vector<ScoreVoice> voices;           ///< Those that sound.
  std::vector<song::Tick> barLines;  ///< From 0 to the end, which is the last: the longest track's end, made whole.
  std::vector<std::string> remarks;  ///< What was left out or changed, a sentence each.
};

inline constexpr std::size_t kMaxImportedBars = 2000;

/// Tempos outside 20..400 are brought to the edge, metres a song can't hold are passed over, metre changes inside a bar
/// move to its end; each is remarked. Text that is not UTF-8 is read as Latin-1.
/// Errors: TooLarge, above kMaxImportedBars.
[[nodiscard]] Result<MidiScore> readScore(const MidiFile& file);

}  // namespace amuse::notation
