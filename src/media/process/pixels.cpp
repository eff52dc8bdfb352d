#include "media/process/pixels.h"

extern "C" {
#include <libavutil/pixdesc.h>
#include <libswscale/swscale.h>
}

#include <algorithm>
#include <cstddef>
#include <vector>

namespace amuse::media {
namespace {

struct FreeScaler {
  void operator()(SwsContext* scaler) const noexcept { sws_freeContext(scaler); }
};

bool hasAlpha(AVPixelFormat format) noexcept {
  const AVPixFmtDescriptor* description = av_pix_fmt_desc_get(format);
  return format == AV_PIX_FMT_PAL8 || (description != nullptr && (description->flags & AV_PIX_FMT_FLAG_ALPHA) != 0);
}

void putOnWhite(const std::vector<std::uint8_t>& rgba, std::vector<std::uint8_t>& rgb) {
  for (std::size_t i = 0, o = 0; o < rgb.size(); i += 4, o += 3) {
    const unsigned alpha = rgba[i + 3];
    for (std::size_t c = 0; c < 3; ++c)
      rgb[o + c] = static_cast<std::uint8_t>((rgba[i + c] * alpha + 255 * (255 - alpha) + 127) / 255);
  }
}

}  // namespace

tl::unexpected<Error> tooManyPixels() {
  return fail(ErrorCode::TooLarge, "the picture has more than 50 megapixels; give a smaller one");
}

tl::unexpected<Error> damagedPicture() {
  return fail(ErrorCode::Parse, "the picture file is damaged or cut off; save it again");
}

Result<Image> toPlainPixels(const RawPixels& raw, ImageSize target) {
  const bool isTransparent = hasAlpha(raw.format);
  const AVPixelFormat to = isTransparent ? AV_PIX_FMT_RGBA : AV_PIX_FMT_RGB24;
  const bool isShrunk = target.width != raw.size.width || target.height != raw.size.height;
  const std::unique_ptr<SwsContext, FreeScaler> scaler(sws_getContext(
      raw.size.width, raw.size.height, raw.format, target.width, target.height, to,
      (isShrunk ? SWS_AREA : SWS_BILINEAR) | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT, nullptr, nullptr, nullptr));
  if (!scaler) return fail(ErrorCode::Unsupported, "the picture's pixels are of a kind that can't be read");
  const int* matrix = sws_getCoefficients(SWS_CS_ITU601);
  if (raw.isFullRange) (void)sws_setColorspaceDetails(scaler.get(), matrix, 1, matrix, 1, 0, 1 << 16, 1 << 16);
  const auto pixels = static_cast<std::size_t>(target.width) * static_cast<std::size_t>(target.height);
  // swscale may write a few bytes past the last row.
  std::vector<std::uint8_t> made(pixels * (isTransparent ? 4 : 3) + 64);
  std::uint8_t* const planes[4] = {made.data(), nullptr, nullptr, nullptr};
  const int strides[4] = {target.width * (isTransparent ? 4 : 3), 0, 0, 0};
  if (sws_scale(scaler.get(), raw.planes, raw.strides, 0, raw.size.height, planes, strides) != target.height)
    return damagedPicture();
  Image image{target.width, target.height, {}};
  if (!isTransparent) {
    made.resize(pixels * 3);
    image.pixels = std::move(made);
  } else {
    image.pixels.resize(pixels * 3);
    putOnWhite(made, image.pixels);
  }
  return image;
}

ImageSize shrunkTo(ImageSize size, int longestSide) noexcept {
  const int longest = std::max(size.width, size.height);
  if (longest <= longestSide) return size;
  const auto side = [&](int length) {
    const auto scaled = (static_cast<std::int64_t>(length) * longestSide + longest / 2) / longest;
    return std::max(1, static_cast<int>(scaled));
  };
  return {side(size.width), side(size.height)};
}

Image turnedUpright(Image image, int exifOrientation) {
  if (exifOrientation < 2 || exifOrientation > 8) return image;
  const bool isSideways = exifOrientation >= 5;
  const int width = isSideways ? image.height : image.width, height = isSideways ? image.width : image.height;
  Image out{width, height, std::vector<std::uint8_t>(image.pixels.size())};
  const auto mirrorsColumns =
      exifOrientation == 2 || exifOrientation == 3 || exifOrientation == 7 || exifOrientation == 8;
  const auto mirrorsRows = exifOrientation == 3 || exifOrientation == 4 || exifOrientation == 6 || exifOrientation == 7;
  std::size_t o = 0;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const int column = isSideways ? y : x, row = isSideways ? x : y;
      const auto pixel =
          image.at(mirrorsColumns ? image.width - 1 - column : column, mirrorsRows ? image.height - 1 - row : row);
      for (const std::uint8_t value : pixel) out.pixels[o++] = value;
    }
  }
  return out;
}

}  // namespace amuse::media
