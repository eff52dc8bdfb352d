#include "app/melody_fit.h"

namespace amuse::app {
namespace {

bool isTone(const theory::RelativeChord& chord, int aboveRoot) noexcept {
  return chord.quality.tones.contains(aboveRoot) || (!chord.isNoChord() && chord.bass == aboveRoot);
}

int aboveRoot(const theory::RelativeChord& chord, theory::PitchClass tonic, theory::PitchClass note) noexcept {
  return theory::toPitchClass(note - tonic - chord.root);
}

}  // namespace

std::vector<song::Tick> strongBeats(const song::Meter& meter) {
  const bool compound = meter.unit >= 8 && meter.beats % 3 == 0 && meter.beats > 3;
  const int step = compound ? 3 : meter.beats % 2 == 0 && meter.beats > 2 ? meter.beats / 2 : meter.beats;
  std::vector<song::Tick> beats;
  for (int beat = 0; beat < meter.beats; beat += step) beats.push_back(beat * meter.beatTicks());
  return beats;
}

std::vector<StrongNote> strongNotes(const song::Part& part, const song::Meter& meter, song::Tick from, song::Tick to) {
  std::vector<StrongNote> strong;
  const auto beats = strongBeats(meter);
  for (song::Tick bar = from; bar < to; bar += meter.barTicks())
    for (const song::Tick beat : beats)
      for (const auto& note : part.melody)
        if (bar + beat < to && note.start <= bar + beat && note.start + note.length > bar + beat)
          strong.push_back({bar + beat, note.length, theory::toPitchClass(note.pitch)});
  return strong;
}

bool clashes(const theory::RelativeChord& chord, theory::PitchClass tonic, theory::PitchClass note) noexcept {
  const int above = aboveRoot(chord, tonic, note);
  return !isTone(chord, above) && isTone(chord, theory::toPitchClass(above - 1));
}

double toneShare(const theory::RelativeChord& chord, theory::PitchClass tonic,
                 std::span<const StrongNote> notes) noexcept {
  double all = 0, tones = 0;
  for (const auto& note : notes) {
    all += static_cast<double>(note.weight);
    if (isTone(chord, aboveRoot(chord, tonic, note.pitchClass))) tones += static_cast<double>(note.weight);
  }
  return all > 0 ? tones / all : 1;
}

}  // namespace amuse::app
