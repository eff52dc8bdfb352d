#include "inspire/text_encoder_file.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "base/assert.h"
#include "inspire/internal/encoder_weights.h"
#include "inspire/internal/integer_product.h"

namespace amuse::inspire {
namespace {

static_assert(std::endian::native == std::endian::little, "encoders are read in place, little endian");

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

/// Takes in order; after the first failure everything is empty.
class EncoderBytes {
 public:
  explicit EncoderBytes(std::span<const std::byte> bytes) : bytes_(bytes) {}

  std::span<const std::byte> take(std::size_t size) {
    if (failed_ || size > bytes_.size() - at_) {
      failed_ = true;
      return {};
    }
    at_ += size;
    return bytes_.subspan(at_ - size, size);
  }
  std::uint32_t number() {
    std::uint32_t value = 0;
    if (const auto from = take(4); !from.empty()) std::memcpy(&value, from.data(), 4);
    return value;
  }
  std::span<const float> floats(std::size_t count) {
    const auto from = take(count * sizeof(float));
    if (failed_) return {};
    const std::span<const float> values(reinterpret_cast<const float*>(from.data()), count);
    for (const float value : values) failed_ = failed_ || !std::isfinite(value);
    return values;
  }
  std::vector<std::string_view> names(std::size_t count) {
    std::vector<std::string_view> all;
    for (std::size_t i = 0; i < count && !failed_; ++i) {
      const auto size = take(1);
      if (failed_) break;
      const auto name = take(std::to_integer<std::size_t>(size[0]));
      all.emplace_back(reinterpret_cast<const char*>(name.data()), name.size());
    }
    take((4 - at_ % 4) % 4);
    return all;
  }
  RowMatrix rows(std::size_t count, std::size_t columns) {
    RowMatrix matrix;
    matrix.rowScale = floats(count);
    const auto from = take(count * columns);
    matrix.weights = {reinterpret_cast<const std::int8_t*>(from.data()), from.size()};
    return matrix;
  }
  RowMatrix matrix(std::size_t count, std::size_t columns) {
    const auto bias = floats(count);
    RowMatrix matrix = rows(count, columns);
    matrix.bias = bias;
    return matrix;
  }
  NormView norm(std::size_t width) {
    NormView view;
    view.scale = floats(width);
    view.bias = floats(width);
    return view;
  }
  [[nodiscard]] bool isWhole() const noexcept { return !failed_ && at_ == bytes_.size(); }
  [[nodiscard]] bool hasFailed() const noexcept { return failed_; }

 private:
  std::span<const std::byte> bytes_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

bool isReasonable(const EncoderShape& shape) {
  const auto side = [](std::uint32_t n) { return n > 0 && n <= kLongestSide && n % 16 == 0; };
  return shape.pieces > 0 && shape.pieces <= kMostPieceCount && shape.tags <= kMostEncoderTags && shape.layers >= 1 &&
         shape.layers <= kMostLayers && side(shape.embedding) && side(shape.width) && side(shape.inner) &&
         kEncoderPools * shape.width <= kLongestSide;
}

LayerView takeLayer(EncoderBytes& in, const EncoderShape& shape, std::size_t from) {
  LayerView layer;
  layer.beforeAttention = in.norm(from);
  layer.queriesKeysValues = in.matrix(3 * from, from);
  layer.attended = in.matrix(shape.width, from);
  if (from != shape.width) layer.residual = in.matrix(shape.width, from);
  layer.beforeNetwork = in.norm(shape.width);
  layer.up = in.matrix(shape.inner, shape.width);
  layer.down = in.matrix(shape.width, shape.inner);
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
  EncoderBytes in(bytes);
  const auto magic = in.take(kEncoderMagic.size());
  if (in.hasFailed() || std::memcmp(magic.data(), kEncoderMagic.data(), magic.size()) != 0) return false;
  EncoderShape& shape = weights.shape;
  for (std::uint32_t* side : {&shape.pieces, &shape.embedding, &shape.width, &shape.inner, &shape.tags, &shape.layers})
    *side = in.number();
  if (in.hasFailed() || !isReasonable(shape)) return false;
  const auto pieces = in.names(shape.pieces);
  const auto logProbabilities = in.floats(shape.pieces);
  if (in.hasFailed()) return false;
  weights.pieces.reserve(pieces.size());
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (pieces[i].size() > PieceTable::kMostPieceBytes) return false;
    weights.pieces.add(pieces[i], logProbabilities[i]);
  }
  for (const std::string_view tag : in.names(shape.tags)) weights.tags.emplace_back(tag);
  for (std::size_t i = 0; i < weights.tags.size(); ++i) weights.tagIndex.emplace(weights.tags[i], i);
  weights.frequencies = in.floats(shape.embedding / 2);
  weights.embedding = in.rows(shape.pieces, shape.embedding);
  std::size_t from = shape.embedding;
  for (std::uint32_t i = 0; i < shape.layers && !in.hasFailed(); ++i) {
    weights.layers.push_back(takeLayer(in, shape, from));
    from = shape.width;
  }
  weights.summary = in.matrix(shape.width, shape.width);
  weights.scaling = in.norm(kEncoderPools * shape.width);
  weights.answers = in.matrix(kEncoderAnswers + shape.tags, kEncoderPools * shape.width);
  return in.isWhole();
}

}  // namespace amuse::inspire
