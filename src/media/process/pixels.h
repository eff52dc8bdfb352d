#pragma once

#include <memory>

extern "C" {
#include <libavutil/frame.h>
#include <libavutil/pixfmt.h>
}

#include "media/process/image_decoder.h"

/// Between the decoders and plain pixels.
namespace amuse::media {

struct FreePicture {
  void operator()(AVFrame* frame) const noexcept { av_frame_free(&frame); }
};
using Picture = std::unique_ptr<AVFrame, FreePicture>;

/// Pixels as a decoder left them, borrowed.
struct RawPixels {
  const std::uint8_t* const* planes;
  const int* strides;
  ImageSize size;
  AVPixelFormat format;
  bool isFullRange = false;  ///< YUV of 0..255 rather than 16..235.
};
/// Shrinks by averaging, to sRGB bytes, on white. Errors: Unsupported (pixels of an unknown kind), TooLarge (memory).
[[nodiscard]] Result<Image> toPlainPixels(const RawPixels& raw, ImageSize target);

/// The primary picture of a HEIF or AVIF file, turned as the file asks, shrunk. Errors as decodeImage.
[[nodiscard]] Result<DecodedImage> decodeHeif(std::string_view file, const DecodeImageRequest& request);

/// The same message wherever a header shows too many pixels.
[[nodiscard]] tl::unexpected<Error> tooManyPixels();
[[nodiscard]] tl::unexpected<Error> damagedPicture();

}  // namespace amuse::media
