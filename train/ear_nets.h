#pragma once

#include <torch/torch.h>

#include "transcribe/ear_weights.h"

/// The transcriber's two nets as libtorch trains them; transcribe/ear_net.h runs what comes out.
namespace amuse::train {

/// ln P of every chord and of every bass.
struct ChordHearing {
  torch::Tensor chords, basses;  ///< [B, T, kChordCount], [B, T, kBassCount].
};

/// From pitches to chords. Every layer treats the twelve pitch classes alike, so that what is learnt in one key holds
/// in all.
class ChordEarImpl : public torch::nn::Module {
 public:
  ChordEarImpl();
  /// @param pitches  [B, T, kPitchBins], 0..1.
  ChordHearing forward(const torch::Tensor& pitches);
  /// With the normalisations folded into the layers.
  void exportTo(transcribe::EarWeights& weights);

 private:
  torch::Tensor block(std::size_t index, const torch::Tensor& h);
  torch::nn::Linear partials_{nullptr}, fold_{nullptr}, heads_{nullptr}, pooled_{nullptr};
  torch::nn::BatchNorm1d foldNorm_{nullptr};
  std::vector<torch::Tensor> times_, classes_;
  std::vector<torch::nn::BatchNorm1d> norms_;
  torch::Tensor circle_;
};
TORCH_MODULE(ChordEar);

/// From loudness in bands to beats and downbeats.
class BeatEarImpl : public torch::nn::Module {
 public:
  BeatEarImpl();
  /// @param bands  [B, T, kBeatBands], 0..1. @return Logits [B, T, 2].
  torch::Tensor forward(const torch::Tensor& bands);
  void exportTo(transcribe::EarWeights& weights);

 private:
  torch::nn::Conv1d bands_{nullptr};
  std::vector<torch::nn::Conv1d> convs_;
  std::vector<torch::nn::BatchNorm1d> norms_;
  torch::nn::Linear heads_{nullptr};
};
TORCH_MODULE(BeatEar);

}  // namespace amuse::train
