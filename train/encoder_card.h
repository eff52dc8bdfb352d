#pragma once

#include <filesystem>
#include <string>

#include "encoder_fit.h"

namespace amuse::train {

/// What models/text_encoder.md tells.
struct EncoderCard {
  const SentenceOrigin& origin;
  const TextExamples& examples;
  const EncoderFitSettings& settings;
  const EncoderFit& fit;
  std::filesystem::path texts;  ///< data/llm/inspirations_more.tsv.
};
[[nodiscard]] std::string toText(const EncoderCard& card);
/// One line.
[[nodiscard]] std::string toText(const EncoderFigures& figures);

}  // namespace amuse::train
