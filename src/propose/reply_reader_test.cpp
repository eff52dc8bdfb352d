#include "propose/reply_reader.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "base/random.h"
#include "base/text.h"

using namespace amuse;
using namespace amuse::propose;

namespace {

Query queryFor(std::string_view key, int slots, Ending ending = Ending::Loop) {
  const auto parsed = theory::parseKey(key);
  REQUIRE(parsed);
  Query query;
  query.tonic = parsed->tonic;
  query.mode = parsed->hasMode ? parsed->mode : theory::Mode::Maj;
  query.slots.resize(static_cast<std::size_t>(slots));
  query.ending = ending;
  query.phraseStarts = {0};
  return query;
}

Proposals readIn(const Query& query, std::string_view reply, std::size_t step, bool isCut = false) {
  ReplyReader reader(query);
  Proposals all;
  const auto add = [&](Proposals some) {
    all.candidates.insert(all.candidates.end(), some.candidates.begin(), some.candidates.end());
    all.malformed.insert(all.malformed.end(), some.malformed.begin(), some.malformed.end());
  };
  for (std::size_t i = 0; i < reply.size(); i += step) add(reader.feed(reply.substr(i, step)));
  add(reader.finish(isCut));
  return all;
}

std::vector<std::string> written(const Proposals& proposals, const Query& query) {
  std::vector<std::string> lines;
  for (const auto& candidate : proposals.candidates) {
    std::vector<std::string> names;
    for (const auto& chord : candidate.chords)
      names.push_back(theory::toText(theory::toSymbol(chord, {query.tonic, query.mode})));
    lines.push_back(join(names, " "));
  }
  return lines;
}

/// One record of tests/golden/propose/bad_replies.jsonl, made by tools/bad_replies.
struct GoldenReply {
  std::string name, reply;
  Query query;
  std::vector<std::string> chords;
  std::size_t malformed = 0;
  bool isCut = false;
};

std::vector<GoldenReply> goldenReplies() {
  const auto text = readFile(std::string(AMUSE_SOURCE_DIR) + "/tests/golden/propose/bad_replies.jsonl");
  REQUIRE(text);
  std::vector<GoldenReply> replies;
  for (const auto line : split(*text, '\n')) {
    if (line.empty()) continue;
    const auto record = nlohmann::json::parse(line);
    GoldenReply one{record["name"].get<std::string>() + " in " + record["key"].get<std::string>(),
                    record["reply"],
                    queryFor(record["key"].get<std::string>(), record["slots"]),
                    {},
                    record["malformed"],
                    record["cut"]};
    for (const auto& chords : record["chords"]) {
      std::vector<std::string> names;
      for (const auto& symbol : chords) {
        const auto chord = theory::parseChordSymbol(symbol.get<std::string>());
        REQUIRE(chord);
        names.push_back(theory::toText(theory::toSymbol(theory::toRelative(*chord, one.query.tonic.pitchClass()),
                                                        {one.query.tonic, one.query.mode})));
      }
      one.chords.push_back(join(names, " "));
    }
    replies.push_back(std::move(one));
  }
  return replies;
}

std::string reasonsOf(const Proposals& proposals) {
  std::string reasons;
  for (const auto& one : proposals.malformed) reasons += one.reason + "; ";
  return reasons;
}

}  // namespace

TEST_CASE("300 bad replies are read as they were meant, however they are cut") {
  const auto replies = goldenReplies();
  CHECK(replies.size() >= 300);
  for (const auto& one : replies) {
    for (const std::size_t step : {std::size_t{1}, std::size_t{7}, one.reply.size() + 1}) {
      CAPTURE(one.name);
      CAPTURE(one.reply);
      const auto read = readIn(one.query, one.reply, step, one.isCut);
      CHECK(written(read, one.query) == one.chords);
      CHECK_MESSAGE(read.malformed.size() == one.malformed, reasonsOf(read));
    }
  }
}

