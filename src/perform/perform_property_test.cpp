#include "perform/perform.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "perform/drawn_songs.h"
#include "perform/voicing.h"
#include "song/timeline.h"
#include "theory/measures.h"

using namespace amuse;
using namespace amuse::perform;
using namespace amuse::perform::testing;

namespace {

constexpr int kDrawnSongs = 1000;

const Track* trackOf(const Performance& performance, Instrument instrument) {
  for (const Track& track : performance.tracks) {
    if (track.instrument == instrument) return &track;
  }
  return nullptr;
}

double tickMs(const Performance& performance, Tick at) {
  double bpm = performance.tempoMap.front().bpm;
  for (const auto& change : performance.tempoMap) {
    if (change.at <= at) bpm = change.bpm;
  }
  return 60000.0 / bpm / song::kTicksPerQuarter;
}

void checkNotes(const Performance& performance) {
  for (const Track& track : performance.tracks) {
    CAPTURE(track.name);
    std::map<int, Tick> soundsUntil;
    Tick before = 0;
    for (const TimedNote& note : track.notes) {
      bool good = note.start >= before && note.length >= 1 && note.start + note.length <= performance.length &&
                  note.velocity >= 1 && note.velocity <= 127 && note.pitch >= 0 && note.pitch <= 127;
      const auto [sounding, fresh] = soundsUntil.try_emplace(note.pitch, 0);
      good = good && note.start >= sounding->second;
      sounding->second = note.start + note.length;
      before = note.start;
      REQUIRE_MESSAGE(good, "note ", note.pitch, " at ", note.start, " for ", note.length);
    }
  }
}

/// How far above C5 a part's lines lay their notes.
int octavesUp(const Performance& performance, Instrument instrument) {
  int octaves = 0;
  for (const GroovePart& part : shippedBook().find(performance.groove)->parts) {
    if (part.instrument != instrument) continue;
    for (const Line& line : part.lines) octaves = std::max(octaves, line.octave);
  }
  return octaves;
}

void checkRanges(const Performance& performance) {
  constexpr int kC3 = 48, kC5 = 72;
  for (const Track& track : performance.tracks) {
    int low = 0, high = 115;
    if (track.instrument == Instrument::Bass) low = 28, high = 55;
    if (track.instrument == Instrument::Pad) low = kC3, high = kC5;
    if (track.instrument == Instrument::Keys) low = 33, high = kC5;  // the left hand goes below C3
    high += 12 * octavesUp(performance, track.instrument);
    if (track.instrument == Instrument::Guitar) low = 40, high = 88;
    for (const TimedNote& note : track.notes)
      REQUIRE_MESSAGE((note.pitch >= low && note.pitch <= high), track.name, " ", note.pitch);
  }
}

/// Swing moves what lies off the beat, chords too; checks of exact places look only at what it leaves alone.
bool onStraightBeat(const song::Song& song, Tick at) {
  return song.style.swing == 0 ||
         song::toBarPosition(song, at) == song::BarPosition{song::toBarPosition(song, at).barNumber, 1, 0};
}

/// The bass that sounds just after a chord begins is the written one, and none begins without it.
void checkBass(const song::Song& song, const Performance& performance) {
  const Track* bass = trackOf(performance, Instrument::Bass);
  if (bass == nullptr) return;
  for (const song::PlayedEvent& event : song::playedChords(song)) {
    const auto& symbol = song.parts[event.partIndex].chords[event.eventIndex].symbol;
    const Tick at = event.start + performance.leadIn, end = std::min(at + event.length, performance.length);
    if (symbol.isNoChord() || at < 0 || !onStraightBeat(song, event.start)) continue;
    const Tick soon = at + static_cast<Tick>(12.5 / tickMs(performance, at)) + 1;
    bool plays = false, sounds = false;
    for (const TimedNote& note : bass->notes) {
      plays = plays || (note.start >= at - 60 && note.start < end - 60);
      if (note.start > soon || note.start + note.length <= soon) continue;
      sounds = true;
      REQUIRE_MESSAGE(theory::toPitchClass(note.pitch) == symbol.bassPitchClass(), theory::toText(symbol), " at ", at,
                      " over ", note.pitch);
    }
    REQUIRE_MESSAGE((sounds || !plays), "no bass where ", theory::toText(symbol), " begins at ", at);
  }
}

/// Keys and bass together: nothing close below C3, and the left hand never under the bass.
void checkSpacing(const Performance& performance) {
  struct Sounding {
    Tick start, end;
    int pitch;
    bool bass;
  };
  std::vector<Sounding> all;
  for (const Track& track : performance.tracks) {
    const bool bass = track.instrument == Instrument::Bass;
    if (track.instrument != Instrument::Keys && !bass) continue;
    for (const TimedNote& note : track.notes) all.push_back({note.start, note.start + note.length, note.pitch, bass});
  }
  std::sort(all.begin(), all.end(), [](const Sounding& a, const Sounding& b) { return a.start < b.start; });
  const Tick tolerance = static_cast<Tick>(30 / tickMs(performance, 0));
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = i + 1; j < all.size() && all[j].start < all[i].end - tolerance; ++j) {
      if (all[j].end - all[j].start <= tolerance) continue;
      const int low = std::min(all[i].pitch, all[j].pitch), gap = std::abs(all[i].pitch - all[j].pitch);
      REQUIRE_MESSAGE((low >= 48 || gap == 0 || gap >= 4), all[i].pitch, " and ", all[j].pitch, " at ", all[j].start);
      if (all[i].bass == all[j].bass) continue;
      const int bassPitch = all[i].bass ? all[i].pitch : all[j].pitch, keys = all[i].bass ? all[j].pitch : all[i].pitch;
      REQUIRE_MESSAGE(keys >= bassPitch, keys, " under the bass ", bassPitch, " at ", all[j].start);
    }
  }
}

