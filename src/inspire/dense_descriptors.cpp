#include "inspire/dense_descriptors.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "inspire/float_block.h"

namespace amuse::inspire {
namespace {

constexpr int kCells = 4;  // a side of a patch

struct PatchScale {
  int cellPixels, stepPixels, smoothings;
};
/// Smoothing grows with the cell: its sigma is about a sixth of it.
constexpr std::array kGradientScales{PatchScale{4, 4, 1}, PatchScale{6, 4, 2}, PatchScale{8, 6, 4},
                                     PatchScale{12, 6, 8}, PatchScale{16, 8, 14}};
constexpr std::array kStatisticScales{PatchScale{4, 6, 0}, PatchScale{8, 8, 0}, PatchScale{14, 10, 0}};

/// Eight numbers a pixel.
struct BlockPlane {
  int width = 0, height = 0;
  std::vector<Float8> values;
  BlockPlane(int w, int h) : width(w), height(h), values(static_cast<std::size_t>(w) * static_cast<std::size_t>(h)) {}
  [[nodiscard]] std::size_t index(int x, int y) const noexcept {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
  }
};

/// One pass of the weights 1 2 1 along a line of `count` values that lie `stride` apart; edges repeat.
void smoothLine(float* line, int count, std::size_t stride) {
  float before = line[0];
  for (int i = 0; i < count; ++i) {
    const float here = line[static_cast<std::size_t>(i) * stride];
    const float after = i + 1 < count ? line[static_cast<std::size_t>(i + 1) * stride] : here;
    line[static_cast<std::size_t>(i) * stride] = 0.25f * (before + 2 * here + after);
    before = here;
  }
}

void smooth(LightPlane& plane, int times) {
  const auto width = static_cast<std::size_t>(plane.width);
  for (int i = 0; i < times; ++i) {
    for (int y = 0; y < plane.height; ++y)
      smoothLine(&plane.values[static_cast<std::size_t>(y) * width], plane.width, 1);
    // Columns through whole rows, so that the machine reads memory in order.
    std::vector<float> before(plane.values.begin(), plane.values.begin() + plane.width);
    for (int y = 0; y < plane.height; ++y) {
      float* row = &plane.values[static_cast<std::size_t>(y) * width];
      const float* after = y + 1 < plane.height ? row + width : row;
      for (std::size_t x = 0; x < width; ++x) {
        const float here = row[x];
        row[x] = 0.25f * (before[x] + 2 * here + after[x]);
        before[x] = here;
      }
    }
  }
}

/// Gradient length dealt out over the two nearest of eight directions.
BlockPlane orientationsOf(const LightPlane& plane) {
  BlockPlane out(plane.width, plane.height);
  const auto at = [&](int x, int y) {
    x = std::clamp(x, 0, plane.width - 1), y = std::clamp(y, 0, plane.height - 1);
    return plane.values[out.index(x, y)];
  };
  constexpr float kPerRadian = 8 / 6.28318530718f;
  for (int y = 0; y < plane.height; ++y) {
    for (int x = 0; x < plane.width; ++x) {
      const float dx = at(x + 1, y) - at(x - 1, y), dy = at(x, y + 1) - at(x, y - 1);
      const float length = std::sqrt(dx * dx + dy * dy);
      float direction = std::atan2(dy, dx) * kPerRadian;
      if (direction < 0) direction += 8;
      const int low = static_cast<int>(direction) & 7;
      const float part = direction - std::floor(direction);
      Float8 value{};
      value[low] = length * (1 - part);
      value[(low + 1) & 7] = length * part;
      out.values[out.index(x, y)] = value;
    }
  }
  return out;
}

/// Sums over windows of `size` pixels, the window of x beginning at x - size / 2; in place, along rows and columns.
void boxSum(BlockPlane& plane, int size) {
  const int back = size / 2;
  std::vector<Float8> line(static_cast<std::size_t>(std::max(plane.width, plane.height)));
  const auto along = [&](Float8* values, int count, std::size_t stride) {
    for (int i = 0; i < count; ++i) line[static_cast<std::size_t>(i)] = values[static_cast<std::size_t>(i) * stride];
    Float8 sum{};
    for (int i = 0; i < std::min(size - back, count); ++i) sum += line[static_cast<std::size_t>(i)];
    for (int i = 0; i < count; ++i) {
      values[static_cast<std::size_t>(i) * stride] = sum;
      if (i + size - back < count) sum += line[static_cast<std::size_t>(i + size - back)];
      if (i - back >= 0) sum -= line[static_cast<std::size_t>(i - back)];
    }
  };
  for (int y = 0; y < plane.height; ++y) along(&plane.values[plane.index(0, y)], plane.width, 1);
  for (int x = 0; x < plane.width; ++x)
    along(&plane.values[plane.index(x, 0)], plane.height, static_cast<std::size_t>(plane.width));
}

/// Calls take(x, y) with the top left corner of every patch of the scale.
template <typename Take>
void forEachPatch(int width, int height, const PatchScale& scale, Take take) {
  const int side = kCells * scale.cellPixels;
  for (int y = 0; y + side <= height; y += scale.stepPixels)
    for (int x = 0; x + side <= width; x += scale.stepPixels) take(x, y);
}

/// Shares with a roof of 0.2 of the length, so that one strong edge does not drown the rest; then square roots.
void normaliseGradients(float* descriptor) {
  const auto length = [&] {
    float sum = 1e-12f;
    for (std::size_t i = 0; i < kGradientDescriptorSize; ++i) sum += descriptor[i] * descriptor[i];
    return std::sqrt(sum);
  };
  // Patches with hardly any edge stay short instead of becoming loud noise.
  const float scale = 1 / std::max(length(), 0.05f);
  float total = 1e-6f;
  for (std::size_t i = 0; i < kGradientDescriptorSize; ++i) {
    descriptor[i] = std::clamp(descriptor[i] * scale, 0.0f, 0.2f);
    total += descriptor[i];
  }
  total = std::max(total, 1.0f);
  for (std::size_t i = 0; i < kGradientDescriptorSize; ++i) descriptor[i] = std::sqrt(descriptor[i] / total);
}

/// Means and spreads of `channels` numbers a pixel; the block holds the numbers and, four further, their squares.
void addStatistics(const BlockPlane& pixels, int channels, Descriptors& out) {
  for (const auto& scale : kStatisticScales) {
    BlockPlane sums = pixels;
    boxSum(sums, scale.cellPixels);
    const float perPixel = 1.0f / static_cast<float>(scale.cellPixels * scale.cellPixels);
    forEachPatch(pixels.width, pixels.height, scale, [&](int x, int y) {
      for (int cell = 0; cell < kCells * kCells; ++cell) {
        const int cx = x + (cell % kCells) * scale.cellPixels + scale.cellPixels / 2;
        const int cy = y + (cell / kCells) * scale.cellPixels + scale.cellPixels / 2;
        const Float8 block = sums.values[sums.index(cx, cy)] * perPixel;
        for (int channel = 0; channel < channels; ++channel) {
          const float mean = block[channel];
          out.values.push_back(mean);
          out.values.push_back(std::sqrt(std::max(0.0f, block[channel + 4] - mean * mean)));
        }
      }
      out.middleY.push_back(static_cast<float>(y + 2 * scale.cellPixels) / static_cast<float>(pixels.height));
    });
  }
}

}  // namespace

LightPlane lightOf(const Image& image) {
  LightPlane plane{image.width, image.height, {}};
  plane.values.resize(image.pixels.size() / 3);
  for (std::size_t i = 0; i < plane.values.size(); ++i) {
    const std::uint8_t* pixel = &image.pixels[i * 3];
    plane.values[i] = (0.299f * pixel[0] + 0.587f * pixel[1] + 0.114f * pixel[2]) / 255;
  }
  return plane;
}

bool isGreyPicture(const Image& image) noexcept {
  std::size_t coloured = 0;
  for (std::size_t i = 0; i + 2 < image.pixels.size(); i += 3) {
    const auto [least, most] = std::minmax({image.pixels[i], image.pixels[i + 1], image.pixels[i + 2]});
    coloured += most - least > 12 ? 1 : 0;
  }
  return coloured * 300 < image.pixels.size();
}

Descriptors gradientDescriptors(const LightPlane& plane) {
  Descriptors out{kGradientDescriptorSize, {}, {}};
  LightPlane smoothed = plane;
  int done = 0;
  for (const auto& scale : kGradientScales) {
    if (std::min(plane.width, plane.height) < kCells * scale.cellPixels) break;
    smooth(smoothed, scale.smoothings - done);
    done = scale.smoothings;
    BlockPlane cells = orientationsOf(smoothed);
    // Two boxes make a triangle: a gradient counts for the cells around it by nearness.
    boxSum(cells, scale.cellPixels);
    boxSum(cells, scale.cellPixels);
    const float perPixel = 1.0f / static_cast<float>(scale.cellPixels * scale.cellPixels);
    forEachPatch(plane.width, plane.height, scale, [&](int x, int y) {
      const std::size_t first = out.values.size();
      out.values.resize(first + kGradientDescriptorSize);
      for (int cell = 0; cell < kCells * kCells; ++cell) {
        const int cx = x + (cell % kCells) * scale.cellPixels + scale.cellPixels / 2;
        const int cy = y + (cell / kCells) * scale.cellPixels + scale.cellPixels / 2;
        storeFloat8(
            &out.values[first + static_cast<std::size_t>(cell) * 8],
            cells.values[cells.index(cx, cy)] * perPixel / static_cast<float>(scale.cellPixels * scale.cellPixels));
      }
      normaliseGradients(&out.values[first]);
      out.middleY.push_back(static_cast<float>(y + 2 * scale.cellPixels) / static_cast<float>(plane.height));
    });
  }
  return out;
}

Descriptors lightDescriptors(const LightPlane& plane) {
  Descriptors out{kLightDescriptorSize, {}, {}};
  BlockPlane pixels(plane.width, plane.height);
  for (std::size_t i = 0; i < plane.values.size(); ++i)
    pixels.values[i] = Float8{plane.values[i], 0, 0, 0, plane.values[i] * plane.values[i], 0, 0, 0};
  addStatistics(pixels, 1, out);
  return out;
}

Descriptors colourDescriptors(const Image& image) {
  Descriptors out{kColourDescriptorSize, {}, {}};
  BlockPlane pixels(image.width, image.height);
  for (std::size_t i = 0; i < pixels.values.size(); ++i) {
    const std::uint8_t* pixel = &image.pixels[i * 3];
    const float red = pixel[0] / 255.0f, green = pixel[1] / 255.0f, blue = pixel[2] / 255.0f;
    const float a = red - green, b = 0.5f * (red + green) - blue;
    pixels.values[i] = Float8{a, b, 0, 0, a * a, b * b, 0, 0};
  }
  addStatistics(pixels, 2, out);
  return out;
}

}  // namespace amuse::inspire
