#include "propose/builtin_proposer.h"

#include <doctest/doctest.h>

#include <set>

#include "propose/endings.h"
#include "propose/phrase_plan.h"

using namespace amuse;
using namespace amuse::propose;
using theory::ChordClass;
using theory::Mode;
using theory::RelativeChord;

namespace {

const BuiltinProposer& shipped() {
  static const auto proposer = BuiltinProposer::open(std::string(AMUSE_SOURCE_DIR) + "/models/proposer-open.bin",
                                                     std::string(AMUSE_SOURCE_DIR) + "/models/proposer-net-open.bin");
  REQUIRE(proposer.has_value());
  return **proposer;
}

brief::Brief briefWith(std::vector<std::string> words, std::vector<std::string> genres, brief::Affect affect) {
  brief::Brief brief;
  for (auto& word : words) brief.keywords.push_back({.word = std::move(word), .weight = 1, .evidence = {}});
  for (auto& genre : genres) brief.genres.push_back({std::move(genre), 1});
  brief.affect = affect;
  return brief;
}

brief::Brief beach() {
  return briefWith({"nostalgic", "warm", "laid-back", "dreamy", "surf pop"}, {"surf pop", "indie pop"},
                   {0.6, -0.3, -0.4, 0});
}

Query queryFor(brief::Brief brief, Mode mode, std::size_t slots, Ending ending = Ending::Loop) {
  Query query;
  query.brief = std::move(brief);
  query.mode = mode;
  query.slots.resize(slots);
  query.ending = ending;
  query.phraseStarts = {0};
  return query;
}

std::vector<Candidate> candidatesOf(const Query& query, int count, std::uint32_t seed = 1, int round = 0) {
  const auto proposals = shipped().propose(query, count, seed, round);
  REQUIRE(proposals.has_value());
  REQUIRE(proposals->candidates.size() == static_cast<std::size_t>(count));
  CHECK(proposals->malformed.empty());
  return proposals->candidates;
}

template <typename Predicate>
double shareOf(const std::vector<Candidate>& candidates, Predicate predicate) {
  double hits = 0, all = 0;
  for (const auto& candidate : candidates) {
    for (const auto& chord : candidate.chords) {
      hits += predicate(chord);
      all += 1;
    }
  }
  return hits / all;
}

RelativeChord chordOn(int root, ChordClass chordClass) {
  return {.root = root, .quality = theory::plainQuality(chordClass), .bass = 0};
}

bool isRich(const RelativeChord& chord) { return colourOf(chord) >= 3; }
bool isMinor(const RelativeChord& chord) {
  return theory::triadOf(chord.quality.chordClass) == theory::TriadClass::Min;
}

}  // namespace

TEST_CASE("every mode, length and ending gets whole candidates from the model's chords") {
  for (const Mode mode : theory::kModes) {
    for (const Ending ending : {Ending::Loop, Ending::Close, Ending::Open}) {
      for (const std::size_t slots : {1u, 2u, 3u, 4u, 7u, 8u, 16u, 32u, 70u}) {
        CAPTURE(theory::toText(mode));
        CAPTURE(toText(ending));
        CAPTURE(slots);
        auto query = queryFor(beach(), mode, slots, ending);
        if (slots > 8) {
          query.phraseStarts.clear();
          for (int start = 0; start < static_cast<int>(slots); start += 4) query.phraseStarts.push_back(start);
        }
        for (const auto& candidate : candidatesOf(query, 6)) {
          REQUIRE(candidate.chords.size() == slots);
          for (const auto& chord : candidate.chords) CHECK(shipped().model().findChord(chord).has_value());
          const auto& last = candidate.chords.back();
          if (ending == Ending::Loop && slots > 1) CHECK(last != candidate.chords.front());
          if (ending == Ending::Close) CHECK(last.root == 0);
        }
      }
    }
  }
}

TEST_CASE("closing progressions rest on the tonic, most by way of a cadence; open ones avoid it") {
  for (const Mode mode : theory::kModes) {
    CAPTURE(theory::toText(mode));
    int rests = 0, cadences = 0, stops = 0;
    for (const auto& candidate : candidatesOf(queryFor(beach(), mode, 4, Ending::Close), 600)) {
      rests += isRest(candidate.chords[3], mode);
      cadences += cadenceFactor(candidate.chords[2], mode) >= 0.4;
    }
    for (const auto& candidate : candidatesOf(queryFor(beach(), mode, 4, Ending::Open), 600)) {
      stops += candidate.chords[3].root != 0;
    }
    CHECK(rests >= 540);
    CHECK(cadences >= 420);
    CHECK(stops >= 555);
  }
}

