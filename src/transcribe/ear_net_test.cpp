#include "transcribe/ear_net.h"

#include <doctest/doctest.h>

#include <cmath>
#include <sstream>

#include "base/files.h"
#include "base/random.h"

namespace amuse::transcribe {
namespace {

/// The seed that train/ear_trainer.h writes its answers with.
constexpr std::uint64_t kParitySeed = 7;

audio::FrameMatrix uniformFrames(std::size_t frames, std::size_t width) {
  Random random(kParitySeed);
  audio::FrameMatrix out{frames, width, 1, {}};
  for (std::size_t i = 0; i < frames * width; ++i) out.values.push_back(static_cast<float>(random.uniform()));
  return out;
}

/// The rows of numbers of a golden file.
std::vector<std::vector<double>> goldenRows(const char* name) {
  const auto text = readFile(std::filesystem::path(AMUSE_SOURCE_DIR) / "tests/golden/transcribe" / name);
  REQUIRE(text.has_value());
  std::istringstream lines(*text);
  std::vector<std::vector<double>> rows;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream numbers(line);
    rows.emplace_back();
    for (double value = 0; numbers >> value;) rows.back().push_back(value);
  }
  return rows;
}

EarNet shippedEars() { return *EarNet::open(std::filesystem::path(AMUSE_SOURCE_DIR) / "models/transcriber.bin"); }

// libtorch sums in another order: a few parts in a million of sums of hundreds.
constexpr double kParityTolerance = 2e-3;

TEST_CASE("chords are heard as libtorch hears them with the same weights") {
  const auto heard = shippedEars().hearChords(uniformFrames(48, kPitchBins));
  REQUIRE(heard.has_value());
  const auto rows = goldenRows("ear_chords.txt");
  REQUIRE(rows.size() == 4);
  for (const std::size_t row : {0u, 1u}) {
    const std::size_t frame = row * 30;
    REQUIRE(rows[2 * row].size() == kChordCount);
    for (std::size_t c = 0; c < kChordCount; ++c)
      CHECK(std::abs(heard->chords[frame * kChordCount + c] - std::max(rows[2 * row][c], std::log(1e-12))) <
            kParityTolerance);
    for (std::size_t b = 0; b < kBassCount; ++b)
      CHECK(std::abs(heard->basses[frame * kBassCount + b] - std::max(rows[2 * row + 1][b], std::log(1e-12))) <
            kParityTolerance);
  }
}

TEST_CASE("beats are heard as libtorch hears them with the same weights") {
  const auto heard = shippedEars().hearBeats(uniformFrames(1100, kBeatBands));
  const auto rows = goldenRows("ear_beats.txt");
  REQUIRE(rows.size() == 3);
  for (std::size_t row = 0; row < 3; ++row) {
    const std::size_t frame = std::array<std::size_t, 3>{0, 500, 1099}[row];
    CHECK(std::abs(heard.beats[frame] - rows[row].at(0)) < kParityTolerance);
    CHECK(std::abs(heard.downbeats[frame] - rows[row].at(1)) < kParityTolerance);
  }
}

TEST_CASE("weights survive their file, and damaged files are refused") {
  auto weights = emptyEarWeights();
  Random random(3);
  visitEarWeights(weights, [&](std::vector<float>& values) {
    for (float& v : values) v = static_cast<float>(random.normal());
  });
  const auto bytes = toBytes(weights);
  CHECK(bytes.size() < kMaxEarFileBytes);
  const auto read = parseEarWeights(bytes);
  REQUIRE(read.has_value());
  CHECK(toBytes(*read) == bytes);
  CHECK(parseEarWeights(bytes.substr(0, bytes.size() - 4)).error().code == ErrorCode::Parse);
  CHECK(parseEarWeights(bytes + "more").error().code == ErrorCode::Parse);
  CHECK(parseEarWeights("nothing").error().code == ErrorCode::Parse);
  CHECK(EarNet::open("/nonexistent").error().code == ErrorCode::Unavailable);
}

}  // namespace
}  // namespace amuse::transcribe
