#include "inspire/photo_net.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/files.h"
#include "inspire/internal/light_planes.h"
#include "inspire/internal/photo_layers.h"

namespace amuse::inspire {
namespace {

/// The picture stretched to a square, its values -1..1, the same in all three channels.
PhotoPlane squareOf(const LightPlane& light, std::size_t side) {
  const auto square = resized(light, static_cast<int>(side), static_cast<int>(side));
  PhotoPlane plane(side, 3);
  for (std::size_t i = 0; i < square.values.size(); ++i)
    for (std::size_t c = 0; c < 3; ++c) plane.values[i * 3 + c] = 2 * square.values[i] - 1;
  return plane;
}

/// Adds the four blocks of a layer.
void addBlocks(const PhotoPlane& plane, std::vector<float>& out) {
  const auto third = (plane.side + 1) / 3;
  const std::array<std::array<std::size_t, 2>, kPhotoRegions> rows{
      {{0, plane.side}, {0, third}, {third, plane.side - third}, {plane.side - third, plane.side}}};
  for (const auto& [first, last] : rows) {
    std::vector<float> block(plane.channels);
    for (std::size_t p = first * plane.side; p < last * plane.side; ++p)
      for (std::size_t c = 0; c < plane.channels; ++c) block[c] += plane.values[p * plane.channels + c];
    // The square roots of shares of a sum of 1 have length 1.
    float total = 1e-12f;
    for (const float value : block) total += std::max(0.0f, value);
    for (const float value : block) out.push_back(std::sqrt(std::max(0.0f, value) / total));
  }
}

Descriptors placesOf(const PhotoPlane& plane) {
  Descriptors places{plane.channels, plane.values, {}};
  places.middleY.reserve(plane.side * plane.side);
  for (std::size_t y = 0; y < plane.side; ++y)
    places.middleY.insert(places.middleY.end(), plane.side,
                          (static_cast<float>(y) + 0.5f) / static_cast<float>(plane.side));
  return places;
}

}  // namespace

PhotoNet::PhotoNet(const PhotoNetModel& model) : side_(model.side) {
  for (const auto& stored : model.layers) {
    Layer layer{stored, {}};
    layer.shape.weights = {};
    std::vector<float> weights;
    weights.reserve(stored.weights.size());
    for (const std::uint8_t byte : stored.weights)
      weights.push_back(stored.low + stored.step * static_cast<float>(byte));
    const bool isDepthwise = stored.kind == PhotoLayer::Kind::Depthwise;
    const std::size_t ins = stored.kind == PhotoLayer::Kind::Full ? 9 * stored.ins : stored.ins;
    layer.weights = isDepthwise ? std::move(weights) : toPanels(weights, ins, stored.outs);
    layer.shape.biases.resize((stored.outs + kPanelOutputs - 1) / kPanelOutputs * kPanelOutputs);
    layers_.push_back(std::move(layer));
  }
}

Result<PhotoNet> PhotoNet::open(const std::filesystem::path& file) {
  const auto mapped = MappedFile::open(file);
  if (!mapped) return fail(ErrorCode::Unavailable, "no photograph model at " + file.string() + "; reinstall Amuse");
  const auto model = parsePhotoNet(mapped->bytes());
  if (!model) return tl::unexpected(model.error());
  return PhotoNet(*model);
}

std::vector<std::size_t> PhotoNet::blocks() const {
  std::vector<std::size_t> sizes;
  for (const auto& layer : layers_)
    if (layer.shape.isSeen) sizes.insert(sizes.end(), kPhotoRegions, layer.shape.outs);
  return sizes;
}

PhotoSight PhotoNet::see(const LightPlane& light) const {
  PhotoPlane plane = squareOf(light, side_), block;
  PhotoSight sight;
  for (const auto& layer : layers_) {
    const auto& shape = layer.shape;
    PhotoPlane out((plane.side + shape.stride - 1) / shape.stride, shape.outs);
    switch (shape.kind) {
      case PhotoLayer::Kind::Full:
        fullConvolution(plane, layer.weights, shape.biases, shape.stride, shape.isCut, out);
        break;
      case PhotoLayer::Kind::Depthwise:
        depthwise(plane, layer.weights, shape.biases, shape.stride, shape.isCut, out);
        break;
      case PhotoLayer::Kind::Pointwise: pointwise(plane, layer.weights, shape.biases, shape.isCut, out); break;
    }
    if (shape.addsBlock)
      for (std::size_t i = 0; i < out.values.size(); ++i) out.values[i] += block.values[i];
    if (shape.isSeen) addBlocks(out, sight.blocks);
    if (shape.isDescribed) sight.places = placesOf(out);
    if (!shape.isCut) block = out;
    plane = std::move(out);
  }
  return sight;
}

}  // namespace amuse::inspire