TEST_CASE("the same query, seed and round give the same candidates; another round or seed gives others") {
  const auto query = queryFor(beach(), Mode::Maj, 4);
  const auto chordsOf = [&](std::uint32_t seed, int round) {
    std::vector<std::vector<RelativeChord>> all;
    for (auto& candidate : candidatesOf(query, 20, seed, round)) all.push_back(candidate.chords);
    return all;
  };
  const auto first = chordsOf(7, 0);
  CHECK(chordsOf(7, 1) != first);
  CHECK(chordsOf(8, 0) != first);
  // What was asked in between must not show, nor whether another instance answers.
  CHECK(chordsOf(7, 0) == first);
  const BuiltinProposer other{ProposerModel(shipped().model()),
                              std::make_shared<const HarmonyNet>(
                                  *HarmonyNet::open(std::string(AMUSE_SOURCE_DIR) + "/models/proposer-net-open.bin"))};
  const auto again = other.propose(query, 20, 7, 0);
  REQUIRE(again.has_value());
  for (std::size_t i = 0; i < first.size(); ++i) CHECK(again->candidates[i].chords == first[i]);
}

TEST_CASE("fixed slots stay and their neighbours differ from them") {
  auto query = queryFor(beach(), Mode::Maj, 6);
  const auto am = chordOn(9, ChordClass::Min);
  const RelativeChord strange{
      .root = 6, .quality = {theory::PitchClassSet::of(0, 4, 6, 10, 1, 3), ChordClass::Dom7}, .bass = 3};
  query.slots[1].fixed = am;
  query.slots[4].fixed = strange;
  int equal = 0;
  for (const auto& candidate : candidatesOf(query, 40)) {
    CHECK(candidate.chords[1] == am);
    CHECK(candidate.chords[4] == strange);
    equal += candidate.chords[0] == am || candidate.chords[2] == am;
  }
  CHECK(equal <= 4);
  for (auto& slot : query.slots) slot.fixed = am;
  for (const auto& candidate : candidatesOf(query, 2)) CHECK(candidate.chords == std::vector<RelativeChord>(6, am));
}

TEST_CASE("a gap is filled so that it leads into the chord after it") {
  auto open = queryFor(beach(), Mode::Maj, 3, Ending::Open), gap = open;
  gap.slots[2].fixed = chordOn(9, ChordClass::Dom7);  // V of ii, which E and Em7 lead to
  const auto leads = [](const std::vector<Candidate>& candidates) {
    double hits = 0;
    for (const auto& candidate : candidates) hits += candidate.chords[1].root == 4 || candidate.chords[1].root == 0;
    return hits / static_cast<double>(candidates.size());
  };
  CHECK(leads(candidatesOf(gap, 200)) > leads(candidatesOf(open, 200)));
}

TEST_CASE("a continuation hears the chords before it") {
  auto fresh = queryFor(beach(), Mode::Maj, 4), after = fresh;
  after.before = {chordOn(2, ChordClass::Min7), chordOn(7, ChordClass::Dom7)};
  const auto tonics = [&](const Query& query) {
    double hits = 0;
    for (const auto& candidate : candidatesOf(query, 100)) hits += candidate.chords[0].root == 0;
    return hits;
  };
  CHECK(tonics(after) > 40);
  for (const auto& candidate : candidatesOf(after, 40)) CHECK(candidate.chords[0] != after.before[1]);
}

TEST_CASE("phrases return as the form says") {
  auto query = queryFor(beach(), Mode::Maj, 16, Ending::Close);
  query.phraseStarts = {0, 4, 8, 12};
  query.form = "AABA'";
  int contrasts = 0;
  for (const auto& candidate : candidatesOf(query, 30)) {
    const auto& c = candidate.chords;
    CHECK(std::equal(c.begin(), c.begin() + 4, c.begin() + 4));
    CHECK(std::equal(c.begin(), c.begin() + 2, c.begin() + 12));
    contrasts += !std::equal(c.begin(), c.begin() + 4, c.begin() + 8);
  }
  CHECK(contrasts >= 29);
}

