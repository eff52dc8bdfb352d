#include "perform/ending.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "perform/drawn_songs.h"

using namespace amuse;
using namespace amuse::perform;
using namespace amuse::perform::testing;

namespace {

constexpr Tick kFourQuarters = 4 * song::kTicksPerQuarter;

song::Song fourBars(Tick last = kFourQuarters) {
  std::vector<song::ChordSpan> spans;
  for (const char* name : {"Dm7", "G7", "G7"}) spans.push_back({theory::parseChordSymbol(name).value(), kFourQuarters});
  spans.push_back({theory::parseChordSymbol("C").value(), last});
  return song::makeSong("test", {}, {4, 4}, 100, spans);
}

Performance ended(const song::Song& song, const std::string& groove, bool slows = true) {
  PerformOptions options;
  options.groove = groove;
  options.ending = Ending::Final;
  options.slows = slows;
  return perform::perform(song, options, shippedBook()).value();
}

}  // namespace

TEST_CASE("a final chord is struck once by everyone, and held to the end of its bar") {
  for (const Groove& groove : shippedBook().grooves) {
    CAPTURE(groove.name);
    const Performance performance = ended(fourBars(), groove.name);
    CHECK(performance.length == 4 * kFourQuarters);
    bool chordSounds = false;
    for (const Track& track : performance.tracks) {
      CAPTURE(track.name);
      for (const TimedNote& note : track.notes) {
        CHECK(note.start < 3 * kFourQuarters + 120);
        CHECK(note.start + note.length <= performance.length);
        if (note.start < 3 * kFourQuarters - 60 || track.instrument == Instrument::Drums) continue;
        chordSounds = true;
        CHECK(note.length > (groove.ending.stops ? 240 : kFourQuarters - 240));
        CHECK(theory::PitchClassSet::of(0, 4, 7).contains(theory::toPitchClass(note.pitch)));
      }
    }
    CHECK(chordSounds);
  }
}

TEST_CASE("a bell that spoke in single notes ends on one") {
  const Performance performance = ended(fourBars(), "ambient");
  int bell = 0, pad = 0;
  for (const Track& track : performance.tracks)
    for (const TimedNote& note : track.notes) {
      const bool isLast = note.start >= 3 * kFourQuarters - 60;
      bell += isLast && track.instrument == Instrument::Keys ? 1 : 0;
      pad += isLast && track.instrument == Instrument::Pad ? 1 : 0;
    }
  CHECK(bell == 1);
  CHECK(pad > 1);
}

TEST_CASE("what swells fades on the final chord") {
  const Performance performance = ended(fourBars(), "ambient");
  for (const Track& track : performance.tracks) {
    if (track.instrument != Instrument::Pad) continue;
    std::vector<int> last;
    for (const ControlChange& change : track.controls)
      if (change.controller == 11 && change.at >= 3 * kFourQuarters) last.push_back(change.value);
    REQUIRE(last.size() > 4);
    CHECK(last.front() == 127);
    CHECK(std::is_sorted(last.rbegin(), last.rend()));
    CHECK(last.back() < 100);
  }
}

TEST_CASE("before a final chord the tempo falls where the groove does so, and only if it may") {
  const Performance slowed = ended(fourBars(), "ballad");
  REQUIRE(slowed.tempoMap.size() > 4);
  CHECK(slowed.tempoMap.front().bpm == 100);
  CHECK(slowed.tempoMap[1].at == 2 * kFourQuarters);
  CHECK(slowed.tempoMap.back().at == 3 * kFourQuarters);
  CHECK(slowed.tempoMap.back().bpm < 90);
  CHECK(std::is_sorted(slowed.tempoMap.begin(), slowed.tempoMap.end(),
                       [](const auto& a, const auto& b) { return a.at < b.at || a.bpm > b.bpm; }));
  CHECK(ended(fourBars(), "ballad", false).tempoMap.size() == 1);
  CHECK(ended(fourBars(), "dance").tempoMap.size() == 1);
}

TEST_CASE(
    "a last chord of many bars is struck for good in its last bar; a song that ends in silence goes on as it was") {
  const Performance performance = ended(fourBars(4 * kFourQuarters), "pop");
  CHECK(performance.length == 7 * kFourQuarters);
  const auto bassOf = [](const Performance& played) {
    return *std::find_if(played.tracks.begin(), played.tracks.end(),
                         [](const Track& track) { return track.instrument == Instrument::Bass; });
  };
  CHECK(bassOf(performance).notes.back().start > 6 * kFourQuarters - 60);
  song::Song silent = fourBars();
  silent.parts[0].chords.back().length = kFourQuarters / 2;
  PerformOptions options;
  options.groove = "pop";
  CHECK(ended(silent, "pop") == perform::perform(silent, options, shippedBook()).value());
}

TEST_CASE("drawn songs with a final chord keep their exact length and no note sticks out") {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    CAPTURE(seed);
    const Drawn drawn = drawSong(seed);
    const Performance performance = ended(drawn.song, drawn.groove);
    PerformOptions options;
    options.groove = drawn.groove;
    const Performance looped = perform::perform(drawn.song, options, shippedBook()).value();
    CHECK(performance.length == looped.length);
    CHECK(performance.chordNames == looped.chordNames);
    CHECK(performance.meterMap == looped.meterMap);
    for (const Track& track : performance.tracks) {
      for (const TimedNote& note : track.notes)
        REQUIRE((note.start >= 0 && note.length > 0 && note.start + note.length <= performance.length));
    }
  }
}

namespace {

/// The velocities of a pad's last chord and of the chord before it.
struct LastLevels {
  double before = 0, last = 0;
  int notesBefore = 0, notesLast = 0;
  bool held = true;
};

void addLevels(const Performance& performance, bool stops, LastLevels& levels) {
  const Tick last = performance.length - kFourQuarters;
  for (const Track& track : performance.tracks) {
    if (track.instrument != Instrument::Pad) continue;
    for (const TimedNote& note : track.notes) {
      if (note.start >= last - 60) {
        levels.last += note.velocity;
        ++levels.notesLast;
        levels.held = levels.held && (stops || note.start + note.length >= performance.length - 60);
      } else if (note.start >= last - kFourQuarters - 60 && note.start < last - 2 * song::kTicksPerQuarter) {
        levels.before += note.velocity;
        ++levels.notesBefore;
      }
    }
  }
}

}  // namespace

TEST_CASE("pads hold the last chord to the end as loud as the bar before, also in a bar that was added to come home") {
  int pads = 0;
  for (const Groove& groove : shippedBook().grooves) {
    for (const char* name : {"", "Chorus"}) {
      CAPTURE(groove.name);
      CAPTURE(name);
      song::Song song = fourBars();
      song.parts[0].name = name;
      song.order.push_back(song.order.front());
      const std::size_t added = song::addPart(song, "", 1);
      song::addChord(song, added, 0, kFourQuarters, theory::parseChordSymbol("Am").value());
      LastLevels levels;
      for (std::uint32_t seed = 1; seed <= 12; ++seed) {
        PerformOptions options;
        options.groove = groove.name;
        options.ending = Ending::Final;
        options.seed = seed;
        addLevels(perform::perform(song, options, shippedBook()).value(), groove.ending.stops, levels);
      }
      CHECK(levels.held);
      if (levels.notesBefore == 0) continue;
      ++pads;
      REQUIRE(levels.notesLast > 0);
      CHECK(levels.last / levels.notesLast > levels.before / levels.notesBefore - 3);
    }
  }
  CHECK(pads >= 10);
}
