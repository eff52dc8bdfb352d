#include "arrange.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <string_view>

namespace amuse::train {
namespace {

constexpr int kMelodyChannel = 0, kBridgeChannel = 1, kHighChannel = 2, kLowChannel = 3, kBassChannel = 4,
              kPadChannel = 5, kCompChannel = 6;

/// General MIDI programs from 0, by what they can do.
constexpr std::array kTuneful{0,  4,  11, 22, 24, 40, 52, 53, 54, 56, 57, 60,
                              65, 66, 68, 71, 73, 74, 75, 80, 81, 82, 85, 87};
constexpr std::array kHarmonic{0,  0,  0,  1,  2,  3,  4,  4,  5,  5,  6,  7,  11, 16, 17, 18, 19, 21,
                               24, 24, 25, 25, 26, 27, 28, 29, 30, 46, 48, 50, 62, 81, 88, 89, 90};
constexpr std::array kBasses{32, 33, 33, 34, 35, 36, 38, 39, 43, 58};
constexpr std::array kPads{16, 19, 48, 49, 50, 51, 52, 54, 61, 88, 89, 90, 91, 92, 94, 95};
constexpr std::array kComps{0, 4, 5, 16, 18, 24, 25, 26, 27, 28, 29, 30, 62};

/// Sixteenths of a bar: x struck, o struck lightly.
struct DrumPattern {
  std::string_view kick, snare, hat;
  int snareNote, hatNote;
};
constexpr std::array<DrumPattern, 12> kDrums{{
    {"x.......x.......", "....x.......x...", "x.o.x.o.x.o.x.o.", 38, 42},
    {"x.......x.x.....", "....x.......x...", "x.x.x.x.x.x.x.x.", 40, 42},
    {"x..x..x.....x...", "....x.......x..o", "xoxoxoxoxoxoxoxo", 38, 42},
    {"x...x...x...x...", "....x.......x...", "..x...x...x...x.", 39, 46},
    {"x.........x.....", "........x.......", "x...x...x...x...", 38, 51},
    {"x.......x.......", "....x.......x...", "x...x...x...x...", 37, 42},
    {"x.....x...x.....", "....x..o.o..x...", "x.o.x.o.x.o.x.o.", 38, 51},
    {"x.x...x...x.x...", "....x.......x...", "x.x.x.x.x.x.x.x.", 40, 49},
    {"x...............", "................", "o.o.o.o.o.o.o.o.", 38, 70},
    {"x.....x.x.....x.", "....x.......x...", "o.o.o.o.o.o.o.o.", 39, 82},
    {"x.......x..x....", "....x..o....x...", "x.xox.xox.xox.xo", 38, 42},
    {"x..x....x..x....", "....x.......x..x", "x.o.x.o.x.o.x.o.", 37, 69},
}};
/// The last two are only played for tests.
constexpr std::size_t kTrainedDrums = 10;

template <std::size_t N>
int anyOf(const std::array<int, N>& programs, Random& random) {
  return programs[random.below(N)];
}

/// Collects notes as events.
class BandWriter final {
 public:
  BandWriter(Band& band, Random& random) : band_(band), random_(random), jitter_(random.uniform(0, 0.012)) {}
  void add(int channel, double start, double end, int pitch, int velocity) {
    if (pitch < 0 || pitch > 127 || start >= band_.seconds) return;
    start = std::max(0.0, start + jitter_ * random_.normal());
    band_.events.push_back({start, channel, pitch, std::clamp(velocity, 1, 127)});
    band_.events.push_back({std::max(end, start + 0.05), channel, pitch, 0});
  }

