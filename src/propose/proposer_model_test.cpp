#include "propose/proposer_model.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "propose/proposer_fit.h"
#include "propose/record_match.h"
#include "propose/term_vectors.h"

using namespace amuse;
using namespace amuse::propose;
using theory::ChordClass;

namespace {

theory::RelativeChord plainChord(int root, ChordClass chordClass) {
  return {.root = root, .quality = theory::plainQuality(chordClass), .bass = 0};
}

TrainingData smallData() {
  TrainingData data;
  const auto tonic = plainChord(0, ChordClass::Maj), fifth = plainChord(7, ChordClass::Dom7);
  data.records.push_back(
      {{"Sunny"}, {"pop"}, {0.8, 0.3, -0.4, -0.2}, theory::Mode::Maj, {{tonic, fifth}, {fifth, tonic}}});
  data.records.push_back(
      {{"gloomy"}, {"folk"}, {-0.8, -0.3, 0.2, 0}, theory::Mode::Maj, {{plainChord(9, ChordClass::Min), tonic}}});
  data.sections.push_back({Style::Rock,
                           theory::Mode::Maj,
                           {tonic, plainChord(5, ChordClass::Maj), tonic, fifth},
                           {true, false, false, false}});
  data.termSets.push_back({"sunny", "bright"});
  return data;
}

std::string smallFile() { return makeProposerFile(smallData()).value(); }

}  // namespace

TEST_CASE("a proposer file gives back what it was made from") {
  const auto model = ProposerModel::fromBytes(smallFile());
  REQUIRE(model.has_value());
  CHECK(model->records().size() == 2);
  CHECK(model->groups().size() == 1);
  CHECK(model->findTerm("bright").has_value());
  CHECK(model->termText(model->keywordsOf(model->records()[0])[0]) == "sunny");
  CHECK(model->termText(model->genresOf(model->records()[1])[0]) == "folk");
  const auto fifth = plainChord(7, ChordClass::Dom7);
  REQUIRE(model->findChord(fifth).has_value());
  CHECK(model->chords()[static_cast<std::size_t>(*model->findChord(fifth))].chord == fifth);
  CHECK_FALSE(model->findChord(plainChord(1, ChordClass::Dim)).has_value());
  CHECK(makeProposerFile(smallData()).value() == smallFile());
  CHECK_FALSE(makeProposerFile({}).has_value());
}

TEST_CASE("a damaged, cut or foreign file is refused with a reason") {
  const std::string good = smallFile();
  for (std::size_t at = 0; at < good.size(); at += 7) {
    CAPTURE(at);
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x41);
    const auto model = ProposerModel::fromBytes(bad);
    REQUIRE_FALSE(model.has_value());
    CHECK(model.error().code == ErrorCode::Unavailable);
    CHECK_FALSE(model.error().message.empty());
  }
  for (const std::size_t size : {std::size_t{0}, std::size_t{5}, std::size_t{40}, good.size() / 2, good.size() - 1}) {
    CHECK_FALSE(ProposerModel::fromBytes(good.substr(0, size)).has_value());
  }
  const auto missing = ProposerModel::open("no/such/model.bin");
  REQUIRE_FALSE(missing.has_value());
  CHECK(missing.error().code == ErrorCode::Unavailable);
}

TEST_CASE("terms named together lie closer than terms that are not") {
  std::vector<std::vector<int>> sets;
  for (int i = 0; i < 5; ++i) {
    sets.push_back({0, 1, 4});
    sets.push_back({2, 3, 5});
    sets.push_back({0, 1, 2});
  }
  const auto vectors = termVectors(sets, 6, 3);
  const auto dot = [&](std::size_t a, std::size_t b) {
    double sum = 0;
    for (std::size_t k = 0; k < 3; ++k) sum += vectors[a * 3 + k] * vectors[b * 3 + k];
    return sum;
  };
  CHECK(dot(0, 0) == doctest::Approx(1).epsilon(0.001));
  CHECK(dot(0, 4) > dot(0, 5));
  CHECK(dot(3, 5) > dot(3, 4));
}

TEST_CASE("records are matched by keyword, genre and mood") {
  const auto model = ProposerModel::fromBytes(smallFile()).value();
  const auto weightsFor = [&](brief::Brief brief) {
    const auto leads = leadsOf(brief);
    std::vector<double> weights(2);
    for (const auto& match : matchRecords(model, brief, leads, theory::Mode::Maj))
      weights[static_cast<std::size_t>(match.record)] = match.weights[0];
    return weights;
  };
  brief::Brief byWord, byGenre, byMood;
  byWord.keywords = {{.word = "sunny", .weight = 1, .evidence = {}}};
  byGenre.genres = {{"folk", 1}};
  byMood.affect.valence = -0.9;
  CHECK(weightsFor(byWord)[0] > 2 * weightsFor(byWord)[1]);
  CHECK(weightsFor(byGenre)[1] > 2 * weightsFor(byGenre)[0]);
  CHECK(weightsFor(byMood)[1] > 2 * weightsFor(byMood)[0]);
}

TEST_CASE("a brief with several keywords is read in several ways whose shares sum to one") {
  brief::Brief brief;
  for (const char* word : {"a", "b", "c", "d", "e", "f", "g"})
    brief.keywords.push_back({.word = word, .weight = 0.5, .evidence = {}});
  const auto leads = leadsOf(brief);
  CHECK(leads.size() == 6);
  double sum = 0;
  for (const auto& lead : leads) sum += lead.share;
  CHECK(sum == doctest::Approx(1));
  CHECK(leadsOf({}).size() == 1);
}