TEST_CASE("10,000 replies that chance has broken give no malformed chord and a reason for each refusal") {
  const auto replies = goldenReplies();
  Random random(7);
  int candidates = 0;
  for (int round = 0; round < 10000; ++round) {
    const auto& one = replies[random.below(replies.size())];
    std::string text = one.reply;
    for (std::size_t changes = 1 + random.below(6); changes > 0 && !text.empty(); --changes) {
      const std::size_t at = random.below(text.size());
      switch (random.below(4)) {
        case 0: text[at] = static_cast<char>(random.below(256)); break;
        case 1: text.erase(at, 1 + random.below(8)); break;
        case 2: text.insert(at, replies[random.below(replies.size())].reply.substr(0, random.below(40))); break;
        default: text.resize(at);
      }
    }
    const auto read = readIn(one.query, text, 1 + random.below(9), random.chance(0.5));
    CHECK(read.candidates.size() + read.malformed.size() >= 1);
    for (const auto& bad : read.malformed) CHECK_FALSE(bad.reason.empty());
    for (const auto& candidate : read.candidates) {
      ++candidates;
      REQUIRE(candidate.chords.size() == one.query.slots.size());
      for (const auto& chord : candidate.chords) {
        CHECK_FALSE(chord.isNoChord());
        const auto symbol = theory::toSymbol(chord, {one.query.tonic, one.query.mode});
        CHECK(theory::parseChordSymbol(theory::toText(symbol)) == symbol);
      }
    }
  }
  CHECK(candidates > 5000);
}

TEST_CASE("fixed places stay as they are, whether a model repeats them or not") {
  Query query = queryFor("C", 4);
  query.slots[1].fixed = theory::RelativeChord{7, theory::plainQuality(theory::ChordClass::Maj), 0};
  CHECK(written(readIn(query, "C Am F\nC G Am F\nC D Am F\n", 5), query) ==
        std::vector<std::string>{"C G Am F", "C G Am F", "C G Am F"});
}

TEST_CASE("chords that come before are not taken for new ones") {
  Query query = queryFor("C", 2);
  const auto relative = [](std::string_view symbol) {
    return theory::toRelative(*theory::parseChordSymbol(symbol), 0);
  };
  query.before = {relative("C"), relative("G")};
  CHECK(written(readIn(query, "C G Am F\nDm G7\n", 3), query) == std::vector<std::string>{"Am F", "Dm G7"});
}

TEST_CASE("a closing progression is never cut, and nothing is made of one chord") {
  const Query query = queryFor("C", 4, Ending::Close);
  CHECK(written(readIn(query, "C F G C Am\n", 4), query).empty());
  const Query loop = queryFor("C", 4);
  CHECK(written(readIn(loop, "C F\n", 4), loop) == std::vector<std::string>{"C F C F"});
  CHECK(written(readIn(loop, "C\n", 4), loop).empty());
  const Query one = queryFor("C", 1);
  CHECK(written(readIn(one, R"({"progressions":["G7","F"]})", 4), one) == std::vector<std::string>{"G7", "F"});
}

TEST_CASE("a candidate is there with the bytes that complete it") {
  ReplyReader lines(queryFor("C", 4));
  CHECK(lines.feed("C G Am F").candidates.empty());
  CHECK(lines.feed("\nDm").candidates.size() == 1);
  ReplyReader json(queryFor("C", 4));
  CHECK(json.feed(R"({"progressions": ["C G Am F)").candidates.empty());
  CHECK(json.feed("\"").candidates.size() == 1);
}

TEST_CASE("endless replies are cut") {
  ReplyReader reader(queryFor("C", 4));
  std::size_t read = 0;
  for (std::size_t sent = 0; sent <= 2 * kMaxReplyBytes; sent += 1009) {
    const auto some = reader.feed(std::string(1000, '-') + "\nC G Am F\n");
    CHECK((some.candidates.empty() || sent <= kMaxReplyBytes));
    read += some.candidates.size();
  }
  CHECK(read > 1000);
  CHECK(reader.finish(false).candidates.empty());
  // Brackets without end are no JSON anybody wrote.
  ReplyReader deep(queryFor("C", 4));
  static_cast<void>(deep.feed(std::string(100000, '[')));
  CHECK(deep.finish(false).candidates.empty());
}
