#include "app/png_file.h"

#include <zlib.h>

#include <string_view>

namespace amuse::app {
namespace {

constexpr int kLongestSide = 32767;

std::string bigEndian(std::size_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>(value >> shift & 0xff));
  return bytes;
}

std::string chunk(std::string_view type, std::string_view data) {
  const std::string body = std::string(type) + std::string(data);
  const auto sum = crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
  return bigEndian(data.size()) + body + bigEndian(sum);
}

/// Rows, each after its filter type 1: every byte less the one of the pixel at its left. Drawn pictures pack well so.
std::string filteredRows(const Image& image) {
  const auto width = static_cast<std::size_t>(image.width) * 3;
  std::string rows;
  rows.reserve(image.pixels.size() + static_cast<std::size_t>(image.height));
  for (std::size_t start = 0; start < image.pixels.size(); start += width) {
    rows.push_back(1);
    for (std::size_t i = 0; i < width; ++i) {
      const int left = i < 3 ? 0 : image.pixels[start + i - 3];
      rows.push_back(static_cast<char>(image.pixels[start + i] - left));
    }
  }
  return rows;
}

}  // namespace

Result<std::string> toPng(const Image& image) {
  if (!image.isWhole() || image.width < 1 || image.height < 1 || image.width > kLongestSide ||
      image.height > kLongestSide)
    return fail(ErrorCode::InvalidArgument, "a PNG file holds pictures of 1 to 32767 pixels each way");
  const std::string rows = filteredRows(image);
  uLongf size = compressBound(static_cast<uLong>(rows.size()));
  std::string packed(size, '\0');
  if (compress2(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(rows.data()),
                static_cast<uLong>(rows.size()), 6) != Z_OK)
    return fail(ErrorCode::Internal, "the picture could not be packed");
  packed.resize(size);
  // Eight bits, colour type 2 (RGB), no interlace.
  const std::string header = bigEndian(static_cast<std::size_t>(image.width)) +
                             bigEndian(static_cast<std::size_t>(image.height)) + std::string("\x08\x02\0\0\0", 5);
  return std::string("\x89PNG\r\n\x1a\n", 8) + chunk("IHDR", header) + chunk("IDAT", packed) + chunk("IEND", {});
}

}  // namespace amuse::app
