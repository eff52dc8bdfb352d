#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "brief/brief.h"
#include "theory/chord_symbol.h"
#include "theory/key.h"

/// Why a progression fits, in words a songwriter uses; every sentence rests on something found in the chords.
namespace amuse::app {

struct Why {
  std::string code;                           ///< Stable: "borrowed", "applied", "bass-walk", ...
  std::map<std::string, std::string> params;  ///< What the text was made from, for translation.
  std::string text;
  bool operator==(const Why&) const = default;
};

/// What an explanation is made from.
struct Explained {
  std::span<const theory::ChordSymbol> chords;
  theory::Key key;
  const brief::Brief& brief;
  double surprise = 0;  ///< Percentile among real openings, 0..1.
  bool loops = false;   ///< The last chord leads back to the first.
  /// Chords of the songwriter's come before: the first chord here is no beginning, and no loop ends on it.
  bool continues = false;
};

/// Every reason there is, the most telling first, no code twice; how common it is comes last and is always there.
[[nodiscard]] std::vector<Why> explain(const Explained& explained);

/// Cuts the reasons of cards shown together to one to three each. What most cards would say tells none of them apart,
/// so only the first says it.
void tellApart(std::vector<std::vector<Why>>& cards);

}  // namespace amuse::app
