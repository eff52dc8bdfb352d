#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

/// What is asked of the process, and answered, when a picture file is to become plain pixels.
namespace amuse::media {

/// The largest picture file that is read at all.
inline constexpr std::size_t kMaxPictureBytes = 64u << 20;
/// The largest picture that is decoded, as the file's header gives it.
inline constexpr std::uint64_t kMaxPicturePixels = 50'000'000;
/// The longest side that may be asked for.
inline constexpr int kMaxPictureSide = 4096;

/// Decode the file whose bytes came in Input frames, upright, in sRGB, on white where it is transparent.
struct DecodeImageRequest {
  int longestSide = 1024;  ///< 16..kMaxPictureSide: larger pictures are shrunk to it, smaller ones stay as they are.
  bool operator==(const DecodeImageRequest&) const = default;
};
[[nodiscard]] std::string toPayload(const DecodeImageRequest& request);
/// Errors: Parse, InvalidArgument (out of the range above).
[[nodiscard]] Result<DecodeImageRequest> parseDecodeImageRequest(std::string_view payload);

/// What was decoded; closes the chunks, which are rows of red, green and blue bytes from the top left.
struct DecodeImageReport {
  int width = 0, height = 0;          ///< Of the pixels sent.
  int fileWidth = 0, fileHeight = 0;  ///< Of the picture in the file, as it is stored there.
  std::string format = {};            ///< "jpeg", "png", "webp", "gif", "bmp", "tiff", "heif", "avif", "svg".
  bool operator==(const DecodeImageReport&) const = default;
};
[[nodiscard]] std::string toPayload(const DecodeImageReport& report);
/// Errors: Parse (also sides that no request can have asked for).
[[nodiscard]] Result<DecodeImageReport> parseDecodeImageReport(std::string_view payload);

}  // namespace amuse::media
