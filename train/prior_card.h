#pragma once

#include <filesystem>
#include <vector>

#include "model_card.h"
#include "net_trainer.h"

namespace amuse::train {

/// What a neural prior's card is made from; borrowed for the call.
struct PriorCardInput {
  CardText text;                          ///< `limits` is filled in here.
  const FitSet& set;                      ///< `valid` is replaced by what is judged.
  const std::vector<NetSection>& judged;  ///< Held out, with what is known about them.
  const std::vector<corpus::Section>& corpus;
  const std::vector<TrainedNet>& nets;
  const lm::ChordModel& model;
  std::filesystem::path stem;  ///< "models/prior-open": ".md" and "-curve.svg" are written, ".ngram" is read.
};
/// The card and its picture of the learning curves. Errors: those of reading and writing.
[[nodiscard]] Result<void> writePriorCard(const PriorCardInput& input);

}  // namespace amuse::train
