#pragma once

#include <vector>

#include "corpus/read_corpus.h"
#include "net_data.h"

namespace amuse::train {

/// Whole sections of one split for a prior's network, with their conditions and durations; at most 256 chords each.
/// Sources are weighed as makePriorSet does. `shortest`, `longest`: chords; sections outside are left out (of
/// training, longer ones are cut).
[[nodiscard]] std::vector<NetSection> makePriorSections(const std::vector<corpus::Section>& sections,
                                                        const std::vector<corpus::LicenseClass>& classes,
                                                        corpus::Split split);

}  // namespace amuse::train
