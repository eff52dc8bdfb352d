#include "song/edits.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "song/song_builder.h"
#include "song/song_json.h"
#include "song/testing/random_song.h"

using namespace amuse;
using namespace amuse::song;

namespace {

using GoldenJson = nlohmann::ordered_json;
const std::filesystem::path kEditCases = std::filesystem::path(AMUSE_SOURCE_DIR) / "tests/golden/song/edits.json";

GoldenJson loadEditCases() {
  const auto text = readFile(kEditCases);
  REQUIRE(text.has_value());
  return GoldenJson::parse(*text);
}

Song songOf(const GoldenJson& node) {
  const auto song = parseSong(node.dump());
  REQUIRE_MESSAGE(song.has_value(), song.error().message);
  return *song;
}

Edit editOf(const GoldenJson& node) {
  const auto edit = parseEdit(node.dump());
  REQUIRE_MESSAGE(edit.has_value(), edit.error().message);
  return *edit;
}

/// Applies a case's edits but the last of a failing case; the inverses come back in the order of undoing.
std::vector<Edit> applyCase(const GoldenJson& golden, Song& song) {
  std::vector<Edit> inverses;
  const std::size_t good = golden.at("edits").size() - (golden.contains("error") ? 1 : 0);
  for (std::size_t i = 0; i < good; ++i) {
    const auto applied = apply(song, editOf(golden.at("edits")[i]));
    REQUIRE_MESSAGE(applied.has_value(), applied.error().message);
    inverses.insert(inverses.begin(), applied->inverse);
  }
  return inverses;
}

/// One field a line, so that a changed case shows as a few changed lines.
void writeEditCases(const GoldenJson& document) {
  std::string text = "{\"about\": " + document.at("about").dump() + ",\n\"cases\": [\n";
  for (std::size_t i = 0; i < document.at("cases").size(); ++i) {
    text += i == 0 ? "{" : ",\n{";
    bool first = true;
    for (const auto& [name, value] : document.at("cases")[i].items()) {
      text += (first ? "" : ",\n ") + GoldenJson(name).dump() + ": " + value.dump();
      first = false;
    }
    text += "}";
  }
  REQUIRE(writeFile(kEditCases, text + "\n]}\n").has_value());
}

void regenerateEditCases() {
  GoldenJson document = loadEditCases();
  for (GoldenJson& golden : document.at("cases")) {
    if (golden.contains("error")) continue;
    Song song = songOf(golden.at("before"));
    GoldenJson inverses = GoldenJson::array();
    for (const Edit& edit : applyCase(golden, song)) inverses.push_back(GoldenJson::parse(toJson(edit)));
    golden["after"] = GoldenJson::parse(toJson(song));
    golden["inverse"] = inverses;
  }
  writeEditCases(document);
}

}  // namespace

TEST_CASE("every golden edit gives the song and the inverse that are written down") {
  if (std::getenv("AMUSE_REGENERATE_GOLDEN") != nullptr) regenerateEditCases();
  const GoldenJson document = loadEditCases();
  std::set<std::string_view> kinds;
  for (const GoldenJson& golden : document.at("cases")) {
    CAPTURE(golden.at("name").get<std::string>());
    const Song before = songOf(golden.at("before"));
    Song song = before;
    const std::vector<Edit> inverses = applyCase(golden, song);
    if (golden.contains("error")) {
      const Song untouched = song;
      const auto refused = apply(song, editOf(golden.at("edits").back()));
      REQUIRE_FALSE(refused.has_value());
      CHECK(golden.at("error") == toText(refused.error().code));
      CHECK(song == untouched);
      continue;
    }
    for (const auto& edit : golden.at("edits")) kinds.insert(nameOf(editOf(edit)));
    CHECK(song == songOf(golden.at("after")));
    REQUIRE(inverses.size() == golden.at("inverse").size());
    for (std::size_t i = 0; i < inverses.size(); ++i) {
      CHECK(inverses[i] == editOf(golden.at("inverse")[i]));
      REQUIRE(apply(song, inverses[i]).has_value());
    }
    CHECK(sameMusic(song, before));
  }
  CHECK(kinds.size() == std::variant_size_v<Edit::Operation>);
}

TEST_CASE("an id is not used again after a deletion or an undo") {
  Song song = makeSong("", {}, {4, 4}, 100, std::vector<ChordSpan>{{{}, 960}});
  const auto added = apply(song, {InsertChord{"p1", {"", 960, 960, {}}}});
  REQUIRE(added.has_value());
  REQUIRE(apply(song, added->inverse).has_value());
  const auto again = apply(song, {InsertChord{"p1", {"", 960, 960, {}}}});
  REQUIRE(again.has_value());
  CHECK(std::get<InsertChord>(added->edit.operation).chord.id == "c3");
  CHECK(std::get<InsertChord>(again->edit.operation).chord.id == "c4");
}

TEST_CASE("batches have limits") {
  Song song = makeEmptySong("");
  Edit nested{SetCapo{1}};
  for (int i = 0; i < kMaxBatchDepth; ++i) nested = {Batch{{nested}}};
  CHECK(apply(song, nested).has_value());
  CHECK(parseEdit(toJson(nested)).value() == nested);
  nested = {Batch{{nested}}};
  CHECK(apply(song, nested).error().code == ErrorCode::TooLarge);
  CHECK(parseEdit(toJson(nested)).error().code == ErrorCode::TooLarge);
  const Edit long_{Batch{std::vector<Edit>(kMaxBatchEdits + 1, Edit{SetCapo{1}})}};
  CHECK(apply(song, long_).error().code == ErrorCode::TooLarge);
}

TEST_CASE("an edit's JSON is refused where it is not clear") {
  struct Row {
    std::string_view json, message;
  };
  for (const auto& [json, message] :
       {Row{R"({"op": "explode"})", "op must be the name of an edit, such as insertChord"},
        Row{R"({"op": "moveChord", "chordId": "c1"})", "the document lacks \"start\""},
        Row{R"({"op": "moveChord", "chordId": "c 1", "start": 0})",
            "chordId must be an id: 1 to 64 letters, digits, '-' or '_'"},
        Row{R"({"op": "setTempo", "at": 0})", "the document lacks \"bpm\""},
        Row{R"({"op": "setCapo", "capo": 1, "fret": 2})", "the document has an unknown field \"fret\""},
        Row{R"({"op": "setBars", "partId": "p1", "bars": 2.5})", "bars must be a whole number from -9999 to 9999"},
        Row{R"([])", "the document must be an object"}}) {
    CAPTURE(json);
    const auto edit = parseEdit(json);
    REQUIRE_FALSE(edit.has_value());
    CHECK(edit.error().message == message);
  }
}