/// Just before every change of chord the pedal comes up, and it is up at the end.
void checkPedal(const song::Song& song, const Performance& performance) {
  const Track* keys = trackOf(performance, Instrument::Keys);
  if (keys == nullptr || keys->controls.empty()) return;
  const auto last = std::find_if(keys->controls.rbegin(), keys->controls.rend(),
                                 [](const ControlChange& control) { return control.controller == 64; });
  CHECK((last == keys->controls.rend() || last->value == 0));
  if (last == keys->controls.rend()) return;
  for (const song::PlayedEvent& event : song::playedChords(song)) {
    if (song.parts[event.partIndex].chords[event.eventIndex].symbol.isNoChord()) continue;
    if (!onStraightBeat(song, event.start)) continue;
    const Tick at = std::max<Tick>(0, event.start + performance.leadIn);
    const Tick window = static_cast<Tick>(20 / tickMs(performance, at)) + 1;
    const bool up = std::any_of(keys->controls.begin(), keys->controls.end(), [&](const ControlChange& control) {
      return control.controller == 64 && control.value == 0 && control.at <= at && control.at >= at - window;
    });
    REQUIRE_MESSAGE(up, "pedal held over ", at);
  }
}

/// Every note lies within 12 ms of where a machine would put it.
void checkJitter(const song::Song& song, const PerformOptions& options, const Performance& human) {
  static const GrooveBook stiff = [] {
    GrooveBook book = shippedBook();
    for (Groove& groove : book.grooves) {
      for (GroovePart& part : groove.parts) part.loosenessMs = part.lateMs = 0;
    }
    return book;
  }();
  const Performance grid = perform::perform(song, options, stiff).value();
  REQUIRE(grid.tracks.size() == human.tracks.size());
  for (std::size_t t = 0; t < human.tracks.size(); ++t) {
    std::multimap<int, Tick> starts;
    for (const TimedNote& note : grid.tracks[t].notes) starts.emplace(note.pitch, note.start);
    for (const TimedNote& note : human.tracks[t].notes) {
      Tick nearest = 1 << 30;
      const auto [first, last] = starts.equal_range(note.pitch);
      for (auto it = first; it != last; ++it) nearest = std::min<Tick>(nearest, std::abs(it->second - note.start));
      const double ms = static_cast<double>(nearest) * tickMs(human, note.start);
      REQUIRE_MESSAGE(ms <= 12 + tickMs(human, note.start), human.tracks[t].name, " at ", note.start, " is off by ",
                      ms);
    }
  }
}

}  // namespace

