#include "notation/internal/note_values.h"

#include <array>
#include <optional>

namespace amuse::notation {
namespace {

using song::Tick;

constexpr std::array<std::string_view, 9> kTypes{"whole", "half", "quarter", "eighth", "16th",
                                                 "32nd",  "64th", "128th",   "256th"};
constexpr Tick kWhole = 4 * song::kTicksPerQuarter;

std::optional<NoteValue> exactValue(Tick length) {
  Tick plain = kWhole;
  for (const std::string_view type : kTypes) {
    if (length == plain) return NoteValue{length, type, 0, false};
    if (length * 2 == plain * 3) return NoteValue{length, type, 1, false};
    if (length * 3 == plain * 2) return NoteValue{length, type, 0, true};
    plain /= 2;
  }
  return std::nullopt;
}

NoteValue longestWithin(Tick length) {
  Tick plain = kWhole;
  for (const std::string_view type : kTypes) {
    if (plain <= length) return {plain, type, 0, false};
    plain /= 2;
  }
  return {length, {}, 0, false};
}

}  // namespace

std::vector<NoteValue> noteValuesOf(Tick length) {
  std::vector<NoteValue> values;
  while (length > 0) {
    const auto exact = exactValue(length);
    values.push_back(exact ? *exact : longestWithin(length));
    length -= values.back().ticks;
  }
  return values;
}

}  // namespace amuse::notation
