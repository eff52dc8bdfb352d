#pragma once

#include <vector>

#include "lm/chord_net.h"
#include "net_data.h"

namespace amuse::train {

/// One sequence's natural log-probability (its end counted) by libtorch's own recurrent unit in double precision, the
/// mean of several networks taken; what the engine has to agree with. `channels`: lm::NgramFit::channels.
[[nodiscard]] double scoreWithTorch(const std::vector<lm::ChordNetWeights>& nets, const NetSection& section,
                                    const std::vector<float>& channels);

}  // namespace amuse::train
