#pragma once

#include <span>
#include <vector>

#include "corpus/section.h"
#include "evaluate/suggestion_measures.h"

/// The songs that suggestions are held against.
namespace amuse::evaluate {

inline constexpr std::size_t kOpeningChords = 4;

/// Real music to hold against: all open training sections, and the openings of valid.
struct RealMusic {
  BigramCounts sections;
  std::vector<Progression> openings;
  std::vector<theory::Mode> openingModes;
};

/// Open-licence songs only; templates are left out.
[[nodiscard]] RealMusic realMusicOf(std::span<const corpus::Section> sections);

}  // namespace amuse::evaluate
