#include "wire/songs_json.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "song/song_json.h"
#include "store/testing/temporary_store.h"

using namespace amuse;
using nlohmann::json;

TEST_CASE("a stored song's JSON holds the document itself") {
  store::OpenedStore opened;
  const auto stored = store::need(opened.songs.create(store::shortSong(), "", ""));
  const auto node = json::parse(wire::toJson(stored));
  CHECK(node.at("id") == stored.info.id);
  CHECK(node.at("version") == 1);
  CHECK(node.at("deletedMs").is_null());
  CHECK(node.at("canUndo") == false);
  CHECK(store::need(song::parseSong(node.at("song").dump())) == store::shortSong());
}

TEST_CASE("a change is read, applied and answered; a conflict carries the edits since") {
  store::OpenedStore opened;
  const auto id = store::need(opened.songs.create(store::shortSong(), "", "")).info.id;
  auto change = store::need(
      wire::parseChange(R"({"baseVersion":1,"edits":[{"op":"setTitle","title":"New"}],"key":"k1","by":"phone"})"));
  CHECK(change.target.branch == "main");
  change.target.songId = id;
  const auto saved = json::parse(wire::toJson(store::need(opened.songs.applyEdits(change.target, change.edits))));
  CHECK(saved.at("version") == 2);
  CHECK(saved.at("by") == "phone");
  CHECK(saved.at("edits").at(0).at("title") == "New");
  CHECK(saved.at("canUndo") == true);
  change.target.key = "k2";
  const auto refused = json::parse(wire::toJson(store::need(opened.songs.applyEdits(change.target, change.edits))));
  CHECK(refused.at("conflict").at("head") == 2);
  CHECK(refused.at("conflict").at("since").at(0).at("edits").at(0).at("op") == "setTitle");
  CHECK(refused.at("conflict").at("since").at(0).at("inverses").at(0).at("title") == "Sketch");
}

TEST_CASE("a change that is not clear is refused with its place") {
  struct Row {
    std::string_view json, message;
  };
  for (const auto& [text, message] :
       {Row{R"({"edits":[]})", "the document lacks \"baseVersion\""},
        Row{R"({"baseVersion":0,"edits":[]})", "baseVersion must be a whole number from 1 to 9223372036854775807"},
        Row{R"({"baseVersion":1,"edits":[{"op":"explode"}]})",
            "edits/0 is not right: op must be the name of an edit, such as insertChord"},
        Row{R"({"baseVersion":1,"edits":[],"extra":1})", "the document has an unknown field \"extra\""}}) {
    CAPTURE(text);
    const auto change = wire::parseChange(text);
    REQUIRE_FALSE(change.has_value());
    CHECK(change.error().message == message);
  }
}
