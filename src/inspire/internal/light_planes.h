#pragma once

#include "inspire/dense_descriptors.h"

/// Other sizes of a picture's lightness.
namespace amuse::inspire {

/// Stretched to width x height: each value is the weighted mean of what it covers when the plane shrinks, and lies
/// between two neighbours when it grows. @param plane  At least one value.
[[nodiscard]] LightPlane resized(const LightPlane& plane, int width, int height);

/// A piece of a plane, cut to what lies inside.
[[nodiscard]] LightPlane pieceOf(const LightPlane& plane, int left, int top, int width, int height);

}  // namespace amuse::inspire
