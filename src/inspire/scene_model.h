#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/image.h"
#include "base/result.h"
#include "inspire/fisher_vector.h"
#include "inspire/photo_net.h"

/// The scene recogniser: what kind of place or weather a photograph shows, with calibrated probabilities.
namespace amuse::inspire {

/// What each channel sees. Gradients, lightness and the photograph network, which is shown no colours, decide alone
/// between classes of grey and of coloured training photographs; colour only moves probability among classes whose
/// training photographs had colours.
enum class SceneChannelKind : std::uint8_t { Gradient, Lightness, Colour, Network };
inline constexpr std::size_t kSceneChannels = 4;

/// One channel: how it is encoded and what each class gives for it.
struct SceneChannel {
  FisherCodebook codebook;
  std::vector<float> biases;             ///< One a class.
  std::vector<float> scales;             ///< Classes x regions: a stored weight times this is the weight.
  std::vector<std::uint8_t> usesClass;   ///< One a class: 0 where the channel has no say.
  std::span<const std::int8_t> weights;  ///< Classes x vector; borrowed.
};

/// What the numbers of the photograph network say: for each of its blocks, and class by class in a block.
struct SeenWeights {
  std::vector<std::size_t> blocks;       ///< Floats in each block, as PhotoNet::blocks() has them.
  std::vector<float> scales;             ///< Classes x blocks: a stored weight times this is the weight.
  std::span<const std::int8_t> weights;  ///< Classes x all blocks; borrowed.
};

/// A model's parts, as its file holds them.
struct SceneModel {
  std::vector<std::string> classes;
  float steepness = 1;  ///< Scores times this are logits.
  float colourSay = 0;  ///< How much a colour score counts beside the others.
  std::array<SceneChannel, kSceneChannels> channels;
  SeenWeights seen;
};

inline constexpr std::size_t kMaxSceneModelBytes = 32u << 20;
/// The file's bytes; scene_model_file.cpp is their layout.
[[nodiscard]] std::string toBytes(const SceneModel& model);
/// Views `bytes`, which must outlive the result. Errors: Unavailable (no scene model, another version, cut short, or
/// with numbers that can't be).
[[nodiscard]] Result<SceneModel> parseSceneModel(std::span<const std::byte> bytes);

struct SceneGuess {
  std::string name;                ///< A class: "coast".
  double probability = 0;          ///< 0..1; all guesses of a picture sum to 1.
  std::array<double, 4> region{};  ///< x, y, width, height: the strip that spoke most for it, or the whole.
};

/// Immutable after open(); may be read from several threads. Holds its file mapped.
class SceneRecogniser final {
 public:
  /// @param folder  models/, with scenes.bin and photo_net.bin. Errors: Unavailable (also where they do not fit).
  [[nodiscard]] static Result<SceneRecogniser> open(const std::filesystem::path& folder);
  /// From a model in memory, whose weights must outlive this, and a network with the blocks that it names.
  SceneRecogniser(SceneModel model, PhotoNet net);

  [[nodiscard]] const std::vector<std::string>& classes() const noexcept { return model_.classes; }
  /// All classes, likeliest first. @param image  At least 16 x 16 pixels for a say; smaller ones give equal shares.
  /// Looked at with 160 pixels on the shorter side; some 70 ms.
  [[nodiscard]] std::vector<SceneGuess> recognise(const Image& image) const;

 private:
  std::shared_ptr<const MappedFile> file_;
  SceneModel model_;
  PhotoNet net_;
  std::vector<FisherEncoder> encoders_;
};

}  // namespace amuse::inspire
