#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "perform/drawn_songs.h"

using namespace amuse;
using namespace amuse::perform;
using namespace amuse::perform::testing;

namespace {

constexpr int kProgressions = 300;
constexpr Tick kWholeBar = 4 * song::kTicksPerQuarter;
constexpr Tick kNear = song::kTicksPerQuarter / 12;

/// Four to eight chords of a key, a bar or half a bar each, all with a chord before and after.
song::Song drawnLoop(std::uint64_t seed, theory::Key& key) {
  Random random(seed + 900);
  key = theory::makeKey(static_cast<int>(random.below(12)), theory::kModes[seed % theory::kModeCount]);
  std::vector<song::ChordSpan> chords;
  for (int bar = 0; bar < 8; ++bar) {
    const bool halves = random.chance(0.25);
    for (int i = 0; i < (halves ? 2 : 1); ++i) {
      theory::ChordSymbol chord = drawChord(key, random);
      while (chord.isNoChord()) chord = drawChord(key, random);
      chords.push_back({chord, halves ? kWholeBar / 2 : kWholeBar});
    }
  }
  song::Song song = song::makeSong("loop", key, {4, 4}, 110, chords);
  song.style.density = 0.5;
  song.style.energy = 0.5;
  return song;
}

/// The shipped grooves with what the bass hears: itself and the keys.
const GrooveBook& bassBook() {
  static const GrooveBook book = [] {
    GrooveBook all = shippedBook();
    for (Groove& groove : all.grooves) {
      std::erase_if(groove.parts, [](const GroovePart& part) {
        return part.instrument != Instrument::Bass && part.instrument != Instrument::Keys;
      });
    }
    return all;
  }();
  return book;
}

struct Played {
  std::vector<TimedNote> bass, keys;
};

Played bassAndKeys(const song::Song& song, const std::string& groove, int seed) {
  PerformOptions options;
  options.groove = groove;
  options.seed = static_cast<std::uint32_t>(seed);
  Performance performance = perform::perform(song, options, bassBook()).value();
  Played played;
  for (Track& track : performance.tracks)
    (track.instrument == Instrument::Bass ? played.bass : played.keys) = std::move(track.notes);
  return played;
}

bool hasLetter(const GroovePart& part, char letter) {
  return std::any_of(part.lines.begin(), part.lines.end(), [&](const Line& line) {
    return std::any_of(line.simple.bars.begin(), line.simple.bars.end(), [&](const BarPattern& bar) {
      return std::any_of(bar.begin(), bar.end(),
                         [&](const std::string& cell) { return cell.find(letter) != std::string::npos; });
    });
  });
}

/// Grooves whose bass walks or leads.
std::vector<std::string> leadingGrooves() {
  std::vector<std::string> names;
  for (const Groove& groove : shippedBook().grooves) {
    for (const GroovePart& part : groove.parts) {
      if (part.instrument == Instrument::Bass && (hasLetter(part, 'a') || hasLetter(part, 'w')))
        names.push_back(groove.name);
    }
  }
  return names;
}

/// Where the bass states a coming chord together with the keys, less than a beat before `change`; else `change`.
Tick pushedChange(const Played& played, Tick change, const theory::ChordSymbol& coming) {
  for (const TimedNote& note : played.bass) {
    const bool before = note.start < change - kNear && note.start > change - song::kTicksPerQuarter + kNear;
    if (!before || theory::toPitchClass(note.pitch) != coming.bassPitchClass()) continue;
    const auto tones = coming.quality.tones.transposed(coming.root.pitchClass());
    int struck = 0;
    const bool allTheirs = std::all_of(played.keys.begin(), played.keys.end(), [&](const TimedNote& key) {
      const bool together = std::abs(key.start - note.start) < kNear && key.pitch >= 48;
      struck += together ? 1 : 0;
      return !together || tones.contains(theory::toPitchClass(key.pitch));
    });
    if (allTheirs && struck >= 2) return note.start;
  }
  return change;
}

/// The notes of one chord, by where a stiff hand would have put them.
std::vector<const TimedNote*> within(const std::vector<TimedNote>& notes, Tick start, Tick end) {
  std::vector<const TimedNote*> found;
  for (const TimedNote& note : notes) {
    if (note.start >= start - kNear && note.start < end - kNear) found.push_back(&note);
  }
  return found;
}

struct Tally {
  int leading = 0, chords = 0;
};

/// Checks one chord and what follows it.
void checkChord(const theory::ChordSymbol& chord, const std::vector<const TimedNote*>& notes, int nextPitch,
                bool chromatic, theory::PitchClassSet scale, Tally& tally) {
  REQUIRE_FALSE(notes.empty());
  REQUIRE_MESSAGE(theory::toPitchClass(notes.front()->pitch) == chord.bassPitchClass(), theory::toText(chord));
  ++tally.chords;
  const int last = notes.back()->pitch;
  const auto tones = chord.quality.tones.transposed(chord.root.pitchClass());
  const bool inChord =
      tones.contains(theory::toPitchClass(last)) || theory::toPitchClass(last) == chord.bassPitchClass();
  if (std::abs(last - nextPitch) <= 2 && last != nextPitch) ++tally.leading;
  if (inChord) return;
  REQUIRE_MESSAGE(std::abs(last - nextPitch) <= 2, theory::toText(chord), ": ", last, " leads to ", nextPitch);
  REQUIRE((chromatic || scale.contains(theory::toPitchClass(last))));
  for (const int third : {3, 4}) {
    if (!chord.quality.tones.contains(third)) continue;
    const int gap = theory::toPitchClass(last - chord.root.pitchClass() - third);
    REQUIRE_MESSAGE((gap != 1 && gap != 11), theory::toText(chord), ": ", last, " rubs against the third");
  }
}

}  // namespace

