#include <doctest/doctest.h>
#include <zlib.h>

#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <string>

#include "base/files.h"
#include "base/text.h"
#include "theory/chord_symbol.h"

using namespace amuse;
using namespace amuse::theory;

namespace {

const std::filesystem::path kGolden = AMUSE_SOURCE_DIR "/tests/golden/theory/symbols.tsv";
const std::filesystem::path kData = AMUSE_SOURCE_DIR "/../shared/data";

std::string gunzipped(const std::filesystem::path& path) {
  std::string text;
  gzFile file = gzopen(path.c_str(), "rb");
  REQUIRE(file != nullptr);
  char buffer[1 << 16];
  for (int count = 0; (count = gzread(file, buffer, sizeof buffer)) > 0;)
    text.append(buffer, static_cast<std::size_t>(count));
  gzclose(file);
  return text;
}

/// The text of the JSON string that begins at `quote`; the symbols hold no escapes.
std::string_view stringAt(std::string_view json, std::size_t quote) {
  const auto end = json.find('"', quote + 1);
  return json.substr(quote + 1, end - quote - 1);
}

/// What stands in `"chords":[["A:min",4],["C:maj",null],...]`.
std::set<std::string> corpusSymbols(std::string_view json) {
  std::set<std::string> symbols;
  for (std::size_t at = json.find("[\""); at != std::string_view::npos; at = json.find("[\"", at + 2)) {
    const auto symbol = stringAt(json, at + 1);
    if (symbol.find(':') != std::string_view::npos || symbol == "N") symbols.emplace(symbol);
  }
  return symbols;
}

/// The words of `"progressions":["C G Am F",...]`.
std::set<std::string> proposedSymbols(std::string_view json) {
  std::set<std::string> symbols;
  for (const auto line : split(json, '\n')) {
    std::size_t at = line.find("\"progressions\"");
    if (at == std::string_view::npos) continue;
    const auto end = line.find(']', at);
    for (at = line.find('"', at + 14); at < end; at = line.find('"', at + 1)) {
      const auto progression = stringAt(line, at);
      for (const auto word : splitWords(progression)) symbols.emplace(word);
      at += progression.size() + 1;
    }
  }
  return symbols;
}

void checkRoundTrip(const ChordSymbol& chord) {
  CHECK(parseChordSymbol(toText(chord)) == chord);
  CHECK(parseHarte(toHarte(chord)) == chord);
}

}  // namespace

TEST_CASE("two thousand symbols are read as reviewed") {
  const auto text = readFile(kGolden);
  REQUIRE(text.has_value());
  std::string written = text->substr(0, text->find("symbol\t")) + "symbol\tlead_sheet\tharte\tclass\n";
  const auto rows = tableRows(*text);
  CHECK(rows.size() == 2000);
  for (const auto& row : rows) {
    const auto chord = parseAnyChord(row[0]);
    REQUIRE_MESSAGE(chord.has_value(), row[0]);
    written.append(row[0]).append("\t").append(toText(*chord)).append("\t").append(toHarte(*chord)).append("\t");
    written.append(toText(chord->quality.chordClass)).append("\n");
    checkRoundTrip(*chord);
  }
  if (std::getenv("AMUSE_UPDATE_GOLDEN") != nullptr) REQUIRE(writeFile(kGolden, written).has_value());
  CHECK(readFile(kGolden) == written);
}

TEST_CASE("every symbol of the chord corpus is read and written back") {
  if (!std::filesystem::exists(kData / "chords/corpus.jsonl.gz")) {
    MESSAGE("skipped: ../shared/data/chords is not here");
    return;
  }
  const auto symbols = corpusSymbols(gunzipped(kData / "chords/corpus.jsonl.gz"));
  CHECK(symbols.size() > 3000);
  for (const auto& symbol : symbols) {
    const auto chord = parseHarte(symbol);
    REQUIRE_MESSAGE(chord.has_value(), symbol);
    checkRoundTrip(*chord);
  }
}

TEST_CASE("every symbol of the written progressions is read and written back") {
  if (!std::filesystem::exists(kData / "llm")) {
    MESSAGE("skipped: ../shared/data/llm is not here");
    return;
  }
  std::set<std::string> symbols;
  for (const auto& entry : std::filesystem::directory_iterator(kData / "llm")) {
    if (!entry.path().filename().string().starts_with("proposals_")) continue;
    const auto text = readFile(entry.path());
    REQUIRE(text.has_value());
    symbols.merge(proposedSymbols(*text));
  }
  CHECK(symbols.size() > 700);
  for (const auto& symbol : symbols) {
    const auto chord = parseChordSymbol(symbol);
    REQUIRE_MESSAGE(chord.has_value(), symbol);
    checkRoundTrip(*chord);
  }
}
