#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "lm/kn_baseline.h"
#include "lm/ppm_baseline.h"

using namespace amuse;
using namespace amuse::lm;

namespace {

std::vector<theory::RelativeChord> majors(std::initializer_list<int> roots) {
  std::vector<theory::RelativeChord> chords;
  for (const int root : roots) chords.push_back({root, theory::plainQuality(theory::ChordClass::Maj), 0});
  return chords;
}

std::vector<TrainingSection> someSections() {
  std::vector<TrainingSection> sections;
  for (int i = 0; i < 6; ++i) {
    sections.push_back({majors({0, 5, 7, 0}), theory::Mode::Maj});
    sections.push_back({majors({0, 8, 10, 0, 8, 10}), theory::Mode::Min});
    sections.push_back({majors({0, 9, 5, i}), theory::Mode::Maj});
  }
  return sections;
}

void checkSums(const ChordModel& model) {
  for (const auto mode : {theory::Mode::Maj, theory::Mode::Min, theory::Mode::Loc}) {
    for (const auto& prefix : {majors({}), majors({0}), majors({0, 5, 7}), majors({11, 1, 6, 3, 2, 0, 8, 10, 0, 8})}) {
      const auto p = model.next({mode, {}, {}, {}}, prefix).p;
      CHECK(std::accumulate(p.begin(), p.end(), 0.0) == doctest::Approx(1).epsilon(1e-6));
      CHECK(std::all_of(p.begin(), p.end(), [](double value) { return value > 0; }));
    }
  }
}

}  // namespace

TEST_CASE("the yardsticks' distributions sum to 1 and leave nothing impossible") {
  const auto sections = someSections();
  const PpmBaseline ppm(sections);
  KneserNeyBaseline kn(sections);
  checkSums(ppm);
  checkSums(kn);
  kn.addCache(std::vector<MeasuredSection>{{majors({0, 5, 7, 0}), theory::Mode::Maj, ""}});
  checkSums(kn);
}

TEST_CASE("the yardsticks see the mode") {
  const auto sections = someSections();
  const PpmBaseline ppm(sections);
  const KneserNeyBaseline kn(sections);
  const auto flatSix = static_cast<std::size_t>(symbolOf(majors({8}).front()));
  for (const ChordModel* model : {static_cast<const ChordModel*>(&ppm), static_cast<const ChordModel*>(&kn)}) {
    const auto tonic = majors({0});
    CHECK(model->next({theory::Mode::Min, {}, {}, {}}, tonic).p[flatSix] >
          5 * model->next({theory::Mode::Maj, {}, {}, {}}, tonic).p[flatSix]);
  }
}

TEST_CASE("a step-by-step sum is the whole sequence's score") {
  const PpmBaseline ppm(someSections());
  const auto chords = majors({0, 5, 7, 0});
  const ScoreRequest request{{}, chords};
  const Conditions conditions{theory::Mode::Maj, {}, {}, {}};
  const auto score = ppm.score(conditions, {&request, 1}).front();
  double sum = 0;
  for (std::size_t t = 0; t < chords.size(); ++t)
    sum += std::log(ppm.next(conditions, std::span(chords).first(t)).p[static_cast<std::size_t>(symbolOf(chords[t]))]);
  sum += std::log(ppm.next(conditions, chords).p[kEndSymbol]);
  CHECK(score.total(Level::Sevenths, true) == doctest::Approx(sum));
}

TEST_CASE("PPM escapes as method C says") {
  // After "0" in a one-section model: 5 once; escape 1/2 to the empty context, where 0, 7 and the end are left
  // (5 is excluded): each counted once, so 1/2 x 1/6 each, and 1/2 x 1/2 spread over the 190 others.
  const PpmBaseline ppm(std::vector<TrainingSection>{{majors({0, 5, 7}), theory::Mode::Maj}});
  const auto p = ppm.next({theory::Mode::Maj, {}, {}, {}}, majors({0})).p;
  CHECK(p[static_cast<std::size_t>(symbolOf(majors({5}).front()))] == doctest::Approx(0.5));
  CHECK(p[kEndSymbol] == doctest::Approx(0.25 / 3));
  CHECK(p[static_cast<std::size_t>(symbolOf(majors({1}).front()))] == doctest::Approx(0.25 / 190));
}
