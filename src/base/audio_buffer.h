#pragma once

#include <cstddef>
#include <vector>

/// Sound as plain arrays: what decoders give, what analysers take and what renderers make.
namespace amuse {

/// One channel of sound. An empty buffer is silence of no length.
struct MonoAudio {
  std::vector<float> samples;  ///< -1..1; decoders clip what lies outside.
  int sampleRateHz = 44100;    ///< 8000..192000.

  /// Length in seconds; 0 for a buffer without samples or rate.
  [[nodiscard]] double durationSeconds() const noexcept;
  bool operator==(const MonoAudio&) const = default;
};

/// Two channels of the same length.
struct StereoAudio {
  std::vector<float> left, right;  ///< -1..1; left.size() == right.size().
  int sampleRateHz = 44100;        ///< 8000..192000.

  [[nodiscard]] double durationSeconds() const noexcept;
  bool operator==(const StereoAudio&) const = default;
};

/// How many whole frames a time lasts. @param seconds  0 and above.
[[nodiscard]] inline std::size_t toFrames(double seconds, int sampleRateHz) noexcept {
  return static_cast<std::size_t>(seconds * sampleRateHz);
}

/// The mean of both channels, which cannot leave [-1, 1]. Takes the shorter channel's length if they differ.
[[nodiscard]] MonoAudio toMono(const StereoAudio& audio);

}  // namespace amuse
