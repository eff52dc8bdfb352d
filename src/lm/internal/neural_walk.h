#pragma once

#include <deque>
#include <span>
#include <vector>

#include "lm/chord_net.h"
#include "lm/internal/mixture.h"

/// Several sections walked through side by side under a mixture and its networks.
namespace amuse::lm::internal {

/// Mixed into every distribution: what a symbol has at the least.
inline constexpr float kSymbolFloor = 1e-12f;

class NeuralWalk {
 public:
  /// `lanes`: so many sections at once; `dense`: what all of them are conditioned on.
  NeuralWalk(const MixtureView& mixture, std::span<const ChordNetView> nets, theory::Mode mode,
             std::span<const float> dense, std::size_t lanes);

  void restart(std::size_t lane);
  /// Lane `to` goes on from where `from` is; its own past so far must be the same chords.
  void copyNets(std::size_t from, std::size_t to);
  void push(std::size_t lane, const theory::RelativeChord& chord);
  /// Brings the networks of these lanes (none twice) to what was pushed last; once before the first chord and once
  /// after each. `wanted`: whether next() will be asked.
  void step(std::span<const std::size_t> lanes, bool wanted);
  /// The distribution over the lane's next symbol after a wanted step: positive, sums to 1.
  [[nodiscard]] const SymbolVector& next(std::size_t lane);

 private:
  theory::Mode mode_;
  std::deque<MixtureWalk> walks_;
  std::vector<NetHistory> histories_;
  std::vector<ChordNetBatch> batches_;  ///< One a network.
  std::vector<NetRows> rows_;
  std::size_t gates_ = 0;
  std::array<std::uint8_t, kSymbolCount> parent_{};  ///< Of each symbol: its place in the networks' output.
  std::vector<float> mean_, channels_;
  SymbolVector p_{};
};

}  // namespace amuse::lm::internal
