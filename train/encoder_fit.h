#pragma once

#include <array>
#include <string>

#include "sentence_origin.h"
#include "text_examples.h"

namespace amuse::train {

struct EncoderFitSettings {
  double penalty = 2;       ///< On weights of features of size 1 / sqrt(their number); chosen on the watched texts.
  float wordWeight = 0.3F;  ///< Of a lexicon row beside a text.
};

/// How the encoder by itself does on the watched texts.
struct EncoderFigures {
  std::array<double, 4> correlation{};
  double modeFamily = 0;    ///< Share of texts.
  double keywordTexts = 0;  ///< Share of texts where one of the eight likeliest keywords was named.
};

struct EncoderFit {
  std::string bytes;  ///< models/text_encoder.bin.
  EncoderFigures figures;
};

/// The package's layers as they are, and answers fitted to `examples` by ridge regression on what the layers give.
/// A minute on a free core; deterministic. Errors: NotFound, Parse (another package).
[[nodiscard]] Result<EncoderFit> fitEncoder(const SentenceOrigin& origin, const TextExamples& examples,
                                            const EncoderFitSettings& settings = {});

}  // namespace amuse::train
