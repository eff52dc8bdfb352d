#include "inspire/fisher_vector.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/assert.h"
#include "inspire/float_block.h"

namespace amuse::inspire {
namespace {

/// Sums of responsibilities, and of descriptors and their squares weighted by them.
struct FisherSums {
  std::size_t count = 0;
  std::vector<float> zeroth, first, second;
  FisherSums(std::size_t components, std::size_t axes)
      : zeroth(components), first(components * axes), second(components * axes) {}
  void add(const FisherSums& other) {
    count += other.count;
    for (std::size_t i = 0; i < zeroth.size(); ++i) zeroth[i] += other.zeroth[i];
    for (std::size_t i = 0; i < first.size(); ++i) first[i] += other.first[i], second[i] += other.second[i];
  }
};

/// Responsibilities below this are not worth the additions.
constexpr float kLeastShare = 1e-3f;

/// Turns log densities into shares that sum to 1.
void toShares(std::span<float> logs) {
  const float most = *std::max_element(logs.begin(), logs.end());
  float total = 0;
  for (float& value : logs) {
    value = value - most < -12 ? 0 : std::exp(value - most);
    total += value;
  }
  for (float& value : logs) value /= total;
}

AMUSE_WIDE void accumulate(FisherSums& sums, const float* x, std::span<const float> shares, std::size_t axes) {
  ++sums.count;
  for (std::size_t k = 0; k < shares.size(); ++k) {
    if (shares[k] < kLeastShare) continue;
    sums.zeroth[k] += shares[k];
    float* first = &sums.first[k * axes];
    float* second = &sums.second[k * axes];
    for (std::size_t d = 0; d < axes; d += 8) {
      const Float8 value = loadFloat8(x + d), part = shares[k] * value;
      storeFloat8(first + d, loadFloat8(first + d) + part);
      storeFloat8(second + d, loadFloat8(second + d) + part * value);
    }
  }
}

AMUSE_WIDE void multiplyAddWide(const float* table, const float* start, const float* in, std::size_t ins,
                                std::size_t outs, float* out) {
  multiplyAdd(table, start, in, ins, outs, out);
}

/// The normalised gradient of one region into out[0 .. 2 * components * axes).
void writeRegion(const FisherCodebook& book, const FisherSums& sums, float* out) {
  const std::size_t half = book.components * book.axes;
  if (sums.count == 0) return;
  double length = 1e-20;
  for (std::size_t k = 0; k < book.components; ++k) {
    const float scale = 1 / (static_cast<float>(sums.count) * std::sqrt(book.weights[k]));
    for (std::size_t d = 0; d < book.axes; ++d) {
      const std::size_t i = k * book.axes + d;
      const float mean = book.means[i], variance = book.variances[i], zeroth = sums.zeroth[k];
      const float byMean = scale * (sums.first[i] - zeroth * mean) / std::sqrt(variance);
      const float bySpread = scale * 0.70710678f *
                             (sums.second[i] - 2 * mean * sums.first[i] + zeroth * (mean * mean - variance)) / variance;
      out[i] = std::copysign(std::sqrt(std::abs(byMean)), byMean);
      out[half + i] = std::copysign(std::sqrt(std::abs(bySpread)), bySpread);
      length += std::abs(byMean) + std::abs(bySpread);
    }
  }
  const auto scale = static_cast<float>(1 / std::sqrt(length));
  for (std::size_t i = 0; i < 2 * half; ++i) out[i] *= scale;
}

}  // namespace

FisherEncoder::FisherEncoder(FisherCodebook codebook) : codebook_(std::move(codebook)) {
  const auto& book = codebook_;
  AMUSE_ASSERT(book.axes % 8 == 0 && book.components % 8 == 0);
  start_.assign(book.components, 0.0f);
  table_.assign(2 * book.axes * book.components, 0.0f);
  for (std::size_t k = 0; k < book.components; ++k) {
    start_[k] = std::log(book.weights[k]);
    for (std::size_t d = 0; d < book.axes; ++d) {
      const float mean = book.means[k * book.axes + d], variance = book.variances[k * book.axes + d];
      start_[k] -= 0.5f * (std::log(variance) + mean * mean / variance);
      table_[d * book.components + k] = mean / variance;
      table_[(book.axes + d) * book.components + k] = -0.5f / variance;
    }
  }
  projectionStart_.assign(book.axes, 0.0f);
  for (std::size_t i = 0; i < book.descriptorSize; ++i)
    for (std::size_t d = 0; d < book.axes; ++d)
      projectionStart_[d] -= book.mean[i] * book.projection[i * book.axes + d];
}

std::size_t FisherEncoder::size() const noexcept { return kFisherRegions * codebook_.components * codebook_.axes * 2; }

std::vector<float> FisherEncoder::project(const Descriptors& descriptors) const {
  std::vector<float> out(descriptors.count() * codebook_.axes);
  for (std::size_t i = 0; i < descriptors.count(); ++i)
    multiplyAddWide(codebook_.projection.data(), projectionStart_.data(), descriptors.at(i), codebook_.descriptorSize,
                    codebook_.axes, &out[i * codebook_.axes]);
  return out;
}

void FisherEncoder::logDensities(const float* projected, std::span<float> out) const {
  const std::size_t axes = codebook_.axes;
  float both[512];
  AMUSE_ASSERT(2 * axes <= 512);
  for (std::size_t d = 0; d < axes; ++d) both[d] = projected[d], both[axes + d] = projected[d] * projected[d];
  multiplyAddWide(table_.data(), start_.data(), both, 2 * axes, codebook_.components, out.data());
}

std::vector<float> FisherEncoder::encode(const Descriptors& descriptors) const {
  const std::size_t axes = codebook_.axes, components = codebook_.components;
  const auto projected = project(descriptors);
  std::vector<FisherSums> strips(kFisherStrips, FisherSums(components, axes));
  std::vector<float> shares(components);
  for (std::size_t i = 0; i < descriptors.count(); ++i) {
    logDensities(&projected[i * axes], shares);
    toShares(shares);
    const auto strip = std::min(kFisherStrips - 1, static_cast<std::size_t>(descriptors.middleY[i] * kFisherStrips));
    accumulate(strips[strip], &projected[i * axes], shares, axes);
  }
  FisherSums whole(components, axes);
  for (const auto& strip : strips) whole.add(strip);
  std::vector<float> out(size());
  const std::size_t regionSize = size() / kFisherRegions;
  writeRegion(codebook_, whole, out.data());
  for (std::size_t s = 0; s < kFisherStrips; ++s) writeRegion(codebook_, strips[s], &out[(s + 1) * regionSize]);
  return out;
}

}  // namespace amuse::inspire
