#include "perform/push.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "perform/drawn_songs.h"

using namespace amuse;
using namespace amuse::perform;
using namespace amuse::perform::testing;

namespace {

constexpr Tick kNear = song::kTicksPerQuarter / 12;  // 12 ms and a strum at these tempos

song::Song loopOf(std::initializer_list<const char*> names, double density, double energy) {
  std::vector<song::ChordSpan> chords;
  for (const char* name : names) chords.push_back({theory::parseChordSymbol(name).value(), 4 * song::kTicksPerQuarter});
  song::Song song = song::makeSong("pushes", {}, {4, 4}, 110, chords);
  song.style.swing = 0;
  song.style.density = density;
  song.style.energy = energy;
  return song;
}

bool goesAlong(const Groove& groove, const Track& track) {
  if (track.instrument == Instrument::Drums) return false;
  return std::all_of(groove.parts.begin(), groove.parts.end(),
                     [&](const GroovePart& part) { return part.instrument != track.instrument || part.follows; });
}

/// Nothing of a track sounds beside the coming chord from the push on to the change.
void checkTrack(const Track& track, const Push& push, const theory::ChordSymbol& coming, int& struck) {
  const auto tones = coming.quality.tones.transposed(coming.root.pitchClass());
  for (const TimedNote& note : track.notes) {
    if (note.start >= push.change - kNear || note.start + note.length <= push.at + kNear) continue;
    const int pitchClass = theory::toPitchClass(note.pitch);
    const bool theirs = tones.contains(pitchClass) || pitchClass == coming.bassPitchClass();
    REQUIRE_MESSAGE(theirs, track.name, " ", note.pitch, " at ", note.start, " beside the pushed ",
                    theory::toText(coming));
    if (track.instrument == Instrument::Bass) REQUIRE(pitchClass == coming.bassPitchClass());
    ++struck;
  }
}

}  // namespace

TEST_CASE("whoever sounds at a push sounds the coming chord, bass and held parts too") {
  int grooves = 0;
  for (const Groove& groove : shippedBook().grooves) {
    CAPTURE(groove.name);
    int pushes = 0;
    for (const double level : {0.4, 0.6, 0.9}) {
      // Neighbours without a common tone, so that what stays behind is seen.
      const song::Song song = loopOf({"C", "Dm", "Em", "F", "G", "F#m", "Bb", "Am/C"}, level, level);
      PerformOptions options;
      options.groove = groove.name;
      const Performance performance = perform::perform(song, options, shippedBook()).value();
      const Frame frame = makeFrame(song);
      Feel feel;
      feel.pulse = groove.pulse;
      feel.swingUnit = groove.swingUnit;
      for (const Push& push : pushesOf(frame, groove, feel, {{level, level}})) {
        CAPTURE(push.at);
        ++pushes;
        bool bass = false;
        for (const Track& track : performance.tracks) {
          if (!goesAlong(groove, track)) continue;
          int struck = 0;
          checkTrack(track, push, frame.chords[push.chord].symbol, struck);
          if (track.instrument == Instrument::Bass) {
            bass = true;
            CHECK(struck >= 1);
          }
        }
        CHECK((bass || groove.name == "jazz"));
      }
    }
    grooves += pushes > 0 ? 1 : 0;
  }
  CHECK(grooves >= 7);
}

TEST_CASE("a pushed chord is held by the bass until its next stroke, and nobody pushes the last chord of an ending") {
  const song::Song song = loopOf({"C", "Dm", "Em", "F", "G", "F#m", "Bb", "Am"}, 0.5, 0.5);
  PerformOptions options;
  options.groove = "dance";
  options.ending = Ending::Final;
  const Performance performance = perform::perform(song, options, shippedBook()).value();
  const Tick bar = 4 * song::kTicksPerQuarter;
  const auto bass = std::find_if(performance.tracks.begin(), performance.tracks.end(),
                                 [](const Track& track) { return track.instrument == Instrument::Bass; });
  REQUIRE(bass != performance.tracks.end());
  // Bar 4 of the keys ends with a stroke of the fifth chord on the last off-beat.
  const auto pushed = std::find_if(bass->notes.begin(), bass->notes.end(), [&](const TimedNote& note) {
    return std::abs(note.start - (4 * bar - song::kTicksPerQuarter / 2)) < kNear;
  });
  REQUIRE(pushed != bass->notes.end());
  CHECK(pushed->pitch % 12 == 7);
  CHECK(pushed->start + pushed->length > 4 * bar + kNear);
  for (const TimedNote& note : bass->notes) {
    if (note.start > 7 * bar - song::kTicksPerQuarter && note.start < 7 * bar - kNear) CHECK(note.pitch % 12 == 10);
  }
}
