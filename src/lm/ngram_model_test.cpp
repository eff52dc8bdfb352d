#include "lm/ngram_model.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstring>

#include "base/random.h"
#include "lm/kn_baseline.h"
#include "lm/ngram_fit.h"

namespace {

using namespace amuse;
using namespace amuse::lm;
using theory::RelativeChord;

std::vector<RelativeChord> chordsOf(std::string_view line) {
  std::vector<RelativeChord> chords;
  std::size_t begin = 0;
  while (begin < line.size()) {
    const std::size_t end = std::min(line.find(' ', begin), line.size());
    const auto chord = theory::parseChordSymbol(line.substr(begin, end - begin));
    REQUIRE(chord.has_value());
    chords.push_back(theory::toRelative(*chord, 0));
    begin = end + 1;
  }
  return chords;
}

/// Sixty short songs in three modes, some with slash chords and colours.
std::vector<TrainingSection> tinyCorpus() {
  const std::vector<std::pair<theory::Mode, std::vector<RelativeChord>>> songs{
      {theory::Mode::Maj, chordsOf("C G Am F C G Am F")},    {theory::Mode::Maj, chordsOf("C Am Dm7 G7 C Am Dm7 G7 C")},
      {theory::Mode::Maj, chordsOf("F G C/E Am F G C")},     {theory::Mode::Min, chordsOf("Cm Ab Eb Bb Cm Ab Eb Bb")},
      {theory::Mode::Min, chordsOf("Cm Fm G7 Cm Bb Ab G7")}, {theory::Mode::Dor, chordsOf("Cm7 F9 Cm7 F9 Cm7 F9 Eb F")},
  };
  std::vector<TrainingSection> sections;
  for (std::uint32_t song = 0; song < 60; ++song) {
    const auto& [mode, chords] = songs[song % songs.size()];
    sections.push_back({chords, mode, song % 2 ? 1.0 : 0.5, song, true, true, false});
    if (song % 3 == 0) sections.push_back({chords, mode, 0.1, song, song % 2 == 0, false, true});
  }
  return sections;
}

const std::string& tinyBytes() {
  static const std::string bytes = fitNgramModel(tinyCorpus(), {.name = "tiny", .folds = 4, .epochs = 2}).value();
  return bytes;
}

const ChordModel& tinyModel() {
  static std::vector<std::uint64_t> words(tinyBytes().size() / 8);
  static const auto model = [] {
    std::memcpy(words.data(), tinyBytes().data(), tinyBytes().size());
    return NgramModel::make(ModelFile::view(std::as_bytes(std::span(words)), "tiny").value()).value();
  }();
  return *model;
}

RelativeChord anyChord(Random& random) {
  if (random.chance(0.02)) return {};
  RelativeChord chord = chordOf(static_cast<Symbol>(random.below(kNoChordSymbol)));
  if (random.chance(0.3)) chord.quality.tones = chord.quality.tones.with(static_cast<int>(random.below(12)));
  if (random.chance(0.3)) chord.bass = static_cast<int>(random.below(12));
  return chord;
}

std::vector<RelativeChord> anyChords(Random& random, std::size_t most) {
  std::vector<RelativeChord> chords(random.below(most + 1));
  for (auto& chord : chords) chord = anyChord(random);
  return chords;
}

double triadSumOf(const NextDistribution& next, Symbol symbol) {
  const auto triad = [](Symbol s) { return theory::triadOf(chordOf(s).quality.chordClass); };
  double sum = 0;
  for (Symbol s = symbol / 16 * 16; s < symbol / 16 * 16 + 16; ++s)
    if (triad(s) == triad(symbol)) sum += next.p[static_cast<std::size_t>(s)];
  return sum;
}

TEST_CASE("the next symbols sum to one, each above zero, in every mode after any prefix") {
  Random random(3);
  for (int round = 0; round < 60; ++round) {
    const auto prefix = anyChords(random, 40);
    for (const theory::Mode mode : theory::kModes) {
      double sum = 0;
      for (const double p : tinyModel().next({mode, {}, {}, {}}, prefix).p) {
        CHECK(p > 0);
        sum += p;
      }
      CHECK(sum == doctest::Approx(1).epsilon(1e-9));
    }
  }
}

TEST_CASE("tones and bass sum to one below every symbol") {
  Random random(5);
  for (int round = 0; round < 12; ++round) {
    const auto before = anyChords(random, 1);
    const Symbol symbol = static_cast<Symbol>(random.below(kNoChordSymbol));
    RelativeChord chord = chordOf(symbol);
    const Conditions conditions{theory::kModes[random.below(9)], {}, {}, {}};
    double sum = 0;
    for (std::uint16_t tones = 1; tones < 4096; ++tones)
      for (chord.bass = 0; chord.bass < 12; ++chord.bass) {
        chord.quality.tones = theory::PitchClassSet(tones);
        sum += std::exp(tinyModel().logResidual(conditions, chord, before.empty() ? nullptr : before.data()));
      }
    CHECK(sum == doctest::Approx(1).epsilon(1e-4));
  }
}

TEST_CASE("the steps of a score are what next() says, at each level, and the end too") {
  Random random(7);
  for (int round = 0; round < 30; ++round) {
    const Conditions conditions{theory::kModes[random.below(9)], {}, {}, {}};
    const auto prefix = anyChords(random, 6), chords = anyChords(random, 12);
    const ScoreRequest request{prefix, chords};
    const auto score = tinyModel().score(conditions, {&request, 1}).front();
    REQUIRE(score.chords.size() == chords.size());
    auto heard = prefix;
    for (std::size_t t = 0; t < chords.size(); ++t) {
      const auto next = tinyModel().next(conditions, heard);
      const Symbol symbol = symbolOf(chords[t]);
      const RelativeChord* previous = heard.empty() ? nullptr : &heard.back();
      CHECK(score.chords[t].sevenths ==
            doctest::Approx(std::log(next.p[static_cast<std::size_t>(symbol)])).epsilon(1e-5));
      if (symbol < kNoChordSymbol)
        CHECK(score.chords[t].triads == doctest::Approx(std::log(triadSumOf(next, symbol))).epsilon(1e-5));
      CHECK(score.chords[t].exact ==
            doctest::Approx(score.chords[t].sevenths + tinyModel().logResidual(conditions, chords[t], previous)));
      CHECK(std::isfinite(score.chords[t].exact));
      heard.push_back(chords[t]);
    }
    CHECK(score.end == doctest::Approx(std::log(tinyModel().next(conditions, heard).p[kEndSymbol])).epsilon(1e-5));
  }
}

TEST_CASE("scoring after a prefix is the rest of scoring the whole, alone or in a batch") {
  const auto whole = chordsOf("C G Am F C G Am F C");
  const ScoreRequest all{{}, whole}, rest{std::span(whole).first(4), std::span(whole).subspan(4)};
  const std::array<ScoreRequest, 3> batch{rest, all, rest};
  const auto scores = tinyModel().score({}, batch);
  REQUIRE(scores.size() == 3);
  for (const std::size_t i : {std::size_t{0}, std::size_t{2}}) {
    for (std::size_t t = 0; t < 5; ++t) CHECK(scores[i].chords[t].exact == scores[1].chords[t + 4].exact);
    CHECK(scores[i].end == scores[1].end);
  }
  double sum = scores[1].end;
  for (const auto& step : scores[1].chords) sum += step.triads;
  CHECK(scores[1].total(Level::Triads, true) == doctest::Approx(sum));
}

TEST_CASE("the chords before and the mode change what it expects") {
  const auto symbol = [](std::string_view text) { return static_cast<std::size_t>(symbolOf(chordsOf(text).front())); };
  const auto after = [](theory::Mode mode, std::string_view line) {
    const auto prefix = chordsOf(line);
    return tinyModel().next({mode, {}, {}, {}}, prefix);
  };
  CHECK(after(theory::Mode::Maj, "C G Am F C G").p[symbol("Am")] > 0.5);
  CHECK(after(theory::Mode::Min, "Cm").p[symbol("Ab")] > after(theory::Mode::Dor, "Cm").p[symbol("Ab")]);
}

TEST_CASE("histories longer than any song are read") {
  Random random(11);
  std::vector<RelativeChord> chords(700);
  for (auto& chord : chords) chord = anyChord(random);
  const ScoreRequest request{{}, chords};
  CHECK(std::isfinite(tinyModel().score({}, {&request, 1}).front().total(Level::Exact, true)));
}

TEST_CASE("the same sections give the same bytes, and counts of modes are whole sections") {
  CHECK(fitNgramModel(tinyCorpus(), {.name = "tiny", .folds = 4, .epochs = 2}).value() == tinyBytes());
  CHECK(tinyModel().sectionCount(theory::Mode::Maj) == 30);
  CHECK(tinyModel().sectionCount(theory::Mode::Loc) == 0);
  CHECK(tinyModel().name().starts_with("tiny ("));
  CHECK_FALSE(tinyModel().openings().empty());
  CHECK_FALSE(fitNgramModel({}, {.name = "none"}).has_value());
}

TEST_CASE("the plain Kneser-Ney baseline sums to one with and without its cache, and sees the mode") {
  KneserNeyBaseline baseline(tinyCorpus());
  Random random(13);
  const auto check = [&] {
    for (int round = 0; round < 20; ++round) {
      const auto prefix = anyChords(random, 12);
      double sum = 0;
      for (const double p : baseline.next({theory::kModes[random.below(9)], {}, {}, {}}, prefix).p) sum += p;
      CHECK(sum == doctest::Approx(1).epsilon(1e-5));
    }
  };
  check();
  const auto first = static_cast<std::size_t>(symbolOf(chordsOf("Cm").front()));
  CHECK(baseline.next({theory::Mode::Min, {}, {}, {}}, {}).p[first] > 0.8);
  CHECK(baseline.next({theory::Mode::Maj, {}, {}, {}}, {}).p[first] < 0.1);
  const std::vector<MeasuredSection> sections{{chordsOf("B E B E B E"), theory::Mode::Maj, "test"}};
  const double before = predictSections(baseline, sections, false).front().sevenths;
  baseline.addCache(sections);
  CHECK(predictSections(baseline, sections, false).front().sevenths < before);
  check();
}

TEST_CASE("the shipped models open and behave") {
  for (const std::string name : {"prior-open", "prior-research", "q-llm"}) {
    CAPTURE(name);
    const auto model = openModel(AMUSE_SOURCE_DIR "/models/" + name + ".ngram");
    REQUIRE(model.has_value());
    const auto prefix = chordsOf("C Am F");
    const auto next = (*model)->next({}, prefix);
    const auto best = std::max_element(next.p.begin(), next.p.end()) - next.p.begin();
    CHECK(best == symbolOf(chordsOf("G").front()));
    CHECK((*model)->sectionCount(theory::Mode::Maj) > 5000);
    // Rare in any corpus, but heard twice in this section: its own past must count (proposals hardly repeat
    // themselves).
    const auto once = chordsOf("C C#sus2"), often = chordsOf("C C#sus2 Eb C C#sus2");
    const auto third = static_cast<std::size_t>(symbolOf(chordsOf("Eb").front()));
    if (name != "q-llm") CHECK((*model)->next({}, often).p[third] > 3 * (*model)->next({}, once).p[third]);
    const OpeningStats openings = (*model)->openings();
    REQUIRE_FALSE(openings.empty());
    CHECK(openings.quantile(0.02, theory::Mode::Maj, 4) < openings.quantile(0.5, theory::Mode::Maj, 4) - 0.5);
    CHECK(openings.percentile(openings.quantile(0.37, theory::Mode::Min, 6), theory::Mode::Min, 6) ==
          doctest::Approx(0.37).epsilon(0.01));
    CHECK(openings.percentile(-100, theory::Mode::Maj, 4) == 0);
    CHECK(openings.percentile(0, theory::Mode::Maj, 4) == 1);
  }
}

}  // namespace
