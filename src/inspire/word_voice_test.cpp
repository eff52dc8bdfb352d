#include <doctest/doctest.h>

#include "base/random.h"
#include "base/text.h"
#include "inspire/internal/ridge_descent.h"
#include "inspire/internal/word_voice.h"

using namespace amuse;
using namespace amuse::inspire;

namespace {

ReaderModel smallModel(std::vector<std::string> tags, const std::string& feature, float weight) {
  ReaderModel model;
  model.tags = std::move(tags);
  model.tagCounts.assign(model.tags.size(), 0);
  model.features.emplace(feature, 0);
  model.weights.assign(model.columns(), weight);
  model.indexTags();
  return model;
}

WordVoice smallVoice() { return {smallModel({"k:warm"}, "bias", 0.25F), smallModel({}, "w:rain", 0.5F)}; }

Reading readingOf(std::string_view words) {
  Reading reading;
  for (const std::string_view word : splitWords(words)) {
    Token token;
    token.word = word;
    reading.tokens.push_back(std::move(token));
  }
  return reading;
}

}  // namespace

TEST_CASE("ridge by descent gives what ridge by factors gives") {
  Random random(3);
  constexpr std::size_t kRows = 40, kColumns = 12, kTargets = 18;
  std::vector<SparseRow> rows(kRows);
  std::vector<float> targets;
  for (SparseRow& row : rows) {
    row.weight = 0.5 + random.uniform();
    for (std::uint32_t c = 0; c < kColumns; ++c)
      if (random.uniform() < 0.4) row.values.emplace_back(c, random.uniform() - 0.5);
    for (std::uint32_t t = 0; t < kTargets; ++t) {
      targets.push_back(static_cast<float>(random.uniform() - 0.5));
      row.targets.emplace_back(t, targets.back());
    }
  }
  std::vector<double> penalties;
  for (std::size_t c = 0; c < kColumns; ++c) penalties.push_back(0.5 + random.uniform());
  const auto exact = solveRidge(rows, penalties, kTargets), close = descendRidge(rows, penalties, targets, kTargets);
  REQUIRE(close.size() == exact.size());
  // Twelve unknowns: conjugate gradients end within their 25 steps, but for the rounding of floats.
  for (std::size_t i = 0; i < exact.size(); ++i) CHECK(close[i] == doctest::Approx(exact[i]).epsilon(1e-3).scale(1));
}

TEST_CASE("words add to what the encoder heard, and nothing where it heard nothing") {
  const WordVoice words = smallVoice();
  const Reading rain = readingOf("rain");
  EncoderVoice voice;
  voice.tags = {0.1F};
  addWords(words, featuresOf(rain), rain, voice);
  CHECK(voice.affect[0] == 0);
  voice.pieces.resize(1);
  addWords(words, featuresOf(rain), rain, voice);
  CHECK(voice.affect[0] == doctest::Approx(0.75));  // The bias, and the one word as it stands.
  CHECK(voice.modes[8] == doctest::Approx(0.75));
  CHECK(voice.tags[0] == doctest::Approx(0.35));
}

TEST_CASE("words and pairs of words weigh less the more there are") {
  const auto runs = runsOf(readingOf("rain on rain"));
  REQUIRE(runs.size() == 4);
  double words = 0, pairs = 0;
  for (const Feature& run : runs) (run.name.starts_with("w:") ? words : pairs) += run.value * run.value;
  CHECK(words == doctest::Approx(1));
  CHECK(pairs == doctest::Approx(1));
  CHECK(runs[2].name == "b:on rain");
}

TEST_CASE("a voice of words is read as it was written, and refused when cut or of another encoder") {
  const std::string bytes = writeWordVoice(smallVoice());
  const auto read = parseWordVoice(bytes, {"k:warm"});
  REQUIRE(read.has_value());
  CHECK(read->meanings.weights[0] == doctest::Approx(0.25));
  CHECK(read->runs.rowOf("w:rain")[14] == doctest::Approx(0.5));
  CHECK_FALSE(parseWordVoice(bytes, {"k:cold"}).has_value());
  for (std::size_t size = 0; size < bytes.size(); size += 7)
    CHECK_FALSE(parseWordVoice(std::string_view(bytes).substr(0, size), {"k:warm"}).has_value());
}
