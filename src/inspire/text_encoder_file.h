#pragma once

#include <string>
#include <vector>

/// Writing models/text_encoder.bin. For training programs and tests; TextEncoder reads it.
namespace amuse::inspire {

/// y = W x + bias; W row-major, bias.size() rows.
struct EncoderMatrix {
  std::vector<float> weights, bias;
};
struct EncoderNorm {
  std::vector<float> scale, bias;
};

/// One transformer layer, normalised before attention and before the two-step network, four heads. `residual` maps the
/// input to the layer's width and is empty where both are the same.
struct EncoderLayer {
  EncoderNorm beforeAttention, beforeNetwork;
  EncoderMatrix queriesKeysValues, attended, residual, up, down;
};

/// Everything in the file, as training leaves it.
struct EncoderParameters {
  std::vector<std::string> pieces;  ///< Number 0 stands for what no piece holds.
  std::vector<float> logProbabilities;
  std::vector<float> frequencies;  ///< Of the timing signal; half the embedding's width.
  std::vector<float> embedding;    ///< A row a piece.
  std::vector<EncoderLayer> layers;
  EncoderMatrix summary;  ///< From the last layer's mean to as many tanh units, brought to length 1.
  EncoderNorm scaling;    ///< What features() gives, made of like size: x * scale + bias.
  EncoderMatrix answers;  ///< From these to four affects, two tempos, nine modes, then the tags.
  std::vector<std::string> tags;
};

/// Matrices and embedding are kept to 1/127 of their row's largest number. Sizes that don't fit together are a bug of
/// the caller (asserted).
[[nodiscard]] std::string toBytes(const EncoderParameters& parameters);

}  // namespace amuse::inspire
