#include "media/process/image_kinds.h"

#include <array>
#include <cstddef>

namespace amuse::media {
namespace {

using namespace std::string_view_literals;

/// Bytes as numbers; out of range reads as 0, since every use checks what it got.
struct ByteView {
  std::string_view bytes;
  [[nodiscard]] std::uint64_t at(std::size_t offset) const noexcept {
    return offset < bytes.size() ? static_cast<std::uint8_t>(bytes[offset]) : 0;
  }
  [[nodiscard]] std::uint64_t bigEndian(std::size_t offset, int count) const noexcept {
    std::uint64_t value = 0;
    for (int i = 0; i < count; ++i) value = value << 8 | at(offset + static_cast<std::size_t>(i));
    return value;
  }
  [[nodiscard]] std::uint64_t littleEndian(std::size_t offset, int count) const noexcept {
    std::uint64_t value = 0;
    for (int i = count - 1; i >= 0; --i) value = value << 8 | at(offset + static_cast<std::size_t>(i));
    return value;
  }
};

std::optional<PictureKind> isoMediaKind(std::string_view file) noexcept {
  const auto brand = file.substr(8, 4);
  if (brand == "avif" || brand == "avis") return PictureKind::Avif;
  for (const auto known : {"heic"sv, "heix"sv, "heim"sv, "heis"sv, "mif1"sv, "msf1"sv, "hevc"sv})
    if (brand == known) return PictureKind::Heif;
  return std::nullopt;
}

bool looksLikeSvg(std::string_view file) noexcept {
  constexpr std::size_t kLooked = 2048;
  const auto head = file.substr(0, kLooked);
  const auto first = head.find_first_not_of(" \t\r\n\xef\xbb\xbf");
  return first != std::string_view::npos && head[first] == '<' && head.find("<svg") != std::string_view::npos;
}

/// Where the segment after the one at `offset` begins; the file's size when there is none. A segment begins with FF.
std::size_t nextSegment(const ByteView& in, std::size_t offset) noexcept {
  const auto length = in.bigEndian(offset + 2, 2);
  return length < 2 ? in.bytes.size() : offset + 2 + static_cast<std::size_t>(length);
}

bool isFrameHeader(std::uint64_t marker) noexcept {
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

std::optional<PictureSize> jpegSize(const ByteView& in) noexcept {
  for (std::size_t at = 2; at + 9 < in.bytes.size(); at = nextSegment(in, at)) {
    while (in.at(at) == 0xff && in.at(at + 1) == 0xff) ++at;
    if (in.at(at) != 0xff || in.at(at + 1) == 0xda) return std::nullopt;
    if (isFrameHeader(in.at(at + 1))) return PictureSize{in.bigEndian(at + 7, 2), in.bigEndian(at + 5, 2)};
  }
  return std::nullopt;
}

std::optional<PictureSize> webpSize(const ByteView& in) noexcept {
  const auto chunk = in.bytes.substr(12, 4);
  if (chunk == "VP8X") return PictureSize{in.littleEndian(24, 3) + 1, in.littleEndian(27, 3) + 1};
  if (chunk == "VP8 ") return PictureSize{in.littleEndian(26, 2) & 0x3fff, in.littleEndian(28, 2) & 0x3fff};
  if (chunk != "VP8L") return std::nullopt;
  const auto bits = in.littleEndian(21, 4);
  return PictureSize{(bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1};
}

std::uint64_t absoluteInt32(std::uint64_t bits) noexcept {
  return bits > 0x7fffffff ? (std::uint64_t{1} << 32) - bits : bits;
}

}  // namespace

std::string_view nameOf(PictureKind kind) noexcept {
  constexpr std::array kNames{"jpeg"sv, "png"sv, "gif"sv, "webp"sv, "bmp"sv, "tiff"sv, "heif"sv, "avif"sv, "svg"sv};
  return kNames[static_cast<std::size_t>(kind)];
}

std::optional<PictureKind> pictureKind(std::string_view file) noexcept {
  if (file.starts_with("\xff\xd8\xff"sv)) return PictureKind::Jpeg;
  if (file.starts_with("\x89PNG\r\n\x1a\n"sv)) return PictureKind::Png;
  if (file.starts_with("GIF87a") || file.starts_with("GIF89a")) return PictureKind::Gif;
  if (file.size() > 30 && file.starts_with("RIFF") && file.substr(8, 4) == "WEBP") return PictureKind::WebP;
  if (file.size() > 26 && file.starts_with("BM")) return PictureKind::Bmp;
  if (file.starts_with("II*\0"sv) || file.starts_with("MM\0*"sv)) return PictureKind::Tiff;
  if (file.size() > 12 && file.substr(4, 4) == "ftyp") return isoMediaKind(file);
  if (looksLikeSvg(file)) return PictureKind::Svg;
  return std::nullopt;
}

std::optional<PictureSize> pictureSize(std::string_view file, PictureKind kind) noexcept {
  const ByteView in{file};
  switch (kind) {
    case PictureKind::Jpeg: return jpegSize(in);
    case PictureKind::Png: return PictureSize{in.bigEndian(16, 4), in.bigEndian(20, 4)};
    case PictureKind::Gif: return PictureSize{in.littleEndian(6, 2), in.littleEndian(8, 2)};
    case PictureKind::WebP: return webpSize(in);
    case PictureKind::Bmp:
      if (in.littleEndian(14, 4) < 40) return PictureSize{in.littleEndian(18, 2), in.littleEndian(20, 2)};
      return PictureSize{absoluteInt32(in.littleEndian(18, 4)), absoluteInt32(in.littleEndian(22, 4))};
    default: return std::nullopt;
  }
}

bool isWholeJpeg(std::string_view file) noexcept {
  const auto scan = file.find("\xff\xda"sv);
  return scan != std::string_view::npos && file.find("\xff\xd9"sv, scan) != std::string_view::npos;
}

}  // namespace amuse::media
