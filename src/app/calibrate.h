#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "inspire/text_reader.h"
#include "lm/chord_model.h"
#include "propose/proposer.h"
#include "sample/calibration.h"

/// Getting to know a proposer: its own distribution Q, and what log r between a prior and Q looks like. Done once a
/// proposer, kept in files.
namespace amuse::app {

/// Where proposals are drawn from.
struct ProposalSource {
  const inspire::TextReader& reader;
  const propose::Proposer& proposer;
  std::vector<std::string> texts;  ///< Inspirations to draw keyword sets from; each is read into a brief.
  int samples = 32000;             ///< Proposals to draw, spread over texts, modes, lengths, endings and contexts.
  std::uint32_t seed = 1;
};

/// Proposals for one query; `text` is the index of the inspiration.
struct DrawnProposals {
  propose::Query query;
  std::vector<propose::Candidate> candidates;
  std::size_t text = 0;
};

/// Draws proposals for every inspiration, half in its own mode and half in all nine, 2 to 8 bars, looping and closing,
/// with and without chords before them. Same source, same draws.
/// Errors: InvalidArgument (no texts); the proposer's.
[[nodiscard]] Result<void> drawProposals(const ProposalSource& source,
                                         const std::function<void(const DrawnProposals&)>& visit);

/// The bytes of an n-gram model of what the proposer draws, whatever the keywords (Q).
/// Errors: drawProposals'; InvalidArgument (too few samples). Cost: half a minute for 32,000 samples.
[[nodiscard]] Result<std::string> fitProposerModel(const ProposalSource& source, const std::string& name);

/// Mean and spread of log r on fresh draws, the same for each prior. Errors: drawProposals'; InvalidArgument (too few
/// samples).
[[nodiscard]] Result<std::vector<sample::Calibration>> calibrate(const ProposalSource& source,
                                                                 std::span<const lm::ChordModel* const> priors,
                                                                 const lm::ChordModel& proposerModel);

}  // namespace amuse::app
