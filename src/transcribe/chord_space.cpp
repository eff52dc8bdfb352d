#include "transcribe/chord_space.h"

namespace amuse::transcribe {

theory::Quality qualityAt(std::size_t index) noexcept {
  if (index == kNinth) return theory::makeQuality(theory::PitchClassSet::of(0, 2, 4, 7, 10), theory::ChordClass::Dom7);
  return theory::plainQuality(static_cast<theory::ChordClass>(index));
}

std::size_t qualityIndex(const theory::Quality& quality) noexcept {
  const bool isNinth = quality.chordClass == theory::ChordClass::Dom7 && quality.tones.contains(2);
  return isNinth ? kNinth : static_cast<std::size_t>(quality.chordClass);
}

std::size_t chordIndex(const theory::ChordSymbol& chord) noexcept {
  if (chord.isNoChord()) return kNoChord;
  return chordIndex(static_cast<std::size_t>(chord.root.pitchClass()), qualityIndex(chord.quality));
}

theory::RelativeChord chordAt(std::size_t index, std::optional<int> bass) noexcept {
  if (index == kNoChord) return theory::toRelative(theory::noChord(), 0);
  const auto root = static_cast<int>(index / kQualityCount);
  return {root, qualityAt(index % kQualityCount), bass ? theory::toPitchClass(*bass - root) : 0};
}

}  // namespace amuse::transcribe
