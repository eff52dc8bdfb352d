#pragma once

#include <torch/torch.h>

#include "net_data.h"

/// The network as libtorch trains it. lm/chord_net.h runs what comes out.
namespace amuse::train {

struct NetShape {
  std::int64_t embedding = 128, hidden = 192, dense = 0, channels = 0;
};

/// How much is left out at random while training.
struct NetDropout {
  double input = 0.2, output = 0.4, blocks = 0.1;
};

/// Some sequences side by side, padded to the longest: tensors [T * B, ...], but `dense` [B, D].
struct NetBatch {
  std::int64_t steps = 0, width = 0;
  torch::Tensor rows, base, targets, durations, weights, dense;
};

/// What the network says at each step.
struct NetOutput {
  torch::Tensor logSymbols;    ///< [T * B, kSymbolCount], normalised.
  torch::Tensor logDurations;  ///< [T * B, kDurationClasses], normalised.
};

/// A GRU over sums of looked-up rows; its output corrects the mixture's logits and weighs its parts anew.
class ChordNetImpl : public torch::nn::Module {
 public:
  ChordNetImpl(const NetShape& shape, const NetDropout& dropout);
  NetOutput forward(const NetBatch& batch);
  /// Rows of the output layer with what symbols share (root, class, triad on a root) added in.
  torch::Tensor outputWeight() { return symbols->weight + torch::matmul(factors, shared); }

  NetShape shape;
  NetDropout dropout;
  torch::nn::EmbeddingBag rows{nullptr};
  torch::nn::Linear conditions{nullptr}, symbols{nullptr}, gates{nullptr}, durations{nullptr};
  torch::nn::GRU cell{nullptr};
  torch::Tensor shared, factors;
};
TORCH_MODULE(ChordNet);

}  // namespace amuse::train
