#include "piece.h"

#include <algorithm>
#include <cmath>

namespace amuse::train {

Piece cut(const Piece& piece, double start, double seconds, double speed, int semitones) {
  Piece out;
  out.name = piece.name;
  out.seconds = seconds / speed;
  const double end = start + seconds;
  const auto moved = [&](double time) { return (std::clamp(time, start, end) - start) / speed; };
  for (auto note : piece.notes) {
    if (note.start < start || note.start >= end) continue;
    note.start = moved(note.start), note.end = moved(note.end);
    note.pitch += semitones;
    out.notes.push_back(note);
  }
  const auto key = theory::makeKey(0, theory::Mode::Maj);
  for (const auto& chord : piece.chords) {
    if (chord.end <= start || chord.start >= end) continue;
    const bool isNone = chord.chord.isNoChord();
    out.chords.push_back(
        {moved(chord.start), moved(chord.end), isNone ? chord.chord : theory::transposed(chord.chord, semitones, key)});
  }
  for (const auto& beat : piece.beats)
    if (beat.time >= start && beat.time < end) out.beats.push_back({moved(beat.time), beat.isDownbeat});
  if (piece.key)
    out.key = theory::makeKey(theory::toPitchClass(piece.key->tonic.pitchClass() + semitones), piece.key->mode);
  return out;
}

std::vector<int> voiced(const theory::ChordSymbol& chord, int lowest) {
  std::vector<int> pitches;
  const int root = chord.root.pitchClass();
  for (int tone = 0; tone < 12; ++tone)
    if (chord.quality.tones.contains(tone)) pitches.push_back(lowest + theory::toPitchClass(root + tone - lowest));
  std::sort(pitches.begin(), pitches.end());
  return pitches;
}

std::vector<PieceNote> comp(const std::vector<int>& pitches, double start, double end, double unit, CompPattern pattern,
                            int velocity, Random& random) {
  std::vector<PieceNote> notes;
  if (pitches.empty() || end - start < 0.02) return notes;
  const auto add = [&](double from, double to, int pitch) {
    if (from < end - 0.01)
      notes.push_back(
          {from, std::min(to, end), pitch, velocity + static_cast<int>(random.below(15)), PiecePart::Piano});
  };
  const auto block = [&](double from, double to, double spread) {
    for (std::size_t i = 0; i < pitches.size(); ++i) add(from + spread * static_cast<double>(i), to, pitches[i]);
  };
  switch (pattern) {
    case CompPattern::Held: block(start, end, 0); break;
    case CompPattern::Beats:
      for (double t = start; t < end - 0.01; t += unit) block(t, t + unit * 0.9, 0);
      break;
    case CompPattern::OffBeats:
      block(start, start + unit * 0.5, 0);
      for (double t = start + unit * 0.5; t < end - 0.01; t += unit) block(t, t + unit * 0.4, 0);
      break;
    case CompPattern::Arpeggio: {
      std::size_t i = 0;
      const bool isRinging = random.chance(0.5);
      for (double t = start; t < end - 0.01; t += unit / 2, ++i)
        add(t, isRinging ? t + 2 * unit : t + unit / 2,
            pitches[i % pitches.size()] + (i / pitches.size() % 2 == 1 ? 12 : 0));
      break;
    }
    case CompPattern::Strum:
      for (double t = start; t < end - 0.01; t += unit / 2)
        if (t == start || random.chance(0.75)) block(t, t + unit * 0.6, 0.012);
      break;
    case CompPattern::Broken:
      for (double t = start; t < end - 0.01; t += unit * 2) {
        add(t, t + unit, pitches.front());
        for (std::size_t i = 1; i < pitches.size(); ++i) add(t + unit, t + 2 * unit, pitches[i]);
      }
      break;
  }
  return notes;
}

namespace {

/// Every quality of the recogniser, and ninths and added notes that count as one of them.
constexpr std::array<std::string_view, 24> kMadeQualities{
    "",   "m", "7", "maj7",  "m7",    "sus2", "sus4", "dim",  "m7b5", "dim7",  "aug", "6",
    "m6", "5", "9", "7sus4", "mmaj7", "add9", "m9",   "maj9", "13",   "9sus4", "69",  "madd9"};
constexpr std::array<double, kMadeQualities.size()> kMadeShares{2,   2, 2,   2, 2,   1.5, 1.5, 1.5, 1.5, 1.2, 1.2, 1.2,
                                                                1.2, 1, 1.5, 1, 0.5, 1,   0.7, 0.7, 0.4, 0.4, 0.4, 0.4};

theory::ChordSymbol makeChord(Random& random) {
  const auto root = theory::makeKey(static_cast<int>(random.below(12)), theory::Mode::Maj).tonic;
  auto chord =
      *theory::parseChordSymbol(theory::toText(root) + std::string(kMadeQualities[random.weighted(kMadeShares)]));
  if (random.chance(0.33)) {
    const auto tones = theory::chordTones(chord);
    const auto bass = tones[random.below(std::min<std::size_t>(4, tones.size()))];
    if (bass.pitchClass() != root.pitchClass()) chord.bass = bass;
  }
  return chord;
}

/// A tune of chord tones, with steps between them.
void addTune(Piece& piece, double unit, Random& random) {
  for (const auto& chord : piece.chords) {
    const auto pitches = voiced(chord.chord, 67);
    for (double t = chord.start; t < chord.end - 0.01;) {
      const double length = unit * (random.chance(0.5) ? 1 : random.chance(0.5) ? 0.5 : 2);
      const int step = random.chance(0.25) ? (random.chance(0.5) ? 2 : -1) : 0;
      if (random.chance(0.8))
        piece.notes.push_back({t, std::min(t + length, chord.end), pitches[random.below(pitches.size())] + step,
                               70 + static_cast<int>(random.below(40)), PiecePart::Melody});
      t += length;
    }
  }
}

}  // namespace

Piece makePiece(Random& random, double seconds) {
  Piece piece;
  piece.name = "made";
  const double unit = 60 / random.uniform(65, 160);
  const int perBar = random.chance(0.15) ? 3 : 4;
  const int lowest = 45 + static_cast<int>(random.below(14));
  const auto pattern = static_cast<CompPattern>(random.below(kCompPatternCount));
  std::vector<std::vector<theory::ChordSymbol>> bars(8);
  for (auto& bar : bars) {
    bar.push_back(makeChord(random));
    if (random.chance(0.3)) bar.push_back(makeChord(random));
  }
  double t = 0.3 * random.uniform();
  for (std::size_t index = 0; t < seconds; ++index) {
    const auto& bar = bars[index / 8 % 2 == 1 ? 4 + index % 4 : index % 4];
    for (std::size_t c = 0; c < bar.size(); ++c) {
      const int first = c == 0 ? 0 : perBar / 2;
      const int last = c + 1 == bar.size() ? perBar : perBar / 2;
      const double start = t + first * unit, end = t + last * unit;
      piece.chords.push_back({start, end, bar[c]});
      const auto notes = comp(voiced(bar[c], lowest), start, end, unit, pattern, 65, random);
      piece.notes.insert(piece.notes.end(), notes.begin(), notes.end());
      const int bass = 36 + theory::toPitchClass(bar[c].bassPitchClass() - 36);
      piece.notes.push_back({start, end, bass, 80, PiecePart::Piano});
    }
    for (int b = 0; b < perBar; ++b) piece.beats.push_back({t + b * unit, b == 0});
    t += perBar * unit;
  }
  piece.seconds = t;
  if (random.chance(0.7)) addTune(piece, unit, random);
  return piece;
}

}  // namespace amuse::train
