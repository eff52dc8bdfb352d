#pragma once

#include <cstdint>

#include "base/image.h"

/// Whether a picture is a photograph at all, from how its neighbouring pixels differ.
namespace amuse::inspire {

enum class PictureKind : std::uint8_t {
  Photograph,
  Drawing,   ///< Flat shapes, drawings, screenshots, diagrams.
  Document,  ///< Mostly paper: a page, a letter, a score.
};

/// How pixels differ from the ones to their right and below, as shares of all such pairs.
struct PixelSteps {
  double none = 0;   ///< By at most one of 255 in every channel.
  double small = 0;  ///< By 2 to 16: the grain and shading of photographs.
  double paper = 0;  ///< Pixels that are nearly white and without colour.
};
[[nodiscard]] PixelSteps stepsOf(const Image& image);

/// Photographs have grain; what is drawn has even areas and edges. Judged on steps alone, so a photograph that was cut
/// out on white or heavily smoothed may count as drawn, and a painting as a photograph. @param image  At least one
/// pixel.
[[nodiscard]] PictureKind kindOf(const Image& image);

}  // namespace amuse::inspire
