#include <bit>
#include <cmath>
#include <cstring>
#include <string_view>

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

/// Reads in order; after the first failure everything is 0.
class NetBytes {
 public:
  explicit NetBytes(std::span<const std::byte> bytes) : bytes_(bytes) {}
  std::span<const std::byte> take(std::size_t size) {
    hasFailed_ = hasFailed_ || size > bytes_.size() - at_;
    if (hasFailed_) return {};
    const auto piece = bytes_.subspan(at_, size);
    at_ += size;
    return piece;
  }
  std::uint32_t number() {
    std::uint32_t value = 0;
    if (const auto piece = take(4); !piece.empty()) std::memcpy(&value, piece.data(), 4);
    return value;
  }
  float real() {
    const auto value = std::bit_cast<float>(number());
    hasFailed_ = hasFailed_ || !std::isfinite(value);
    return value;
  }
  [[nodiscard]] bool hasFailed() const noexcept { return hasFailed_; }
  [[nodiscard]] bool isWhole() const noexcept { return !hasFailed_ && at_ == bytes_.size(); }

 private:
  std::span<const std::byte> bytes_;
  std::size_t at_ = 0;
  bool hasFailed_ = false;
};

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

PhotoLayer takeLayer(NetBytes& in, std::size_t channels, bool isFirst, bool& isGood) {
  PhotoLayer layer;
  const std::uint32_t kind = in.number();
  layer.kind = static_cast<PhotoLayer::Kind>(kind);
  layer.ins = in.number(), layer.outs = in.number(), layer.stride = in.number();
  const std::uint32_t flags = in.number();
  layer.isCut = (flags & 1) != 0, layer.addsBlock = (flags & 2) != 0, layer.isSeen = (flags & 4) != 0;
  layer.isDescribed = (flags & 8) != 0;
  layer.low = in.real(), layer.step = in.real();
  isGood = !in.hasFailed() && kind <= 2 && flags <= 15 && hasSense(layer, channels, isFirst);
  if (!isGood) return layer;
  for (std::size_t i = 0; i < layer.outs && !in.hasFailed(); ++i) layer.biases.push_back(in.real());
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
  NetBytes in(bytes);
  const auto magic = in.take(kMagic.size());
  if (magic.empty() || std::memcmp(magic.data(), kMagic.data(), kMagic.size()) != 0) return bad;
  PhotoNetModel model;
  model.side = in.number();
  const std::size_t layers = in.number();
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
