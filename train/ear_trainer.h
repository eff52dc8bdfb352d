#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "render_set.h"
#include "transcribe/ear_weights.h"

/// Trains the transcriber's nets. This header needs no libtorch.
namespace amuse::train {

struct EarOptions {
  int epochs = 12;
  std::int64_t batch = 8, frames = 400;  ///< Stretches a step, and their length in frames of pitches.
  double rate = 3e-3, decay = 0.01;
  std::uint64_t seed = 1;
  std::filesystem::path checkpoint;  ///< Where training stands after each pass, taken up again; empty: nowhere.
  std::filesystem::path parity;  ///< Where some of the net's answers go, for a test to compare with; empty: nowhere.
};

/// After one pass; shares of frames of `valid`. For beats `right` and `rootRight` are 0.
struct EarFigures {
  int epoch = 0;
  double train = 0, valid = 0;      ///< Mean loss, nats.
  double right = 0, rootRight = 0;  ///< The likeliest chord, and its root.
  double seconds = 0;
};

/// The answers are those to uniform numbers drawn with this seed.
inline constexpr std::uint64_t kEarParitySeed = 7;

/// Told after each pass; the weights are up to date.
using EarReport = std::function<void(const EarFigures&)>;

/// Trains on `train` at a rate that sinks to nothing, tells how it does on `valid`, and writes the chord layers into
/// `weights`. Deterministic for the same cuts, options and number of threads.
std::vector<EarFigures> trainChordEar(const std::vector<RenderedCut>& train, const std::vector<RenderedCut>& valid,
                                      const EarOptions& options, transcribe::EarWeights& weights,
                                      const EarReport& report);
/// Likewise the layers for beats.
std::vector<EarFigures> trainBeatEar(const std::vector<RenderedCut>& train, const std::vector<RenderedCut>& valid,
                                     const EarOptions& options, transcribe::EarWeights& weights,
                                     const EarReport& report);

}  // namespace amuse::train
