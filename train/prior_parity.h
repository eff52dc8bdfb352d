#pragma once

#include <filesystem>
#include <vector>

#include "corpus/read_corpus.h"
#include "lm/ngram_fit.h"
#include "net_trainer.h"

namespace amuse::train {

/// Writes what the engine is tested against: 1,000 open held-out sections with the log-probability libtorch gives them,
/// every second one under its own genre, section name and decade. Tab-separated: mode, genre, section, decade, chords,
/// ln P at `sevenths` level with the end. Errors: those of writing.
[[nodiscard]] Result<void> writeParity(const std::vector<corpus::Section>& corpus, const lm::NgramFit& fit,
                                       const std::vector<TrainedNet>& nets, const std::filesystem::path& path);

}  // namespace amuse::train
