#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

/// `amuse-train`: what needs gradients. One row a sub-command in train_main.cpp, one file beside it that does the work.
namespace amuse::train {

/// What every sub-command is given. A command reads only what its help text names.
struct TrainOptions {
  std::filesystem::path data = "../shared/data";  ///< The shared data folder.
  std::filesystem::path out = ".";                ///< Weights, tables and logs go here.
  std::string set = "open";                       ///< "open" or "research": the licence classes to train on.
  std::uint64_t seed = 1;
  int epochs = 0;      ///< At most so many passes; 0: the command's own default.
  double minutes = 0;  ///< Stop after the pass during which so many minutes have gone by; 0: never.
  std::filesystem::path work = "build/nets";         ///< Networks under way and finished ones; a run goes on from here.
  std::filesystem::path parity = "tests/golden/lm";  ///< Where the values that tests compare with go.
  std::filesystem::path start;                       ///< Weights to go on from; empty: fresh ones.
  std::filesystem::path renders = "build/renders";   ///< What amuse-renders made; with "-valid" added, to choose by.
};

struct TrainCommand {
  std::string_view name, help;
  Result<void> (*run)(const TrainOptions& options);
};

/// A prior: mixture, networks, model file, card, parity values. See prior_train.cpp.
[[nodiscard]] Result<void> trainPrior(const TrainOptions& options);
/// The paper's architecture, trained to convergence; writes its figures section by section. See paper_lstm.h.
[[nodiscard]] Result<void> trainPaperLstm(const TrainOptions& options);
/// The built-in proposer's network, from the proposer's file (--start models/proposer-open.bin).
[[nodiscard]] Result<void> trainProposerNet(const TrainOptions& options);
/// Times the paper's architecture, stepped sequence by sequence, beside the shipped models in one run.
[[nodiscard]] Result<void> timePaperLstm(const TrainOptions& options);
/// The layers of models/transcriber.bin that hear chords, and those that hear beats; each leaves the others as they
/// are.
[[nodiscard]] Result<void> trainTranscriberChords(const TrainOptions& options);
[[nodiscard]] Result<void> trainTranscriberBeats(const TrainOptions& options);

}  // namespace amuse::train
