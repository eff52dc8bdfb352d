#include "perform/plain.h"

#include <algorithm>

#include "perform/voicing.h"

namespace amuse::perform {
namespace {

constexpr int kKeysVelocity = 72, kBassVelocity = 80;

/// Where a held chord is struck: at its start, then at every bar line it holds across.
std::vector<song::Tick> attacksOf(const Frame& frame, const FrameChord& chord) {
  std::vector<song::Tick> attacks{chord.start};
  for (const FrameBar& bar : frame.bars) {
    if (bar.start > chord.start && bar.start < chord.end) attacks.push_back(bar.start);
  }
  return attacks;
}

void addHeld(std::vector<TimedNote>& notes, const std::vector<song::Tick>& attacks, song::Tick end, int pitch,
             int velocity) {
  for (std::size_t i = 0; i < attacks.size(); ++i) {
    const song::Tick until = i + 1 < attacks.size() ? attacks[i + 1] : end;
    notes.push_back({attacks[i], until - attacks[i], pitch, i == 0 ? velocity : velocity - 8});
  }
}

}  // namespace

std::vector<Track> playPlain(const Frame& frame) {
  std::vector<theory::ChordSymbol> symbols;
  for (const FrameChord& chord : frame.chords) symbols.push_back(chord.symbol);
  const auto voicings = voiceProgression(symbols);
  Track keys{.name = "Chords", .instrument = Instrument::Keys, .channel = 0, .program = 0};
  Track bass{.name = "Bass", .instrument = Instrument::Bass, .channel = 1, .program = 33, .reverb = 15};
  for (std::size_t i = 0; i < frame.chords.size(); ++i) {
    const FrameChord& chord = frame.chords[i];
    const auto attacks = attacksOf(frame, chord);
    const std::vector<int>& notes = chord.voicing && !chord.voicing->empty() ? *chord.voicing : voicings[i];
    for (std::size_t v = chord.voicing ? 0 : 1; v < notes.size(); ++v)
      addHeld(keys.notes, attacks, chord.end, notes[v], kKeysVelocity);
    const int pitch = nearestPitch(chord.symbol.bassPitchClass(), 36, 28, 43);
    addHeld(bass.notes, attacks, chord.end, pitch, kBassVelocity);
  }
  const auto byStart = [](const TimedNote& a, const TimedNote& b) { return a.start < b.start; };
  for (Track* track : {&keys, &bass}) std::stable_sort(track->notes.begin(), track->notes.end(), byStart);
  return {keys, bass};
}

}  // namespace amuse::perform
