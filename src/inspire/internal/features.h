#pragma once

#include <string>
#include <vector>

#include "inspire/internal/matcher.h"

/// A reading as numbers: the weighted affect of what was said, and which keywords and genres it leads to.
namespace amuse::inspire {

struct Feature {
  std::string name;  ///< "mean.valence", "k:warm", "g:soul".
  double value = 0;
};

/// How loud a match speaks: its weight, more where its affect is far from neutral, so neutral words do not dilute.
[[nodiscard]] double strengthOf(const Match& match) noexcept;

/// Strength-weighted mean affect, drawn to neutral when little was said.
[[nodiscard]] brief::Affect meanAffect(const std::vector<Match>& matches) noexcept;

/// Bright and dark at once: the smaller of the two sides' share, 0 (one-sided) to 1 (even).
[[nodiscard]] double mixedness(const std::vector<Match>& matches) noexcept;

[[nodiscard]] std::vector<Feature> featuresOf(const Reading& reading);

}  // namespace amuse::inspire
