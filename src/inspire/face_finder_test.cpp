#include "inspire/face_finder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "base/files.h"
#include "base/random.h"

namespace amuse::inspire {
namespace {

const std::filesystem::path kSourceFolder{AMUSE_SOURCE_DIR};

const FaceFinder& faceFinder() {
  static const auto kFinder = FaceFinder::open(kSourceFolder / "models" / "faces.bin");
  REQUIRE_MESSAGE(kFinder.has_value(), kFinder.error().message);
  return *kFinder;
}

/// A smiling astronaut, 110 x 110: Eileen Collins, from a portrait by NASA (public domain).
LightPlane portrait() {
  const auto file = readFile(kSourceFolder / "tests" / "golden" / "inspire" / "face.pgm", 1u << 20);
  REQUIRE(file.has_value());
  std::istringstream in(*file);
  std::string magic;
  int width = 0, height = 0, most = 0;
  in >> magic >> width >> height >> most;
  LightPlane plane{width, height, {}};
  const auto first = file->size() - static_cast<std::size_t>(width * height);
  for (std::size_t i = first; i < file->size(); ++i)
    plane.values.push_back(static_cast<float>(static_cast<unsigned char>((*file)[i])) / 255.0f);
  return plane;
}

TEST_CASE("a face is found where it is, and its smile") {
  const auto faces = faceFinder().find(portrait());
  REQUIRE(faces.size() == 1);
  const auto& face = faces.front();
  const double x = face.region[0] + face.region[2] / 2, y = face.region[1] + face.region[3] / 2;
  CHECK(x == doctest::Approx(0.51).epsilon(0.15));
  CHECK(y == doctest::Approx(0.47).epsilon(0.2));
  CHECK(face.region[2] > 0.35);
  CHECK(face.region[2] < 0.75);
  CHECK(face.isSmiling);
}

TEST_CASE("upside down, even areas and noise hold no face") {
  auto turned = portrait();
  std::reverse(turned.values.begin(), turned.values.end());
  CHECK(faceFinder().find(turned).empty());
  CHECK(faceFinder().find({200, 150, std::vector<float>(30000, 0.5f)}).empty());
  Random random(5);
  LightPlane noise{200, 150, {}};
  for (int i = 0; i < 30000; ++i) noise.values.push_back(static_cast<float>(random.uniform()));
  CHECK(faceFinder().find(noise).empty());
  CHECK(faceFinder().find({1, 1, {0.5f}}).empty());
  CHECK(faceFinder().find({}).empty());
}

TEST_CASE("windows that overlap closely are joined, others are not") {
  const auto groups = joined({{10, 10, 20, 20, 1}, {11, 10, 20, 20, 1}, {60, 10, 20, 20, 1}, {10, 10, 60, 60, 1}});
  REQUIRE(groups.size() == 3);
  CHECK(groups[0].width == 60);
  CHECK(std::count_if(groups.begin(), groups.end(), [](const auto& g) { return g.neighbours == 2; }) == 1);
}

TEST_CASE("a face model that parses prints back to its bytes; a damaged one is refused") {
  const auto bytes = readFile(kSourceFolder / "models" / "faces.bin", kMaxFaceModelBytes);
  REQUIRE(bytes.has_value());
  const auto parse = [](const std::string& text) { return parseFaceModel(std::as_bytes(std::span(text))); };
  const auto model = parse(*bytes);
  REQUIRE(model.has_value());
  CHECK(toBytes(*model) == *bytes);
  CHECK(model->face.width == 20);
  CHECK(model->smile.width == 36);
  CHECK_FALSE(parse(bytes->substr(0, bytes->size() - 1)).has_value());
  CHECK_FALSE(parse(*bytes + "x").has_value());
  CHECK_FALSE(parse("AMUSEFC1").has_value());
}

}  // namespace
}  // namespace amuse::inspire
