#include "encoder_body.h"

#include <fmt/format.h>

namespace amuse::train {
namespace {

constexpr std::size_t kEmbedding = 256, kWidth = 512, kInner = 1536, kPools = 4, kAnswers = 15;

/// Takes tensors by name and remembers the first that is missing or of another size.
class Taker {
 public:
  explicit Taker(const SentenceOrigin& origin) : origin_(origin) {}

  std::vector<float> numbers(const std::string& name, std::size_t count) {
    const auto tensor = origin_.find(name);
    if (!tensor) problem_ = tl::unexpected(tensor.error());
    if (!tensor || !problem_) return std::vector<float>(count, 0);
    if ((*tensor)->values.size() < count) {
      problem_ = fail(ErrorCode::Parse, "the encoder's package has another size of " + name);
      return std::vector<float>(count, 0);
    }
    return {(*tensor)->values.begin(), (*tensor)->values.begin() + static_cast<std::ptrdiff_t>(count)};
  }
  /// The package keeps a row an input; we a row an output.
  inspire::EncoderMatrix matrix(const std::string& weights, const std::string& bias, std::size_t rows,
                                std::size_t columns) {
    const auto from = numbers(weights, rows * columns);
    inspire::EncoderMatrix to{std::vector<float>(rows * columns), numbers(bias, rows)};
    for (std::size_t r = 0; r < rows; ++r)
      for (std::size_t c = 0; c < columns; ++c) to.weights[r * columns + c] = from[c * rows + r];
    return to;
  }
  inspire::EncoderNorm norm(const std::string& scope, std::size_t width) {
    const std::string name = scope + "layer_prepostprocess/layer_norm/layer_norm_";
    return {numbers(name + "scale/ConcatPartitions/concat", width),
            numbers(name + "bias/ConcatPartitions/concat", width)};
  }
  [[nodiscard]] Result<void> problem() const { return problem_; }

 private:
  const SentenceOrigin& origin_;
  Result<void> problem_;
};

inspire::EncoderLayer layerOf(Taker& take, int index) {
  const std::size_t from = index == 0 ? kEmbedding : kWidth;
  const std::string scope = fmt::format("Encoder_en/KonaTransformer/Encode/Layer_{}/TransformerLayer/", index);
  const std::string folded = "module_apply_default/" + scope, plain = "module/" + scope;
  const std::string end = "/bias/ConcatPartitions/concat", attention = "MultiheadAttention/";
  const auto network = [&](const char* step) {
    return fmt::format(
        "module_apply_default/Encoder_en/KonaTransformer/Encode/TransformerStack/Layer_{}/TransformerLayer/FFN/{}/"
        "Tensordot/Reshape_1",
        index, step);
  };
  inspire::EncoderLayer layer;
  layer.beforeAttention = take.norm(folded, from);
  layer.beforeNetwork = take.norm(folded + "FFN/", kWidth);
  layer.queriesKeysValues = take.matrix(plain + attention + "qkv_transform_single/kernel/part_0",
                                        folded + attention + "qkv_transform_single" + end, 3 * from, from);
  layer.attended = take.matrix(plain + attention + "output_transform_single/kernel/part_0",
                               folded + attention + "output_transform_single" + end, kWidth, from);
  if (from != kWidth)
    layer.residual = take.matrix(folded + "dense/kernel/ConcatPartitions/concat", folded + "dense" + end, kWidth, from);
  layer.up = take.matrix(network("conv1"), folded + "FFN/conv1" + end, kInner, kWidth);
  layer.down = take.matrix(network("conv2"), folded + "FFN/conv2" + end, kWidth, kInner);
  return layer;
}

}  // namespace

Result<inspire::EncoderParameters> encoderBody(const SentenceOrigin& origin) {
  Taker take(origin);
  inspire::EncoderParameters body;
  body.pieces = origin.pieces;
  body.logProbabilities = origin.logProbabilities;
  body.embedding = take.numbers("module/Embeddings_en", origin.pieces.size() * kEmbedding);
  body.frequencies = take.numbers(
      "module_apply_default/Encoder_en/KonaTransformer/Encode/TransformerStack/Layer_0/AddTimingSignal/TimingSignal/"
      "ExpandDims_1",
      kEmbedding / 2);
  for (int i = 0; i < 2; ++i) body.layers.push_back(layerOf(take, i));
  body.summary = take.matrix("module/Encoder_en/hidden_layers/tanh_layer_0/weights",
                             "module/Encoder_en/hidden_layers/tanh_layer_0/bias", kWidth, kWidth);
  body.scaling = {std::vector<float>(kPools * kWidth, 1), std::vector<float>(kPools * kWidth, 0)};
  body.answers = {std::vector<float>(kAnswers * kPools * kWidth, 0), std::vector<float>(kAnswers, 0)};
  if (const auto problem = take.problem(); !problem) return tl::unexpected(problem.error());
  return body;
}

}  // namespace amuse::train
