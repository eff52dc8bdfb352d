#include "sample/streamed.h"

#include <doctest/doctest.h>

#include "sample/internal/fakes.h"
#include "sample/shown_set.h"

using namespace amuse;
using namespace amuse::sample;
using fakes::RootModel;
using fakes::UniformProposer;

namespace {

Calibration flatCalibration() {
  std::vector<CalibrationSample> samples;
  for (std::size_t kind = 0; kind < kCalibrationCases; ++kind)
    for (int i = 0; i < 60; ++i)
      samples.push_back({{kind % 2 == 1, kind / 2 == 1}, theory::Mode::Maj, 2 + i % 6, 0.1 * (i % 7)});
  const auto fitted = Calibration::fit(samples);
  REQUIRE(fitted);
  return *fitted;
}

Request streamedRequest(int count) {
  Request request;
  request.query.slots.resize(4);
  request.query.phraseStarts = {0};
  request.count = count;
  request.seed = 5;
  return request;
}

/// Gives the uniform proposer's candidates one by one, and breaks off after `last` of them.
class DrippingProposer final : public propose::Proposer {
 public:
  explicit DrippingProposer(int last) : last_(last) {}
  const std::string& name() const noexcept override { return inner_.name(); }
  Result<propose::Proposals> propose(const propose::Query& query, int count, std::uint32_t seed,
                                     int round) const override {
    return inner_.propose(query, count, seed, round);
  }
  Result<void> stream(const propose::Query& query, int count, std::uint32_t seed, int round,
                      const propose::ProposalSink& sink) const override {
    auto all = inner_.propose(query, count, seed, round);
    for (; signs > 0; --signs)
      if (!sink({})) return {};
    for (auto& candidate : all->candidates) {
      if (given == last_) return fail(ErrorCode::Unavailable, "it broke off");
      ++given;
      if (!sink({{std::move(candidate)}, {}})) return {};
    }
    return {};
  }
  mutable int given = 0;
  mutable int signs = 0;  ///< Signs of life before the first candidate.

 private:
  UniformProposer inner_;
  int last_;
};

}  // namespace

TEST_CASE("suggestions are shown while others still come, and the proposer is told when it is enough") {
  const RootModel prior(std::vector<double>(12, 1.0 / 12)), q(std::vector<double>(12, 1.0 / 12));
  const auto calibration = flatCalibration();
  const DrippingProposer proposer(1000);
  std::vector<int> shownAfter;
  const auto answer = suggestStreamed({prior, q, proposer, calibration}, streamedRequest(4),
                                      [&](const Suggestion&) { shownAfter.push_back(proposer.given); });
  REQUIRE(answer);
  REQUIRE(answer->suggestions.size() == 4);
  CHECK(shownAfter.size() == 4);
  CHECK(shownAfter.front() < proposer.given);
  CHECK(shownAfter.back() == proposer.given);
  CHECK_FALSE(answer->broken);
  std::set<std::string_view> words;
  for (std::size_t i = 0; i < 4; ++i) {
    words.insert(answer->suggestions[i].word);
    for (std::size_t j = 0; j < i; ++j) {
      CHECK(rootCycle(answer->suggestions[i].chords) != rootCycle(answer->suggestions[j].chords));
      CHECK(distance(answer->suggestions[i].chords, answer->suggestions[j].chords) >= kLeastDistance);
    }
  }
  CHECK(words.size() == 4);
  CHECK(std::set(answer->order.begin(), answer->order.end()).size() == 4);
}

