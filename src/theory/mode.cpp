#include "theory/mode.h"

#include <algorithm>

#include "base/text.h"

namespace amuse::theory {
namespace {

// Source: the seven church modes and harmonic minor with its fifth mode, as in any harmony book (Persichetti,
// Twentieth-Century Harmony, 1961, ch. 2). The signature shift counts steps on the circle of fifths from the major key.
constexpr std::array<ModeFacts, kModeCount> kFacts{{
    {Mode::Maj, "Maj", "major", {0, 2, 4, 5, 7, 9, 11}, 0, false},
    {Mode::Min, "Min", "minor", {0, 2, 3, 5, 7, 8, 10}, -3, true},
    {Mode::Dor, "Dor", "dorian", {0, 2, 3, 5, 7, 9, 10}, -2, true},
    {Mode::Phr, "Phr", "phrygian", {0, 1, 3, 5, 7, 8, 10}, -4, true},
    {Mode::Lyd, "Lyd", "lydian", {0, 2, 4, 6, 7, 9, 11}, 1, false},
    {Mode::Mix, "Mix", "mixolydian", {0, 2, 4, 5, 7, 9, 10}, -1, false},
    {Mode::Loc, "Loc", "locrian", {0, 1, 3, 5, 6, 8, 10}, -5, true},
    {Mode::Hmin, "Hmin", "harmonic minor", {0, 2, 3, 5, 7, 8, 11}, -3, true},
    {Mode::Phdm, "Phdm", "phrygian dominant", {0, 1, 4, 5, 7, 8, 10}, -4, false},
}};

struct ModeAlias {
  std::string_view text;  ///< Lower case.
  Mode mode;
};
constexpr ModeAlias kAliases[] = {
    {"ionian", Mode::Maj},
    {"m", Mode::Min},
    {"aeolian", Mode::Min},
    {"natural minor", Mode::Min},
    {"mixo", Mode::Mix},
    {"harmonic", Mode::Hmin},
    {"harm min", Mode::Hmin},
    {"hminor", Mode::Hmin},
    {"harmonicminor", Mode::Hmin},
    {"freygish", Mode::Phdm},
    {"phrygiandominant", Mode::Phdm},
    {"phrygian major", Mode::Phdm},
};

}  // namespace

const ModeFacts& factsOf(Mode mode) noexcept { return kFacts[static_cast<std::size_t>(mode)]; }

PitchClassSet scaleOf(Mode mode) noexcept {
  PitchClassSet scale;
  for (const int semitones : factsOf(mode).semitones) scale = scale.with(semitones);
  return scale;
}

bool isMinorFamily(Mode mode) noexcept { return factsOf(mode).minorThird; }

Result<Mode> parseMode(std::string_view text) {
  const std::string wanted = toLower(trim(text));
  for (const auto& facts : kFacts) {
    if (wanted == toLower(facts.name) || wanted == facts.fullName) return facts.mode;
  }
  const auto* alias =
      std::find_if(std::begin(kAliases), std::end(kAliases), [&](const ModeAlias& row) { return row.text == wanted; });
  if (alias != std::end(kAliases)) return alias->mode;
  return fail(ErrorCode::Parse, "no such mode; use Maj, Min, Dor, Phr, Lyd, Mix, Loc, Hmin or Phdm", 0);
}

std::string_view toText(Mode mode) noexcept { return factsOf(mode).name; }

}  // namespace amuse::theory
