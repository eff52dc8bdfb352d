#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/files.h"
#include "inspire/text_encoder.h"

/// The encoder's file as it lies in memory.
namespace amuse::inspire {

inline constexpr std::string_view kEncoderMagic = "AMUSETE1";
inline constexpr std::size_t kEncoderHeads = 4;
/// Affect, tempo and modes come before the tags.
inline constexpr std::size_t kEncoderAnswers = 6 + theory::kModeCount;

/// Sides of the encoder's tables. All but `tags` are multiples of 16.
struct EncoderShape {
  std::uint32_t pieces = 0, embedding = 0, width = 0, inner = 0, tags = 0, layers = 0;
};

/// features(): four vectors of the encoder's width.
inline constexpr std::size_t kEncoderPools = 4;

/// 8-bit rows; the true weight is rowScale[r] * weights[r * columns + c].
struct RowMatrix {
  std::span<const float> rowScale, bias;
  std::span<const std::int8_t> weights;
  [[nodiscard]] std::size_t rows() const noexcept { return rowScale.size(); }
  [[nodiscard]] std::size_t columns() const noexcept { return rows() == 0 ? 0 : weights.size() / rows(); }
};
struct NormView {
  std::span<const float> scale, bias;
};
struct LayerView {
  NormView beforeAttention, beforeNetwork;
  RowMatrix queriesKeysValues, attended, residual, up, down;
};

struct TextEncoder::Weights {
  std::optional<MappedFile> file;
  std::vector<std::uint32_t> copy;  ///< The bytes where no file is mapped; words, so that floats lie straight.
  EncoderShape shape;
  PieceTable pieces;
  std::vector<std::string> tags;
  std::unordered_map<std::string, std::size_t> tagIndex;
  std::span<const float> frequencies;
  RowMatrix embedding;  ///< Without bias.
  std::vector<LayerView> layers;
  RowMatrix summary;
  NormView scaling;
  RowMatrix answers;
};

/// Fills all but `file` and `copy` with views into `bytes` (4-byte aligned). False where they are no such file.
[[nodiscard]] bool readEncoder(std::span<const std::byte> bytes, TextEncoder::Weights& weights);

}  // namespace amuse::inspire
