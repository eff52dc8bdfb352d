#pragma once

#include <string_view>

#include "base/image.h"
#include "media/image_protocol.h"

/// Picture files to plain pixels. libav decodes, which is in this process anyway; libheif what libav 5.1 can't.
namespace amuse::media {

struct DecodedImage {
  Image image;
  DecodeImageReport report;
};

/// The first picture in the file, turned upright by its EXIF orientation, shrunk to the side asked for (JPEG while
/// decoding), transparent parts on white.
/// Errors: Unsupported (no picture, or of a kind not read), TooLarge (bytes, pixels), Parse (damaged or cut off).
[[nodiscard]] Result<DecodedImage> decodeImage(std::string_view file, const DecodeImageRequest& request);

struct ImageSize {
  int width = 1, height = 1;
};
/// Width and height after shrinking so that neither side exceeds `longestSide`; each at least 1, never enlarged.
[[nodiscard]] ImageSize shrunkTo(ImageSize size, int longestSide) noexcept;

/// The picture as the EXIF orientation 1..8 asks for it to be shown; other values leave it.
/// Source: CIPA DC-008 (Exif 2.3), tag 0x0112.
[[nodiscard]] Image turnedUpright(Image image, int exifOrientation);

}  // namespace amuse::media
