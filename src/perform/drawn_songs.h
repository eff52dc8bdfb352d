#pragma once

#include <algorithm>
#include <array>
#include <string>

#include "base/random.h"
#include "perform/perform.h"
#include "song/song_builder.h"

/// Songs drawn at random for property tests.
namespace amuse::perform::testing {

using song::Tick;

inline const GrooveBook& shippedBook() {
  static const GrooveBook book = loadGrooveBook(AMUSE_SOURCE_DIR).value();
  return book;
}

inline theory::ChordSymbol drawChord(const theory::Key& key, Random& random) {
  if (random.chance(0.02)) return theory::noChord();
  const theory::PitchClassSet scale = theory::scaleOf(key.mode);
  int degree = static_cast<int>(random.below(12));
  while (!scale.contains(degree) && random.chance(0.9)) degree = static_cast<int>(random.below(12));
  theory::RelativeChord chord;
  chord.root = degree;
  static const std::array<const char*, 12> kRich{"9",   "m9",   "maj9", "13",      "7b9",   "6/9",
                                                 "m11", "add9", "7#9",  "maj7#11", "7sus4", "m7b5"};
  if (random.chance(0.25)) {
    chord.quality = theory::parseChordSymbol(std::string("C") + kRich[random.below(kRich.size())]).value().quality;
  } else {
    chord.quality = theory::plainQuality(static_cast<theory::ChordClass>(random.below(theory::kChordClassCount)));
  }
  if (random.chance(0.15)) chord.bass = static_cast<int>(1 + random.below(11));
  return theory::toSymbol(chord, key);
}

inline song::Meter drawMeter(Random& random) {
  static const std::array<song::Meter, 12> kMeters{
      {{4, 4}, {4, 4}, {3, 4}, {6, 8}, {2, 4}, {5, 4}, {6, 4}, {3, 8}, {7, 8}, {9, 8}, {12, 8}, {7, 4}}};
  return kMeters[random.below(kMeters.size())];
}

struct Drawn {
  song::Song song;
  std::string groove;
};

/// A song with everything that may happen: sections that return, pickups, short chords, gaps, changes of tempo.
inline Drawn drawSong(std::uint64_t seed) {
  Random random(seed);
  Drawn drawn;
  drawn.groove = shippedBook().grooves[seed % shippedBook().grooves.size()].name;
  const theory::Mode mode = theory::kModes[seed % theory::kModeCount];
  const theory::Key key = theory::makeKey(static_cast<int>(random.below(12)), mode);
  const song::Meter meter = drawMeter(random);
  drawn.song = song::makeEmptySong("drawn", key, meter, random.uniform(40, 240));
  const std::size_t parts = 1 + random.below(2);
  for (std::size_t p = 0; p < parts; ++p) {
    const int bars = static_cast<int>(1 + random.below(6));
    const Tick pickup = random.chance(0.15) ? meter.beatTicks() : 0;
    const std::size_t part = song::addPart(drawn.song, p == 0 ? "Verse" : "Chorus", bars, pickup);
    Tick at = -pickup;
    const Tick end = meter.barTicks() * bars;
    while (at < end) {
      Tick length = random.chance(0.6) ? meter.barTicks() : meter.beatTicks() * static_cast<Tick>(1 + random.below(3));
      if (random.chance(0.05)) length = meter.beatTicks() / 2;
      if (at < 0) length = -at;
      length = std::min(length, end - at);
      if (!random.chance(0.03)) song::addChord(drawn.song, part, at, length, drawChord(key, random));
      at += length;
    }
  }
  if (parts == 2 && random.chance(0.5)) drawn.song.order.push_back(drawn.song.order.front());
  drawn.song.style.energy = random.uniform();
  drawn.song.style.density = random.uniform();
  drawn.song.style.feel = std::array<const char*, 3>{"normal", "half", "double"}[random.below(3)];
  drawn.song.style.swing = random.chance(0.6) ? 0 : -1;
  drawn.song.capo = random.chance(0.2) ? static_cast<int>(random.below(8)) : 0;
  return drawn;
}

}  // namespace amuse::perform::testing
