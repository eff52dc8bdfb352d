#include "notation/formats.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <set>

#include "base/files.h"
#include "song/song_json.h"

using namespace amuse;
using namespace amuse::notation;

namespace {

const std::filesystem::path kGolden = std::filesystem::path(AMUSE_SOURCE_DIR) / "tests/golden/notation";

std::string goldenText(const std::string& name) {
  const auto text = readFile(kGolden / name);
  REQUIRE_MESSAGE(text.has_value(), name);
  return *text;
}

}  // namespace

TEST_CASE("the golden song is written in every format as it stands in the files") {
  const auto song = song::parseSong(goldenText("low_tide.json"));
  REQUIRE_MESSAGE(song.has_value(), song.error().message);
  for (const Format& format : formats()) {
    if (format.write == nullptr || format.id == "json") continue;
    CAPTURE(std::string(format.id));
    const auto written = format.write(*song);
    REQUIRE(written.has_value());
    std::string losses;
    for (const Diagnostic& loss : written->losses) losses += loss.message + "\n";
    const std::string name = "low_tide" + std::string(format.extension);
    if (std::getenv("AMUSE_REGENERATE_GOLDEN") != nullptr) {
      REQUIRE(writeFile(kGolden / name, written->value).has_value());
      REQUIRE(writeFile(kGolden / (name + ".losses"), losses).has_value());
    }
    CHECK(written->value == goldenText(name));
    CHECK(losses == goldenText(name + ".losses"));
  }
}

TEST_CASE("every format that can be read reads the golden file, by its name and by its looks") {
  for (const Format& format : formats()) {
    if (format.read == nullptr || format.write == nullptr || format.id == "json") continue;
    CAPTURE(std::string(format.id));
    const std::string name = "low_tide" + std::string(format.extension);
    const std::string text = goldenText(name);
    CHECK(findFormatByName(name) == &format);
    const auto read = readAnyFormat(text, name);
    REQUIRE_MESSAGE(read.has_value(), read.error().message);
    const auto guessed = readAnyFormat(text, "");
    REQUIRE(guessed.has_value());
    CHECK(guessed->value == read->value);
  }
}

TEST_CASE("formats are found by id and by name") {
  std::set<std::string_view> ids;
  for (const Format& format : formats()) {
    CHECK(ids.insert(format.id).second);
    CHECK(findFormat(format.id) == &format);
    CHECK((format.write != nullptr) != format.sound);
    CHECK(format.extension.starts_with('.'));
  }
  CHECK(findFormat("docx") == nullptr);
  CHECK(findFormatByName("Song.XML")->id == "musicxml");
  CHECK(findFormatByName("a.nashville.txt")->id == "nashville");
  CHECK(findFormatByName("a.txt")->id == "text");
  CHECK(findFormatByName("a.doc") == nullptr);
  CHECK(formatList(true) == "json, midi, musicxml, chordpro, lab, text, nashville, wav, ogg");
  CHECK(formatList(false) == "json, midi, musicxml, chordpro, lab, text, nashville");
}

TEST_CASE("a file that fits no format is refused with what can be read") {
  CHECK(readAnyFormat("", "x.bin").error().code == ErrorCode::Unsupported);
  CHECK(readAnyFormat("PK\x03\x04zip", "song.mxl").error().message.find(".mxl") != std::string::npos);
  CHECK(readAnyFormat("just prose", "").error().message.find("musicxml") != std::string::npos);
}
