#include "sample/sampler.h"

#include <doctest/doctest.h>

#include <set>

#include "sample/internal/fakes.h"
#include "sample/ratio.h"
#include "sample/shown_set.h"

using namespace amuse;
using namespace amuse::sample;
using fakes::major;

namespace {

/// P likes the scale's roots, Q is flat: log r is high for diatonic candidates.
struct World {
  fakes::RootModel prior{{0.2, 0.01, 0.14, 0.01, 0.12, 0.17, 0.01, 0.17, 0.01, 0.14, 0.01, 0.01}};
  fakes::RootModel flat{std::vector<double>(12, 1.0 / 12)};
  fakes::UniformProposer proposer;
  Calibration calibration = fitted();

  [[nodiscard]] Models models() const { return {prior, flat, proposer, calibration}; }

  /// Fitted on what the proposer draws, as `amuse calibrate` does.
  Calibration fitted() const {
    std::vector<CalibrationSample> samples;
    for (int round = 0; round < 40; ++round) {
      propose::Query query;
      query.slots.resize(static_cast<std::size_t>(1 + round % 8));
      query.phraseStarts = {0};
      for (std::size_t kind = 0; kind < kCalibrationCases; ++kind) {
        query.ending = kind % 2 == 1 ? propose::Ending::Close : propose::Ending::Loop;
        query.before = kind >= 2 ? std::vector{major(0)} : std::vector<theory::RelativeChord>{};
        const auto drawn = proposer.propose(query, 40, 1, round);
        for (const auto& candidate : drawn->candidates)
          for (const auto& stretch : stretchesOf(query, candidate)) {
            const auto ratio = compare(prior, flat, {}, {&stretch, 1}).front();
            if (ratio.chordCount > 0)
              samples.push_back({{stretch.withEnd, stretch.afterContext}, query.mode, ratio.chordCount, ratio.logR()});
          }
      }
    }
    return *Calibration::fit(samples);
  }
};

Request request(std::size_t slots, int count, std::uint32_t seed = 1) {
  Request request;
  request.query.slots.resize(slots);
  request.query.phraseStarts = {0};
  request.count = count;
  request.seed = seed;
  return request;
}

std::set<std::string> keysOf(const Answer& answer) {
  std::set<std::string> keys;
  for (const auto& suggestion : answer.suggestions) keys.insert(progressionKey(suggestion.chords));
  return keys;
}

void checkStats(const Answer& answer) {
  const Stats& stats = answer.stats;
  CHECK(stats.proposed == stats.malformed + stats.duplicate + stats.rejected + stats.accepted);
}

}  // namespace

TEST_CASE("exactly the asked number of different progressions comes back, whatever is asked") {
  const World world;
  for (const int count : {1, 2, 4, 30, 100})
    for (const std::size_t slots : {1u, 2u, 4u, 16u, 64u})
      for (const double surprise : {0.0, 0.5, 1.0}) {
        CAPTURE(count);
        CAPTURE(slots);
        auto asked = request(slots, count);
        asked.surprise = surprise;
        const auto answer = suggest(world.models(), asked);
        REQUIRE(answer.has_value());
        CHECK(keysOf(*answer).size() == static_cast<std::size_t>(count));
        checkStats(*answer);
        int filled = 0;
        for (const auto& suggestion : answer->suggestions) filled += suggestion.accepted ? 0 : 1;
        CHECK(filled == answer->stats.filled);
      }
}

TEST_CASE("the same request gives the same answer and another seed another") {
  const World world;
  const auto one = suggest(world.models(), request(4, 4, 7)), two = suggest(world.models(), request(4, 4, 7));
  const auto other = suggest(world.models(), request(4, 4, 8));
  CHECK(keysOf(*one) == keysOf(*two));
  CHECK(one->stats.proposed == two->stats.proposed);
  CHECK(keysOf(*one) != keysOf(*other));
}

TEST_CASE("what was shown never comes back") {
  const World world;
  auto asked = request(4, 4);
  for (int more = 0; more < 10; ++more) {
    const auto answer = suggest(world.models(), asked);
    REQUIRE(answer.has_value());
    for (const auto& suggestion : answer->suggestions) {
      for (const auto& before : asked.exclude) CHECK(progressionKey(before) != progressionKey(suggestion.chords));
      asked.exclude.push_back(suggestion.chords);
    }
  }
}

TEST_CASE("fixed chords stay where they are and one open slot still gives different answers") {
  const World world;
  auto asked = request(4, 20);
  asked.query.slots[0].fixed = major(0);
  asked.query.slots[1].fixed = major(7);
  asked.query.slots[3].fixed = major(5);
  const auto answer = suggest(world.models(), asked);
  REQUIRE(answer.has_value());
  CHECK(keysOf(*answer).size() == 20);
  for (const auto& suggestion : answer->suggestions) {
    CHECK(suggestion.chords[0] == major(0));
    CHECK(suggestion.chords[1] == major(7));
    CHECK(suggestion.chords[3] == major(5));
  }
}

TEST_CASE("the filter prefers what songs do, less so with more surprise") {
  const World world;
  const auto meanLogP = [&](double surprise) {
    double sum = 0;
    for (std::uint32_t seed = 1; seed <= 20; ++seed) {
      auto asked = request(4, 10, seed);
      asked.surprise = surprise;
      const auto answer = suggest(world.models(), asked);
      for (const auto& suggestion : answer->suggestions) sum += suggestion.logP;
    }
    return sum / 200;
  };
  const double plain = meanLogP(0), middle = meanLogP(0.5), raw = meanLogP(1);
  CHECK(plain > middle);
  CHECK(middle > raw);
}

TEST_CASE("a proposer that knows two chords is helped out by variants, and it is said") {
  World world;
  world.proposer = fakes::UniformProposer(2);
  const auto answer = suggest(world.models(), request(2, 20));
  REQUIRE(answer.has_value());
  CHECK(keysOf(*answer).size() == 20);
  CHECK(answer->stats.filled >= 16);
  checkStats(*answer);
}

TEST_CASE("what cannot be asked is refused with one line") {
  const World world;
  auto none = request(4, 0), many = request(4, 101), empty = request(0, 4), fixed = request(1, 4),
       surprise = request(4, 4);
  fixed.query.slots[0].fixed = major(0);
  surprise.surprise = 1.5;
  for (const auto* asked : {&none, &many, &empty, &fixed, &surprise}) {
    const auto answer = suggest(world.models(), *asked);
    REQUIRE_FALSE(answer.has_value());
    CHECK(answer.error().code == ErrorCode::InvalidArgument);
    CHECK(answer.error().message.find('\n') == std::string::npos);
  }
}
