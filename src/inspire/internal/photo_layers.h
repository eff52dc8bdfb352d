#pragma once

#include <cstddef>
#include <vector>

/// The sums of PhotoNet's layers over planes of floats, channel by channel within a pixel.
namespace amuse::inspire {

/// Outputs that a panel of pointwise weights holds side by side.
inline constexpr std::size_t kPanelOutputs = 16;

/// A picture's values after a layer: rows of pixels of `channels` floats.
struct PhotoPlane {
  std::size_t side = 0, channels = 0;
  std::vector<float> values;
  PhotoPlane() = default;
  PhotoPlane(std::size_t pixelsASide, std::size_t channelCount)
      : side(pixelsASide), channels(channelCount), values(pixelsASide * pixelsASide * channelCount) {}
};

/// ins x outs weights as panels: for each 16 outputs, ins rows of 16; zeros fill the last panel.
[[nodiscard]] std::vector<float> toPanels(const std::vector<float>& weights, std::size_t ins, std::size_t outs);

/// out = in * panels + biases, pixel by pixel. @param biases  As many as the panels have outputs.
void pointwise(const PhotoPlane& in, const std::vector<float>& panels, const std::vector<float>& biases, bool isCut,
               PhotoPlane& out);
/// Each channel by its own 3 x 3 weights; outside the picture are zeros, of which an even side with stride 2 has them
/// on the right and below only (as TensorFlow pads).
void depthwise(const PhotoPlane& in, const std::vector<float>& weights, const std::vector<float>& biases,
               std::size_t stride, bool isCut, PhotoPlane& out);
/// All channels by 3 x 3 weights, padded as depthwise().
void fullConvolution(const PhotoPlane& in, const std::vector<float>& weights, const std::vector<float>& biases,
                     std::size_t stride, bool isCut, PhotoPlane& out);

}  // namespace amuse::inspire
