#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "base/midi_file.h"
#include "base/result.h"

/// When each channel message of a MIDI file sounds, counted in frames of the rendered sound.
namespace amuse::media {

inline constexpr double kMaxMusicSeconds = 20 * 60;

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

/// Which of two synthesisers plays each of the 16 channels (0 or 1), so that both have about as much to do. Depends on
/// the schedule alone, never on the machine, so that the sound doesn't either.
[[nodiscard]] std::array<int, 16> balanceChannels(const MidiSchedule& schedule, int sampleRateHz);

}  // namespace amuse::media
