#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "fit_sets.h"
#include "lm/chord_model.h"

namespace amuse::train {

/// What a model card says beside its figures.
struct CardText {
  std::string name, title, licence, limits, command;
  std::vector<std::filesystem::path> dataFiles;
};

/// The card as Markdown: data with SHA-256, licence, sources and weights, command, figures on the held-out sections by
/// source and mode (of `model`, which may be a twin of the shipped one, `modelName`). Errors: Unavailable, when a data
/// file cannot be read.
[[nodiscard]] Result<std::string> makeCard(const CardText& text, const FitSet& set, const lm::ChordModel& model,
                                           std::size_t fileBytes, const std::string& modelName);

}  // namespace amuse::train
