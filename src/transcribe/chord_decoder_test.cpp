#include "transcribe/chord_decoder.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "transcribe/key_finder.h"
#include "transcribe/section_finder.h"

namespace amuse::transcribe {
namespace {

constexpr double kFrame = 0.1;
constexpr std::size_t kMaj = static_cast<std::size_t>(theory::ChordClass::Maj),
                      kMin = static_cast<std::size_t>(theory::ChordClass::Min);

/// Every frame hears one chord over one bass with a chance, the rest evenly spread.
struct HeardChord {
  std::size_t chord;
  int bass;
  double seconds;
};
HeardChords hearing(const std::vector<HeardChord>& chords, double chance) {
  HeardChords heard{0, kFrame, {}, {}};
  for (const auto& chord : chords)
    for (int f = 0; f < static_cast<int>(std::lround(chord.seconds / kFrame)); ++f, ++heard.frames) {
      for (std::size_t c = 0; c < kChordCount; ++c)
        heard.chords.push_back(
            static_cast<float>(std::log(c == chord.chord ? chance : (1 - chance) / (kChordCount - 1))));
      for (int b = 0; b < static_cast<int>(kBassCount); ++b)
        heard.basses.push_back(
            static_cast<float>(std::log(b == chord.bass ? chance : (1 - chance) / (kBassCount - 1))));
    }
  return heard;
}

std::vector<Beat> steadyBeats(double seconds) {
  std::vector<Beat> beats;
  for (int b = 0; b * 0.5 < seconds; ++b) beats.push_back({b * 0.5, b % 4 + 1});
  return beats;
}

TEST_CASE("chords are decoded on beats, with their basses and how sure they are") {
  const std::size_t c = chordIndex(0, kMaj), am = chordIndex(9, kMin);
  const auto heard = hearing({{c, 0, 2.05}, {am, 9, 1.95}, {c, 4, 2}, {kNoChord, 12, 2}}, 0.8);
  const auto chords = ChordDecoder(heard, unitsOf(steadyBeats(8), 4, 8)).decode(Harmony());
  REQUIRE(chords.size() == 4);
  CHECK(chords[0].chord == c);
  CHECK(chords[1].chord == am);
  CHECK(chords[1].start == doctest::Approx(2));
  CHECK(chords[2].chord == c);
  CHECK(chords[2].bass == 4);
  CHECK(chords[3].chord == kNoChord);
  CHECK(chords[3].end == doctest::Approx(8));
  for (const auto& chord : chords) {
    CHECK(std::accumulate(chord.probabilities.begin(), chord.probabilities.end(), 0.0f) == doctest::Approx(1));
    CHECK(chord.probabilities[chord.chord] > 0.7f);
  }
}

TEST_CASE("a chord that sounds for less than half a beat is not believed, and without beats a grid stands in") {
  const std::size_t c = chordIndex(0, kMaj), g = chordIndex(7, kMaj);
  const auto heard = hearing({{c, 0, 2.6}, {g, 7, 0.1}, {c, 0, 1.3}}, 0.6);
  CHECK(ChordDecoder(heard, unitsOf(steadyBeats(4), 4, 4)).decode(Harmony()).size() == 1);
  CHECK(ChordDecoder(heard, unitsOf({}, 4, 4)).decode(Harmony()).size() == 1);
  CHECK(ChordDecoder(heard, {}).decode(Harmony()).empty());
}

TEST_CASE("a chord is named, with little sureness, where it is not much less likely than none") {
  const std::size_t c = chordIndex(0, kMaj);
  const auto heardWith = [&](double chance) {
    auto heard = hearing({{kNoChord, 12, 4}}, 0.7);
    for (std::size_t f = 0; f < heard.frames; ++f)
      heard.chords[f * kChordCount + c] = static_cast<float>(std::log(chance));
    return ChordDecoder(heard, unitsOf(steadyBeats(4), 4, 4)).decode(Harmony());
  };
  REQUIRE(heardWith(0.2).size() == 1);
  CHECK(heardWith(0.2)[0].chord == c);
  CHECK(heardWith(0.2)[0].probabilities[c] < 0.3f);
  CHECK(heardWith(0.02)[0].chord == kNoChord);
}

TEST_CASE("how sure a chord is does not grow with how long it sounds") {
  const std::size_t c = chordIndex(0, kMaj), am = chordIndex(9, kMin);
  const auto sureOf = [&](double seconds) {
    const auto heard = hearing({{c, 0, 2}, {am, 9, seconds}}, 0.6);
    return ChordDecoder(heard, unitsOf(steadyBeats(2 + seconds), 4, 2 + seconds)).decode(Harmony()).back();
  };
  CHECK(sureOf(2).chord == am);
  CHECK(sureOf(2).probabilities[am] == doctest::Approx(0.6).epsilon(0.08));
  CHECK(sureOf(16).probabilities[am] == doctest::Approx(0.6).epsilon(0.08));
}

/// After G nothing but C; after any other chord, all alike.
class AfterG final : public lm::ChordModel {
 public:
  [[nodiscard]] const std::string& name() const noexcept override { return name_; }
  [[nodiscard]] std::vector<lm::SequenceScore> score(const lm::Conditions&,
                                                     std::span<const lm::ScoreRequest>) const override {
    return {};
  }
  [[nodiscard]] lm::NextDistribution next(const lm::Conditions&,
                                          std::span<const theory::RelativeChord> prefix) const override {
    lm::NextDistribution out;
    out.p.fill(1.0 / lm::kSymbolCount);
    if (prefix.back() == chordAt(chordIndex(7, kMaj))) {
      out.p.fill(0);
      out.p[static_cast<std::size_t>(lm::symbolOf(chordAt(chordIndex(0, kMaj))))] = 1;
    }
    return out;
  }
  [[nodiscard]] double logResidual(const lm::Conditions&, const theory::RelativeChord&,
                                   const theory::RelativeChord*) const override {
    return 0;
  }
  [[nodiscard]] double sectionCount(theory::Mode) const noexcept override { return 1; }