TEST_CASE("bass lines state every chord's bass and lead by step into the next, and from the last into the first") {
  const auto names = leadingGrooves();
  REQUIRE(names.size() >= 8);
  for (const std::string& name : names) {
    CAPTURE(name);
    bool chromatic = false;
    for (const GroovePart& part : shippedBook().find(name)->parts) chromatic = chromatic || part.chromatic;
    Tally tally;
    for (int seed = 0; seed < kProgressions; ++seed) {
      CAPTURE(seed);
      theory::Key key;
      song::Song song = drawnLoop(static_cast<std::uint64_t>(seed), key);
      song.style.swing = 0;
      const auto scale = theory::scaleOf(key.mode).transposed(key.tonic.pitchClass());
      const Played played = bassAndKeys(song, name, seed);
      REQUIRE_FALSE(played.bass.empty());
      const auto& chords = song.parts[0].chords;
      Tick start = 0;
      for (std::size_t i = 0; i < chords.size(); ++i) {
        const Tick written = chords[i].start + chords[i].length;
        const Tick end = pushedChange(played, written, chords[(i + 1) % chords.size()].symbol);
        const auto own = within(played.bass, start, end);
        const auto after =
            i + 1 < chords.size() ? within(played.bass, end, written + kWholeBar) : within(played.bass, 0, kWholeBar);
        REQUIRE_FALSE(after.empty());
        checkChord(chords[i].symbol, own, after.front()->pitch, chromatic, scale, tally);
        start = end;
      }
    }
    MESSAGE(name, ": ", 100 * tally.leading / tally.chords, " % of chords lead on by step");
  }
}

TEST_CASE("a walking bass has chord tones on one and three and more than an octave to walk in") {
  int lowest = 127, highest = 0, turns = 0, moves = 0;
  for (int seed = 0; seed < kProgressions; ++seed) {
    theory::Key key;
    song::Song song = drawnLoop(static_cast<std::uint64_t>(seed), key);
    song.style.swing = 0;
    const auto notes = bassAndKeys(song, "jazz", seed).bass;
    int before = 0;
    for (std::size_t i = 0; i < notes.size(); ++i) {
      const Tick at = (notes[i].start + kNear) % (kWholeBar / 2);
      const auto& chords = song.parts[0].chords;
      const auto chord = std::find_if(chords.begin(), chords.end(), [&](const auto& event) {
        return notes[i].start + kNear >= event.start && notes[i].start + kNear < event.start + event.length;
      });
      REQUIRE(chord != chords.end());
      const auto tones = chord->symbol.quality.tones.transposed(chord->symbol.root.pitchClass());
      const int pitchClass = theory::toPitchClass(notes[i].pitch);
      if (at < 2 * kNear)
        REQUIRE_MESSAGE((tones.contains(pitchClass) || pitchClass == chord->symbol.bassPitchClass()),
                        theory::toText(chord->symbol), " over ", notes[i].pitch, " in ", seed);
      lowest = std::min(lowest, notes[i].pitch);
      highest = std::max(highest, notes[i].pitch);
      if (i == 0) continue;
      const int move = notes[i].pitch - notes[i - 1].pitch;
      turns += move * before < 0 ? 1 : 0;
      ++moves;
      before = move;
    }
  }
  CHECK(lowest >= 28);
  CHECK(highest <= 55);
  CHECK(highest - lowest >= 16);
  MESSAGE("the line turns on ", 100 * turns / moves, " % of its notes");
  CHECK(100 * turns < 50 * moves);
}
