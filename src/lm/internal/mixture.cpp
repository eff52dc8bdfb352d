#include "lm/internal/mixture.h"

#include <algorithm>

#include "lm/net_kernels.h"

namespace amuse::lm::internal {

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
  netKernels().logarithms(logs.data(), model_.experts.size() * kSymbolCount);
  collectFeatures(history_, length_, features);
}

void MixtureWalk::channels(std::span<float, kMixtureChannels * kSymbolCount> out) {
  const std::size_t used = model_.experts.size() * kSymbolCount;
  probabilities(out);
  netKernels().logarithms(out.data(), used);
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
    netKernels().addScaled(&logs[e * kSymbolCount], power, p_.data(), kSymbolCount);
  }
  for (const Feature& feature : features_) p_[feature.symbol] += model_.boosts[feature.index];
  netKernels().softmax(p_.data(), p_.size());
  return p_;
}

}  // namespace amuse::lm::internal