TEST_CASE("keywords move the harmony as a musician would") {
  const auto jazz = candidatesOf(
      queryFor(briefWith({"jazz", "smoky", "late-night"}, {"jazz"}, {-0.1, -0.4, 0.2, 0.7}), Mode::Min, 4), 80);
  const auto punk = candidatesOf(
      queryFor(briefWith({"punk", "angry", "raw"}, {"punk rock"}, {-0.5, 0.9, 0.5, -0.7}), Mode::Min, 4), 80);
  CHECK(shareOf(jazz, isRich) > 0.6);
  CHECK(shareOf(punk, isRich) < 0.15);
  CHECK(shareOf(punk, [](const auto& c) { return colourOf(c) == 0; }) > 0.3);
  const auto happy =
      candidatesOf(queryFor(briefWith({"joyful", "sunny"}, {"pop"}, {0.9, 0.5, -0.5, -0.3}), Mode::Maj, 4), 80);
  const auto sad =
      candidatesOf(queryFor(briefWith({"mournful", "lonely"}, {"ballad"}, {-0.8, -0.5, 0.2, 0.1}), Mode::Min, 4), 80);
  CHECK(shareOf(sad, isMinor) > shareOf(happy, isMinor) + 0.15);
  const auto scale = theory::scaleOf(Mode::Min);
  const auto inScale = [&](const RelativeChord& c) { return c.quality.tones.transposed(c.root).isSubsetOf(scale); };
  const auto calm =
      candidatesOf(queryFor(briefWith({"calm", "tender"}, {"folk"}, {-0.2, -0.6, -0.6, -0.3}), Mode::Min, 4), 80);
  const auto tense =
      candidatesOf(queryFor(briefWith({"dread", "panic"}, {"horror score"}, {-0.7, 0.5, 0.9, 0.2}), Mode::Min, 4), 80);
  CHECK(shareOf(calm, inScale) > shareOf(tense, inScale) + 0.15);
}

TEST_CASE("candidates vary and are seldom a stored progression") {
  std::set<std::vector<RelativeChord>> stored, distinct;
  const auto& model = shipped().model();
  for (const auto& row : model.progressions()) {
    if (!row.whole) continue;
    std::vector<RelativeChord> chords;
    for (const auto token : model.tokensOf(row)) chords.push_back(model.chords()[token & file::kChordMask].chord);
    stored.insert(std::move(chords));
  }
  int copies = 0, tonicStarts = 0, held = 0;
  const auto candidates = candidatesOf(queryFor(beach(), Mode::Maj, 4), 200);
  for (const auto& candidate : candidates) {
    const auto& c = candidate.chords;
    distinct.insert(c);
    copies += static_cast<int>(stored.count(c));
    tonicStarts += c[0].root == 0;
    for (std::size_t i = 1; i < c.size(); ++i) held += c[i] == c[i - 1];
  }
  CHECK(distinct.size() >= 160);
  CHECK(copies < 60);
  CHECK(tonicStarts < 150);
  CHECK(held < 40);
}

TEST_CASE("a brief that says nothing still gets progressions") {
  for (const auto& candidate : candidatesOf(queryFor({}, Mode::Maj, 4), 10)) CHECK(candidate.chords.size() == 4);
  for (const auto& candidate : candidatesOf(queryFor(briefWith({"xyzzy"}, {}, {}), Mode::Phdm, 4), 10)) {
    CHECK(candidate.chords.size() == 4);
  }
}

TEST_CASE("senseless requests are refused in words") {
  CHECK_FALSE(shipped().propose(queryFor(beach(), Mode::Maj, 0), 4, 1, 0).has_value());
  CHECK_FALSE(shipped().propose(queryFor(beach(), Mode::Maj, 257), 4, 1, 0).has_value());
  CHECK_FALSE(shipped().propose(queryFor(beach(), Mode::Maj, 4), -1, 1, 0).has_value());
  CHECK(shipped().propose(queryFor(beach(), Mode::Maj, 4), 0, 1, 0)->candidates.empty());
}

TEST_CASE("endings are read and written by name") {
  for (const Ending ending : {Ending::Loop, Ending::Close, Ending::Open}) CHECK(parseEnding(toText(ending)) == ending);
  CHECK(parseEnding(" LOOP ") == Ending::Loop);
  CHECK_FALSE(parseEnding("fade").has_value());
}
