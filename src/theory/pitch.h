#pragma once

#include <bit>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

/// Pitches: what sounds (pitch class, MIDI number) and how it is written (spelling) are different things.
namespace amuse::theory {

/// Semitones above C, 0..11, whatever the spelling.
using PitchClass = int;

/// `value` folded into 0..11, negative numbers too.
[[nodiscard]] constexpr PitchClass toPitchClass(int value) noexcept { return ((value % 12) + 12) % 12; }

/// A written note name: a letter and its accidental. Gb and F# are different spellings of pitch class 6.
struct Spelling {
  int letter = 0;      ///< C 0, D 1, E 2, F 3, G 4, A 5, B 6.
  int accidental = 0;  ///< Sharps positive, flats negative; -2..2 when parsed.

  [[nodiscard]] constexpr PitchClass pitchClass() const noexcept {
    constexpr int kNatural[7] = {0, 2, 4, 5, 7, 9, 11};
    return toPitchClass(kNatural[letter] + accidental);
  }
  auto operator<=>(const Spelling&) const = default;
};

/// "F#" -> {3, 1}; "Bbb" -> {6, -2}. Accepts A-G, then up to two of '#' or 'b' ('x' for a double sharp, and the
/// Unicode sharp and flat signs). Errors: Parse with the first byte not understood. Reads the whole text.
[[nodiscard]] Result<Spelling> parseSpelling(std::string_view text);
/// ASCII: "F#", "Bbb". parseSpelling(toText(s)) == s.
[[nodiscard]] std::string toText(const Spelling& spelling);

/// A set of semitone offsets above some root (or above C), as 12 bits: bit 0 is the root itself.
class PitchClassSet {
 public:
  constexpr PitchClassSet() noexcept = default;
  constexpr explicit PitchClassSet(std::uint16_t bits) noexcept : bits_(bits & 0xfff) {}
  template <typename... Semitones>
  [[nodiscard]] static constexpr PitchClassSet of(Semitones... semitones) noexcept {
    return PitchClassSet(static_cast<std::uint16_t>((0 | ... | (1 << toPitchClass(semitones)))));
  }
  [[nodiscard]] constexpr bool contains(int semitones) const noexcept { return bits_ >> toPitchClass(semitones) & 1; }
  [[nodiscard]] constexpr PitchClassSet with(int semitones) const noexcept {
    return PitchClassSet(static_cast<std::uint16_t>(bits_ | 1 << toPitchClass(semitones)));
  }
  [[nodiscard]] constexpr PitchClassSet without(int semitones) const noexcept {
    return PitchClassSet(static_cast<std::uint16_t>(bits_ & ~(1 << toPitchClass(semitones))));
  }
  /// Every member moved up by `semitones` (negative: down), modulo 12.
  [[nodiscard]] constexpr PitchClassSet transposed(int semitones) const noexcept {
    const int up = toPitchClass(semitones);
    return PitchClassSet(static_cast<std::uint16_t>(bits_ << up | bits_ >> (12 - up)));
  }
  [[nodiscard]] constexpr bool isSubsetOf(PitchClassSet other) const noexcept { return (bits_ & ~other.bits_) == 0; }
  [[nodiscard]] constexpr int size() const noexcept { return std::popcount(bits_); }
  [[nodiscard]] constexpr bool empty() const noexcept { return bits_ == 0; }
  [[nodiscard]] constexpr std::uint16_t bits() const noexcept { return bits_; }
  auto operator<=>(const PitchClassSet&) const = default;

 private:
  std::uint16_t bits_ = 0;
};

}  // namespace amuse::theory
