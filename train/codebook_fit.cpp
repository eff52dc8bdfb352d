#include "codebook_fit.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "base/random.h"
#include "inspire/float_block.h"

namespace amuse::train {
namespace {

using inspire::FisherCodebook;

/// Eigenvectors (columns) and eigenvalues of a symmetric matrix, by cyclic Jacobi rotations; largest first.
struct Eigen {
  std::vector<double> values, vectors;
};

Eigen eigenOf(std::vector<double> matrix, std::size_t n) {
  std::vector<double> vectors(n * n, 0.0);
  for (std::size_t i = 0; i < n; ++i) vectors[i * n + i] = 1;
  for (int sweep = 0; sweep < 30; ++sweep) {
    double off = 0;
    for (std::size_t p = 0; p < n; ++p)
      for (std::size_t q = p + 1; q < n; ++q) {
        const double apq = matrix[p * n + q];
        off += apq * apq;
        if (std::abs(apq) < 1e-18) continue;
        const double theta = (matrix[q * n + q] - matrix[p * n + p]) / (2 * apq);
        const double t = std::copysign(1.0, theta) / (std::abs(theta) + std::sqrt(theta * theta + 1));
        const double c = 1 / std::sqrt(t * t + 1), s = t * c;
        for (std::size_t k = 0; k < n; ++k) {
          const double kp = matrix[k * n + p], kq = matrix[k * n + q];
          matrix[k * n + p] = c * kp - s * kq, matrix[k * n + q] = s * kp + c * kq;
        }
        for (std::size_t k = 0; k < n; ++k) {
          const double pk = matrix[p * n + k], qk = matrix[q * n + k];
          matrix[p * n + k] = c * pk - s * qk, matrix[q * n + k] = s * pk + c * qk;
        }
        for (std::size_t k = 0; k < n; ++k) {
          const double kp = vectors[k * n + p], kq = vectors[k * n + q];
          vectors[k * n + p] = c * kp - s * kq, vectors[k * n + q] = s * kp + c * kq;
        }
      }
    if (off < 1e-16) break;
  }
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return matrix[a * n + a] > matrix[b * n + b]; });
  Eigen out{std::vector<double>(n), std::vector<double>(n * n)};
  for (std::size_t j = 0; j < n; ++j) {
    out.values[j] = matrix[order[j] * n + order[j]];
    for (std::size_t k = 0; k < n; ++k) out.vectors[k * n + j] = vectors[k * n + order[j]];
  }
  return out;
}

void fitAxes(FisherCodebook& book, std::span<const float> samples) {
  const std::size_t size = book.descriptorSize, count = samples.size() / size;
  std::vector<double> mean(size), covariance(size * size);
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t d = 0; d < size; ++d) mean[d] += samples[i * size + d];
  for (double& value : mean) value /= static_cast<double>(count);
  const std::size_t step = std::max<std::size_t>(1, count / 60000);
  std::size_t used = 0;
  for (std::size_t i = 0; i < count; i += step, ++used)
    for (std::size_t a = 0; a < size; ++a) {
      const double da = samples[i * size + a] - mean[a];
      for (std::size_t b = 0; b < size; ++b) covariance[a * size + b] += da * (samples[i * size + b] - mean[b]);
    }
  for (double& value : covariance) value /= static_cast<double>(used);
  const Eigen eigen = eigenOf(std::move(covariance), size);
  book.mean.assign(mean.begin(), mean.end());
  book.projection.resize(size * book.axes);
  for (std::size_t i = 0; i < size; ++i)
    for (std::size_t d = 0; d < book.axes; ++d)
      book.projection[i * book.axes + d] = static_cast<float>(eigen.vectors[i * size + d]);
}

std::vector<float> projectAll(const FisherCodebook& book, std::span<const float> samples) {
  const std::size_t count = samples.size() / book.descriptorSize;
  std::vector<float> out(count * book.axes), zero(book.axes, 0.0f), centred(book.descriptorSize);
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t d = 0; d < book.descriptorSize; ++d)
      centred[d] = samples[i * book.descriptorSize + d] - book.mean[d];
    inspire::multiplyAdd(book.projection.data(), zero.data(), centred.data(), book.descriptorSize, book.axes,
                         &out[i * book.axes]);
  }
  return out;
}

