#include "theory/chord_quality.h"

namespace amuse::theory {
namespace {

ChordClass classWithMajorThird(PitchClassSet tones) noexcept {
  const bool sharpFifth = tones.contains(8) && !tones.contains(7);
  if (tones.contains(10)) return ChordClass::Dom7;
  if (tones.contains(11)) return ChordClass::Maj7;
  if (sharpFifth) return ChordClass::Aug;
  return tones.contains(9) ? ChordClass::Maj6 : ChordClass::Maj;
}

ChordClass classWithMinorThird(PitchClassSet tones) noexcept {
  const bool flatFifth = tones.contains(6) && !tones.contains(7);
  if (flatFifth) {
    return tones.contains(10) ? ChordClass::HalfDim7 : tones.contains(9) ? ChordClass::Dim7 : ChordClass::Dim;
  }
  if (tones.contains(10)) return ChordClass::Min7;
  if (tones.contains(11)) return ChordClass::MinMaj7;
  return tones.contains(9) ? ChordClass::Min6 : ChordClass::Min;
}

ChordClass classWithoutThird(PitchClassSet tones) noexcept {
  if (tones.contains(5) && tones.size() > 2) return tones.contains(10) ? ChordClass::Dom7Sus4 : ChordClass::Sus4;
  return tones.contains(2) ? ChordClass::Sus2 : ChordClass::Five;
}

}  // namespace

Quality qualityOf(PitchClassSet tones) noexcept {
  const ChordClass chordClass = tones.contains(4)   ? classWithMajorThird(tones)
                                : tones.contains(3) ? classWithMinorThird(tones)
                                                    : classWithoutThird(tones);
  return makeQuality(tones, chordClass);
}

}  // namespace amuse::theory
