// modules: lm
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <span>
#include <string>
#include <vector>

#include "lm/ngram_model.h"

namespace {

using namespace amuse;
using namespace amuse::lm;

/// A model made of the fuzzer's bytes: the container is sound, the chunks are whatever they are.
std::vector<std::uint64_t> soundFile(const std::uint8_t* data, std::size_t size) {
  ModelFileWriter writer;
  const auto take = [&](std::size_t wanted) {
    const std::size_t n = std::min(wanted, size);
    const auto bytes = std::as_bytes(std::span(data, n));
    data += n, size -= n;
    return bytes;
  };
  writer.addText("name", "fuzz");
  const std::vector<internal::ExpertSpec> experts{{5, 0, 1, 0, 0}, {2, 1, 0, 1, 1}};
  writer.add("experts", experts);
  writer.add("powers", std::vector<float>(experts.size() * internal::kLengthBuckets, 0.5f));
  writer.add("boosts", std::vector<float>(internal::kFeatureCount, 0.25f));
  writer.add("modes", std::vector<double>(theory::kModeCount, 1.0));
  for (const char* name : {"x0", "x1", "t", "b"}) {
    writer.add(std::string(name) + ".slots", take(std::size_t{64} * 8));
    writer.add(std::string(name) + ".vals", take(std::size_t{16} * 4));
  }
  const std::string bytes = writer.bytes();
  std::vector<std::uint64_t> words(bytes.size() / 8);
  std::memcpy(words.data(), bytes.data(), bytes.size());
  return words;
}

void tryModel(std::span<const std::byte> bytes) {
  auto file = ModelFile::view(bytes, "fuzz.ngram");
  if (!file) return;
  const auto model = NgramModel::make(std::move(*file));
  if (!model) return;
  const std::vector<theory::RelativeChord> chords{chordOf(0), chordOf(112), chordOf(145), {}, chordOf(80)};
  const ScoreRequest request{std::span(chords).first(1), chords};
  for (const theory::Mode mode : theory::kModes) {
    const auto score = (*model)->score({mode, {}, {}, {}}, {&request, 1}).front();
    if (!std::isfinite(score.total(Level::Exact, true))) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<std::uint64_t> raw(size / 8 + 1);
  if (size > 0) std::memcpy(raw.data(), data, size);
  tryModel(std::as_bytes(std::span(raw)).first(size));
  const auto sound = soundFile(data, size);
  tryModel(std::as_bytes(std::span(sound)));
  return 0;
}
