#include "inspire/text_encoder_file.h"

#include <algorithm>
#include <cmath>

#include "base/assert.h"
#include "base/byte_reader.h"
#include "inspire/internal/encoder_weights.h"
#include "inspire/internal/integer_product.h"

namespace amuse::inspire {
namespace {

constexpr std::uint32_t kMostPieceCount = 60'000, kMostEncoderTags = 8'000, kLongestSide = 2048, kMostLayers = 8;

// --- writing ---

class EncoderWriter {
 public:
  void number(std::uint32_t value) { out.append(reinterpret_cast<const char*>(&value), 4); }
  void floats(const std::vector<float>& values) {
    out.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float));
  }
  void names(const std::vector<std::string>& all) {
    for (const std::string& name : all) {
      AMUSE_ASSERT(name.size() < 256);
      out += static_cast<char>(name.size());
      out += name;
    }
    out.resize((out.size() + 3) / 4 * 4);
  }
  void rows(const std::vector<float>& weights, std::size_t columns) {
    std::vector<float> scales;
    std::string steps;
    for (std::size_t start = 0; start < weights.size(); start += columns) {
      float most = 1e-12F;
      for (std::size_t i = 0; i < columns; ++i) most = std::max(most, std::abs(weights[start + i]));
      scales.push_back(most / 127);
      for (std::size_t i = 0; i < columns; ++i)
        steps += static_cast<char>(std::lround(weights[start + i] / scales.back()));
    }
    floats(scales);
    out += steps;
  }
  void matrix(const EncoderMatrix& matrix, std::size_t rowCount, std::size_t columns) {
    AMUSE_ASSERT(matrix.bias.size() == rowCount && matrix.weights.size() == rowCount * columns);
    floats(matrix.bias);
    rows(matrix.weights, columns);
  }
  void norm(const EncoderNorm& norm, std::size_t width) {
    AMUSE_ASSERT(norm.scale.size() == width && norm.bias.size() == width);
    floats(norm.scale);
    floats(norm.bias);
  }
  std::string out{kEncoderMagic};
};

// --- reading ---

/// Finite floats where they lie.
std::span<const float> takeFloats(ByteReader& in, std::size_t count) {
  const auto from = in.take(count * sizeof(float));
  const std::span<const float> values(reinterpret_cast<const float*>(from.data()), from.size() / sizeof(float));
  if (!std::all_of(values.begin(), values.end(), [](float value) { return std::isfinite(value); })) in.refuse();
  return values;
}

/// Names with their lengths before them, filled up to a multiple of four bytes.
std::vector<std::string_view> takeNames(ByteReader& in, std::size_t count) {
  std::vector<std::string_view> all;
  for (std::size_t i = 0; i < count && !in.hasFailed(); ++i) all.push_back(in.text(in.number<std::uint8_t>()));
  in.take((4 - in.offset() % 4) % 4);
  return all;
}

RowMatrix takeRows(ByteReader& in, std::size_t count, std::size_t columns) {
  RowMatrix matrix;
  matrix.rowScale = takeFloats(in, count);
  const auto from = in.take(count * columns);
  matrix.weights = {reinterpret_cast<const std::int8_t*>(from.data()), from.size()};
  return matrix;
}

RowMatrix takeMatrix(ByteReader& in, std::size_t count, std::size_t columns) {
  const auto bias = takeFloats(in, count);
  RowMatrix matrix = takeRows(in, count, columns);
  matrix.bias = bias;
  return matrix;
}

NormView takeNorm(ByteReader& in, std::size_t width) {
  NormView view;
  view.scale = takeFloats(in, width);
  view.bias = takeFloats(in, width);
  return view;
}

bool isReasonable(const EncoderShape& shape) {
  const auto side = [](std::uint32_t n) { return n > 0 && n <= kLongestSide && n % 16 == 0; };
  return shape.pieces > 0 && shape.pieces <= kMostPieceCount && shape.tags <= kMostEncoderTags && shape.layers >= 1 &&
         shape.layers <= kMostLayers && side(shape.embedding) && side(shape.width) && side(shape.inner) &&
         kEncoderPools * shape.width <= kLongestSide;
}

