#pragma once

#include <array>

#include "brief/brief.h"
#include "propose/proposer_model.h"

/// How much real songs of each style have to say to a brief.
namespace amuse::propose {

struct StyleMix {
  std::array<double, kStyleCount> styles{};  ///< Shares; they sum to 1.
  double songShare = 0.3;                    ///< Weight of real songs against progressions written for keywords, 0..1.
};

/// From the brief's genres, and its keywords where they name a genre; unknown ones count as pop and rock alike.
[[nodiscard]] StyleMix styleMixOf(const brief::Brief& brief);

}  // namespace amuse::propose
