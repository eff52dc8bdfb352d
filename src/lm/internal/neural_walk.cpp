#include "lm/internal/neural_walk.h"

#include "lm/net_kernels.h"

namespace amuse::lm::internal {

NeuralWalk::NeuralWalk(const MixtureView& mixture, std::span<const ChordNetView> nets, theory::Mode mode,
                       std::span<const float> dense, std::size_t lanes)
    : mode_(mode), rows_(lanes), gates_(nets.front().channels), channels_(kMixtureChannels * kSymbolCount) {
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    walks_.emplace_back(mixture, mode);
    histories_.emplace_back(mode);
  }
  for (const ChordNetView& net : nets) {
    ChordNetBatch& batch = batches_.emplace_back(net, lanes);
    for (std::size_t lane = 0; lane < lanes; ++lane) batch.condition(lane, dense);
  }
  mean_.resize(kSymbolCount + gates_);
  for (int w = 0; w < kSymbolCount; ++w)
    parent_[static_cast<std::size_t>(w)] = static_cast<std::uint8_t>(toParent(mode, w));
}

void NeuralWalk::restart(std::size_t lane) {
  walks_[lane].restart();
  histories_[lane].restart();
  for (ChordNetBatch& batch : batches_) batch.restart(lane);
}

void NeuralWalk::copyNets(std::size_t from, std::size_t to) {
  for (ChordNetBatch& batch : batches_) batch.copy(from, to);
}

void NeuralWalk::push(std::size_t lane, const theory::RelativeChord& chord) {
  walks_[lane].push(symbolOf(chord));
  histories_[lane].push(chord);
}

void NeuralWalk::step(std::span<const std::size_t> lanes, bool wanted) {
  for (std::size_t i = 0; i < lanes.size(); ++i) histories_[lanes[i]].rows(rows_[i]);
  for (ChordNetBatch& batch : batches_) batch.step(lanes, std::span(rows_).first(lanes.size()), wanted);
}

const SymbolVector& NeuralWalk::next(std::size_t lane) {
  const NetKernels& kernels = netKernels();
  const float share = 1.0f / static_cast<float>(batches_.size());
  std::fill(mean_.begin(), mean_.end(), 0.0f);
  for (const ChordNetBatch& batch : batches_) {
    const auto output = batch.output(lane);
    kernels.addScaled(output.data(), share, mean_.data(), mean_.size());
  }
  for (std::size_t w = 0; w < kSymbolCount; ++w) p_[w] = mean_[parent_[w]];
  walks_[lane].channels(std::span(channels_).first<kMixtureChannels * kSymbolCount>());
  for (std::size_t c = 0; c < gates_; ++c) {
    const float gate = 1 + mean_[kSymbolCount + c];
    kernels.addScaled(&channels_[c * kSymbolCount], gate, p_.data(), kSymbolCount);
  }
  kernels.softmax(p_.data(), p_.size());
  // A network may be sure, but no chord is impossible.
  for (float& p : p_) p = (1 - kSymbolFloor * kSymbolCount) * p + kSymbolFloor;
  return p_;
}

}  // namespace amuse::lm::internal
