#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "lm/chord_net.h"
#include "net_data.h"

/// Trains a chord network with libtorch. This header needs none.
namespace amuse::train {

struct NetOptions {
  std::int64_t embedding = 128, hidden = 192;
  int epochs = 24;
  std::int64_t batchSteps = 1200;
  double rate = 3e-3, decay = 0.05, durationShare = 0.1;
  double inputDropout = 0.3, outputDropout = 0.5, blockDropout = 0.2, conditionDropout = 0.5, timingDropout = 0.7;
  double average = 0.998;  ///< Of the running average of the weights, a step.
  std::uint64_t seed = 1;
  /// Where training stands is written here after each epoch and taken up again; empty: nowhere. Removed at the end.
  std::filesystem::path checkpoint;
};

/// Bits a symbol; durations in bits a chord.
struct EpochFigures {
  int epoch = 0;
  double train = 0, valid = 0, validTriads = 0, validDurations = 0, seconds = 0;
};

/// The best network's bits a symbol on `valid`, at `sevenths` level, when more is known than the mode.
struct KnownFigures {
  double dense = 0, durations = 0, both = 0;
};

/// The weights that did best, and how training went.
struct TrainedNet {
  lm::ChordNetWeights weights;
  std::vector<EpochFigures> curve;
  int bestEpoch = 0;
  KnownFigures known;
};

/// Trains on `train`, keeps the averaged weights that did best on `valid`. `report` is called after each epoch.
[[nodiscard]] TrainedNet trainNet(const NetData& train, const NetData& valid, const NetOptions& options,
                                  const std::function<void(const EpochFigures&)>& report);

}  // namespace amuse::train
