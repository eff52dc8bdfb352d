#pragma once

#include <vector>

#include "lm/chord_model.h"
#include "net_data.h"

namespace amuse::train {

/// The "openings" table (lm::openingTable) of a model that was trained on `train`. A model knows what it was trained on
/// better than it will know new songs, so log P a chord of the training openings is moved and widened, length by
/// length, to the mean and spread that held-out openings have.
[[nodiscard]] std::vector<float> judgeOpenings(const lm::ChordModel& model, const std::vector<NetSection>& train,
                                               const std::vector<NetSection>& heldOut);

}  // namespace amuse::train
