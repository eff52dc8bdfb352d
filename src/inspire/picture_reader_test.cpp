#include "inspire/picture_reader.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <numeric>

#include "base/random.h"

namespace amuse::inspire {
namespace {

const std::filesystem::path kSourceFolder{AMUSE_SOURCE_DIR};

const TextReader& textReader() {
  static const auto kReader = TextReader::open(kSourceFolder / "data" / "llm");
  REQUIRE(kReader.has_value());
  return *kReader;
}

const PictureReader& pictureReader() {
  static const auto kReader = PictureReader::open(kSourceFolder);
  REQUIRE_MESSAGE(kReader.has_value(), kReader.error().message);
  return *kReader;
}

PictureFacts factsFor(const std::string& scene, double probability, Rgb colour = {120, 175, 225}) {
  PictureFacts facts;
  Image image{8, 8, {}};
  for (int i = 0; i < 64; ++i) image.pixels.insert(image.pixels.end(), colour.begin(), colour.end());
  facts.look = lookAt(image);
  facts.scenes = {{scene, probability, {0, 0, 1, 1}}, {"desert", 1 - probability, {0, 0, 1, 1}}};
  facts.scene = scene;
  facts.family = pictureReader().familyOf(scene);
  facts.confidence = probability;
  facts.region = {0, 0.5, 1, 0.5};
  return facts;
}

bool saysWord(const brief::Brief& brief, std::string_view word) {
  for (const auto& keyword : brief.keywords)
    if (keyword.word == word) return true;
  return false;
}

TEST_CASE("a scene that is sure is named, with where it was seen and how sure") {
  const auto brief = inspireFromPicture(pictureReader(), textReader(), factsFor("coast", 0.9), "sea.jpg");
  REQUIRE(saysWord(brief, "seaside"));
  const auto& keyword = brief.keywords.front();
  REQUIRE_FALSE(keyword.evidence.empty());
  const auto* region = std::get_if<brief::RegionEvidence>(&keyword.evidence.front());
  REQUIRE(region != nullptr);
  CHECK(region->seen == "coast");
  CHECK(region->confidence == doctest::Approx(0.9));
  CHECK(region->region[1] == doctest::Approx(0.5));
  CHECK(brief.keywords.size() <= 8);
  CHECK(brief.notes.front().find("coast 90 %") != std::string::npos);
}

TEST_CASE("an unsure picture names the family or leans on its colours, and says so") {
  auto facts = factsFor("coast", 0.4);
  facts.scene.clear();
  facts.family = "nature";
  const auto family = inspireFromPicture(pictureReader(), textReader(), facts);
  CHECK(saysWord(family, "nature"));
  CHECK_FALSE(saysWord(family, "seaside"));
  facts.family.clear();
  const auto colours = inspireFromPicture(pictureReader(), textReader(), facts);
  CHECK_FALSE(saysWord(colours, "nature"));
  CHECK(saysWord(colours, "sky blue"));
  CHECK(colours.notes.front().find("went by its colours") != std::string::npos);
}

TEST_CASE("what is no photograph has neither scene nor faces, and a note says so") {
  Image drawing{120, 90, std::vector<std::uint8_t>(120 * 90 * 3, 255)};
  for (std::size_t i = 0; i < drawing.pixels.size() / 2; i += 3) drawing.pixels[i] = 40;
  const auto facts = describePicture(pictureReader(), drawing);
  CHECK(facts.kind != PictureKind::Photograph);
  CHECK(facts.family.empty());
  CHECK(facts.faces.empty());
  const auto brief = inspireFromPicture(pictureReader(), textReader(), facts, "logo.png");
  CHECK_FALSE(brief.keywords.empty());
  CHECK(brief.notes.front().find("rather than a photograph") != std::string::npos);
}

TEST_CASE("faces and smiles give words that rest on where they are") {
  auto facts = factsFor("coast", 0.9);
  facts.faces = {{{0.3, 0.2, 0.3, 0.4}, 0.8, true}};
  const auto portrait = inspireFromPicture(pictureReader(), textReader(), facts);
  REQUIRE(saysWord(portrait, "portrait"));
  REQUIRE(saysWord(portrait, "joyful"));
  for (const auto& keyword : portrait.keywords)
    if (keyword.word == "joyful") CHECK(std::get<brief::RegionEvidence>(keyword.evidence.front()).seen == "smile");
  facts.faces.assign(6, {{0.1, 0.1, 0.06, 0.08}, 0.7, false});
  const auto crowd = inspireFromPicture(pictureReader(), textReader(), facts);
  CHECK(saysWord(crowd, "crowd"));
  CHECK_FALSE(saysWord(crowd, "joyful"));
  CHECK_FALSE(saysWord(crowd, "portrait"));
}

TEST_CASE("every class of the recogniser has a family, a scene word and moods") {
  for (const auto& scene : pictureReader().recogniser().classes()) {
    CAPTURE(scene);
    CHECK_FALSE(pictureReader().familyOf(scene).empty());
    std::size_t rows = 0;
    for (const auto& word : pictureReader().words()) rows += word.sign == "scene " + scene ? 1 : 0;
    CHECK(rows >= 3);
  }
}

TEST_CASE("different scenes and colours give different affect, genres and words") {
  const auto stadium = inspireFromPicture(pictureReader(), textReader(), factsFor("football_stadium", 0.9));
  const auto rain = inspireFromPicture(pictureReader(), textReader(), factsFor("rain", 0.9, {60, 66, 74}));
  CHECK(stadium.affect.arousal > rain.affect.arousal + 0.4);
  CHECK(stadium.affect.valence > rain.affect.valence + 0.4);
  CHECK(stadium.genres.front().name != rain.genres.front().name);
}

TEST_CASE("probabilities sum to one, and a grey copy of a picture is recognised the same way but for colour") {
  Random random(3);
  Image image{200, 180, {}};
  for (int y = 0; y < image.height; ++y)
    for (int x = 0; x < image.width; ++x) {
      const auto light = static_cast<std::uint8_t>(y < 90 ? 200 : 60 + random.below(120));
      image.pixels.insert(image.pixels.end(), {light, light, light});
    }
  const auto guesses = pictureReader().recogniser().recognise(image);
  const double total = std::accumulate(guesses.begin(), guesses.end(), 0.0,
                                       [](double sum, const auto& guess) { return sum + guess.probability; });
  CHECK(total == doctest::Approx(1));
  CHECK(guesses.front().probability >= guesses.back().probability);
  const auto tiny = pictureReader().recogniser().recognise(Image{1, 1, {9, 9, 9}});
  CHECK(tiny.front().probability == doctest::Approx(1.0 / 26));
}

TEST_CASE("a scene model that is cut or changed is refused in one line") {
  SceneModel model;
  model.classes = {"one", "two"};
  std::vector<std::int8_t> weights;
  constexpr std::array kSizes{kGradientDescriptorSize, kLightDescriptorSize, kColourDescriptorSize,
                              kSeenDescriptorSize};
  weights.assign(2 * kFisherRegions * 8 * 8 * 2, 1);
  for (std::size_t i = 0; i < kSceneChannels; ++i) {
    auto& channel = model.channels[i];
    auto& book = channel.codebook;
    book = {kSizes[i],
            8,
            8,
            std::vector<float>(kSizes[i]),
            std::vector<float>(kSizes[i] * 8),
            std::vector<float>(8, 0.125f),
            std::vector<float>(64),
            std::vector<float>(64, 1.0f)};
    channel.biases.assign(2, 0);
    channel.scales.assign(2 * kFisherRegions, 1);
    channel.usesClass.assign(2, 1);
    channel.weights = weights;
  }
  model.seen = {{16}, {1, 1}, std::span(weights).first(32)};
  const std::string bytes = toBytes(model);
  const auto viewed = [](const std::string& b) {
    return parseSceneModel({reinterpret_cast<const std::byte*>(b.data()), b.size()});
  };
  const auto again = viewed(bytes);
  REQUIRE(again.has_value());
  CHECK(toBytes(*again) == bytes);
  CHECK_FALSE(viewed(bytes.substr(0, bytes.size() - 1)).has_value());
  CHECK_FALSE(viewed(bytes + "x").has_value());
  CHECK_FALSE(viewed("").has_value());
  CHECK_FALSE(viewed(std::string(500, '\xff')).has_value());
}

TEST_CASE("broken tables are refused with their row") {
  const auto words = parsePictureWords(
      "sign\n"
      "scene coast\t0\t1\tsea\t2\t0\t0\t0\t0\t-\tx\n");
  REQUIRE_FALSE(words.has_value());
  CHECK(words.error().message.find("row 2") != std::string::npos);
  CHECK_FALSE(parseSceneFamilies("class\nonly one cell\n").has_value());
}

}  // namespace
}  // namespace amuse::inspire