 private:
  std::string name_ = "after G";
};

TEST_CASE("what follows what is as likely as the model says, in every key") {
  const AfterG model;
  const Harmony harmony(model);
  const auto inC = harmony.changes(theory::makeKey(0, theory::Mode::Maj)),
             inE = harmony.changes(theory::makeKey(4, theory::Mode::Maj)), inNone = harmony.changes(std::nullopt);
  const auto at = [](const std::vector<float>& table, std::size_t a, std::size_t b) {
    return table[chordIndex(a, kMaj) * kChordCount + chordIndex(b, kMaj)];
  };
  CHECK(at(inC, 7, 0) > at(inC, 7, 5) + 2);
  CHECK(at(inC, 2, 7) == doctest::Approx(at(inC, 2, 5)));
  CHECK(at(inE, 11, 4) == doctest::Approx(at(inC, 7, 0)));
  CHECK(at(inNone, 7, 0) == doctest::Approx(at(inNone, 7, 5)));
  for (const auto* table : {&inC, &inE, &inNone})
    for (std::size_t a = 0; a < kChordCount; ++a) {
      double sum = 0;
      for (std::size_t b = 0; b < kChordCount; ++b) sum += std::exp(static_cast<double>((*table)[a * kChordCount + b]));
      CHECK(sum == doctest::Approx(1).epsilon(1e-3));
    }
}

TEST_CASE("what is hardly heard is what the model expects in the key") {
  const std::size_t g = chordIndex(7, kMaj), c = chordIndex(0, kMaj), f = chordIndex(5, kMaj);
  auto heard = hearing({{g, 7, 2}, {f, 5, 2}}, 0.9);
  for (std::size_t frame = 20; frame < 40; ++frame)  // as likely C as F, F by a hair
    heard.chords[frame * kChordCount + c] = heard.chords[frame * kChordCount + f] - 0.05f;
  const ChordDecoder decoder(heard, unitsOf(steadyBeats(4), 4, 4));
  const std::vector<KeySpan> keys{{0, 4, theory::makeKey(0, theory::Mode::Maj), 1}};
  const AfterG model;
  CHECK(decoder.decode(Harmony(), keys).back().chord == f);
  CHECK(decoder.decode(Harmony(model), keys).back().chord == c);
  CHECK(decoder.decode(Harmony(model)).back().chord == f);
}

TEST_CASE("units cover everything, from before the first beat to after the last") {
  const auto units = unitsOf({{1.0, 1}, {1.5, 2}, {2.0, 3}}, 4, 4.2);
  CHECK(units.front().start == 0);
  CHECK(units.back().end == doctest::Approx(4.2));
  for (std::size_t u = 1; u < units.size(); ++u) CHECK(units[u].start == units[u - 1].end);
}

TEST_CASE("the harmony changes where what is heard does") {
  const auto heard = hearing({{chordIndex(0, kMaj), 0, 2}, {chordIndex(5, kMaj), 5, 2}}, 0.8);
  const auto changes = changesAt(heard, {1, 2, 3});
  CHECK(changes[0] < 0.1f);
  CHECK(changes[1] > 0.9f);
  CHECK(changes[2] < 0.1f);
}

std::vector<DecodedChord> sure(const std::vector<std::size_t>& chords, double seconds) {
  std::vector<DecodedChord> out;
  for (std::size_t i = 0; i < chords.size(); ++i) {
    out.push_back({static_cast<double>(i) * seconds, static_cast<double>(i + 1) * seconds, chords[i], 0, {}});
    out.back().probabilities.assign(kChordCount, 0.0f);
    out.back().probabilities[chords[i]] = 1;
  }
  return out;
}

TEST_CASE("keys follow from the chords, and change where the chords do") {
  const std::vector<std::size_t> inC{chordIndex(0, kMaj), chordIndex(9, kMin), chordIndex(5, kMaj),
                                     chordIndex(7, kMaj)};
  const std::vector<std::size_t> inD{chordIndex(2, kMaj), chordIndex(11, kMin), chordIndex(7, kMaj),
                                     chordIndex(9, kMaj)};
  std::vector<std::size_t> song;
  for (int i = 0; i < 5; ++i) song.insert(song.end(), inC.begin(), inC.end());
  CHECK(theory::toText(findKeys(sure(song, 2)).at(0).key) == "C Maj");
  for (int i = 0; i < 5; ++i) song.insert(song.end(), inD.begin(), inD.end());
  const auto keys = findKeys(sure(song, 2));
  REQUIRE(keys.size() == 2);
  CHECK(theory::toText(keys[1].key) == "D Maj");
  CHECK(keys[0].confidence > 0.5);
  CHECK(std::abs(keys[1].start - 40) <= 4);
  CHECK(findKeys(sure({kNoChord, kNoChord}, 2)).empty());
  CHECK(theory::toText(
            findKeys(sure({chordIndex(9, kMin), chordIndex(2, kMin), chordIndex(4, kMaj), chordIndex(9, kMin)}, 2))
                .at(0)
                .key) == "A Min");
}

TEST_CASE("eight bars that come again have one letter") {
  const std::size_t a[] = {chordIndex(0, kMaj), chordIndex(9, kMin), chordIndex(5, kMaj), chordIndex(7, kMaj)};
  const std::size_t b[] = {chordIndex(2, kMin), chordIndex(4, kMin), chordIndex(5, kMaj), chordIndex(11, kMin)};
  std::vector<std::size_t> bars;
  for (const auto* part : {a, b, a})
    for (int bar = 0; bar < 8; ++bar) bars.push_back(part[bar % 4]);
  const auto sections = findSections(sure(bars, 2), steadyBeats(48), 48);
  REQUIRE(sections.size() == 3);
  CHECK(sections[0].label == "A");
  CHECK(sections[1].label == "B");
  CHECK(sections[2].label == "A");
  CHECK(findSections(sure({a[0]}, 2), steadyBeats(2), 2).empty());
}

}  // namespace
}  // namespace amuse::transcribe
