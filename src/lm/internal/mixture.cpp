#include "lm/internal/mixture.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "lm/internal/net_kernels.h"

namespace amuse::lm::internal {

namespace {

/// ln x for normal positive x: exponent and a polynomial on [sqrt(1/2), sqrt(2)); plain arithmetic, so that
/// compilers vectorise loops of it. Source: Cephes logf (Moshier), coefficients as published.
inline float plainLog(float x) noexcept {
  const auto bits = std::bit_cast<std::uint32_t>(x);
  const auto shifted = static_cast<std::int32_t>(bits - 0x3f3504f3u) >> 23;
  const auto exponent = static_cast<float>(shifted);
  const float m = std::bit_cast<float>(bits - (static_cast<std::uint32_t>(shifted) << 23)) - 1;
  const float z = m * m;
  float y = 7.0376836292e-2f;
  y = y * m - 1.1514610310e-1f;
  y = y * m + 1.1676998740e-1f;
  y = y * m - 1.2420140846e-1f;
  y = y * m + 1.4249322787e-1f;
  y = y * m - 1.6668057665e-1f;
  y = y * m + 2.0000714765e-1f;
  y = y * m - 2.4999993993e-1f;
  y = y * m + 3.3333331174e-1f;
  return m + (y * m * z - 0.5f * z) + exponent * 0.693147181f;
}

/// e^x for x in [-87, 0]. Source: Cephes expf (Moshier).
inline float plainExp(float x) noexcept {
  x = x < -87.0f ? -87.0f : x;
  const auto power = static_cast<std::int32_t>(x * 1.44269504f - 0.5f);
  const auto n = static_cast<float>(power);
  const float r = (x - n * 0.693359375f) + n * 2.12194440e-4f;
  float y = 1.9875691500e-4f;
  y = y * r + 1.3981999507e-3f;
  y = y * r + 8.3334519073e-3f;
  y = y * r + 4.1665795894e-2f;
  y = y * r + 1.6666665459e-1f;
  y = y * r + 5.0000001201e-1f;
  y = y * r * r + r + 1;
  return y * std::bit_cast<float>((power + 127) << 23);
}

}  // namespace

void logInPlace(std::span<float> values) noexcept {
  for (float& value : values) value = plainLog(value);
}

void softmax(std::span<float> logits) noexcept {
  float top = logits[0];
  for (const float logit : logits) top = logit > top ? logit : top;
  for (float& logit : logits) logit = plainExp(logit - top);
  float sum = 0;
  for (const float p : logits) sum += p;
  const float scale = 1 / sum;
  for (float& p : logits) p *= scale;
}

MixtureWalk::MixtureWalk(const MixtureView& model, theory::Mode mode) : model_(model), mode_(mode) {
  history_.reserve(kMaxHistory);
  for (auto& codes : codes_) codes.reserve(kMaxHistory + 1);
  features_.reserve(4096);
  for (std::size_t e = 0; e < model_.experts.size(); ++e)
    emptyContext(model_.experts[e], model_.tables[e], mode_, empty_[e]);
  restart();
}

void MixtureWalk::restart() noexcept {
  length_ = 0;
  history_.clear();
  for (auto& codes : codes_) codes.assign(1, kStartCode);
}

void MixtureWalk::push(Symbol symbol) {
  if (history_.size() == kMaxHistory) history_.erase(history_.begin(), history_.begin() + kMaxHistory / 4);
  history_.push_back(static_cast<std::uint8_t>(symbol));
  for (std::size_t e = 0; e < model_.experts.size(); ++e) {
    if (codes_[e].size() > kMaxHistory) codes_[e].erase(codes_[e].begin(), codes_[e].begin() + kMaxHistory / 4);
    codes_[e].push_back(contextCode(model_.experts[e], mode_, symbol));
  }
  ++length_;
}

void MixtureWalk::probabilities(std::span<float> out) const {
  for (std::size_t e = 0; e < model_.experts.size(); ++e)
    expertProbabilities(model_.experts[e], model_.tables[e], mode_, codes_[e], empty_[e],
                        out.subspan(e * kSymbolCount).first<kSymbolCount>());
}

void MixtureWalk::inputs(std::span<float> logs, std::vector<Feature>& features) const {
  probabilities(logs);
  logInPlace(logs.first(model_.experts.size() * kSymbolCount));
  collectFeatures(history_, length_, features);
}

void MixtureWalk::channels(std::span<float, kMixtureChannels * kSymbolCount> out) {
  const std::size_t used = model_.experts.size() * kSymbolCount, padded = (used + kPanel - 1) / kPanel * kPanel;
  static_assert(kMaxExperts * kSymbolCount + kPanel <= kMixtureChannels * kSymbolCount);
  std::fill(out.begin() + static_cast<std::ptrdiff_t>(used), out.end(), 1.0f);
  probabilities(out);
  netKernels().logarithms(out.data(), padded);
  std::fill(out.begin() + static_cast<std::ptrdiff_t>(used), out.end(), 0.0f);
  collectFeatures(history_, length_, features_);
  const std::size_t bucket = lengthBucket(length_);
  for (std::size_t e = 0; e < model_.experts.size(); ++e)
    for (std::size_t w = 0; w < kSymbolCount; ++w)
      out[e * kSymbolCount + w] *= model_.powers[e * kLengthBuckets + bucket];
  for (const Feature& feature : features_)
    out[(kMaxExperts + boostGroup(feature.index)) * kSymbolCount + feature.symbol] += model_.boosts[feature.index];
}

const SymbolVector& MixtureWalk::next() {
  std::array<float, kMaxExperts * kSymbolCount> logs;
  inputs(logs, features_);
  const std::size_t bucket = lengthBucket(length_);
  p_.fill(0);
  for (std::size_t e = 0; e < model_.experts.size(); ++e) {
    const float power = model_.powers[e * kLengthBuckets + bucket];
    for (std::size_t w = 0; w < kSymbolCount; ++w) p_[w] += power * logs[e * kSymbolCount + w];
  }
  for (const Feature& feature : features_) p_[feature.symbol] += model_.boosts[feature.index];
  softmax(p_);
  return p_;
}

}  // namespace amuse::lm::internal