LayerView takeLayer(ByteReader& in, const EncoderShape& shape, std::size_t from) {
  LayerView layer;
  layer.beforeAttention = takeNorm(in, from);
  layer.queriesKeysValues = takeMatrix(in, 3 * from, from);
  layer.attended = takeMatrix(in, shape.width, from);
  if (from != shape.width) layer.residual = takeMatrix(in, shape.width, from);
  layer.beforeNetwork = takeNorm(in, shape.width);
  layer.up = takeMatrix(in, shape.inner, shape.width);
  layer.down = takeMatrix(in, shape.width, shape.inner);
  return layer;
}

}  // namespace

std::string toBytes(const EncoderParameters& p) {
  EncoderWriter out;
  const std::size_t embedding = 2 * p.frequencies.size(), width = p.layers.at(0).attended.bias.size();
  const std::size_t inner = p.layers[0].up.bias.size();
  for (const std::size_t n : {p.pieces.size(), embedding, width, inner, p.tags.size(), p.layers.size()})
    out.number(static_cast<std::uint32_t>(n));
  AMUSE_ASSERT(p.logProbabilities.size() == p.pieces.size() && p.embedding.size() == p.pieces.size() * embedding);
  out.names(p.pieces);
  out.floats(p.logProbabilities);
  out.names(p.tags);
  out.floats(p.frequencies);
  out.rows(p.embedding, embedding);
  std::size_t from = embedding;
  for (const EncoderLayer& layer : p.layers) {
    out.norm(layer.beforeAttention, from);
    out.matrix(layer.queriesKeysValues, 3 * from, from);
    out.matrix(layer.attended, width, from);
    if (from != width) out.matrix(layer.residual, width, from);
    out.norm(layer.beforeNetwork, width);
    out.matrix(layer.up, inner, width);
    out.matrix(layer.down, width, inner);
    from = width;
  }
  out.matrix(p.summary, width, width);
  out.norm(p.scaling, kEncoderPools * width);
  out.matrix(p.answers, kEncoderAnswers + p.tags.size(), kEncoderPools * width);
  return std::move(out.out);
}

bool readEncoder(std::span<const std::byte> bytes, TextEncoder::Weights& weights) {
  if (bytes.size() > kMaxEncoderBytes) return false;
  ByteReader in(bytes);
  if (!in.magic(kEncoderMagic)) return false;
  EncoderShape& shape = weights.shape;
  for (std::uint32_t* side : {&shape.pieces, &shape.embedding, &shape.width, &shape.inner, &shape.tags, &shape.layers})
    *side = in.number<std::uint32_t>();
  if (in.hasFailed() || !isReasonable(shape)) return false;
  const auto pieces = takeNames(in, shape.pieces);
  const auto logProbabilities = takeFloats(in, shape.pieces);
  if (in.hasFailed()) return false;
  weights.pieces.reserve(pieces.size());
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (pieces[i].size() > PieceTable::kMostPieceBytes) return false;
    weights.pieces.add(pieces[i], logProbabilities[i]);
  }
  for (const std::string_view tag : takeNames(in, shape.tags)) weights.tags.emplace_back(tag);
  for (std::size_t i = 0; i < weights.tags.size(); ++i) weights.tagIndex.emplace(weights.tags[i], i);
  weights.frequencies = takeFloats(in, shape.embedding / 2);
  weights.embedding = takeRows(in, shape.pieces, shape.embedding);
  std::size_t from = shape.embedding;
  for (std::uint32_t i = 0; i < shape.layers && !in.hasFailed(); ++i) {
    weights.layers.push_back(takeLayer(in, shape, from));
    from = shape.width;
  }
  weights.summary = takeMatrix(in, shape.width, shape.width);
  weights.scaling = takeNorm(in, kEncoderPools * shape.width);
  weights.answers = takeMatrix(in, kEncoderAnswers + shape.tags, kEncoderPools * shape.width);
  return in.isWhole();
}

}  // namespace amuse::inspire
