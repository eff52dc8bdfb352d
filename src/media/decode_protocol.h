#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

/// What is asked of the process, and answered, when a sound file is to become plain samples.
namespace amuse::media {

/// The longest stretch of sound one request may ask for.
inline constexpr double kMaxDecodeSeconds = 1200;
/// The latest second of a file at which that stretch may begin: ten hours.
inline constexpr double kMaxDecodeStart = 36'000;

/// Decode the file whose bytes came in Input frames.
struct DecodeAudioRequest {
  int sampleRateHz = 22050;  ///< 16000, 22050, 32000 or 44100: what comes back.
  double maxSeconds = 60;    ///< Above 0, at most kMaxDecodeSeconds; what lies beyond is not decoded.
  double startSeconds = 0;   ///< 0..kMaxDecodeStart: what lies before is decoded and left out.
  bool operator==(const DecodeAudioRequest&) const = default;
};
[[nodiscard]] std::string toPayload(const DecodeAudioRequest& request);
/// Errors: Parse, InvalidArgument (out of the ranges above).
[[nodiscard]] Result<DecodeAudioRequest> parseDecodeAudioRequest(std::string_view payload);

/// What was decoded; closes the chunks, which are 32-bit little-endian floats, one channel.
struct DecodeAudioReport {
  std::uint64_t samples = 0;   ///< In the chunks.
  double fileSeconds = 0;      ///< What the file says of its length; 0 when it does not say.
  int channels = 0;            ///< Of the file.
  bool isCut = false;          ///< The file goes on beyond maxSeconds.
  bool isDamaged = false;      ///< Some of it could not be decoded and was passed over.
  std::string container = {};  ///< "ogg", "mp3", "matroska,webm" ...
  std::string codec = {};      ///< "vorbis", "aac" ...
  bool operator==(const DecodeAudioReport&) const = default;
};
[[nodiscard]] std::string toPayload(const DecodeAudioReport& report);
[[nodiscard]] Result<DecodeAudioReport> parseDecodeAudioReport(std::string_view payload);

}  // namespace amuse::media
