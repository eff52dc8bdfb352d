#include "inspire/photo_net.h"

#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <numeric>

#include "base/files.h"
#include "base/random.h"

namespace amuse::inspire {
namespace {

const std::filesystem::path kNetFile = std::filesystem::path(AMUSE_SOURCE_DIR) / "models" / "photo_net.bin";

const PhotoNet& photoNet() {
  static const auto kNet = PhotoNet::open(kNetFile);
  REQUIRE_MESSAGE(kNet.has_value(), kNet.error().message);
  return *kNet;
}

/// Stripes and curves that any program can make again.
LightPlane pattern(int side) {
  LightPlane plane{side, side, {}};
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x)
      plane.values.push_back(static_cast<float>((x * 2 + y * 3 + x * y / 5) & 255) / 255.0f);
  return plane;
}

TEST_CASE("the network sees what TensorFlow.js sees with the same weights") {
  // Values of tfjs 4.22 (wasm) on the model of nsfwjs 4.3.0, "expanded_conv_12/add" and the four blocks of "Conv_1";
  // they agree to the last of six digits but for roundings.
  const auto sight = photoNet().see(pattern(224));
  REQUIRE(sight.places.values.size() == 14 * 14 * kSeenDescriptorSize);
  struct Row {
    std::size_t index;
    float value;
  };
  for (const auto& [index, value] :
       {Row{0, 0.7261f}, Row{1000, 0.5995f}, Row{5000, 2.0408f}, Row{9999, -0.5614f}, Row{15000, -0.6023f},
        Row{20000, -2.1277f}, Row{26000, -2.4052f}, Row{26655, 2.7096f}})
    CHECK(sight.places.values[index] == doctest::Approx(value).epsilon(0.001));
  constexpr float kBlocks[4][6] = {{0.084481f, 0.018441f, 0, 0, 0.064653f, 0},
                                   {0.064936f, 0.004173f, 0, 0, 0.043830f, 0},
                                   {0.095269f, 0.012082f, 0, 0, 0.077174f, 0},
                                   {0.094988f, 0.041628f, 0, 0, 0.069559f, 0}};
  REQUIRE(photoNet().blocks() == std::vector<std::size_t>(4, 1792));
  for (std::size_t block = 0; block < 4; ++block)
    for (std::size_t i = 0; i < 6; ++i)
      CHECK(sight.blocks[block * 1792 + i * 31] == doctest::Approx(kBlocks[block][i]).epsilon(0.001).scale(0.1));
}

TEST_CASE("every block has length 1, for pictures of any shape") {
  for (const auto& [width, height] : {std::pair{1, 1}, std::pair{300, 20}, std::pair{17, 500}}) {
    const LightPlane plane{width, height, std::vector<float>(static_cast<std::size_t>(width * height), 0.4f)};
    const auto sight = photoNet().see(plane);
    for (std::size_t block = 0; block < 4; ++block) {
      const auto first = sight.blocks.begin() + static_cast<std::ptrdiff_t>(block * 1792);
      CHECK(std::inner_product(first, first + 1792, first, 0.0f) == doctest::Approx(1).epsilon(0.001));
    }
  }
}

TEST_CASE("a damaged network file is refused in one line") {
  const auto whole = readFile(kNetFile, kMaxPhotoNetBytes);
  REQUIRE(whole.has_value());
  const auto refuses = [](const std::string& bytes) {
    return !parsePhotoNet(std::as_bytes(std::span(bytes))).has_value();
  };
  CHECK_FALSE(refuses(*whole));
  CHECK(refuses(""));
  CHECK(refuses(whole->substr(0, whole->size() - 4)));
  CHECK(refuses(*whole + "tail"));
  Random random(3);
  for (int i = 0; i < 40; ++i) {  // in the heading and the first layer
    std::string bent = *whole;
    bent[8 + random.below(36)] = static_cast<char>(0x7f);
    (void)refuses(bent);
  }
}

}  // namespace
}  // namespace amuse::inspire
