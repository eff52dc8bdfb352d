#pragma once

#include <filesystem>

#include "corpus/read_corpus.h"
#include "propose/proposer_fit.h"

/// What the built-in proposer is distilled from.
namespace amuse::train {

/// Proposals, songs of the open licence class (train split, templates left out), and the terms that the inspirations
/// and the lexicon name together. Errors: those of reading, with the file's name.
[[nodiscard]] Result<propose::TrainingData> readProposerData(const std::filesystem::path& dataFolder);

/// The keyword set a record would be asked by: its keywords, genres and affect.
[[nodiscard]] brief::Brief briefOf(const propose::TrainingRecord& record);

}  // namespace amuse::train
