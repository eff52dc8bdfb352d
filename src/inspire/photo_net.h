#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "base/result.h"
#include "inspire/dense_descriptors.h"

/// A convolutional network that was trained on photographs of things (MobileNetV2, Sandler et al. 2018), without its
/// last layer: what it sees, as numbers a linear classifier can use. Its weights and their history:
/// models/photo_net.md.
namespace amuse::inspire {

/// Stored weights of one layer and where it stands in the chain.
struct PhotoLayer {
  enum class Kind : std::uint8_t { Full, Depthwise, Pointwise };
  Kind kind = Kind::Pointwise;    ///< Full and depthwise ones look at 3 x 3 pixels.
  std::size_t ins = 0, outs = 0;  ///< Channels; multiples of 8, save the 3 of the picture.
  std::size_t stride = 1;
  bool isCut = false;                     ///< Values are cut to 0..6 (ReLU6).
  bool addsBlock = false;                 ///< Adds what the last layer that was not cut gave.
  bool isSeen = false;                    ///< Its means are part of what the network says of a picture.
  bool isDescribed = false;               ///< Its values are, place by place; of one layer only.
  float low = 0, step = 1;                ///< A weight is low + step * its byte.
  std::vector<float> biases;              ///< One an output.
  std::span<const std::uint8_t> weights;  ///< 3 x 3 x ins x outs, 3 x 3 x ins, or ins x outs; borrowed.
};

/// Regions whose means are taken: the whole, then three strips from top to bottom.
inline constexpr std::size_t kPhotoRegions = 4;

/// The layers in order, as the file holds them.
struct PhotoNetModel {
  std::size_t side = 0;  ///< Pictures are looked at with this many pixels a side.
  std::vector<PhotoLayer> layers;
};

/// Floats of a descriptor in what a network gives place by place.
inline constexpr std::size_t kSeenDescriptorSize = 136;

/// What the network says of a picture.
struct PhotoSight {
  Descriptors places;  ///< Of each place of the described layer (14 x 14), its values.
  /// Of each seen layer four blocks: over the whole picture, its upper, middle and lower third. A block holds the
  /// square roots of the means of the layer's channels, scaled to length 1.
  std::vector<float> blocks;
};

inline constexpr std::size_t kMaxPhotoNetBytes = 32u << 20;
/// Views `bytes`, which must outlive the result. Errors: Unavailable (no such model, another version, cut short, or
/// layers that do not fit together).
[[nodiscard]] Result<PhotoNetModel> parsePhotoNet(std::span<const std::byte> bytes);

/// Immutable after open(); may be used from several threads.
class PhotoNet final {
 public:
  /// @param file  models/photo_net.bin. Errors: Unavailable.
  [[nodiscard]] static Result<PhotoNet> open(const std::filesystem::path& file);
  /// Unpacks the weights; `model` may go afterwards.
  explicit PhotoNet(const PhotoNetModel& model);

  /// Floats in each block of what see() gives.
  [[nodiscard]] std::vector<std::size_t> blocks() const;
  /// @param light  A picture's lightness, of at least one pixel; it is stretched to a square. The network is never
  /// shown
  ///   colours, so that their absence tells nothing. Some 40 ms of one core.
  [[nodiscard]] PhotoSight see(const LightPlane& light) const;

 private:
  struct Layer {
    PhotoLayer shape;            ///< Its borrowed weights are empty.
    std::vector<float> weights;  ///< As floats; of pointwise layers in panels of 16 outputs.
  };
  std::size_t side_ = 0;
  std::vector<Layer> layers_;
};

}  // namespace amuse::inspire
