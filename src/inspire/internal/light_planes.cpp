#include "inspire/internal/light_planes.h"

#include <algorithm>
#include <cmath>

namespace amuse::inspire {
namespace {

/// Where the samples of one axis fall among `size` pixels: the mean of what each covers when it shrinks, between two
/// neighbours when it grows.
struct AxisSample {
  std::size_t first = 0;
  std::vector<float> shares;
};

std::vector<AxisSample> samplesOf(std::size_t size, std::size_t count) {
  std::vector<AxisSample> samples(count);
  const double scale = static_cast<double>(size) / static_cast<double>(count), reach = std::max(1.0, scale);
  for (std::size_t i = 0; i < count; ++i) {
    const double middle = (static_cast<double>(i) + 0.5) * scale - 0.5;
    const auto first = static_cast<std::ptrdiff_t>(std::ceil(middle - reach));
    const auto last = static_cast<std::ptrdiff_t>(std::floor(middle + reach));
    const auto edge = static_cast<std::ptrdiff_t>(size) - 1;
    samples[i].first = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(first, 0, edge));
    double total = 0;
    for (auto at = first; at <= last; ++at) {
      const double share = std::max(0.0, 1 - std::abs(static_cast<double>(at) - middle) / reach);
      const auto index = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(at, 0, edge)) - samples[i].first;
      if (samples[i].shares.size() <= index) samples[i].shares.resize(index + 1);
      samples[i].shares[index] += static_cast<float>(share);
      total += share;
    }
    for (float& share : samples[i].shares) share /= static_cast<float>(total);
  }
  return samples;
}

}  // namespace

LightPlane resized(const LightPlane& plane, int width, int height) {
  const auto fromWidth = static_cast<std::size_t>(plane.width), fromHeight = static_cast<std::size_t>(plane.height);
  const auto toWidth = static_cast<std::size_t>(width), toHeight = static_cast<std::size_t>(height);
  const auto columns = samplesOf(fromWidth, toWidth), rows = samplesOf(fromHeight, toHeight);
  std::vector<float> narrow(fromHeight * toWidth);
  for (std::size_t y = 0; y < fromHeight; ++y)
    for (std::size_t x = 0; x < toWidth; ++x)
      for (std::size_t k = 0; k < columns[x].shares.size(); ++k)
        narrow[y * toWidth + x] += columns[x].shares[k] * plane.values[y * fromWidth + columns[x].first + k];
  LightPlane out{width, height, std::vector<float>(toWidth * toHeight)};
  for (std::size_t y = 0; y < toHeight; ++y)
    for (std::size_t k = 0; k < rows[y].shares.size(); ++k)
      for (std::size_t x = 0; x < toWidth; ++x)
        out.values[y * toWidth + x] += rows[y].shares[k] * narrow[(rows[y].first + k) * toWidth + x];
  return out;
}

LightPlane pieceOf(const LightPlane& plane, int left, int top, int width, int height) {
  const int right = std::clamp(left + width, 0, plane.width), bottom = std::clamp(top + height, 0, plane.height);
  left = std::clamp(left, 0, right), top = std::clamp(top, 0, bottom);
  LightPlane out{right - left, bottom - top, {}};
  for (int y = top; y < bottom; ++y) {
    const float* row = &plane.values[static_cast<std::size_t>(y) * static_cast<std::size_t>(plane.width)];
    out.values.insert(out.values.end(), row + left, row + right);
  }
  return out;
}

}  // namespace amuse::inspire
