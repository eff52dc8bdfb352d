#include "inspire/scene_model.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "inspire/picture_look.h"

namespace amuse::inspire {
namespace {

constexpr int kSceneShortSide = 160, kSceneLongestSide = 640;

/// Scores of each class by region, for one channel.
struct RegionScores {
  std::vector<double> values;  ///< Classes x regions.
  [[nodiscard]] double sum(std::size_t index) const {
    double total = 0;
    for (std::size_t r = 0; r < kFisherRegions; ++r) total += values[index * kFisherRegions + r];
    return total;
  }
};

double dotProduct(const std::int8_t* weights, const float* vector, std::size_t size) {
  // Sixteen partial sums: the compiler may keep them side by side.
  std::array<float, 16> sums{};
  for (std::size_t i = 0; i < size; i += 16)
    for (std::size_t j = 0; j < 16; ++j) sums[j] += static_cast<float>(weights[i + j]) * vector[i + j];
  return std::accumulate(sums.begin(), sums.end(), 0.0);
}

RegionScores scoresOf(const SceneChannel& channel, const std::vector<float>& vector, std::size_t classes) {
  RegionScores scores{std::vector<double>(classes * kFisherRegions)};
  const std::size_t regionSize = vector.size() / kFisherRegions;
  for (std::size_t c = 0; c < classes; ++c) {
    if (channel.usesClass[c] == 0) continue;
    for (std::size_t r = 0; r < kFisherRegions; ++r) {
      const std::size_t first = r * regionSize;
      scores.values[c * kFisherRegions + r] =
          channel.scales[c * kFisherRegions + r] *
          dotProduct(&channel.weights[c * vector.size() + first], &vector[first], regionSize);
    }
  }
  return scores;
}

/// Adds what the network's blocks say to the regions they were taken from.
void addSeen(const SeenWeights& seen, const std::vector<float>& vector, std::size_t classes, RegionScores& scores) {
  for (std::size_t c = 0; c < classes; ++c) {
    std::size_t first = 0;
    for (std::size_t b = 0; b < seen.blocks.size(); ++b) {
      const auto* weights = &seen.weights[c * vector.size() + first];
      scores.values[c * kFisherRegions + b % kPhotoRegions] +=
          seen.scales[c * seen.blocks.size() + b] * dotProduct(weights, &vector[first], seen.blocks[b]);
      first += seen.blocks[b];
    }
  }
}

/// exp(logits), scaled to sum to `mass` over the classes that `uses` names.
void spread(std::vector<double>& probabilities, const std::vector<double>& logits, double mass,
            const std::vector<std::uint8_t>& uses) {
  double most = -1e300, total = 0;
  for (std::size_t c = 0; c < logits.size(); ++c)
    if (uses[c] != 0) most = std::max(most, logits[c]);
  for (std::size_t c = 0; c < logits.size(); ++c)
    if (uses[c] != 0) total += probabilities[c] = std::exp(logits[c] - most);
  for (std::size_t c = 0; c < logits.size(); ++c)
    if (uses[c] != 0) probabilities[c] *= mass / total;
}

/// The strip that speaks for a class more than for the average class, where it clearly does; else the whole.
std::array<double, 4> regionOf(const RegionScores& scores, std::size_t index, std::size_t classes) {
  std::array<double, kFisherStrips> votes{};
  for (std::size_t s = 0; s < kFisherStrips; ++s) {
    double mean = 0;
    for (std::size_t c = 0; c < classes; ++c) mean += scores.values[c * kFisherRegions + s + 1];
    votes[s] = scores.values[index * kFisherRegions + s + 1] - mean / static_cast<double>(classes);
  }
  std::array<double, kFisherStrips> sorted = votes;
  std::sort(sorted.begin(), sorted.end());
  const auto best = static_cast<std::size_t>(std::max_element(votes.begin(), votes.end()) - votes.begin());
  if (sorted[kFisherStrips - 1] < 1.5 * std::max(0.0, sorted[kFisherStrips - 2])) return {0, 0, 1, 1};
  return {0, static_cast<double>(best) / kFisherStrips, 1, 1.0 / kFisherStrips};
}

Image cutToLongestSide(Image image) {
  if (std::max(image.width, image.height) <= kSceneLongestSide) return image;
  // Panoramas: the middle, so that time and memory stay bounded.
  const int width = std::min(image.width, kSceneLongestSide), height = std::min(image.height, kSceneLongestSide);
  const int left = (image.width - width) / 2, top = (image.height - height) / 2;
  Image out{width, height, {}};
  for (int y = 0; y < height; ++y) {
    const auto* row = &image.pixels[(static_cast<std::size_t>(top + y) * image.width + left) * 3];
    out.pixels.insert(out.pixels.end(), row, row + static_cast<std::size_t>(width) * 3);
  }
  return out;
}

}  // namespace

static_assert(kPhotoRegions == kFisherRegions, "both look at the whole and at three strips");

SceneRecogniser::SceneRecogniser(SceneModel model, PhotoNet net) : model_(std::move(model)), net_(std::move(net)) {
  for (const auto& channel : model_.channels) encoders_.emplace_back(channel.codebook);
}

Result<SceneRecogniser> SceneRecogniser::open(const std::filesystem::path& folder) {
  const auto file = folder / "scenes.bin";
  auto mapped = MappedFile::open(file);
  if (!mapped) return fail(ErrorCode::Unavailable, "no scene model at " + file.string() + "; reinstall Amuse");
  auto shared = std::make_shared<const MappedFile>(std::move(*mapped));
  auto model = parseSceneModel(shared->bytes());
  if (!model) return tl::unexpected(model.error());
  auto net = PhotoNet::open(folder / "photo_net.bin");
  if (!net) return tl::unexpected(net.error());
  if (net->blocks() != model->seen.blocks)
    return fail(ErrorCode::Unavailable, "scenes.bin and photo_net.bin do not belong together; reinstall Amuse");
  SceneRecogniser recogniser(std::move(*model), std::move(*net));
  recogniser.file_ = std::move(shared);
  return recogniser;
}

std::vector<SceneGuess> SceneRecogniser::recognise(const Image& image) const {
  const std::size_t count = model_.classes.size();
  std::vector<double> probabilities(count, 1.0 / static_cast<double>(count));
  RegionScores shape{std::vector<double>(count * kFisherRegions)};
  const Image small = cutToLongestSide(withShortSide(image, kSceneShortSide));
  const auto plane = lightOf(small);
  const auto gradients = gradientDescriptors(plane);
  if (gradients.count() > 0) {
    shape = scoresOf(model_.channels[0], encoders_[0].encode(gradients), count);
    const auto sight = net_.see(plane);
    addSeen(model_.seen, sight.blocks, count, shape);
    const auto network = scoresOf(model_.channels[3], encoders_[3].encode(sight.places), count);
    for (std::size_t i = 0; i < shape.values.size(); ++i) shape.values[i] += network.values[i];
    const auto lightness = scoresOf(model_.channels[1], encoders_[1].encode(lightDescriptors(plane)), count);
    std::vector<double> logits(count);
    for (std::size_t c = 0; c < count; ++c)
      logits[c] = model_.steepness *
                  (shape.sum(c) + lightness.sum(c) + model_.channels[0].biases[c] + model_.channels[1].biases[c]);
    spread(probabilities, logits, 1, std::vector<std::uint8_t>(count, 1));
    if (!isGreyPicture(small)) {
      const auto& channel = model_.channels[2];
      const auto colour = scoresOf(channel, encoders_[2].encode(colourDescriptors(small)), count);
      double mass = 0;
      for (std::size_t c = 0; c < count; ++c) {
        if (channel.usesClass[c] == 0) continue;
        mass += probabilities[c];
        logits[c] += model_.steepness * model_.colourSay * (colour.sum(c) + channel.biases[c]);
      }
      spread(probabilities, logits, mass, channel.usesClass);
    }
  }
  std::vector<SceneGuess> guesses;
  for (std::size_t c = 0; c < count; ++c)
    guesses.push_back({model_.classes[c], probabilities[c], regionOf(shape, c, count)});
  std::stable_sort(guesses.begin(), guesses.end(),
                   [](const auto& x, const auto& y) { return x.probability > y.probability; });
  return guesses;
}

}  // namespace amuse::inspire
