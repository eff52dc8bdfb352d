#include <doctest/doctest.h>
#include <zlib.h>

#include "base/files.h"
#include "corpus/gunzip.h"
#include "corpus/read_corpus.h"

namespace {

using namespace amuse;
using namespace amuse::corpus;

constexpr std::string_view kRecord =
    R"({"id":"x/1#0","source":"x","license":"CC0","license_class":"open","song":"s","section":"verse","genre":["pop"],)"
    R"("decade":1980,"mood":["sad"],"key":{"tonic":9,"mode":"min"},"key_source":"annotated","meter":"4/4",)"
    R"("chords":[["A:min",4],["F:maj7/3",4],["C:maj",8],["E:7",null],["N",4]],"n":2,"split":"valid"})";

std::string packed(std::string_view text) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(text.size() + 1000, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

Section timed(std::vector<std::optional<double>> beats, std::string meter) {
  Section section;
  section.chords.resize(beats.size());
  section.beats = std::move(beats);
  section.meter = std::move(meter);
  return section;
}

TEST_CASE("a record becomes a section relative to its tonic") {
  const auto sections = parseCorpus(kRecord);
  REQUIRE(sections.has_value());
  REQUIRE(sections->size() == 1);
  const Section& section = sections->front();
  CHECK(section.mode == theory::Mode::Min);
  CHECK(section.license == LicenseClass::Open);
  CHECK(section.split == Split::Valid);
  REQUIRE(section.chords.size() == 5);
  CHECK(section.chords[0].root == 0);
  CHECK(section.chords[1].root == 8);
  CHECK(section.chords[1].bass == 4);
  CHECK(section.chords[1].quality == theory::plainQuality(theory::ChordClass::Maj7));
  CHECK(section.chords[4].isNoChord());
  CHECK(section.beats[2] == 8);
  CHECK_FALSE(section.beats[3].has_value());
  CHECK(section.name == "verse");
  CHECK(section.decade == 1980);
  CHECK(section.moods == std::vector<std::string>{"sad"});
  CHECK(section.repeats == 2);
  CHECK_FALSE(section.isTemplate);
}

TEST_CASE("a bad record names its line and what is wrong") {
  std::string record(kRecord);
  for (const auto& [from, to] : {std::pair<std::string, std::string>{"\"min\"", "\"sideways\""},
                                 {"A:min", "A:nonsense"},
                                 {"\"open\"", "\"stolen\""},
                                 {"\"tonic\":9", "\"tonic\":12"},
                                 {"[\"C:maj\",8]", "[\"C:maj\"]"}}) {
    std::string changed = record;
    changed.replace(changed.find(from), from.size(), to);
    const auto sections = parseCorpus(record + "\n" + changed + "\n");
    REQUIRE_FALSE(sections.has_value());
    CHECK(sections.error().message.starts_with("line 2: "));
  }
}

TEST_CASE("the packed file is bounded and must be whole") {
  const std::string bytes = packed(kRecord);
  CHECK(gunzip(bytes, 1 << 20) == std::string(kRecord));
  CHECK(gunzip(bytes + bytes, 1 << 20) == std::string(kRecord) + std::string(kRecord));
  CHECK(gunzip(bytes, 100).error().code == ErrorCode::TooLarge);
  CHECK(gunzip(bytes.substr(0, bytes.size() / 2), 1 << 20).error().code == ErrorCode::Parse);
  CHECK(gunzip("not gzip", 1 << 20).error().code == ErrorCode::Parse);
  CHECK(readCorpus("no/such/corpus.jsonl.gz").error().code == ErrorCode::Unavailable);
}

TEST_CASE("windows lie on the bar grid, or on chords where bars are unknown") {
  // Six bars of four: 1, 1, 2, 1/2 + 1/2, 1.
  const Section section = timed({4, 4, 8, 2, 2, 4}, "4/4");
  const auto four = barWindows(section, 4);
  REQUIRE(four.size() == 1);
  CHECK(four[0].first == 0);
  CHECK(four[0].count == 3);
  CHECK(four[0].endsPhrase);
  CHECK_FALSE(four[0].endsSection);
  const auto two = barWindows(section, 2);
  REQUIRE(two.size() == 3);
  CHECK(two[1].count == 1);
  CHECK(two[2].first == 3);
  CHECK(two[2].endsSection);
  CHECK(barWindows(section, 8).empty());
  const auto unknown = barWindows(timed({4, std::nullopt, 4, 4, 4, 4, 4, 4}, "4/4"), 4);
  REQUIRE(unknown.size() == 2);
  CHECK(unknown[1].first == 4);
  CHECK(barWindows(timed({4, 4, 4, 4}, "4/4"), 4).empty());
}

TEST_CASE("a chord held over the end of a window is not a phrase end") {
  const auto windows = barWindows(timed({4, 4, 4, 8, 4, 4, 4}, "4/4"), 4);
  REQUIRE(windows.size() == 1);
  CHECK(windows[0].count == 4);
  CHECK_FALSE(windows[0].endsPhrase);
}

TEST_CASE("long sections are cut and only the last cut ends") {
  Section section;
  section.chords.resize(150);
  const auto windows = cutLong(section, 64);
  REQUIRE(windows.size() == 3);
  CHECK(windows[0].startsPhrase);
  CHECK_FALSE(windows[0].endsSection);
  CHECK_FALSE(windows[1].startsPhrase);
  CHECK(windows[2].count == 22);
  CHECK(windows[2].endsSection);
}

TEST_CASE("no source has more than a third of the weight") {
  const std::map<std::string, double> chords{{"a", 6000}, {"b", 1000}, {"c", 900}, {"d", 500}, {"e", 20}};
  const auto weights = sourceWeights(chords);
  double total = 0;
  for (const auto& [source, count] : chords) total += count * weights.at(source);
  for (const auto& [source, count] : chords) CHECK(count * weights.at(source) <= total / 3 * 1.001);
  CHECK(weights.at("b") == 1);
  CHECK(weights.at("e") == 1);
}

TEST_CASE("proposals are read, unreadable progressions counted, equal neighbours joined on request") {
  constexpr std::string_view kProposal =
      R"({"keywords":["a"],"key":"C","mode":"Phdm","bars":4,"valence":0.8,"arousal":0.4,"tension":-0.7,)"
      R"("complexity":-0.6,"genres":["pop"],"tempo_bpm":[1,2],"progressions":["C C Db C","C Xyz F G","C G/B Am F"]})";
  const auto records = parseProposals(kProposal, "test");
  REQUIRE(records.has_value());
  REQUIRE(records->size() == 1);
  const auto& record = records->front();
  CHECK(record.id == "test:1");
  CHECK(record.mode == theory::Mode::Phdm);
  CHECK(record.malformed == 1);
  REQUIRE(record.progressions.size() == 2);
  CHECK(joinEqualNeighbours(record.progressions[0]).size() == 3);
  CHECK(record.progressions[1][1].bass == 4);
}

TEST_CASE("the real corpus reads whole") {
  const std::filesystem::path data = AMUSE_SOURCE_DIR "/../shared/data";
  if (!std::filesystem::exists(data / "chords" / "corpus.jsonl.gz")) {
    MESSAGE("skipped: no corpus beside this checkout");
    return;
  }
  const auto sections = readCorpus(data / "chords" / "corpus.jsonl.gz");
  REQUIRE(sections.has_value());
  CHECK(sections->size() == 46511);
  const auto records = readProposals(data / "llm");
  REQUIRE(records.has_value());
  CHECK(records->size() == 950);
}

}  // namespace
