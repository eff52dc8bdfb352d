#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "perform/drawn_songs.h"

using namespace amuse;
using namespace amuse::perform;
using namespace amuse::perform::testing;

namespace {

constexpr Tick kBarTicks = 4 * song::kTicksPerQuarter;
constexpr Tick kStep = song::kTicksPerQuarter / 12;  // twelfths of a beat: sixteenths and triplets

Performance eightBars(const std::string& groove) {
  std::vector<song::ChordSpan> chords;
  for (const char* name : {"C", "Am", "F", "G", "C", "Am", "F", "G"})
    chords.push_back({theory::parseChordSymbol(name).value(), kBarTicks});
  song::Song song = song::makeSong("eight bars", {}, {4, 4}, 100, chords);
  song.style.swing = 0;
  PerformOptions options;
  options.groove = groove;
  return perform::perform(song, options, shippedBook()).value();
}

const Track& trackOf(const Performance& performance, Instrument instrument) {
  const auto found = std::find_if(performance.tracks.begin(), performance.tracks.end(),
                                  [&](const Track& track) { return track.instrument == instrument; });
  REQUIRE(found != performance.tracks.end());
  return *found;
}

/// The bar a note belongs to, from 1.
int barOf(const TimedNote& note) { return static_cast<int>((note.start + kStep) / kBarTicks) + 1; }

/// Who strikes when in each bar; pitches left out, for the chords change them anyway.
std::map<int, std::set<std::string>> rhythmsOf(const Performance& performance) {
  std::map<int, std::set<std::string>> bars;
  for (const Track& track : performance.tracks) {
    for (const TimedNote& note : track.notes) {
      const Tick place = (note.start + kStep / 2) % kBarTicks / kStep;
      const std::string what = track.instrument == Instrument::Drums ? std::to_string(note.pitch) : "";
      bars[barOf(note)].insert(track.name + what + "@" + std::to_string(place));
    }
  }
  return bars;
}

double meanLength(const Track& track, int firstBar, int lastBar) {
  double sum = 0, count = 0;
  for (const TimedNote& note : track.notes) {
    if (barOf(note) < firstBar || barOf(note) > lastBar) continue;
    sum += static_cast<double>(note.length);
    ++count;
  }
  return count > 0 ? sum / count : 0;
}

int notesIn(const Track& track, int firstBar, int lastBar, int lowest = 0) {
  return static_cast<int>(std::count_if(track.notes.begin(), track.notes.end(), [&](const TimedNote& note) {
    return barOf(note) >= firstBar && barOf(note) <= lastBar && note.pitch >= lowest;
  }));
}

}  // namespace

TEST_CASE("in every groove eight bars hold at least four different ones, and the second half is not the first") {
  for (const Groove& groove : shippedBook().grooves) {
    CAPTURE(groove.name);
    auto bars = rhythmsOf(eightBars(groove.name));
    std::set<std::set<std::string>> different;
    for (const auto& [bar, rhythm] : bars) different.insert(rhythm);
    CHECK(different.size() >= 4);
    int changed = 0;
    for (int bar = 1; bar <= 4; ++bar) changed += bars[bar] != bars[bar + 4] ? 1 : 0;
    CHECK(changed >= 3);
  }
}

TEST_CASE("punk mutes its first half and opens with cymbals in the second, with runs of the bass at both ends") {
  const Performance performance = eightBars("punk");
  const Track &guitar = trackOf(performance, Instrument::Guitar), &bass = trackOf(performance, Instrument::Bass);
  CHECK(meanLength(guitar, 1, 3) < 0.7 * meanLength(guitar, 5, 7));
  int early = 0, late = 0;
  for (const TimedNote& note : trackOf(performance, Instrument::Drums).notes) {
    if (note.pitch == 57) (barOf(note) <= 4 ? early : late) += 1;
  }
  CHECK(early == 0);
  CHECK(late >= 8);
  for (const int bar : {4, 8}) {
    std::set<int> pitches;
    for (const TimedNote& note : bass.notes) {
      if (barOf(note) == bar) pitches.insert(note.pitch);
    }
    CHECK(pitches.size() >= 3);
  }
}

TEST_CASE("ambient swells, and a high bell comes and goes") {
  const Performance performance = eightBars("ambient");
  const Track &bell = trackOf(performance, Instrument::Keys), &pad = trackOf(performance, Instrument::Pad);
  constexpr int kAboveC5 = 73;
  CHECK(notesIn(bell, 1, 1) == 0);
  CHECK(notesIn(bell, 3, 3) == 0);
  CHECK(notesIn(bell, 2, 8, kAboveC5) >= 6);
  CHECK(notesIn(bell, 6, 7) > notesIn(bell, 2, 3));
  CHECK(notesIn(pad, 1, 4, kAboveC5) == 0);
  CHECK(notesIn(pad, 5, 8, kAboveC5) >= 1);
  int least = 127, most = 0;
  for (const ControlChange& control : pad.controls) {
    REQUIRE(control.controller == 11);
    least = std::min(least, control.value);
    most = std::max(most, control.value);
  }
  CHECK(most >= 120);
  CHECK(least <= 100);
}
