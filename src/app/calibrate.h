#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "inspire/text_reader.h"
#include "lm/chord_model.h"
#include "propose/proposer.h"
#include "sample/calibration.h"

/// Fitting what log r looks like for a proposer: done once a proposer and prior, kept in a file.
namespace amuse::app {

struct CalibrateInput {
  const inspire::TextReader& reader;
  const propose::Proposer& proposer;
  const lm::ChordModel& prior;
  const lm::ChordModel& proposerModel;
  std::vector<std::string> texts;  ///< Inspirations to draw keyword sets from; each is read into a brief.
  int samples = 40000;             ///< Proposals to draw, spread over texts, modes, lengths, endings and contexts.
  std::uint32_t seed = 1;
};

/// Draws proposals for every inspiration in its own mode and in every other, 2 to 8 bars, looping and closing, with and
/// without chords before them, and fits mean and spread of log r. Same input, same answer.
/// Errors: InvalidArgument (no texts, too few samples); the proposer's.
[[nodiscard]] Result<sample::Calibration> calibrate(const CalibrateInput& input);

}  // namespace amuse::app
