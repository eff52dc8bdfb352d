#pragma once

#include <string_view>
#include <vector>

#include "song/song.h"

/// Lengths as notes are written: values with dots and triplets, tied where one does not do.
namespace amuse::notation {

struct NoteValue {
  song::Tick ticks = 0;
  std::string_view type;  ///< "quarter", as in MusicXML; empty when no value fits.
  int dots = 0;
  bool triplet = false;  ///< Three in the time of two.
};

/// Values that add up to the length, longest first; one value if one fits.
[[nodiscard]] std::vector<NoteValue> noteValuesOf(song::Tick length);

}  // namespace amuse::notation
