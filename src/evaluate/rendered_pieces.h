#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/audio_buffer.h"
#include "base/result.h"
#include "media/media_client.h"
#include "theory/key.h"

/// Pieces whose tempo and key are known, because we play them.
namespace amuse::evaluate {

struct RenderedPiece {
  std::string groove;
  theory::Key key;
  double bpm = 0;
  MonoAudio audio;  ///< At audio::kAnalysisRateHz, about 20 seconds.
};

/// Forty pieces: common progressions, twice through, in ten grooves, all keys and tempi from 66 to 152.
/// Errors: Unavailable (no soundfont), what rendering says.
[[nodiscard]] Result<std::vector<RenderedPiece>> renderPieces(media::MediaClient& media,
                                                              const std::filesystem::path& home);

}  // namespace amuse::evaluate
