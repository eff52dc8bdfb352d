#include "inspire/internal/integer_product.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "inspire/float_block.h"

namespace amuse::inspire {

namespace {

constexpr std::size_t kRows = 2, kVectors = 4;

/// Two rows against four vectors that lie `depth` apart: each number read serves several products.
AMUSE_INLINE void dotEight(const std::int16_t* row, const std::int16_t* in, std::size_t depth,
                           std::int32_t* sums) noexcept {
  std::int32_t a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0;
  const std::int16_t *row1 = row + depth, *in1 = in + depth, *in2 = in1 + depth, *in3 = in2 + depth;
  for (std::size_t i = 0; i < depth; ++i) {
    a += row[i] * in[i], b += row[i] * in1[i], c += row[i] * in2[i], d += row[i] * in3[i];
    e += row1[i] * in[i], f += row1[i] * in1[i], g += row1[i] * in2[i], h += row1[i] * in3[i];
  }
  sums[0] = a, sums[1] = b, sums[2] = c, sums[3] = d, sums[4] = e, sums[5] = f, sums[6] = g, sums[7] = h;
}

AMUSE_INLINE std::int32_t dotOne(const std::int16_t* row, const std::int16_t* in, std::size_t depth) noexcept {
  std::int32_t sum = 0;
  for (std::size_t i = 0; i < depth; ++i) sum += row[i] * in[i];
  return sum;
}

}  // namespace

AMUSE_WIDEST void multiplyRows(const std::int8_t* weights, std::size_t rows, std::size_t depth, const std::int16_t* in,
                               std::size_t count, std::int32_t* out) noexcept {
  alignas(64) std::array<std::int16_t, kRows * kMostDepth> wide;
  for (std::size_t r = 0; r < rows; r += kRows) {
    const std::size_t taken = std::min(kRows, rows - r);
    const std::int8_t* from = weights + r * depth;
    for (std::size_t i = 0; i < taken * depth; ++i) wide[i] = std::int16_t{from[i]};
    std::size_t t = 0;
    for (; taken == kRows && t + kVectors <= count; t += kVectors) {
      std::int32_t sums[kRows * kVectors];
      dotEight(wide.data(), in + t * depth, depth, sums);
      for (std::size_t k = 0; k < kVectors; ++k) {
        out[(t + k) * rows + r] = sums[k];
        out[(t + k) * rows + r + 1] = sums[kVectors + k];
      }
    }
    for (; t < count; ++t)
      for (std::size_t k = 0; k < taken; ++k)
        out[t * rows + r + k] = dotOne(wide.data() + k * depth, in + t * depth, depth);
  }
}

float shorten(std::span<const float> values, std::int16_t* out) noexcept {
  float most = 0;
  for (const float value : values) most = std::max(most, std::abs(value));
  if (!(most > 1e-20F)) {
    std::fill_n(out, values.size(), std::int16_t{0});
    return 0;
  }
  const float up = static_cast<float>(kActivationLimit) / most;
  for (std::size_t i = 0; i < values.size(); ++i)
    out[i] = static_cast<std::int16_t>(static_cast<int>(values[i] * up + (values[i] < 0 ? -0.5F : 0.5F)));
  return most / static_cast<float>(kActivationLimit);
}

}  // namespace amuse::inspire
