#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "media/decode_protocol.h"

/// Sound files of any common kind to one channel of samples, by libav.
namespace amuse::media {

struct DecodedAudio {
  std::vector<float> samples;  ///< -1..1 at the rate asked for.
  DecodeAudioReport report;
};

/// Loads what libav would else load on first use; call before the sandbox closes.
void prepareAudioDecoding() noexcept;

/// Decodes the first sound stream: WAV, AIFF, FLAC, Ogg (Vorbis, Opus, FLAC), MP3, M4A/MP4 (AAC, ALAC), WebM/Matroska,
/// CAF, AU, AMR. All channels are mixed evenly. Nothing but `file` is read, whatever it refers to.
/// @param file  The whole file; borrowed for the call.
/// Errors: Unsupported (no sound file, or one of a kind not listed), Parse (not one sample could be decoded), TooLarge.
/// Cost: some 3 ms a second of sound at most.
[[nodiscard]] Result<DecodedAudio> decodeAudio(std::string_view file, const DecodeAudioRequest& request);

}  // namespace amuse::media
