#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "media/frame_channel.h"
#include "media/process/sound_font.h"

/// What the process does with each frame.
namespace amuse::media {

/// What was opened before the sandbox closed.
struct ProcessState {
  std::optional<SoundFontFile> soundFont;
  std::string soundFontProblem;
  std::string input;               ///< The bytes of Input frames so far.
  std::uint32_t inputRequest = 0;  ///< Whose they are.
};

/// Answers frames until the client is gone. @return The process's exit status: 0, or 1 after a frame that can't be
/// read.
[[nodiscard]] int serve(FrameChannel& channel, ProcessState& state);

/// The test build's answer to a Probe frame; the real program has none. Tries what the sandbox forbids and says how it
/// went.
[[nodiscard]] Result<std::string> answerProbe(const std::string& what, FrameChannel& channel);

}  // namespace amuse::media
