#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cmath>
#include <tuple>

#include <fmt/format.h>

#include "notation/formats.h"
#include "notation/internal/flat_song.h"
#include "notation/midi_import.h"
#include "notation/midi_performance.h"
#include "perform/groove.h"
#include "perform/perform.h"
#include "song/testing/random_song.h"
#include "song/timeline.h"
#include "song/validate.h"

using namespace amuse;
using namespace amuse::notation;
using amuse::Random;
using song::Song;
using song::SongShape;

namespace {

FlatSong flatOf(const Song& song) {
  const auto flat = flatten(song);
  RC_ASSERT(flat.has_value());
  return *flat;
}

/// Chords and notes that sound into the next part, as a file with parts gives them back: begun again there.
template <typename Event>
std::vector<Event> splitAtParts(const std::vector<Event>& events, const std::vector<FlatSection>& parts) {
  std::vector<Event> split;
  for (Event event : events) {
    for (const FlatSection& part : parts) {
      if (part.start == 0 || part.start <= event.start || part.start >= event.end()) continue;
      Event head = event;
      head.length = part.start - event.start;
      event.start += head.length;
      event.length -= head.length;
      split.push_back(head);
    }
    split.push_back(event);
  }
  return split;
}

std::string shown(const std::vector<FlatChord>& chords) {
  std::string text;
  for (const FlatChord& chord : chords) {
    text += fmt::format("{}+{}:{} ", chord.start, chord.length, theory::toText(chord.symbol));
  }
  return text;
}

void respell(FlatSong& flat, const Song& song) {
  for (FlatChord& chord : flat.chords) {
    const theory::Key key = song::keyAt(song, chord.start);
    if (!chord.symbol.isNoChord())
      chord.symbol = theory::toSymbol(theory::toRelative(chord.symbol, key.tonic.pitchClass()), key);
  }
}

/// The same song after it has been to a file and back.
Song throughFile(const Song& song, std::string_view format) {
  const auto written = findFormat(format)->write(song);
  RC_ASSERT(written.has_value());
  const auto read = findFormat(format)->read(written->value);
  RC_LOG() << written->value;
  RC_ASSERT((read ? std::string() : read.error().message) == "");
  RC_ASSERT(song::validate(read->value).has_value());
  return read->value;
}

/// What no chart holds: melody, words; gaps are N.C.; a pickup without chords.
FlatSong asChart(FlatSong flat) {
  flat.notes.clear();
  flat.lyrics.clear();
  flat.chords = splitAtParts(withoutGaps(flat.chords, 0, flat.length), flat.sections);
  flat.leadIn = 0;
  return flat;
}

/// Without keys that change nothing, which files do not keep.
FlatSong withoutIdleKeys(FlatSong flat) {
  const auto same = [](const auto& a, const auto& b) { return a.key == b.key; };
  flat.keyMap.erase(std::unique(flat.keyMap.begin(), flat.keyMap.end(), same), flat.keyMap.end());
  return flat;
}

/// The same for tempos.
FlatSong withoutIdleTempos(FlatSong flat) {
  const auto same = [](const auto& a, const auto& b) { return a.bpm == b.bpm; };
  flat.tempoMap.erase(std::unique(flat.tempoMap.begin(), flat.tempoMap.end(), same), flat.tempoMap.end());
  return flat;
}

/// What every chart keeps.
void assertSameChart(const FlatSong& back, const FlatSong& before) {
  RC_ASSERT(back.title == before.title);
  RC_ASSERT(shown(back.chords) == shown(before.chords));
  RC_ASSERT(back.sections == before.sections);
  RC_ASSERT(back.meterMap == before.meterMap);
  RC_ASSERT(back.tempoMap == before.tempoMap);
  RC_ASSERT(back.keyMap == before.keyMap);
  RC_ASSERT(back.length == before.length);
}

/// What formats with notes keep besides.
void assertSameScore(const FlatSong& back, const FlatSong& before) {
  assertSameChart(back, before);
  RC_ASSERT(back.notes == before.notes);
  RC_ASSERT(back.lyrics == before.lyrics);
  RC_ASSERT(back.leadIn == before.leadIn);
}

SongShape chartShape() {
  SongShape shape;
  shape.pickups = false;
  return shape;
}

/// The same song after it has been performed, written as MIDI and read again.
Song throughMidi(const Song& song) {
  static const perform::GrooveBook kBook = perform::loadGrooveBook(AMUSE_SOURCE_DIR).value();
  const auto performance = perform::perform(song, {}, kBook);
  RC_ASSERT(performance.has_value());
  const auto read = importMidi(writeMidi(*performance));
  RC_ASSERT((read ? std::string() : read.error().message) == "");
  RC_ASSERT(song::validate(read->song).has_value());
  return read->song;
}

}  // namespace

