#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "base/midi_file.h"
#include "base/result.h"

/// When each channel message of a MIDI file sounds, counted in frames of the rendered sound.
namespace amuse::media {

inline constexpr double kMaxMusicSeconds = 20 * 60;
inline constexpr int kDrumChannel = 9;  ///< Counted from 0, as General MIDI has it.

struct ScheduledEvent {
  std::size_t frame = 0;
  int status = 0, data1 = 0, data2 = 0;
  [[nodiscard]] int channel() const noexcept { return status & 0x0f; }
};

struct MidiSchedule {
  std::vector<ScheduledEvent> events;  ///< In playing order.
  std::size_t endFrame = 0;            ///< Where the longest track ends.
};

/// Merges the tracks (first track first at one tick) and follows the tempo map.
/// Errors: TooLarge, above kMaxMusicSeconds.
[[nodiscard]] Result<MidiSchedule> scheduleOf(const MidiFile& file, int sampleRateHz);

/// Which of two synthesisers (0 or 1) plays the notes of each channel and key. Finer than by channel: one strummed
/// guitar can be three quarters of all there is to do.
class NoteShares {
 public:
  /// Gives both about as much to do. The drum channel stays whole, since one drum may choke another. Depends on the
  /// schedule alone, never on the machine, so that the sound doesn't either.
  NoteShares(const MidiSchedule& schedule, int sampleRateHz);

  /// Whether synthesiser `player` hears the event: notes by their share, all else goes to both.
  [[nodiscard]] bool hears(int player, const ScheduledEvent& event) const noexcept;

 private:
  std::array<std::array<signed char, 128>, 16> share_{};
};

}  // namespace amuse::media
