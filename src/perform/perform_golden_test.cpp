#include <doctest/doctest.h>

#include <cstdlib>
#include <string>

#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "perform/perform.h"
#include "song/song_builder.h"

using namespace amuse;

namespace {

/// One line a note: track, start, length, pitch, velocity.
std::string listed(const perform::Performance& performance) {
  std::string text;
  for (const perform::Track& track : performance.tracks) {
    for (const perform::TimedNote& note : track.notes)
      text += fmt::format("{} {} {} {} {}\n", track.name, note.start, note.length, note.pitch, note.velocity);
  }
  return text;
}

/// Equal but for what another processor's logarithm may round otherwise: two ticks, one step of velocity.
bool sameNotes(const std::string& expected, const std::string& actual) {
  const auto a = split(expected, '\n'), b = split(actual, '\n');
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto x = splitWords(a[i]), y = splitWords(b[i]);
    if (x.size() != y.size()) return false;
    constexpr int kTolerance[] = {0, 2, 2, 0, 1};
    for (std::size_t k = 0; k < x.size(); ++k) {
      if (k == 0 ? x[k] != y[k] : std::abs(std::stoi(std::string(x[k])) - std::stoi(std::string(y[k]))) > kTolerance[k])
        return false;
    }
  }
  return true;
}

}  // namespace

// AMUSE_UPDATE_GOLDEN=1 perform_test writes the files anew; the change is then read like code.
TEST_CASE("four grooves play four bars as they did when somebody last listened") {
  const auto book = perform::loadGrooveBook(AMUSE_SOURCE_DIR).value();
  struct Case {
    const char *groove, *chords;
    song::Meter meter;
    double bpm;
  };
  const Case cases[] = {{"pop", "G D/F# Em7 C", {4, 4}, 112},
                        {"jazz", "Dm9 G13 Cmaj9 A7b9", {4, 4}, 140},
                        {"bossa", "Fmaj7 D7b9 Gm7 C9", {4, 4}, 128},
                        {"waltz", "Am Dm E7 Am", {3, 4}, 150}};
  for (const Case& each : cases) {
    CAPTURE(each.groove);
    std::vector<song::ChordSpan> chords;
    for (const auto name : splitWords(each.chords))
      chords.push_back({theory::parseChordSymbol(name).value(), each.meter.barTicks()});
    perform::PerformOptions options;
    options.groove = each.groove;
    const auto song = song::makeSong("golden", {}, each.meter, each.bpm, chords);
    const std::string actual = listed(perform::perform(song, options, book).value());
    const std::string path = fmt::format("{}/tests/golden/perform/{}.txt", AMUSE_SOURCE_DIR, each.groove);
    if (std::getenv("AMUSE_UPDATE_GOLDEN") != nullptr) REQUIRE(writeFile(path, actual).has_value());
    CHECK_MESSAGE(sameNotes(readFile(path).value_or(""), actual), "other notes than in ", path);
  }
}
