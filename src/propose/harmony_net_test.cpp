#include "propose/harmony_net.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "propose/builtin_proposer.h"
#include "propose/held_out.h"
#include "propose/net_guide.h"

using namespace amuse;
using namespace amuse::propose;
using theory::Mode;
using theory::RelativeChord;

namespace {

const HarmonyNet& shippedNet() {
  static const auto net = HarmonyNet::open(std::string(AMUSE_SOURCE_DIR) + "/models/proposer-net-open.bin");
  REQUIRE_MESSAGE(net.has_value(), net.error().message);
  return *net;
}

const ProposerModel& shippedModel() {
  static const auto model = ProposerModel::open(std::string(AMUSE_SOURCE_DIR) + "/models/proposer-open.bin");
  REQUIRE_MESSAGE(model.has_value(), model.error().message);
  return *model;
}

NetCondition conditionFor(std::vector<std::string> words, std::vector<std::string> genres, brief::Affect affect,
                          Mode mode, double colour) {
  brief::Brief brief;
  for (auto& word : words) brief.keywords.push_back({.word = std::move(word), .weight = 1, .evidence = {}});
  for (auto& genre : genres) brief.genres.push_back({std::move(genre), 1});
  brief.affect = affect;
  auto condition = conditionOf(shippedModel(), brief, leadsOf(brief).front(), mode);
  setColour(condition, colour);
  return condition;
}

std::vector<float> firstChord(const NetCondition& condition) {
  HarmonyNet::State state;
  std::vector<float> p(kNetOutputs);
  shippedNet().step(shippedNet().condition(condition), netInputs(nullptr, 0, 4, true), state, p);
  return p;
}

float share(const std::vector<float>& p, auto predicate) {
  float sum = 0;
  for (int symbol = 0; symbol < kNetOutputs; ++symbol)
    if (predicate(symbol)) sum += p[static_cast<std::size_t>(symbol)];
  return sum;
}

theory::ChordClass classOf(int symbol) { return static_cast<theory::ChordClass>(symbol % theory::kChordClassCount); }

}  // namespace

TEST_CASE("the network's chances sum to 1 whatever it is asked and however far it goes") {
  for (const Mode mode : theory::kModes) {
    const auto conditioned = shippedNet().condition(conditionFor({"xyzzy", "rain"}, {}, {-1, 1, 1, -1}, mode, 4));
    HarmonyNet::State state;
    std::vector<float> p(kNetOutputs);
    const RelativeChord chord = lm::chordOf(7 * theory::kChordClassCount);
    for (int slot = -8; slot < 40; ++slot) {
      shippedNet().step(conditioned, netInputs(slot < 0 ? nullptr : &chord, slot, 32, slot % 4 == 0), state, p);
      CHECK(std::accumulate(p.begin(), p.end(), 0.0) == doctest::Approx(1).epsilon(1e-4));
    }
  }
}

TEST_CASE("keywords move the network: the blues begins on a seventh, punk on a power chord, minor in minor") {
  const auto blues = firstChord(conditionFor({"blues"}, {"blues"}, {0, 0.2, 0.2, 0.2}, Mode::Mix, 3));
  const auto folk = firstChord(conditionFor({"folk"}, {"folk"}, {0.3, -0.2, -0.4, -0.4}, Mode::Mix, 1));
  const auto isDominant = [](int symbol) { return classOf(symbol) == theory::ChordClass::Dom7; };
  CHECK(share(blues, isDominant) > share(folk, isDominant) + 0.3F);
  const auto punk = firstChord(conditionFor({"punk"}, {"punk rock"}, {-0.2, 0.9, 0.5, -0.8}, Mode::Min, 0));
  CHECK(share(punk, [](int symbol) { return classOf(symbol) == theory::ChordClass::Five; }) > 0.5F);
  const auto sad = firstChord(conditionFor({"grief"}, {"ballad"}, {-0.8, -0.5, 0.2, 0}, Mode::Min, 1));
  CHECK(share(sad, [](int symbol) { return symbol == static_cast<int>(theory::ChordClass::Min); }) > 0.3F);
}

