#include "transcribe/ear_weights.h"

#include <span>

#include "base/byte_reader.h"

namespace amuse::transcribe {
namespace {

constexpr std::string_view kEarMagic = "AMUSEEAR1\n";

EarLayer emptyLayer(std::size_t depth, std::size_t columns) {
  return {std::vector<float>(depth * columns), std::vector<float>(columns)};
}

}  // namespace

EarWeights emptyEarWeights() {
  EarWeights weights;
  weights.partials = emptyLayer(kPartialsDepth, kPartialsWidth);
  weights.fold = emptyLayer(kFoldDepth, kChordWidth);
  for (auto& block : weights.chordBlocks) {
    block.times.resize(kChordTaps * kChordWidth);
    block.classes = emptyLayer(12 * kChordWidth, kChordWidth);
  }
  weights.heads = emptyLayer(kChordWidth, kHeadWidth);
  weights.pooled = emptyLayer(kChordWidth, kPooledWidth);
  weights.bands = emptyLayer(kBeatTaps * kBeatBands, kBeatWidth);
  for (auto& block : weights.beatBlocks) block = emptyLayer(kBeatTaps * kBeatWidth, kBeatWidth);
  weights.beatHeads = emptyLayer(kBeatWidth, kBeatHeadWidth);
  return weights;
}

std::string toBytes(const EarWeights& weights) {
  std::string out(kEarMagic);
  visitEarWeights(weights, [&](const std::vector<float>& values) {
    out.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float));
  });
  return out;
}

Result<EarWeights> parseEarWeights(std::string_view bytes) {
  if (bytes.size() > kMaxEarFileBytes) return fail(ErrorCode::TooLarge, "the transcriber's model file is too large");
  ByteReader in(std::as_bytes(std::span(bytes.data(), bytes.size())));
  bool isGood = in.magic(kEarMagic);
  EarWeights weights = emptyEarWeights();
  visitEarWeights(weights, [&](std::vector<float>& values) {
    const auto piece = in.take(values.size() * sizeof(float));
    isGood = isGood && !piece.empty();
    if (!isGood) return;
    std::memcpy(values.data(), piece.data(), piece.size());
    for (const float v : values) isGood = isGood && std::isfinite(v);
  });
  const std::size_t used = toBytes(weights).size();
  if (!isGood || bytes.size() != used)
    return fail(ErrorCode::Parse, "the transcriber's model file is damaged; install it again");
  return weights;
}

}  // namespace amuse::transcribe
