#include "theory/chord_origin.h"

#include <array>
#include <span>

namespace amuse::theory {
namespace {

constexpr int kMajorThird = 4, kFifth = 7, kMinorSeventh = 10, kSeventhDegree = 11;

bool liesIn(const RelativeChord& chord, Mode mode) {
  return chord.quality.tones.transposed(chord.root).isSubsetOf(scaleOf(mode));
}

/// V and VII of a minor key with its leading tone are everyday, whatever the signature says.
bool isInKey(const RelativeChord& chord, Mode mode) {
  if (liesIn(chord, mode)) return true;
  const bool onLeading = chord.root == kFifth || chord.root == kSeventhDegree;
  return onLeading && isMinorFamily(mode) && mode != Mode::Phr && mode != Mode::Loc && liesIn(chord, Mode::Hmin);
}

/// What the chord would lead into, where that is a stable triad of the key other than the tonic.
std::optional<RelativeChord> targetOf(const RelativeChord& chord, int up, Mode mode) {
  const int root = toPitchClass(chord.root + up);
  if (root == 0 || !scaleOf(mode).contains(root)) return std::nullopt;
  const RelativeChord triad = scaleTriad(root, mode);
  const auto kind = triad.quality.chordClass;
  if (kind != ChordClass::Maj && kind != ChordClass::Min) return std::nullopt;
  return triad;
}

std::optional<RelativeChord> dominantTarget(const RelativeChord& chord, Mode mode, bool withSeventh) {
  const auto& tones = chord.quality.tones;
  if (!tones.contains(kMajorThird)) return std::nullopt;
  if (withSeventh ? !tones.contains(kMinorSeventh) : chord.quality.chordClass != ChordClass::Maj) return std::nullopt;
  return targetOf(chord, 5, mode);
}

std::optional<RelativeChord> leadingTarget(const RelativeChord& chord, Mode mode, bool isHalf) {
  const auto kind = chord.quality.chordClass;
  const bool isDiminished = kind == ChordClass::Dim || kind == ChordClass::Dim7;
  if (isHalf ? kind != ChordClass::HalfDim7 : !isDiminished) return std::nullopt;
  return targetOf(chord, 1, mode);
}

std::optional<Mode> lenderAmong(std::span<const Mode> modes, const RelativeChord& chord, Mode mode) {
  for (const Mode other : modes)
    if (other != mode && liesIn(chord, other)) return other;
  return std::nullopt;
}

constexpr Mode kNearMajor[] = {Mode::Mix, Mode::Min, Mode::Maj}, kNearMinor[] = {Mode::Dor, Mode::Min, Mode::Maj};
constexpr Mode kFar[] = {Mode::Hmin, Mode::Lyd, Mode::Dor, Mode::Phr, Mode::Mix};

}  // namespace

RelativeChord scaleTriad(int root, Mode mode) {
  // The third and the fifth are two and four steps up the scale.
  const auto above = scaleOf(mode).transposed(-root);
  std::array<int, 12> steps{};
  std::size_t count = 0;
  for (int semitone = 0; semitone < 12; ++semitone)
    if (above.contains(semitone)) steps[count++] = semitone;
  const int third = steps[2], fifth = steps[4];
  ChordClass kind = third == kMajorThird ? ChordClass::Maj : ChordClass::Min;
  if (fifth < kFifth) kind = ChordClass::Dim;
  if (fifth > kFifth) kind = ChordClass::Aug;
  return {root, plainQuality(kind), 0};
}

ChordOrigin originOf(const RelativeChord& chord, Mode mode) {
  if (chord.isNoChord() || isInKey(chord, mode)) return {};
  const auto applied = [](const RelativeChord& target) {
    return ChordOrigin{OriginKind::Applied, std::nullopt, target};
  };
  if (const auto target = dominantTarget(chord, mode, true)) return applied(*target);
  if (const auto target = leadingTarget(chord, mode, false)) return applied(*target);
  const auto neighbours = isMinorFamily(mode) ? std::span<const Mode>(kNearMinor) : std::span<const Mode>(kNearMajor);
  if (const auto near = lenderAmong(neighbours, chord, mode)) return {OriginKind::Borrowed, near, std::nullopt};
  if (const auto target = dominantTarget(chord, mode, false)) return applied(*target);
  if (const auto target = leadingTarget(chord, mode, true)) return applied(*target);
  if (const auto far = lenderAmong(kFar, chord, mode)) return {OriginKind::Borrowed, far, std::nullopt};
  return {OriginKind::Outside, std::nullopt, std::nullopt};
}

}  // namespace amuse::theory
