#include "inspire/internal/photo_layers.h"

#include <algorithm>
#include <cstdint>

#include "inspire/float_block.h"

// Unlike the rest of picture analysis these sums fuse multiplication and addition where the processor can: it halves
// their time, and what they feed is a classifier with thresholds, not a seed.
#if defined(__x86_64__) && defined(__GNUC__)
#define AMUSE_HAS_FUSED 1
#define AMUSE_FUSED __attribute__((target("avx2,fma")))
#endif

namespace amuse::inspire {
namespace {

constexpr float kMostCut = 6;
constexpr std::size_t kPixelsAtOnce = 6;

struct Panel {
  const float* weights;  ///< ins rows of 16.
  const float* biases;
  std::size_t ins, outs;  ///< outs: how many of the 16 are kept.
  std::size_t stride;     ///< Floats from one pixel's outputs to the next.
  bool isCut;
};

AMUSE_INLINE Float8 cut(const Float8& value) noexcept {
  const Float8 floor = value > 0 ? value : Float8{};
  const Float8 most = Float8{} + kMostCut;
  return floor < most ? floor : most;
}

/// Sixteen outputs of `Pixels` pixels side by side.
template <std::size_t Pixels>
AMUSE_INLINE void panelOfPixels(const Panel& panel, const float* in, float* out) noexcept {
  Float8 left[Pixels], right[Pixels];
  for (std::size_t p = 0; p < Pixels; ++p) left[p] = loadFloat8(panel.biases), right[p] = loadFloat8(panel.biases + 8);
  for (std::size_t i = 0; i < panel.ins; ++i) {
    const Float8 a = loadFloat8(panel.weights + i * kPanelOutputs);
    const Float8 b = loadFloat8(panel.weights + i * kPanelOutputs + 8);
    for (std::size_t p = 0; p < Pixels; ++p) {
      const float value = in[p * panel.ins + i];
      left[p] += value * a;
      right[p] += value * b;
    }
  }
  for (std::size_t p = 0; p < Pixels; ++p) {
    storeFloat8(out + p * panel.stride, panel.isCut ? cut(left[p]) : left[p]);
    if (panel.outs > 8) storeFloat8(out + p * panel.stride + 8, panel.isCut ? cut(right[p]) : right[p]);
  }
}

AMUSE_INLINE void panelOfPlane(const Panel& panel, const float* in, std::size_t pixels, float* out) noexcept {
  std::size_t p = 0;
  for (; p + kPixelsAtOnce <= pixels; p += kPixelsAtOnce)
    panelOfPixels<kPixelsAtOnce>(panel, in + p * panel.ins, out + p * panel.stride);
  for (; p < pixels; ++p) panelOfPixels<1>(panel, in + p * panel.ins, out + p * panel.stride);
}

/// One row of outputs of a depthwise layer.
struct DepthwiseRow {
  const float* rows[3];  ///< The row above, of, and below; null outside the picture.
  const float* weights;
  const float* biases;
  std::size_t side, channels, stride, before;  ///< before: columns of zeros on the left.
  bool isCut;
};

AMUSE_INLINE void depthwiseRow(const DepthwiseRow& row, std::size_t outs, float* out) noexcept {
  for (std::size_t x = 0; x < outs; ++x)
    for (std::size_t c = 0; c < row.channels; c += 8) {
      Float8 sum = loadFloat8(row.biases + c);
      for (std::size_t dy = 0; dy < 3; ++dy) {
        if (row.rows[dy] == nullptr) continue;
        for (std::size_t dx = 0; dx < 3; ++dx) {
          const std::size_t from = x * row.stride + dx;
          if (from < row.before || from - row.before >= row.side) continue;
          sum += loadFloat8(row.rows[dy] + (from - row.before) * row.channels + c) *
                 loadFloat8(row.weights + (dy * 3 + dx) * row.channels + c);
        }
      }
      storeFloat8(out + x * row.channels + c, row.isCut ? cut(sum) : sum);
    }
}

#ifdef AMUSE_HAS_FUSED
AMUSE_FUSED void panelOfPlaneFused(const Panel& panel, const float* in, std::size_t pixels, float* out) noexcept {
  panelOfPlane(panel, in, pixels, out);
}
AMUSE_FUSED void depthwiseRowFused(const DepthwiseRow& row, std::size_t outs, float* out) noexcept {
  depthwiseRow(row, outs, out);
}
bool canFuse() noexcept {
  static const bool can = __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0;
  return can;
}
#endif

void panelOfPlanePicked(const Panel& panel, const float* in, std::size_t pixels, float* out) noexcept {
#ifdef AMUSE_HAS_FUSED
  if (canFuse()) return panelOfPlaneFused(panel, in, pixels, out);
#endif
  panelOfPlane(panel, in, pixels, out);
}

void depthwiseRowPicked(const DepthwiseRow& row, std::size_t outs, float* out) noexcept {
#ifdef AMUSE_HAS_FUSED
  if (canFuse()) return depthwiseRowFused(row, outs, out);
#endif
  depthwiseRow(row, outs, out);
}

/// Rows (or columns) of zeros before the first, when `outs` windows of three stand `stride` apart.
std::size_t zerosBefore(std::size_t side, std::size_t outs, std::size_t stride) {
  const std::size_t needed = (outs - 1) * stride + 3;
  return needed > side ? (needed - side) / 2 : 0;
}

}  // namespace

std::vector<float> toPanels(const std::vector<float>& weights, std::size_t ins, std::size_t outs) {
  const std::size_t panels = (outs + kPanelOutputs - 1) / kPanelOutputs;
  std::vector<float> out(panels * ins * kPanelOutputs);
  for (std::size_t i = 0; i < ins; ++i)
    for (std::size_t o = 0; o < outs; ++o)
      out[(o / kPanelOutputs * ins + i) * kPanelOutputs + o % kPanelOutputs] = weights[i * outs + o];
  return out;
}

void pointwise(const PhotoPlane& in, const std::vector<float>& panels, const std::vector<float>& biases, bool isCut,
               PhotoPlane& out) {
  // Pixels in pieces that stay in the nearest cache while the panels pass over them.
  constexpr std::size_t kPieceFloats = 16384;
  const std::size_t pixels = in.side * in.side;
  const std::size_t piece = std::max(kPixelsAtOnce, kPieceFloats / in.channels / kPixelsAtOnce * kPixelsAtOnce);
  for (std::size_t first = 0; first < pixels; first += piece) {
    const std::size_t count = std::min(piece, pixels - first);
    for (std::size_t o = 0; o < out.channels; o += kPanelOutputs) {
      const Panel panel{&panels[o * in.channels], &biases[o], in.channels, out.channels - o, out.channels, isCut};
      panelOfPlanePicked(panel, &in.values[first * in.channels], count, &out.values[first * out.channels + o]);
    }
  }
}

void depthwise(const PhotoPlane& in, const std::vector<float>& weights, const std::vector<float>& biases,
               std::size_t stride, bool isCut, PhotoPlane& out) {
  const std::size_t before = zerosBefore(in.side, out.side, stride);
  for (std::size_t y = 0; y < out.side; ++y) {
    DepthwiseRow row{{}, weights.data(), biases.data(), in.side, in.channels, stride, before, isCut};
    for (std::size_t dy = 0; dy < 3; ++dy) {
      const std::size_t from = y * stride + dy;
      const bool isInside = from >= before && from - before < in.side;
      row.rows[dy] = isInside ? &in.values[(from - before) * in.side * in.channels] : nullptr;
    }
    depthwiseRowPicked(row, out.side, &out.values[y * out.side * out.channels]);
  }
}

void fullConvolution(const PhotoPlane& in, const std::vector<float>& weights, const std::vector<float>& biases,
                     std::size_t stride, bool isCut, PhotoPlane& out) {
  // One row of 27 numbers a pixel makes a pointwise layer of it.
  const std::size_t before = zerosBefore(in.side, out.side, stride), window = 9 * in.channels;
  PhotoPlane windows(out.side, window);
  for (std::size_t y = 0; y < out.side; ++y)
    for (std::size_t x = 0; x < out.side; ++x)
      for (std::size_t k = 0; k < 9; ++k) {
        const std::size_t fromY = y * stride + k / 3, fromX = x * stride + k % 3;
        if (fromY < before || fromY - before >= in.side || fromX < before || fromX - before >= in.side) continue;
        const float* from = &in.values[((fromY - before) * in.side + fromX - before) * in.channels];
        std::copy_n(from, in.channels, &windows.values[(y * out.side + x) * window + k * in.channels]);
      }
  pointwise(windows, weights, biases, isCut, out);
}

}  // namespace amuse::inspire
