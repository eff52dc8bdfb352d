#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/random.h"
#include "codebook_fit.h"
#include "evaluate/scene_report.h"
#include "inspire/picture_reader.h"
#include "inspire/scene_model.h"
#include "kernel_svm.h"
#include "parallel.h"

/// Makes models/scenes.bin from ../shared/data/scenes. Some fifteen minutes of one core and 3 GB; the method is in
/// models/scenes.md.
namespace amuse::train {
namespace {

using inspire::Descriptors;

struct ChannelPlan {
  std::size_t axes, components, samples;
  float share;  ///< Of its inner products beside the gradients'.
};
constexpr std::array kPlans{ChannelPlan{64, 64, 80000, 1.0f}, ChannelPlan{24, 32, 60000, 0.6f},
                            ChannelPlan{48, 32, 60000, 1.0f}, ChannelPlan{64, 32, 80000, 1.6f}};
/// Of the network's blocks.
constexpr float kSeenShare = 1.6f;
constexpr std::size_t kColour = 2;
constexpr std::size_t kChannels = inspire::kSceneChannels;
constexpr float kColourSay = 0.5f;
/// A class with fewer coloured photographs has no say in colour.
constexpr std::size_t kLeastColoured = 20;

void say(const std::string& line) { (void)std::fputs((line + "\n").c_str(), stderr); }

struct Photo {
  std::size_t scene = 0;
  bool isGrey = false, isForCalibration = false;
  Image image;
};

/// All vectors of all photographs, one after another.
struct Vectors {
  std::size_t length = 0;
  std::vector<float> values;
  void put(std::size_t index, const std::vector<float>& vector) {
    std::copy(vector.begin(), vector.end(), values.begin() + static_cast<std::ptrdiff_t>(index * length));
  }
};

/// What every channel sees of a picture, and the network's blocks.
struct Views {
  std::array<Descriptors, kChannels> channels;
  std::vector<float> blocks;
};

Views viewsOf(const inspire::PhotoNet& net, const Photo& photo) {
  const auto plane = inspire::lightOf(photo.image);
  auto sight = net.see(plane);
  Views views{{inspire::gradientDescriptors(plane), inspire::lightDescriptors(plane), {}, std::move(sight.places)},
              std::move(sight.blocks)};
  if (!photo.isGrey) views.channels[kColour] = inspire::colourDescriptors(photo.image);
  return views;
}

/// Codebooks of every channel, from one photograph in ten.
std::array<inspire::FisherCodebook, kChannels> fitCodebooks(const inspire::PhotoNet& net,
                                                            const std::vector<Photo>& photos, std::size_t threads) {
  constexpr std::size_t kEvery = 10;
  std::vector<Views> views(photos.size() / kEvery);
  inParallel(threads, views.size(), [&](std::size_t i) { views[i] = viewsOf(net, photos[i * kEvery]); });
  std::array<inspire::FisherCodebook, kChannels> books;
  inParallel(threads, kChannels, [&](std::size_t c) {
    const auto& plan = kPlans[c];
    std::vector<float> samples;
    Random random(7);
    std::size_t size = 0;
    for (const auto& view : views) {
      const auto& found = view.channels[c];
      if (found.count() == 0) continue;
      size = found.size;
      for (std::size_t k = 0; k < plan.samples / views.size() + 1; ++k) {
        const float* one = found.at(random.below(found.count()));
        samples.insert(samples.end(), one, one + size);
      }
    }
    books[c] = fitCodebook(samples, size, plan.axes, plan.components, 12, 11);
  });
  return books;
}

/// Every channel's vectors, then the network's blocks.
std::array<Vectors, kChannels + 1> encodeAll(const inspire::PhotoNet& net, const inspire::SceneModel& model,
                                             const std::vector<Photo>& photos, std::size_t threads) {
  std::vector<inspire::FisherEncoder> encoders;
  for (const auto& channel : model.channels) encoders.emplace_back(channel.codebook);
  std::array<Vectors, kChannels + 1> all;
  for (std::size_t c = 0; c < kChannels; ++c) all[c].length = encoders[c].size();
  for (const std::size_t size : model.seen.blocks) all[kChannels].length += size;
  for (auto& vectors : all) vectors.values.resize(photos.size() * vectors.length);
  inParallel(threads, photos.size(), [&](std::size_t i) {
    const auto views = viewsOf(net, photos[i]);
    for (std::size_t c = 0; c < kChannels; ++c)
      if (views.channels[c].count() > 0) all[c].put(i, encoders[c].encode(views.channels[c]));
    all[kChannels].put(i, views.blocks);
    if (i % 500 == 0) say(fmt::format("{} of {} photographs", i, photos.size()));
  });
  return all;
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

/// Bytes with one scale a class and block; a weight beyond six deviations is cut.
void quantise(const std::vector<float>& weights, const std::vector<std::size_t>& blocks, std::vector<float>& scales,
              std::vector<std::int8_t>& bytes) {
  scales.clear(), bytes.clear();
  for (const float* from = weights.data(); from != weights.data() + weights.size();)
    for (const std::size_t size : blocks) {
      float most = 0;
      double squares = 0;
      for (std::size_t i = 0; i < size; ++i) most = std::max(most, std::abs(from[i])), squares += from[i] * from[i];
      const auto deviation = static_cast<float>(std::sqrt(squares / static_cast<double>(size)));
      scales.push_back((std::min(most, 6 * deviation) + 1e-12f) / 127);
      for (std::size_t i = 0; i < size; ++i)
        bytes.push_back(static_cast<std::int8_t>(std::lround(std::clamp(from[i] / scales.back(), -127.0f, 127.0f))));
      from += size;
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

/// Scores of the photographs that are for calibration, by machines that did not see them.
struct UnseenScores {
  std::vector<std::vector<double>> scores;
  std::vector<std::size_t> truth;
};
UnseenScores scoreUnseen(const KernelMatrix& kernel, const std::vector<Photo>& photos, std::size_t classes) {
  std::vector<std::size_t> seen, unseen;
  for (std::size_t i = 0; i < photos.size(); ++i) (photos[i].isForCalibration ? unseen : seen).push_back(i);
  const auto machines = fitClasses(kernel, photos, seen, std::vector<std::uint8_t>(classes, 1));
  UnseenScores result;
  for (const std::size_t i : unseen) {
    result.truth.push_back(photos[i].scene);
    auto& row = result.scores.emplace_back();
    for (const auto& machine : machines) {
      double score = machine.bias;
      for (std::size_t k = 0; k < seen.size(); ++k) score += machine.weights[k] * kernel.row(i)[seen[k]];
      row.push_back(score);
    }
  }
  return result;
}

/// The steepness under which those photographs are likeliest.
float fitSteepness(const UnseenScores& unseen) {
  double best = 1;
  for (double steepness = 1; steepness < 12; steepness *= 1.1)
    if (logLoss(unseen.scores, unseen.truth, steepness) < logLoss(unseen.scores, unseen.truth, best)) best = steepness;
  return static_cast<float>(best);
}

/// How often the likeliest class and its family are right at several thresholds: what kSureScene and kSureFamily of
/// picture_reader.cpp were chosen by.
void sayThresholds(const UnseenScores& unseen, double steepness, const inspire::SceneModel& model,
                   const std::vector<inspire::SceneFamily>& families) {
  const auto familyOf = [&](std::size_t c) {
    const auto row =
        std::find_if(families.begin(), families.end(), [&](const auto& f) { return f.scene == model.classes[c]; });
    return row == families.end() ? std::string() : row->family;
  };
  say("   sure   class named  right  other family | family named  right");
  for (double sure = 0.2; sure < 0.95; sure += 0.1) {
    std::array<double, 5> counts{};
    for (std::size_t i = 0; i < unseen.scores.size(); ++i) {
      std::map<std::string, double> shares;
      double total = 0;
      for (const double score : unseen.scores[i]) total += std::exp(steepness * score);
      for (std::size_t c = 0; c < unseen.scores[i].size(); ++c)
        shares[familyOf(c)] += std::exp(steepness * unseen.scores[i][c]) / total;
      const auto likeliest = static_cast<std::size_t>(
          std::max_element(unseen.scores[i].begin(), unseen.scores[i].end()) - unseen.scores[i].begin());
      const auto family = std::max_element(shares.begin(), shares.end(),
                                           [](const auto& x, const auto& y) { return x.second < y.second; });
      const auto& truth = familyOf(unseen.truth[i]);
      if (std::exp(steepness * unseen.scores[i][likeliest]) / total >= sure)
        counts[0] += 1, counts[1] += likeliest == unseen.truth[i] ? 1 : 0,
            counts[2] += familyOf(likeliest) != truth ? 1 : 0;
      if (family->second >= sure) counts[3] += 1, counts[4] += family->first == truth ? 1 : 0;
    }
    const double all = static_cast<double>(unseen.scores.size()) / 100;
    say(fmt::format("   {:.1f}  {:10.1f} %{:8.1f} %{:8.1f} %     {:8.1f} %{:8.1f} %", sure, counts[0] / all,
                    counts[1] / all, counts[2] / all, counts[3] / all, counts[4] / all));
  }
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

Result<void> trainScenes(const std::filesystem::path& folder, const std::filesystem::path& home,
                         const std::filesystem::path& out, std::size_t threads) {
  const auto net = inspire::PhotoNet::open(home / "models" / "photo_net.bin");
  if (!net) return tl::unexpected(net.error());
  const auto table = readFile(home / "data" / "pictures" / "families.tsv", 1u << 20);
  if (!table) return tl::unexpected(table.error());
  const auto families = inspire::parseSceneFamilies(*table);
  if (!families) return tl::unexpected(families.error());
  inspire::SceneModel model;
  const auto photos = loadPhotos(folder, model.classes);
  if (!photos) return tl::unexpected(photos.error());
  const std::size_t classes = model.classes.size();
  say(fmt::format("{} photographs", photos->size()));
  auto books = fitCodebooks(*net, *photos, threads);
  for (std::size_t c = 0; c < kChannels; ++c) model.channels[c].codebook = std::move(books[c]);
  model.seen.blocks = net->blocks();
  const auto vectors = encodeAll(*net, model, *photos, threads);
  constexpr float kMean = 1.0f / inspire::kFisherRegions;
  const auto shareOf = [](std::size_t part) { return kMean * (part == kChannels ? kSeenShare : kPlans[part].share); };
  KernelMatrix shape{photos->size(), std::vector<float>(photos->size() * photos->size())}, colour = shape;
  for (std::size_t part = 0; part < vectors.size(); ++part)
    addInnerProducts(vectors[part].values, vectors[part].length, shareOf(part), threads,
                     part == kColour ? colour : shape);
  say("inner products are there");
  const auto unseen = scoreUnseen(shape, *photos, classes);
  model.steepness = fitSteepness(unseen);
  model.colourSay = kColourSay;
  say(fmt::format("steepness {:.2f}; on the quarter it was fitted to, without colour:", model.steepness));
  sayThresholds(unseen, model.steepness, model, *families);
  std::vector<std::size_t> all, coloured;
  const auto colourUses = colouredClasses(*photos, classes);
  for (std::size_t i = 0; i < photos->size(); ++i) {
    all.push_back(i);
    if (!(*photos)[i].isGrey && colourUses[(*photos)[i].scene] != 0) coloured.push_back(i);
  }
  const auto shapes = fitClasses(shape, *photos, all, std::vector<std::uint8_t>(classes, 1));
  const auto colours = fitClasses(colour, *photos, coloured, colourUses);
  std::array<std::vector<std::int8_t>, kChannels + 1> bytes;
  for (std::size_t part = 0; part < vectors.size(); ++part) {
    const auto weights = primalWeights(part == kColour ? colours : shapes, part == kColour ? coloured : all,
                                       vectors[part].values, vectors[part].length, shareOf(part));
    if (part == kChannels) {
      quantise(weights, model.seen.blocks, model.seen.scales, bytes[part]);
      model.seen.weights = bytes[part];
      continue;
    }
    auto& channel = model.channels[part];
    channel.usesClass = part == kColour ? colourUses : std::vector<std::uint8_t>(classes, 1);
    // The bias of all that sees shapes stands with the gradients.
    for (const auto& machine : part == kColour ? colours : shapes)
      channel.biases.push_back(part == 0 || part == kColour ? machine.bias : 0);
    quantise(weights, std::vector<std::size_t>(inspire::kFisherRegions, vectors[part].length / inspire::kFisherRegions),
             channel.scales, bytes[part]);
    channel.weights = bytes[part];
  }
  return writeFile(out, inspire::toBytes(model));
}

}  // namespace
}  // namespace amuse::train

int main(int argc, char** argv) {
  CLI::App app("Makes the scene recogniser");
  std::string data = "../shared/data/scenes", home = ".", out = "models/scenes.bin";
  std::size_t threads = 1;
  app.add_option("--data", data, "The folder of photographs")->capture_default_str();
  app.add_option("--home", home, "The folder with models/photo_net.bin and data/")->capture_default_str();
  app.add_option("--out", out, "The file to write")->capture_default_str();
  app.add_option("--threads", threads, "Photographs looked at at once")
      ->capture_default_str()
      ->check(CLI::Range(1, 64));
  CLI11_PARSE(app, argc, argv);
  if (const auto made = amuse::train::trainScenes(data, home, out, threads); !made) {
    (void)std::fputs((made.error().message + "\n").c_str(), stderr);
    return amuse::exitCodeOf(made.error().code);
  }
  return 0;
}
