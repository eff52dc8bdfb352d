#include "lm/neural_model.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <numeric>
#include <thread>

#include "base/files.h"
#include "base/text.h"
#include "lm/net_conditions.h"
#include "theory/chord_symbol.h"

namespace {

using namespace amuse;
using namespace amuse::lm;

std::unique_ptr<ChordModel> openShipped(const std::string& name) {
  auto model = openModel(std::filesystem::path(AMUSE_SOURCE_DIR) / "models" / name);
  REQUIRE(model.has_value());
  return *std::move(model);
}

std::vector<theory::RelativeChord> chordsIn(std::string_view line) {
  std::vector<theory::RelativeChord> chords;
  for (const auto word : splitWords(line)) chords.push_back(theory::toRelative(*theory::parseAnyChord(word), 0));
  return chords;
}

std::vector<std::string_view> cells(std::string_view line) {
  std::vector<std::string_view> out;
  while (true) {
    const auto tab = line.find('\t');
    out.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return out;
    line.remove_prefix(tab + 1);
  }
}

/// One row of the trainer's table.
struct Row {
  Conditions conditions;
  std::vector<theory::RelativeChord> chords;
  double logP = 0;
};

std::vector<Row> readRows(const std::string& name) {
  const auto text = readFile(std::filesystem::path(AMUSE_SOURCE_DIR) / "tests/golden/lm" / name, 1u << 20);
  REQUIRE(text.has_value());
  std::vector<Row> rows;
  std::string_view rest = *text;
  rest.remove_prefix(rest.find('\n') + 1);
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    const auto row = cells(rest.substr(0, end));
    rest.remove_prefix(end + 1);
    REQUIRE(row.size() == 6);
    Conditions conditions{*theory::parseMode(row[0]), std::string(row[1]), std::string(row[2]), {}};
    if (!row[3].empty()) conditions.decade = std::atoi(std::string(row[3]).c_str());
    rows.push_back({conditions, chordsIn(row[4]), std::strtod(std::string(row[5]).c_str(), nullptr)});
  }
  return rows;
}

double distributionError(const NextDistribution& next) {
  double smallest = 1;
  for (const double p : next.p) smallest = std::min(smallest, p);
  REQUIRE(smallest > 0);
  return std::abs(1 - std::accumulate(next.p.begin(), next.p.end(), 0.0));
}

TEST_CASE("the engine gives 1,000 sections the trainer's log-probabilities") {
  for (const std::string set : {"open", "research"}) {
    CAPTURE(set);
    const auto model = openShipped("prior-" + set + ".ngram");
    const auto rows = readRows("prior_" + set + ".tsv");
    CHECK(rows.size() == 1000);
    double largest = 0;
    for (const Row& row : rows) {
      const ScoreRequest request{{}, row.chords};
      const double own = model->score(row.conditions, {&request, 1}).front().total(Level::Sevenths, true);
      largest = std::max(largest, std::abs(own - row.logP));
    }
    CHECK(largest < 1e-4);
  }
}

TEST_CASE("every distribution of a neural prior sums to 1 and leaves nothing out") {
  const auto model = openShipped("prior-open.ngram");
  std::vector<theory::RelativeChord> prefix;
  for (int t = 0; t < 300; ++t) {
    if (t < 6 || t % 37 == 0)
      for (const theory::Mode mode : theory::kModes)
        CHECK(distributionError(model->next({mode, t % 2 ? "jazz" : "", "", {}}, prefix)) < 1e-6);
    prefix.push_back(chordsIn("C Am7 F#dim7 Bb13 N.C. G/B Ebmaj7#11")[static_cast<std::size_t>(t) % 7]);
  }
}

TEST_CASE("steps, batches and shared prefixes of a neural prior say the same") {
  const auto model = openShipped("prior-open.ngram");
  const auto prefix = chordsIn("C G Am F C G");
  std::vector<std::vector<theory::RelativeChord>> lines;
  for (const char* line : {"F C", "Am F C G Am F", "Dm7 G7", "Abmaj7", "N.C. C"})
    for (int i = 0; i < 9; ++i) lines.push_back(chordsIn(line));
  std::vector<ScoreRequest> requests;
  for (const auto& line : lines) requests.push_back({prefix, line});
  const Conditions conditions{theory::Mode::Maj, "rock", "chorus", 1970};
  const auto together = model->score(conditions, requests);
  for (std::size_t i = 0; i < lines.size(); i += 9) {
    const auto alone = model->score(conditions, {&requests[i], 1}).front();
    CHECK(alone.end == together[i].end);
    auto heard = prefix;
    for (std::size_t t = 0; t < lines[i].size(); ++t) {
      CHECK(alone.chords[t].sevenths == together[i].chords[t].sevenths);
      const auto next = model->next(conditions, heard);
      const auto symbol = static_cast<std::size_t>(symbolOf(lines[i][t]));
      CHECK(std::log(next.p[symbol]) == doctest::Approx(alone.chords[t].sevenths).epsilon(1e-6));
      heard.push_back(lines[i][t]);
    }
    std::vector<theory::RelativeChord> whole = prefix;
    whole.insert(whole.end(), lines[i].begin(), lines[i].end());
    const ScoreRequest all{{}, whole};
    const auto complete = model->score(conditions, {&all, 1}).front();
    CHECK(complete.end == alone.end);
    CHECK(complete.chords.back().exact == alone.chords.back().exact);
  }
}

TEST_CASE("threads may share a neural prior") {
  const auto model = openShipped("prior-open.ngram");
  const auto chords = chordsIn("Dm7 G7 Cmaj7 A7 Dm7 G7 Em7 A7");
  const ScoreRequest request{{}, chords};
  const auto ask = [&] { return model->score({}, {&request, 1}).front().total(Level::Exact, true); };
  const double expected = ask();
  std::vector<double> found(4);
  std::vector<std::thread> threads;
  for (double& own : found) threads.emplace_back([&] { own = ask(); });
  for (std::thread& thread : threads) thread.join();
  for (const double own : found) CHECK(own == expected);
}

TEST_CASE("conditions known to the vector are found by the words people use") {
  CHECK(conditionVector({theory::Mode::Maj, "Jazz", "", {}}) == conditionVector({theory::Mode::Min, "bebop", "", {}}));
  CHECK(conditionVector({theory::Mode::Maj, "polka-core", "", {}}) == ConditionVector{});
  CHECK(knowsCondition("section", "Pre-Chorus"));
  CHECK_FALSE(knowsCondition("section", "jazz"));
  ConditionVector two{};
  addGenre(two, "jazz");
  addGenre(two, "rock");
  CHECK(std::accumulate(two.begin(), two.end(), 0.0f) == doctest::Approx(1));
  CHECK(conditionVector({theory::Mode::Maj, "", "", 1923}) == conditionVector({theory::Mode::Maj, "", "", 1935}));
  CHECK(conditionVector({theory::Mode::Maj, "", "", 1923}) != conditionVector({theory::Mode::Maj, "", "", 1990}));
}

}  // namespace
