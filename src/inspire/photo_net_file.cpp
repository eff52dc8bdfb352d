#include <string_view>

#include "base/byte_reader.h"
#include "inspire/photo_net.h"

/// Layout, little-endian: "AMUSEPN1", u32 side, u32 layers; a layer: u32 kind, inputs, outputs, stride, flags (1: cut,
/// 2: adds the block, 4: seen, 8: described), f32 low, f32 step, f32 biases, a byte a weight, filled up to a multiple
/// of 4.
namespace amuse::inspire {
namespace {

constexpr std::string_view kMagic = "AMUSEPN1";
constexpr std::size_t kMostChannels = 4096, kMostLayers = 256, kMostSide = 512;
/// Products of a picture; MobileNetV2 at 1.4 times its width has 0.6e9.
constexpr std::uint64_t kMostProducts = 4'000'000'000;

std::size_t weightsOf(const PhotoLayer& layer) {
  switch (layer.kind) {
    case PhotoLayer::Kind::Full: return 9 * layer.ins * layer.outs;
    case PhotoLayer::Kind::Depthwise: return 9 * layer.ins;
    case PhotoLayer::Kind::Pointwise: break;
  }
  return layer.ins * layer.outs;
}

/// What a layer takes must be what the one before gives.
bool hasSense(const PhotoLayer& layer, std::size_t channels, bool isFirst) {
  const bool isWideEnough = layer.outs > 0 && layer.outs <= kMostChannels && layer.outs % 8 == 0;
  if (layer.ins != channels || !isWideEnough || (layer.stride != 1 && layer.stride != 2)) return false;
  if (isFirst != (layer.kind == PhotoLayer::Kind::Full)) return false;
  if (layer.kind == PhotoLayer::Kind::Depthwise && layer.outs != layer.ins) return false;
  if (layer.isDescribed && layer.outs != kSeenDescriptorSize) return false;
  return layer.kind != PhotoLayer::Kind::Pointwise || layer.stride == 1;
}

PhotoLayer takeLayer(ByteReader& in, std::size_t channels, bool isFirst, bool& isGood) {
  PhotoLayer layer;
  const std::uint32_t kind = in.number<std::uint32_t>();
  layer.kind = static_cast<PhotoLayer::Kind>(kind);
  layer.ins = in.number<std::uint32_t>(), layer.outs = in.number<std::uint32_t>(),
  layer.stride = in.number<std::uint32_t>();
  const std::uint32_t flags = in.number<std::uint32_t>();
  layer.isCut = (flags & 1) != 0, layer.addsBlock = (flags & 2) != 0, layer.isSeen = (flags & 4) != 0;
  layer.isDescribed = (flags & 8) != 0;
  layer.low = in.real(), layer.step = in.real();
  isGood = !in.hasFailed() && kind <= 2 && flags <= 15 && hasSense(layer, channels, isFirst);
  if (!isGood) return layer;
  layer.biases = in.reals(layer.outs);
  const std::size_t count = weightsOf(layer);
  const auto weights = in.take((count + 3) / 4 * 4);
  isGood = !in.hasFailed();
  if (isGood) layer.weights = {reinterpret_cast<const std::uint8_t*>(weights.data()), count};
  return layer;
}

}  // namespace

Result<PhotoNetModel> parsePhotoNet(std::span<const std::byte> bytes) {
  const auto bad =
      fail(ErrorCode::Unavailable, "the photograph model is damaged or of another version; reinstall Amuse");
  if (bytes.size() > kMaxPhotoNetBytes) return bad;
  ByteReader in(bytes);
  if (!in.magic(kMagic)) return bad;
  PhotoNetModel model;
  model.side = in.number<std::uint32_t>();
  const std::size_t layers = in.number<std::uint32_t>();
  if (in.hasFailed() || model.side < 8 || model.side > kMostSide || layers == 0 || layers > kMostLayers) return bad;
  std::size_t channels = 3, side = model.side, blockChannels = 0, blockSide = 0;
  std::uint64_t products = 0;
  for (std::size_t i = 0; i < layers; ++i) {
    bool isGood = false;
    auto layer = takeLayer(in, channels, i == 0, isGood);
    if (!isGood) return bad;
    side = (side + layer.stride - 1) / layer.stride;
    channels = layer.outs;
    products += static_cast<std::uint64_t>(side * side) * layer.weights.size();
    if (layer.addsBlock && (channels != blockChannels || side != blockSide)) return bad;
    if (!layer.isCut) blockChannels = channels, blockSide = side;
    if (products > kMostProducts) return bad;
    model.layers.push_back(std::move(layer));
  }
  if (!in.isWhole()) return bad;
  return model;
}

}  // namespace amuse::inspire
