#pragma once

#include <array>
#include <filesystem>
#include <vector>

#include "inspire/dense_descriptors.h"
#include "inspire/face_cascade.h"

/// Faces that look towards the camera, and whether they smile. Nobody is recognised, and nothing about a face is kept.
namespace amuse::inspire {

struct Face {
  std::array<double, 4> region{};  ///< x, y, width, height as shares of the picture.
  double confidence = 0;           ///< 0..1, from how many windows agree.
  bool isSmiling = false;
};

/// Immutable; may be used from several threads.
class FaceFinder final {
 public:
  /// @param file  models/faces.bin. Errors: Unavailable.
  [[nodiscard]] static Result<FaceFinder> open(const std::filesystem::path& file);
  explicit FaceFinder(FaceModel model) : model_(std::move(model)) {}
  /// Faces at least a sixteenth of the longer side wide, the largest first; at most 32. Some 15 ms.
  [[nodiscard]] std::vector<Face> find(const LightPlane& light) const;

 private:
  FaceModel model_;
};

/// Windows of a cascade that hold what it looks for, before neighbours are joined: for the tests.
struct FoundWindow {
  double x = 0, y = 0, width = 0, height = 0;  ///< In values of the plane.
  int neighbours = 1;                          ///< Windows it stands for.
};
/// @param scale  From one size of window to the next, over 1. @param leastWidth  Of a window, in values of the plane.
[[nodiscard]] std::vector<FoundWindow> findWindows(const Cascade& cascade, const LightPlane& plane, double scale,
                                                   double leastWidth);
/// Joins windows that overlap closely into their mean, largest first.
[[nodiscard]] std::vector<FoundWindow> joined(const std::vector<FoundWindow>& windows);

}  // namespace amuse::inspire
