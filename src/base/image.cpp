#include "base/image.h"

#include "base/assert.h"

namespace amuse {

bool Image::isWhole() const noexcept {
  if (width < 0 || height < 0) return false;
  return pixels.size() == static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3;
}

Rgb Image::at(int x, int y) const noexcept {
  AMUSE_ASSERT(x >= 0 && x < width && y >= 0 && y < height && isWhole());
  const std::size_t first = (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + x) * 3;
  return {pixels[first], pixels[first + 1], pixels[first + 2]};
}

}  // namespace amuse
