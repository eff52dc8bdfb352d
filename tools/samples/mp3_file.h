#pragma once

#include <string>

#include "base/audio_buffer.h"
#include "base/result.h"

/// MP3: the one compressed format that every browser's decodeAudioData has always read (Safari reads Ogg only
/// since 18.4).
namespace amuse::samples {

/// Encodes by LAME at a variable rate. The same libraries on the same kind of processor give the same bytes.
/// @param quality  LAME's V scale, 0 best to 9 smallest.
/// @return The file's bytes. Errors: Unavailable (this libavcodec has no libmp3lame), Internal.
[[nodiscard]] Result<std::string> encodeMp3(const StereoAudio& audio, bool stereo, double quality);

/// What a decoder makes of the file, for measuring; `right` equals `left` for one channel. Errors: Internal.
[[nodiscard]] Result<StereoAudio> decodeMp3(const std::string& bytes);

}  // namespace amuse::samples