TEST_CASE("company comes once where nothing is shown, and the proposer's cards join it in the places that are left") {
  const RootModel prior(std::vector<double>(12, 1.0 / 12)), q(std::vector<double>(12, 1.0 / 12));
  const auto calibration = flatCalibration();
  const auto friends = suggest({prior, q, UniformProposer{}, calibration}, streamedRequest(2));
  REQUIRE(friends);
  struct Row {
    int signs, dueAfter, last;
    std::size_t ofCompany, all;
  };
  for (const auto& row : {Row{9, 3, 1000, 2, 4}, Row{2, 3, 1000, 0, 4}, Row{9, 3, 0, 2, 2}}) {
    CAPTURE(row.signs);
    DrippingProposer proposer(row.last);
    proposer.signs = row.signs;
    int asked = 0, drawn = 0;
    std::vector<std::vector<theory::RelativeChord>> shown;
    const Company company{[&] { return ++asked >= row.dueAfter && proposer.given == 0; },
                          [&] {
                            ++drawn;
                            return friends->suggestions;
                          }};
    const auto answer = suggestStreamed(
        {prior, q, proposer, calibration}, streamedRequest(4),
        [&](const Suggestion& one) { shown.push_back(one.chords); }, company);
    REQUIRE(answer);
    CHECK(drawn == (row.ofCompany > 0 ? 1 : 0));
    CHECK(answer->ofCompany == row.ofCompany);
    REQUIRE(shown.size() == row.all);
    CHECK(std::set(answer->order.begin(), answer->order.end()).size() == row.all);
    CHECK(answer->broken.has_value() == (row.last == 0));
    for (std::size_t i = 0; i < shown.size(); ++i) {
      CHECK(shown[i] == answer->suggestions[i].chords);
      if (i < row.ofCompany) CHECK(shown[i] == friends->suggestions[i].chords);
      for (std::size_t j = 0; j < i && i >= row.ofCompany; ++j) CHECK(distance(shown[i], shown[j]) >= kLeastDistance);
    }
  }
}

TEST_CASE("a proposer that breaks off leaves what was shown and says why") {
  const RootModel prior(std::vector<double>(12, 1.0 / 12)), q(std::vector<double>(12, 1.0 / 12));
  const auto calibration = flatCalibration();
  const DrippingProposer proposer(20);
  const auto answer = suggestStreamed({prior, q, proposer, calibration}, streamedRequest(30), [](const Suggestion&) {});
  REQUIRE(answer);
  CHECK(answer->broken->message == "it broke off");
  CHECK(answer->suggestions.size() < 30);
  const DrippingProposer dead(0);
  const auto nothing = suggestStreamed({prior, q, dead, calibration}, streamedRequest(4), [](const Suggestion&) {});
  REQUIRE(nothing);
  CHECK(nothing->suggestions.empty());
  CHECK(nothing->broken->code == ErrorCode::Unavailable);
}

TEST_CASE("when a proposer has said all it has, the refused fill up and are counted") {
  // The proposer likes what the prior never writes: almost nothing is accepted.
  std::vector<double> rare(12, 1e-6), even(12, 1.0 / 12);
  rare[0] = 1 - 11e-6;
  const RootModel prior(rare), q(even);
  const auto calibration = flatCalibration();
  const DrippingProposer proposer(100000);
  const auto answer = suggestStreamed({prior, q, proposer, calibration}, streamedRequest(4), [](const Suggestion&) {});
  REQUIRE(answer);
  CHECK(answer->suggestions.size() == 4);
  CHECK(answer->stats.filled > 0);
  CHECK(answer->stats.proposed ==
        answer->stats.malformed + answer->stats.duplicate + answer->stats.rejected + answer->stats.accepted);
}

TEST_CASE("nobody waiting is an error, not an answer") {
  const RootModel prior(std::vector<double>(12, 1.0 / 12)), q(std::vector<double>(12, 1.0 / 12));
  const auto calibration = flatCalibration();
  const DrippingProposer proposer(1000);
  std::stop_source stop;
  stop.request_stop();
  auto request = streamedRequest(4);
  request.query.stop = stop.get_token();
  const auto answer = suggestStreamed({prior, q, proposer, calibration}, request, [](const Suggestion&) {});
  REQUIRE_FALSE(answer);
  CHECK(answer.error().code == ErrorCode::Cancelled);
}
