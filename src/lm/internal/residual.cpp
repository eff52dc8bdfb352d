#include "lm/internal/residual.h"

#include <cmath>

namespace amuse::lm::internal {

namespace {

constexpr std::uint64_t kNoPrevious = 255;

bool isPlain(const theory::RelativeChord& chord) noexcept {
  return chord.quality == theory::plainQuality(chord.quality.chordClass);
}

std::uint64_t keyOf(std::uint64_t depth, std::uint64_t a, std::uint64_t b = 0, std::uint64_t c = 0,
                    std::uint64_t d = 0) noexcept {
  return depth << 48 | a << 32 | b << 24 | c << 12 | d;
}

std::uint64_t classKey(const theory::RelativeChord& chord) noexcept {
  return static_cast<std::uint64_t>(chord.quality.chordClass);
}

/// The root and the mode's family.
std::uint64_t placeKey(theory::Mode mode, const theory::RelativeChord& chord) noexcept {
  return static_cast<std::uint64_t>(chord.root) * 2 + (theory::isMinorFamily(mode) ? 1 : 0);
}

/// 0 nothing before, 1 a plain chord, 2 one with colour; +3 when it was the same symbol, since equal chords are joined.
std::uint64_t previousKind(const theory::RelativeChord& chord, const theory::RelativeChord* previous) noexcept {
  if (!previous) return 0;
  return (isPlain(*previous) ? 1 : 2) + (symbolOf(*previous) == symbolOf(chord) ? 3 : 0);
}

/// Interpolation from specific to general, down to the uniform floor.
double chainProbability(const SparseTable& table, const ResidualKeys& keys, std::uint32_t value,
                        double floor) noexcept {
  double p = 0, weight = 1;
  for (std::size_t i = keys.size(); i-- > 0;) {
    double own = 0;
    const float left = table.visit(keys[i], [&](std::uint32_t other, float q) {
      if (other == value) own += static_cast<double>(q);
    });
    p += weight * own;
    weight *= static_cast<double>(left);
  }
  return p + weight * floor;
}

}  // namespace

ResidualKeys toneKeys(theory::Mode mode, const theory::RelativeChord& chord,
                      const theory::RelativeChord* previous) noexcept {
  const std::uint64_t kind = previousKind(chord, previous), chordClass = classKey(chord);
  const std::uint64_t place = placeKey(mode, chord);
  const std::uint64_t before = previous ? static_cast<std::uint64_t>(symbolOf(*previous)) : kNoPrevious;
  return {keyOf(1, chordClass), keyOf(2, chordClass, kind), keyOf(3, chordClass, kind, place),
          keyOf(4, chordClass, kind, place, before)};
}

ResidualKeys bassKeys(theory::Mode mode, const theory::RelativeChord& chord,
                      const theory::RelativeChord* previous) noexcept {
  const std::uint64_t chordClass = classKey(chord);
  const std::uint64_t place = placeKey(mode, chord);
  std::uint64_t bassBefore = 31;
  if (previous && !previous->isNoChord())
    bassBefore = static_cast<std::uint64_t>(theory::toPitchClass(previous->root + previous->bass - chord.root)) +
                 (symbolOf(*previous) == symbolOf(chord) ? 12 : 0);
  const std::uint64_t before = previous ? static_cast<std::uint64_t>(symbolOf(*previous)) : kNoPrevious;
  return {keyOf(1, chordClass), keyOf(2, chordClass, bassBefore), keyOf(3, chordClass, bassBefore, place),
          keyOf(4, chordClass, bassBefore, place, before)};
}

double logResidual(const SparseTable& tones, const SparseTable& basses, theory::Mode mode,
                   const theory::RelativeChord& chord, const theory::RelativeChord* previous) noexcept {
  if (chord.isNoChord()) return 0;
  const double tone =
      chainProbability(tones, toneKeys(mode, chord, previous), chord.quality.tones.bits(), 1.0 / kToneSetCount);
  const double bass = chainProbability(basses, bassKeys(mode, chord, previous), static_cast<std::uint32_t>(chord.bass),
                                       1.0 / kBassCount);
  return std::log(tone) + std::log(bass);
}

}  // namespace amuse::lm::internal