TEST_CASE("charts keep chords, times, parts, keys, metres and tempos") {
  for (const std::string_view format : {"text", "nashville", "chordpro"}) {
    CAPTURE(std::string(format));
    CHECK(rc::check([&](std::uint32_t seed) {
      Random random(seed);
      const Song song = song::randomSong(random, chartShape());
      FlatSong back = flatOf(throughFile(song, format));
      FlatSong before = asChart(flatOf(song));
      if (format == "nashville") {
        // Names far from the key (Gb in A# locrian) come back as the key spells them.
        respell(back, song);
        respell(before, song);
      }
      assertSameChart(back, before);
      RC_ASSERT(back.capo == before.capo);
    }));
  }
}

TEST_CASE("ChordPro keeps the words, a line for a line") {
  CHECK(rc::check([](std::uint32_t seed) {
    Random random(seed);
    SongShape shape = chartShape();
    shape.melody = false;
    const Song song = song::randomSong(random, shape);
    const FlatSong before = flatOf(song), back = flatOf(throughFile(song, "chordpro"));
    RC_ASSERT(back.lyrics.size() == before.lyrics.size());
    for (std::size_t i = 0; i < before.lyrics.size(); ++i) RC_ASSERT(back.lyrics[i].text == before.lyrics[i].text);
  }));
}

TEST_CASE("labels keep chords and seconds") {
  CHECK(rc::check([](std::uint32_t seed) {
    Random random(seed);
    const Song song = song::randomSong(random, {});
    const Song back = throughFile(song, "lab");
    const FlatSong flat = flatOf(song), flatBack = flatOf(back);
    const auto chords = withoutGaps(flat.chords, -flat.leadIn, flat.length);
    RC_ASSERT(flatBack.chords.size() == chords.size());
    const double first = song::secondsAt(song, -flat.leadIn);
    for (std::size_t i = 0; i < chords.size(); ++i) {
      RC_ASSERT(flatBack.chords[i].symbol == chords[i].symbol);
      const double seconds = song::secondsAt(song, chords[i].start) - first;
      // A twentieth of the slowest estimated beat, since changes near a sixteenth are put on it.
      RC_ASSERT(std::abs(song::secondsAt(back, flatBack.chords[i].start) - seconds) < 0.051);
    }
  }));
}

TEST_CASE("MusicXML keeps chords, melody, words, parts, keys, metres, tempos and the pickup") {
  CHECK(rc::check([](std::uint32_t seed) {
    Random random(seed);
    SongShape shape;
    shape.grid = random.chance(0.5) ? 240 : 160;
    const Song song = song::randomSong(random, shape);
    FlatSong back = flatOf(throughFile(song, "musicxml"));
    FlatSong before = withoutIdleKeys(flatOf(song));
    if (!before.chords.empty()) before.chords = withoutGaps(before.chords, before.chords.front().start, before.length);
    before.chords = splitAtParts(before.chords, before.sections);
    before.notes = splitAtParts(before.notes, before.sections);
    for (song::KeyChange& change : before.keyMap) {
      // The two modes MusicXML has no name for come back as their nearest.
      if (change.key.mode == theory::Mode::Hmin) change.key.mode = theory::Mode::Min;
      if (change.key.mode == theory::Mode::Phdm) change.key.mode = theory::Mode::Phr;
    }
    before = withoutIdleKeys(before);
    const auto byText = [](const FlatLyric& a, const FlatLyric& b) {
      return std::tie(a.start, a.text) < std::tie(b.start, b.text);
    };
    std::sort(before.lyrics.begin(), before.lyrics.end(), byText);
    std::sort(back.lyrics.begin(), back.lyrics.end(), byText);
    assertSameScore(back, before);
    RC_ASSERT(back.capo == before.capo);
  }));
}

TEST_CASE("what has been through a file once comes through again unchanged") {
  for (const std::string_view format : {"text", "nashville", "chordpro", "musicxml"}) {
    CAPTURE(std::string(format));
    CHECK(rc::check([&](std::uint32_t seed) {
      Random random(seed);
      const Song once = throughFile(song::randomSong(random, {}), format);
      RC_ASSERT(throughFile(once, format) == once);
    }));
  }
}

TEST_CASE("MIDI keeps chords, tune, words, parts, keys, metres, tempos and the pickup") {
  CHECK(rc::check([](std::uint32_t seed) {
    Random random(seed);
    SongShape shape;
    shape.grid = random.chance(0.5) ? 240 : 160;
    const Song song = song::randomSong(random, shape);
    const FlatSong back = flatOf(throughMidi(song));
    FlatSong before = withoutIdleTempos(withoutIdleKeys(flatOf(song)));
    if (!before.chords.empty()) before.chords = withoutGaps(before.chords, -before.leadIn, before.length);
    before.chords = splitAtParts(before.chords, before.sections);
    before.notes = splitAtParts(before.notes, before.sections);
    assertSameScore(back, before);
  }));
}