 private:
  Band& band_;
  Random& random_;
  double jitter_;
};

/// Beats inside a span, with their length.
struct SpanBeats {
  std::vector<double> times;
  double unit = 0.5;
};
SpanBeats beatsWithin(const Piece& piece, double start, double end) {
  SpanBeats out;
  for (const auto& beat : piece.beats)
    if (beat.time > start - 0.05 && beat.time < end - 0.05) out.times.push_back(beat.time);
  if (piece.beats.size() > 1)
    out.unit = (piece.beats.back().time - piece.beats.front().time) / static_cast<double>(piece.beats.size() - 1);
  if (out.times.empty()) out.times.push_back(start);
  return out;
}

void addBass(const Piece& piece, BandWriter& out, Random& random) {
  const std::size_t pattern = random.below(5);
  const int lowest = 28 + static_cast<int>(random.below(8)), loud = 80 + static_cast<int>(random.below(35));
  for (const auto& chord : piece.chords) {
    if (chord.chord.isNoChord()) continue;
    const int bass = lowest + theory::toPitchClass(chord.chord.bassPitchClass() - lowest);
    const auto beats = beatsWithin(piece, chord.start, chord.end);
    if (pattern == 0) out.add(kBassChannel, chord.start, chord.end, bass, loud);
    for (std::size_t b = 0; b < beats.times.size() && pattern > 0; ++b) {
      const double t = b == 0 ? chord.start : beats.times[b];
      const bool isFifth = pattern == 3 && b % 2 == 1 && !chord.chord.bass && chord.chord.quality.tones.contains(7);
      const int pitch = bass + (isFifth ? 7 : pattern == 4 && b % 2 == 1 ? 12 : 0);
      out.add(kBassChannel, t, t + beats.unit * (pattern == 2 ? 0.45 : 0.9), pitch, loud);
      if (pattern == 2) out.add(kBassChannel, t + beats.unit / 2, t + beats.unit * 0.95, pitch, loud - 15);
    }
  }
}

void addComp(const Piece& piece, int channel, bool isPad, BandWriter& out, Random& random) {
  const auto pattern = isPad ? CompPattern::Held : static_cast<CompPattern>(1 + random.below(kCompPatternCount - 1));
  const int lowest = (isPad ? 52 : 48) + static_cast<int>(random.below(10));
  for (const auto& chord : piece.chords) {
    if (chord.chord.isNoChord()) continue;
    const double unit = beatsWithin(piece, chord.start, chord.end).unit;
    for (const auto& note : comp(voiced(chord.chord, lowest), chord.start, chord.end, unit, pattern, 60, random))
      out.add(channel, note.start, note.end, note.pitch, note.velocity);
  }
}

void hit(char mark, double time, int note, BandWriter& out, Random& random) {
  if (mark == '.') return;
  out.add(kDrumChannel, time, time + 0.1, note, (mark == 'x' ? 95 : 60) + static_cast<int>(random.below(20)));
}

void addDrums(const Piece& piece, bool isTest, BandWriter& out, Random& random) {
  const auto& pattern =
      kDrums[isTest ? kTrainedDrums + random.below(kDrums.size() - kTrainedDrums) : random.below(kTrainedDrums)];
  const double swing = random.chance(0.2) ? 0.16 : 0;
  std::size_t inBar = 0, bar = 0;
  for (std::size_t b = 0; b + 1 < piece.beats.size(); ++b) {
    if (piece.beats[b].isDownbeat) inBar = 0, ++bar;
    const double start = piece.beats[b].time, unit = std::min(1.5, piece.beats[b + 1].time - start);
    const bool isFill = bar % 8 == 0 && inBar == 3;
    for (std::size_t step = 0; step < 4; ++step) {
      const double time = start + unit * (static_cast<double>(step) / 4 + (step % 2 == 1 ? swing / 2 : 0));
      const std::size_t at = inBar % 4 * 4 + step;
      hit(pattern.kick[at], time, 36, out, random);
      hit(isFill ? 'x' : pattern.snare[at], time, isFill ? 47 - static_cast<int>(step) : pattern.snareNote, out,
          random);
      hit(pattern.hat[at], time, pattern.hatNote, out, random);
    }
    if (piece.beats[b].isDownbeat && bar % 8 == 1) hit('x', start, 49, out, random);
    ++inBar;
  }
}

}  // namespace

Band arrange(const Piece& piece, Random& random, const Arranging& how) {
  Band band;
  band.seconds = piece.seconds;
  band.tuningCents = random.chance(0.5) ? random.uniform(-50, 50) : random.uniform(-8, 8);
  if (std::abs(how.tuningCents) <= 50) band.tuningCents = how.tuningCents;
  band.reverb = random.uniform(0, 0.8);
  const bool isSplit = random.chance(0.35);
  auto& p = band.programs;
  p[kMelodyChannel] = anyOf(kTuneful, random), p[kBridgeChannel] = anyOf(kTuneful, random);
  p[kHighChannel] = anyOf(kHarmonic, random);
  p[kLowChannel] = isSplit ? (random.chance(0.5) ? anyOf(kBasses, random) : anyOf(kHarmonic, random)) : p[kHighChannel];
  p[kBassChannel] = anyOf(kBasses, random), p[kPadChannel] = anyOf(kPads, random),
  p[kCompChannel] = anyOf(kComps, random);
  for (int& volume : band.volumes) volume = 60 + static_cast<int>(random.below(60));
  BandWriter out(band, random);
  const bool hasMelody = random.chance(0.85), hasBridge = random.chance(0.7),
             hasPiano = random.chance(0.93) || how.onlyNotes;
  for (const auto& note : piece.notes) {
    if (note.part == PiecePart::Melody && hasMelody)
      out.add(kMelodyChannel, note.start, note.end, note.pitch, note.velocity);
    if (note.part == PiecePart::Bridge && hasBridge)
      out.add(kBridgeChannel, note.start, note.end, note.pitch, note.velocity);
    if (note.part == PiecePart::Piano && hasPiano)
      out.add(note.pitch < 50 ? kLowChannel : kHighChannel, note.start, note.end, note.pitch, note.velocity);
  }
  const bool byLabels = !how.onlyNotes;
  if (random.chance(0.6) && byLabels) addBass(piece, out, random);
  if (random.chance(0.35) && byLabels) addComp(piece, kPadChannel, true, out, random);
  if ((random.chance(0.35) || !hasPiano) && byLabels) addComp(piece, kCompChannel, false, out, random);
  if (random.chance(0.7)) addDrums(piece, how.isTest, out, random);
  std::stable_sort(band.events.begin(), band.events.end(), [](const auto& a, const auto& b) {
    if (a.time != b.time) return a.time < b.time;
    return a.velocity == 0 && b.velocity != 0;
  });
  return band;
}

}  // namespace amuse::train