TEST_CASE("a thousand songs over all modes and grooves keep every promise about notes") {
  for (int seed = 0; seed < kDrawnSongs; ++seed) {
    const Drawn drawn = drawSong(static_cast<std::uint64_t>(seed));
    CAPTURE(seed);
    CAPTURE(drawn.groove);
    PerformOptions options;
    options.seed = static_cast<std::uint32_t>(seed);
    options.groove = drawn.groove;
    const auto performed = perform::perform(drawn.song, options, shippedBook());
    REQUIRE(performed.has_value());
    const Performance& performance = *performed;
    REQUIRE(performance.length == song::songLengthTicks(drawn.song) + performance.leadIn);
    REQUIRE(performance.leadIn == song::leadInTicks(drawn.song));
    checkNotes(performance);
    checkRanges(performance);
    checkBass(drawn.song, performance);
    checkSpacing(performance);
    checkPedal(drawn.song, performance);
    if (seed % 4 == 0) checkJitter(drawn.song, options, performance);
  }
}

TEST_CASE("over a thousand progressions voices move little and the top line never leaps more than a fifth") {
  constexpr VoicingStyle kStyles[] = {VoicingStyle::Close,    VoicingStyle::Shell,   VoicingStyle::Drop2,
                                      VoicingStyle::Rootless, VoicingStyle::Quartal, VoicingStyle::Spread,
                                      VoicingStyle::Power};
  for (const VoicingStyle style : kStyles) {
    double sum = 0;
    int moves = 0;
    for (int seed = 0; seed < kDrawnSongs / 5; ++seed) {
      Random random(static_cast<std::uint64_t>(seed) + 5000);
      const theory::Key key =
          theory::makeKey(static_cast<int>(random.below(12)), theory::kModes[seed % theory::kModeCount]);
      std::vector<theory::ChordSymbol> chords;
      for (int i = 0; i < 8; ++i) chords.push_back(drawChord(key, random));
      VoicingOptions options;
      options.style = style;
      std::vector<int> before;
      double own = 0;
      int count = 0;
      for (const auto& voicing : voiceProgression(chords, options)) {
        if (voicing.empty()) continue;
        const std::vector<int> keys(voicing.begin() + 1, voicing.end());
        CHECK((keys.front() >= 48 && keys.back() <= 72));
        CHECK(keys.front() > voicing.front() + 2);
        if (!before.empty()) {
          REQUIRE(std::abs(keys.back() - before.back()) <= 7);
          own += theory::semitonesPerVoice(before, keys);
          ++count;
        }
        before = keys;
      }
      REQUIRE_MESSAGE(own <= 3.0 * count, "style ", static_cast<int>(style), " seed ", seed, " moves ", own / count);
      sum += own;
      moves += count;
    }
    MESSAGE("style ", static_cast<int>(style), ": ", sum / moves, " semitones a voice");
  }
}

TEST_CASE("the same seed plays the same notes and another seed other ones") {
  const Drawn drawn = drawSong(3);
  PerformOptions options;
  options.groove = "soul";
  const auto first = perform::perform(drawn.song, options, shippedBook()).value();
  CHECK(first == perform::perform(drawn.song, options, shippedBook()).value());
  options.seed = 2;
  CHECK_FALSE(first == perform::perform(drawn.song, options, shippedBook()).value());
}