TEST_CASE("a colour set on a condition equals the colour added afterwards") {
  auto condition = conditionFor({"jazz"}, {"jazz"}, {0, 0, 0.2, 0.8}, Mode::Maj, 3);
  const auto direct = shippedNet().condition(condition);
  condition[NetConditionLayout::kColour] = condition[NetConditionLayout::kColourKnown] = 0;
  const auto added = shippedNet().withColour(shippedNet().condition(condition), 3);
  for (std::size_t i = 0; i < direct.output.size(); ++i)
    CHECK(added.output[i] == doctest::Approx(direct.output[i]).epsilon(1e-3));
}

TEST_CASE("a damaged network is refused in one line") {
  lm::ModelFileWriter writer;
  writer.addText("name", "broken");
  writer.add("newbias", std::vector<float>(8, 0.0F));
  const std::string bytes = writer.bytes();
  std::vector<std::uint64_t> aligned((bytes.size() + 7) / 8);
  std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(aligned.data()));
  auto file = lm::ModelFile::view({reinterpret_cast<const std::byte*>(aligned.data()), bytes.size()}, "broken");
  REQUIRE(file.has_value());
  const auto net = HarmonyNet::fromFile(*std::move(file));
  REQUIRE_FALSE(net.has_value());
  CHECK(net.error().code == ErrorCode::Unavailable);
}

TEST_CASE("roughness and brightness rank chords as ears do") {
  const auto chord = [](int root, theory::ChordClass chordClass) {
    return RelativeChord{.root = root, .quality = theory::plainQuality(chordClass), .bass = 0};
  };
  using theory::ChordClass;
  CHECK(roughnessOf(chord(0, ChordClass::Maj)) == 0);
  CHECK(roughnessOf(chord(0, ChordClass::Maj7)) > 0);
  CHECK(roughnessOf(chord(7, ChordClass::Dom7)) > roughnessOf(chord(7, ChordClass::Maj)));
  CHECK(biteOf(chord(0, ChordClass::Dim)) > biteOf(chord(0, ChordClass::Min)));
  CHECK(biteOf(chord(0, ChordClass::Min7)) < biteOf(chord(0, ChordClass::Maj)));
  CHECK(biteOf(chord(0, ChordClass::Five)) == kUsualBite);
  CHECK(brightnessOf(chord(2, ChordClass::Maj), Mode::Maj) > brightnessOf(chord(5, ChordClass::Maj), Mode::Maj));
  CHECK(brightnessOf(chord(1, ChordClass::Maj), Mode::Min) < brightnessOf(chord(3, ChordClass::Maj), Mode::Min));
}

TEST_CASE("a minor blues is drawn with dominant sevenths on its fifth and flat sixth, and keeps its minor tonic") {
  const auto proposer =
      BuiltinProposer::open(std::filesystem::path(AMUSE_SOURCE_DIR) / "models" / "proposer-open.bin",
                            std::filesystem::path(AMUSE_SOURCE_DIR) / "models" / "proposer-net-open.bin");
  REQUIRE(proposer.has_value());
  Query query;
  query.mode = Mode::Min;
  query.brief.keywords.push_back({.word = "blues", .weight = 1, .evidence = {}});
  query.brief.genres.push_back({"blues", 1});
  query.slots.resize(4);
  const auto drawn = (*proposer)->propose(query, 100, 1, 0);
  REQUIRE(drawn.has_value());
  int five = 0, dominantFive = 0, tonic = 0, majorTonic = 0;
  for (const auto& candidate : drawn->candidates)
    for (const auto& chord : candidate.chords) {
      five += chord.root == 7;
      dominantFive += chord.root == 7 && chord.quality.chordClass == theory::ChordClass::Dom7;
      tonic += chord.root == 0;
      majorTonic += chord.root == 0 && chord.quality.tones.contains(4);
    }
  CHECK(dominantFive > five / 2);
  CHECK(majorTonic < tonic / 2);
}

TEST_CASE("the held-out sets are about an eighth, whatever the order of their words") {
  const auto heldOut = heldOutRecords(shippedModel());
  const auto count = std::count(heldOut.begin(), heldOut.end(), 1);
  CHECK(count > static_cast<std::ptrdiff_t>(heldOut.size() / 12));
  CHECK(count < static_cast<std::ptrdiff_t>(heldOut.size() / 5));
  CHECK(isHeldOutSet(std::vector<std::string>{"Rain", "night"}) ==
        isHeldOutSet(std::vector<std::string>{"night", "rain"}));
}
