#pragma once

#include <cstddef>
#include <span>

#include "base/audio_buffer.h"
#include "base/midi_file.h"
#include "base/result.h"

/// A MIDI file to raw stereo sound.
namespace amuse::media {

struct RenderedMusic {
  StereoAudio audio;            ///< Not yet mastered: any level, may exceed 1.
  std::size_t musicFrames = 0;  ///< To the end of the longest track; what follows is the tail.
};

/// Plays the file and lets it ring: the tail ends once it is 66 dB below the loudest moment, at most 6 seconds on, and
/// fades out. Uses two threads; the result doesn't depend on them. Errors: TooLarge (over 20 minutes), Unavailable.
[[nodiscard]] Result<RenderedMusic> renderMusic(std::span<const std::byte> soundFont, const MidiFile& file,
                                                int sampleRateHz);

}  // namespace amuse::media
