#include "media/process/image_decoder.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavutil/opt.h>
}

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>

#include "media/process/image_kinds.h"
#include "media/process/pixels.h"

namespace amuse::media {
namespace {

struct FreePictureCodec {
  void operator()(AVCodecContext* codec) const noexcept { avcodec_free_context(&codec); }
};
struct FreePicturePacket {
  void operator()(AVPacket* packet) const noexcept { av_packet_free(&packet); }
};

AVCodecID codecFor(PictureKind kind) noexcept {
  switch (kind) {
    case PictureKind::Jpeg: return AV_CODEC_ID_MJPEG;
    case PictureKind::Png: return AV_CODEC_ID_PNG;
    case PictureKind::Gif: return AV_CODEC_ID_GIF;
    case PictureKind::WebP: return AV_CODEC_ID_WEBP;
    case PictureKind::Bmp: return AV_CODEC_ID_BMP;
    case PictureKind::Tiff: return AV_CODEC_ID_TIFF;
    case PictureKind::Svg: return AV_CODEC_ID_SVG;
    case PictureKind::Heif:
    case PictureKind::Avif: break;
  }
  return AV_CODEC_ID_NONE;
}

/// How often a JPEG's sides can be halved while it is decoded, so that they still are what is asked for.
int halvings(const PictureSize& size, int longestSide) noexcept {
  const auto longest = std::max(size.width, size.height);
  int times = 0;
  while (times < 3 && (longest >> (times + 1)) >= static_cast<std::uint64_t>(longestSide)) ++times;
  return times;
}

void prepareCodec(AVCodecContext& codec, PictureKind kind, const std::optional<PictureSize>& size, int longestSide) {
  codec.thread_count = 1;
  codec.max_pixels = static_cast<std::int64_t>(kMaxPicturePixels);
  // A damaged JPEG still shows most of its picture; a wrong checksum in a PNG means wrong pixels.
  if (kind == PictureKind::Png) codec.err_recognition = AV_EF_CRCCHECK | AV_EF_EXPLODE;
  if (kind == PictureKind::Jpeg && size) codec.lowres = halvings(*size, longestSide);
  if (kind == PictureKind::Svg) {
    (void)av_opt_set_int(codec.priv_data, "width", longestSide, 0);
    (void)av_opt_set_int(codec.priv_data, "height", longestSide, 0);
    (void)av_opt_set_int(codec.priv_data, "keep_ar", 1, 0);
  }
}

Result<Picture> decodeWhole(AVCodecContext& codec, std::string_view file) {
  const std::unique_ptr<AVPacket, FreePicturePacket> packet(av_packet_alloc());
  Picture picture(av_frame_alloc());
  // libav reads a little past the end: its packets have room for that, `file` does not.
  if (!packet || !picture || av_new_packet(packet.get(), static_cast<int>(file.size())) < 0)
    return fail(ErrorCode::TooLarge, "out of memory while opening the picture");
  std::memcpy(packet->data, file.data(), file.size());
  packet->flags |= AV_PKT_FLAG_KEY;
  if (avcodec_send_packet(&codec, packet.get()) < 0) return damagedPicture();
  (void)avcodec_send_packet(&codec, nullptr);
  if (avcodec_receive_frame(&codec, picture.get()) < 0 || picture->width < 1 || picture->height < 1)
    return damagedPicture();
  return picture;
}

int exifOrientationOf(const AVFrame& picture) noexcept {
  const AVDictionaryEntry* entry = av_dict_get(picture.metadata, "Orientation", nullptr, 0);
  return entry == nullptr ? 1 : static_cast<int>(std::strtol(entry->value, nullptr, 10));
}

bool isFullRange(const AVFrame& picture) noexcept {
  const auto format = static_cast<AVPixelFormat>(picture.format);
  return picture.color_range == AVCOL_RANGE_JPEG && format != AV_PIX_FMT_YUVJ420P && format != AV_PIX_FMT_YUVJ422P &&
         format != AV_PIX_FMT_YUVJ444P && format != AV_PIX_FMT_YUVJ440P && format != AV_PIX_FMT_GRAY8 &&
         format != AV_PIX_FMT_RGB24;
}

Result<DecodedImage> decodeByLibav(std::string_view file, PictureKind kind, const DecodeImageRequest& request) {
  const auto size = pictureSize(file, kind);
  if (size && (size->width == 0 || size->height == 0)) return damagedPicture();
  if (size && size->width * size->height > kMaxPicturePixels) return tooManyPixels();
  const AVCodec* decoder = avcodec_find_decoder(codecFor(kind));
  if (decoder == nullptr)
    return fail(ErrorCode::Unsupported, "this system can't read " + std::string(nameOf(kind)) + " pictures");
  const std::unique_ptr<AVCodecContext, FreePictureCodec> codec(avcodec_alloc_context3(decoder));
  if (!codec) return fail(ErrorCode::TooLarge, "out of memory while opening the picture");
  prepareCodec(*codec, kind, size, request.longestSide);
  if (avcodec_open2(codec.get(), decoder, nullptr) < 0)
    return fail(ErrorCode::Unsupported, "the picture is of a kind that can't be read");
  const auto picture = decodeWhole(*codec, file);
  if (!picture) return tl::unexpected(picture.error());
  const AVFrame& frame = **picture;
  const ImageSize got{frame.width, frame.height};
  const RawPixels raw{frame.data, frame.linesize, got, static_cast<AVPixelFormat>(frame.format), isFullRange(frame)};
  auto image = toPlainPixels(raw, shrunkTo(got, request.longestSide));
  if (!image) return tl::unexpected(image.error());
  DecodedImage decoded{turnedUpright(std::move(*image), exifOrientationOf(frame)), {}};
  decoded.report.fileWidth = size ? static_cast<int>(size->width) : frame.width;
  decoded.report.fileHeight = size ? static_cast<int>(size->height) : frame.height;
  return decoded;
}

}  // namespace

Result<DecodedImage> decodeImage(std::string_view file, const DecodeImageRequest& request) {
  if (file.size() > kMaxPictureBytes) return fail(ErrorCode::TooLarge, "the picture file is larger than 64 MB");
  const auto kind = pictureKind(file);
  if (!kind)
    return fail(ErrorCode::Unsupported,
                "no picture that can be read; give JPEG, PNG, WebP, GIF, BMP, TIFF, HEIF, AVIF or SVG");
  if (*kind == PictureKind::Jpeg && !isWholeJpeg(file)) return damagedPicture();
  const bool isHeif = *kind == PictureKind::Heif || *kind == PictureKind::Avif;
  auto decoded = isHeif ? decodeHeif(file, request) : decodeByLibav(file, *kind, request);
  if (!decoded) return decoded;
  decoded->report.width = decoded->image.width;
  decoded->report.height = decoded->image.height;
  decoded->report.format = std::string(nameOf(*kind));
  return decoded;
}

}  // namespace amuse::media
