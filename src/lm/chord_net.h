#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "lm/model_file.h"
#include "lm/net_inputs.h"

/// Running a chord network: a gated recurrent unit over sums of looked-up rows, many sequences a step.
namespace amuse::lm {

/// Weights of one network, row-major; views of a mapped file that must outlive them. With H = hidden, D = dense inputs,
/// C = mixture channels, O = kSymbolCount + C + kDurationClasses rounded up to kPanel. Chunks are called
/// PREFIX.shape, .rows, .cond, .inb, .rec, .recb, .out, .outb (docs/models.md).
struct ChordNetView {
  std::size_t hidden = 0, dense = 0, channels = 0;
  std::span<const float> rows;           ///< kNetRowCount x 3 H.
  std::span<const float> conditions;     ///< D x 3 H.
  std::span<const float> inputBias;      ///< 3 H.
  std::span<const float> recurrent;      ///< H x 3 H, packed.
  std::span<const float> recurrentBias;  ///< 3 H.
  std::span<const float> output;         ///< H x O, packed.
  std::span<const float> outputBias;     ///< O.
  [[nodiscard]] std::size_t outputs() const noexcept { return outputBias.size(); }

  /// The network whose chunks begin with `prefix` ("n0", at most 2 bytes); nothing when it is absent, of another shape
  /// or holds a number that is not finite.
  [[nodiscard]] static std::optional<ChordNetView> find(const ModelFile& file, std::string_view prefix);
};

/// The same as plain arrays, matrices input-major and not packed: what a trainer makes.
struct ChordNetWeights {
  std::size_t hidden = 0, dense = 0, channels = 0;  ///< `hidden` a multiple of 16.
  std::vector<float> rows, conditions, inputBias, recurrent, recurrentBias, output, outputBias;
};
/// Adds the network's chunks.
void writeNet(ModelFileWriter& writer, std::string_view prefix, const ChordNetWeights& weights);

/// Back from a mapped network to plain arrays (padding columns of the output dropped).
[[nodiscard]] ChordNetWeights readNet(const ChordNetView& net);

/// Up to `capacity` sequences stepped together. Allocates when made, never afterwards. Not for several threads at once;
/// make one a thread. A sequence's numbers do not depend on its neighbours.
class ChordNetBatch final {
 public:
  ChordNetBatch(const ChordNetView& net, std::size_t capacity);

  /// Conditions of sequence `s` for all steps to come; `dense` has net.dense entries (empty: all zero).
  void condition(std::size_t s, std::span<const float> dense);
  /// Back to before the first step; conditions stay.
  void restart(std::size_t s);
  /// Sequence `to` goes on from where `from` is, outputs and conditions included: a shared prefix is run once.
  void copy(std::size_t from, std::size_t to);

  /// Shows inputs[i] to sequence which[i] (no sequence twice). `wanted`: whether outputs are computed.
  void step(std::span<const std::size_t> which, std::span<const NetRows> inputs, bool wanted = true);
  /// What the last step said: kSymbolCount logits of the next symbol from the parent major tonic, not normalised; then
  /// `channels` gates (added to 1: the weight of each part of the mixture); then kDurationClasses logits of how long
  /// the last chord is held.
  [[nodiscard]] std::span<const float> output(std::size_t s) const noexcept;
  [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }

 private:
  ChordNetView net_;
  std::size_t capacity_;
  std::vector<float> memory_;
  std::vector<float*> state_, bias_, output_;  ///< Of each sequence, into memory_.
  std::vector<float*> input_, recurrent_;      ///< Scratch, one a place in the step.
  std::vector<const float*> from_;
  std::vector<float*> to_;
};

}  // namespace amuse::lm
