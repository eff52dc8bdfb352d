#pragma once

#include <c10/util/Half.h>

#include <array>
#include <functional>
#include <string>
#include <vector>

#include "lm/net_inputs.h"

/// Sections as tensors a network learns from. Roots count from the parent major scale's tonic throughout.
namespace amuse::train {

/// A section for the network.
struct NetSection {
  std::vector<theory::RelativeChord> chords;
  theory::Mode mode = theory::Mode::Maj;
  double weight = 1;
  std::uint32_t song = 0;
  bool endKnown = true;
  std::vector<float> dense;   ///< Conditions; all sections of a set have as many.
  std::vector<int> groups;    ///< Which group each dense entry belongs to: groups are dropped one by one.
  std::vector<double> beats;  ///< Parallel to chords; <= 0 or empty: unknown.
  double beatsPerBar = 4;
  std::string source;
};

/// What the mixture said before each chord and the end (lm::NgramFit::channels); absent: the network stands alone.
using ChannelSource = std::function<void(const NetSection&, std::vector<float>&)>;

/// All steps of all sections, one below another; the last row is padding. Row-major arrays.
struct NetData {
  struct Sequence {
    std::int64_t first = 0, steps = 0;
  };
  std::vector<Sequence> sequences;
  std::vector<int> groups;    ///< Of the dense entries.
  std::int64_t channels = 0;  ///< Of the mixture; 0 without.
  std::int64_t denseSize = 0;
  std::vector<std::int64_t> rows;       ///< [N, kMaxNetRows], kNetRowCount where there is none.
  std::vector<std::int64_t> timing;     ///< [N, 2], the same.
  std::vector<c10::Half> base;          ///< [N, channels * kSymbolCount].
  std::vector<std::int64_t> targets;    ///< [N], -1 padding.
  std::vector<std::int64_t> durations;  ///< [N], class of the last chord's length, -1 unknown.
  std::vector<float> weights;           ///< [N].
  std::vector<float> dense;             ///< [sequences, denseSize].
  [[nodiscard]] std::int64_t paddedSteps() const noexcept { return static_cast<std::int64_t>(targets.size()); }
};

[[nodiscard]] NetData makeNetData(const std::vector<NetSection>& sections, const ChannelSource& channels);

/// Sequences grouped by length into batches of about `steps` steps, in an order drawn from the seed.
[[nodiscard]] std::vector<std::vector<std::size_t>> dealBatches(const NetData& data, std::int64_t steps,
                                                                std::uint64_t seed);

}  // namespace amuse::train
