#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

/// What the first bytes of a picture file say, before any decoder sees it.
namespace amuse::media {

enum class PictureKind : std::uint8_t { Jpeg, Png, Gif, WebP, Bmp, Tiff, Heif, Avif, Svg };

/// "jpeg", "png" ...
[[nodiscard]] std::string_view nameOf(PictureKind kind) noexcept;

/// The kind by the file's signature, never by its name; nothing when it is none of them.
[[nodiscard]] std::optional<PictureKind> pictureKind(std::string_view file) noexcept;

struct PictureSize {
  std::uint64_t width = 0, height = 0;
};
/// Width and height where the header gives them at a fixed or easily found place (JPEG, PNG, GIF, WebP, BMP).
[[nodiscard]] std::optional<PictureSize> pictureSize(std::string_view file, PictureKind kind) noexcept;

/// True when a JPEG file has its end marker after the first scan: one without was cut off.
[[nodiscard]] bool isWholeJpeg(std::string_view file) noexcept;

}  // namespace amuse::media
