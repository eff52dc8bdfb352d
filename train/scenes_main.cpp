#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/random.h"
#include "codebook_fit.h"
#include "evaluate/scene_report.h"
#include "inspire/scene_model.h"
#include "kernel_svm.h"

/// Makes models/scenes.bin from ../shared/data/scenes. Some fifteen minutes of one core and 3 GB; the method is in
/// models/scenes.md.
namespace amuse::train {
namespace {

using inspire::Descriptors;

struct ChannelPlan {
  std::size_t axes, components, samples;
  float share;  ///< Of its inner products beside the gradients'.
};
constexpr std::array kPlans{ChannelPlan{64, 128, 150000, 1.0f}, ChannelPlan{24, 64, 120000, 0.6f},
                            ChannelPlan{48, 64, 120000, 1.0f}};
constexpr float kColourSay = 0.5f;
/// A class with fewer coloured photographs has no say in colour.
constexpr std::size_t kLeastColoured = 20;

struct Photo {
  std::size_t scene = 0;
  bool isGrey = false, isForCalibration = false;
  Image image;
};

Descriptors describe(std::size_t channel, const Image& image) {
  if (channel == 0) return inspire::gradientDescriptors(inspire::lightOf(image));
  if (channel == 1) return inspire::lightDescriptors(inspire::lightOf(image));
  return inspire::colourDescriptors(image);
}

bool usesPhoto(std::size_t channel, const Photo& photo) { return channel != 2 || !photo.isGrey; }

inspire::FisherCodebook fitChannel(std::size_t channel, const std::vector<Photo>& photos) {
  constexpr std::size_t kEvery = 5;  // photographs looked at for the codebook
  const auto& plan = kPlans[channel];
  std::vector<float> samples;
  Random random(7);
  std::size_t size = 0;
  const std::size_t perPhoto = plan.samples * kEvery / photos.size() + 1;
  for (std::size_t i = 0; i < photos.size(); i += kEvery) {
    if (!usesPhoto(channel, photos[i])) continue;
    const auto found = describe(channel, photos[i].image);
    size = found.size;
    for (std::size_t k = 0; k < perPhoto && found.count() > 0; ++k) {
      const float* one = found.at(random.below(found.count()));
      samples.insert(samples.end(), one, one + size);
    }
  }
  return fitCodebook(samples, size, plan.axes, plan.components, 12, 11);
}

std::vector<float> encodeAll(std::size_t channel, const inspire::FisherEncoder& encoder,
                             const std::vector<Photo>& photos) {
  std::vector<float> vectors(photos.size() * encoder.size());
  for (std::size_t i = 0; i < photos.size(); ++i) {
    if (!usesPhoto(channel, photos[i])) continue;
    const auto vector = encoder.encode(describe(channel, photos[i].image));
    std::copy(vector.begin(), vector.end(), vectors.begin() + static_cast<std::ptrdiff_t>(i * vector.size()));
  }
  return vectors;
}

/// One machine a class; none for classes without a say.
std::vector<SvmWeights> fitClasses(const KernelMatrix& kernel, const std::vector<Photo>& photos,
                                   const std::vector<std::size_t>& examples, const std::vector<std::uint8_t>& uses) {
  std::vector<SvmWeights> machines(uses.size());
  for (std::size_t c = 0; c < uses.size(); ++c) {
    if (uses[c] == 0) continue;
    std::vector<bool> isClass;
    for (const std::size_t i : examples) isClass.push_back(photos[i].scene == c);
    machines[c] = fitSvm(kernel, examples, isClass);
  }
  return machines;
}

/// Bytes with one scale a class and region; a weight beyond six deviations is cut.
void quantise(const std::vector<float>& weights, std::size_t classes, inspire::SceneChannel& channel,
              std::vector<std::int8_t>& bytes) {
  const std::size_t region = weights.size() / classes / inspire::kFisherRegions;
  channel.scales.assign(classes * inspire::kFisherRegions, 0.0f);
  bytes.resize(weights.size());
  for (std::size_t block = 0; block < channel.scales.size(); ++block) {
    const float* from = &weights[block * region];
    float most = 0;
    double squares = 0;
    for (std::size_t i = 0; i < region; ++i) most = std::max(most, std::abs(from[i])), squares += from[i] * from[i];
    const auto deviation = static_cast<float>(std::sqrt(squares / static_cast<double>(region)));
    const float scale = (std::min(most, 6 * deviation) + 1e-12f) / 127;
    channel.scales[block] = scale;
    for (std::size_t i = 0; i < region; ++i)
      bytes[block * region + i] = static_cast<std::int8_t>(std::lround(std::clamp(from[i] / scale, -127.0f, 127.0f)));
  }
}

std::vector<float> primalWeights(const std::vector<SvmWeights>& machines, const std::vector<std::size_t>& examples,
                                 const std::vector<float>& vectors, std::size_t length, float scale) {
  std::vector<float> out(machines.size() * length);
  for (std::size_t c = 0; c < machines.size(); ++c)
    for (std::size_t k = 0; k < machines[c].weights.size(); ++k) {
      const float weight = scale * machines[c].weights[k];
      if (weight == 0) continue;
      const float* from = &vectors[examples[k] * length];
      for (std::size_t d = 0; d < length; ++d) out[c * length + d] += weight * from[d];
    }
  return out;
}

double logLoss(const std::vector<std::vector<double>>& scores, const std::vector<std::size_t>& truth,
               double steepness) {
  double loss = 0;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    double total = 0;
    for (const double score : scores[i]) total += std::exp(steepness * (score - scores[i][truth[i]]));
    loss += std::log(total);
  }
  return loss;
}

/// The steepness under which a quarter that the machines did not see is likeliest.
float fitSteepness(const KernelMatrix& kernel, const std::vector<Photo>& photos, std::size_t classes) {
  std::vector<std::size_t> seen, unseen, truth;
  for (std::size_t i = 0; i < photos.size(); ++i) (photos[i].isForCalibration ? unseen : seen).push_back(i);
  const auto machines = fitClasses(kernel, photos, seen, std::vector<std::uint8_t>(classes, 1));
  std::vector<std::vector<double>> scores;
  for (const std::size_t i : unseen) {
    truth.push_back(photos[i].scene);
    auto& row = scores.emplace_back();
    for (const auto& machine : machines) {
      double score = machine.bias;
      for (std::size_t k = 0; k < seen.size(); ++k) score += machine.weights[k] * kernel.row(i)[seen[k]];
      row.push_back(score);
    }
  }
  double best = 1;
  for (double steepness = 1; steepness < 12; steepness *= 1.1)
    if (logLoss(scores, truth, steepness) < logLoss(scores, truth, best)) best = steepness;
  return static_cast<float>(best);
}

Result<std::vector<Photo>> loadPhotos(const std::filesystem::path& folder, std::vector<std::string>& classes) {
  auto media = media::MediaClient::start();
  if (!media) return tl::unexpected(media.error());
  std::vector<Photo> photos;
  const auto read = evaluate::forEachScenePhoto(
      *media, folder, [](std::string_view name) { return !evaluate::isHeldOutScene(name); },
      [&](const evaluate::ScenePhoto& photo) {
        if (classes.empty() || classes.back() != photo.scene) classes.push_back(photo.scene);
        const bool isForCalibration = stableHash(photo.name, 1) % 4 == 0;
        photos.push_back({classes.size() - 1, inspire::isGreyPicture(photo.image), isForCalibration, photo.image});
      });
  if (!read) return tl::unexpected(read.error());
  return photos;
}

std::vector<std::uint8_t> colouredClasses(const std::vector<Photo>& photos, std::size_t classes) {
  std::vector<std::size_t> counts(classes);
  for (const auto& photo : photos) counts[photo.scene] += photo.isGrey ? 0 : 1;
  std::vector<std::uint8_t> uses;
  for (const std::size_t count : counts) uses.push_back(count > kLeastColoured ? 1 : 0);
  return uses;
}

void say(const std::string& line) { (void)std::fputs((line + "\n").c_str(), stderr); }

Result<void> trainScenes(const std::filesystem::path& folder, const std::filesystem::path& out) {
  inspire::SceneModel model;
  const auto photos = loadPhotos(folder, model.classes);
  if (!photos) return tl::unexpected(photos.error());
  const std::size_t classes = model.classes.size();
  std::array<std::vector<float>, 3> vectors;
  std::array<std::size_t, 3> lengths{};
  for (std::size_t c = 0; c < 3; ++c) {
    model.channels[c].codebook = fitChannel(c, *photos);
    const inspire::FisherEncoder encoder(model.channels[c].codebook);
    lengths[c] = encoder.size();
    vectors[c] = encodeAll(c, encoder, *photos);
    say(fmt::format("channel {}: {} numbers a photograph", c, lengths[c]));
  }
  constexpr float kMean = 1.0f / inspire::kFisherRegions;
  KernelMatrix shape{photos->size(), std::vector<float>(photos->size() * photos->size())}, colour = shape;
  for (std::size_t c = 0; c < 2; ++c) addInnerProducts(vectors[c], lengths[c], kMean * kPlans[c].share, shape);
  addInnerProducts(vectors[2], lengths[2], kMean, colour);
  model.steepness = fitSteepness(shape, *photos, classes);
  model.colourSay = kColourSay;
  say(fmt::format("steepness {:.2f}", model.steepness));
  std::vector<std::size_t> all, coloured;
  const auto colourUses = colouredClasses(*photos, classes);
  for (std::size_t i = 0; i < photos->size(); ++i) {
    all.push_back(i);
    if (!(*photos)[i].isGrey && colourUses[(*photos)[i].scene] != 0) coloured.push_back(i);
  }
  const auto shapes = fitClasses(shape, *photos, all, std::vector<std::uint8_t>(classes, 1));
  const auto colours = fitClasses(colour, *photos, coloured, colourUses);
  std::array<std::vector<std::int8_t>, 3> bytes;
  for (std::size_t c = 0; c < 3; ++c) {
    auto& channel = model.channels[c];
    const auto& machines = c == 2 ? colours : shapes;
    channel.usesClass = c == 2 ? colourUses : std::vector<std::uint8_t>(classes, 1);
    // The bias of gradient and lightness together stands with the gradients.
    for (const auto& machine : machines) channel.biases.push_back(c == 1 ? 0 : machine.bias);
    quantise(primalWeights(machines, c == 2 ? coloured : all, vectors[c], lengths[c], kMean * kPlans[c].share), classes,
             channel, bytes[c]);
    channel.weights = bytes[c];
  }
  return writeFile(out, inspire::toBytes(model));
}

}  // namespace
}  // namespace amuse::train

int main(int argc, char** argv) {
  CLI::App app("Makes the scene recogniser");
  std::string data = "../shared/data/scenes", out = "models/scenes.bin";
  app.add_option("--data", data, "The folder of photographs")->capture_default_str();
  app.add_option("--out", out, "The file to write")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  if (const auto made = amuse::train::trainScenes(data, out); !made) {
    (void)std::fputs((made.error().message + "\n").c_str(), stderr);
    return amuse::exitCodeOf(made.error().code);
  }
  return 0;
}
