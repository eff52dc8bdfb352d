#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

/// Pictures as plain arrays: what decoders give and what image analysis takes.
namespace amuse {

/// Red, green and blue, 0..255 each, sRGB.
using Rgb = std::array<std::uint8_t, 3>;

/// Pixels row by row from the top left, three bytes each, no padding and no alpha.
struct Image {
  int width = 0, height = 0;         ///< In pixels.
  std::vector<std::uint8_t> pixels;  ///< width * height * 3 bytes: R, G, B, R, ...

  /// True when the byte count is what width and height ask for.
  [[nodiscard]] bool isWhole() const noexcept;
  /// The pixel in column x and row y, both from 0 and inside the picture.
  [[nodiscard]] Rgb at(int x, int y) const noexcept;
  bool operator==(const Image&) const = default;
};

}  // namespace amuse