void startByKMeans(FisherCodebook& book, const std::vector<float>& x, std::uint32_t seed) {
  const std::size_t axes = book.axes, count = x.size() / axes, used = std::min<std::size_t>(count, 40000);
  Random random(seed);
  for (std::size_t k = 0; k < book.components; ++k) {
    const std::size_t pick = random.below(static_cast<std::uint32_t>(count));
    std::copy_n(&x[pick * axes], axes, &book.means[k * axes]);
  }
  for (int round = 0; round < 8; ++round) {
    std::vector<double> sums(book.components * axes), sizes(book.components);
    for (std::size_t i = 0; i < used; ++i) {
      std::size_t best = 0;
      float least = std::numeric_limits<float>::max();
      for (std::size_t k = 0; k < book.components; ++k) {
        inspire::Float8 total{};
        for (std::size_t d = 0; d < axes; d += 8) {
          const auto diff = inspire::loadFloat8(&x[i * axes + d]) - inspire::loadFloat8(&book.means[k * axes + d]);
          total += diff * diff;
        }
        float distance = 0;
        for (int j = 0; j < 8; ++j) distance += total[j];
        if (distance < least) least = distance, best = k;
      }
      sizes[best] += 1;
      for (std::size_t d = 0; d < axes; ++d) sums[best * axes + d] += x[i * axes + d];
    }
    for (std::size_t k = 0; k < book.components; ++k)
      for (std::size_t d = 0; d < axes && sizes[k] > 0; ++d)
        book.means[k * axes + d] = static_cast<float>(sums[k * axes + d] / sizes[k]);
  }
}

}  // namespace

FisherCodebook fitCodebook(std::span<const float> samples, std::size_t descriptorSize, std::size_t axes,
                           std::size_t components, int rounds, std::uint32_t seed) {
  FisherCodebook book{descriptorSize, axes, components, {}, {}, {}, {}, {}};
  fitAxes(book, samples);
  const auto x = projectAll(book, samples);
  const std::size_t count = x.size() / axes;
  std::vector<double> spread(axes);
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t d = 0; d < axes; ++d) spread[d] += x[i * axes + d] * x[i * axes + d];
  for (double& value : spread) value /= static_cast<double>(count);
  book.weights.assign(components, 1.0f / static_cast<float>(components));
  book.means.resize(components * axes);
  book.variances.resize(components * axes);
  startByKMeans(book, x, seed);
  for (std::size_t i = 0; i < components * axes; ++i) book.variances[i] = static_cast<float>(0.5 * spread[i % axes]);
  for (int round = 0; round < rounds; ++round) {
    const inspire::FisherEncoder encoder(book);
    std::vector<double> zeroth(components, 1e-3), first(components * axes), second(components * axes);
    std::vector<float> shares(components);
    for (std::size_t i = 0; i < count; ++i) {
      encoder.logDensities(&x[i * axes], shares);
      const float most = *std::max_element(shares.begin(), shares.end());
      float total = 0;
      for (float& share : shares) share = share - most < -12 ? 0 : std::exp(share - most), total += share;
      for (std::size_t k = 0; k < components; ++k) {
        const float share = shares[k] / total;
        if (share < 1e-4f) continue;
        zeroth[k] += share;
        for (std::size_t d = 0; d < axes; ++d) {
          const float value = x[i * axes + d];
          first[k * axes + d] += share * value;
          second[k * axes + d] += share * value * value;
        }
      }
    }
    for (std::size_t k = 0; k < components; ++k) {
      book.weights[k] = static_cast<float>(zeroth[k] / static_cast<double>(count));
      for (std::size_t d = 0; d < axes; ++d) {
        const std::size_t i = k * axes + d;
        const double mean = first[i] / zeroth[k], variance = second[i] / zeroth[k] - mean * mean;
        book.means[i] = static_cast<float>(mean);
        book.variances[i] = static_cast<float>(std::max(variance, 0.01 * spread[d]));
      }
    }
  }
  return book;
}

}  // namespace amuse::train
