#pragma once

#include <array>
#include <string_view>

#include "base/result.h"
#include "theory/pitch.h"

/// The nine modes a progression can be in.
namespace amuse::theory {

enum class Mode { Maj, Min, Dor, Phr, Lyd, Mix, Loc, Hmin, Phdm };
inline constexpr int kModeCount = 9;
inline constexpr std::array<Mode, kModeCount> kModes{Mode::Maj, Mode::Min, Mode::Dor,  Mode::Phr, Mode::Lyd,
                                                     Mode::Mix, Mode::Loc, Mode::Hmin, Mode::Phdm};

/// What is fixed about a mode; one row each in mode.cpp.
struct ModeFacts {
  Mode mode;
  std::string_view name;         ///< As in JSON and on the command line: "Maj".
  std::string_view fullName;     ///< "harmonic minor".
  std::array<int, 7> semitones;  ///< The scale's seven degrees, semitones above the tonic: {0, 2, 4, 5, 7, 9, 11}.
  int signatureShift;            ///< Key-signature accidentals against the major key on the same tonic: Min -3.
  bool minorThird;               ///< The family: a minor or a major third above the tonic.
};
[[nodiscard]] const ModeFacts& factsOf(Mode mode) noexcept;
[[nodiscard]] PitchClassSet scaleOf(Mode mode) noexcept;  ///< Relative to the tonic.

/// Maj, Lyd, Mix and Phdm have a major third and are of the major family; the others of the minor.
[[nodiscard]] bool isMinorFamily(Mode mode) noexcept;

/// "Maj", "min", "dorian", "harmonic minor", "major", ... case does not matter. Errors: Parse, listing the nine names.
[[nodiscard]] Result<Mode> parseMode(std::string_view text);
[[nodiscard]] std::string_view toText(Mode mode) noexcept;  ///< The short name.

}  // namespace amuse::theory
