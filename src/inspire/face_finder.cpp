#include "inspire/face_finder.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/files.h"
#include "inspire/internal/light_planes.h"

namespace amuse::inspire {
namespace {

/// Faces are looked for with this many values on the longer side, smiles with this many across the face.
constexpr int kFaceSide = 288, kSmileFaceWidth = 100;
constexpr double kFaceScale = 1.18, kLeastFace = 21, kSmileScale = 1.18, kLeastSmile = 40;
constexpr std::size_t kMostFaces = 32;
/// Windows that must agree: so many that on photographs without people hardly a face is seen (docs/inspire.md).
constexpr int kFaceNeighbours = 6, kSmileNeighbours = 12;
/// The square root of the share of its area that lies in the largest window of both when two windows are alike.
constexpr double kAlike = 0.2;

bool areAlike(const FoundWindow& a, const FoundWindow& b) {
  const double most = kAlike * 0.5 * (std::min(a.width, b.width) + std::min(a.height, b.height));
  return std::abs(a.x - b.x) <= most && std::abs(a.y - b.y) <= most &&
         std::abs(a.x + a.width - b.x - b.width) <= most && std::abs(a.y + a.height - b.y - b.height) <= most;
}

std::size_t rootOf(std::vector<std::size_t>& parents, std::size_t index) {
  while (parents[index] != index) index = parents[index] = parents[parents[index]];
  return index;
}

/// A face lies inside another when most of it does: the smaller is a find of its features.
bool liesIn(const FoundWindow& inner, const FoundWindow& outer) {
  const double x = inner.x + inner.width / 2, y = inner.y + inner.height / 2;
  return x > outer.x && x < outer.x + outer.width && y > outer.y && y < outer.y + outer.height;
}

/// Smiles are looked for in the lower half of the face, seen with the same size whatever the picture.
bool smiles(const Cascade& cascade, const LightPlane& light, const std::array<double, 4>& region) {
  const double left = region[0] * light.width, top = (region[1] + region[3] / 2) * light.height;
  const double width = region[2] * light.width, height = region[3] / 2 * light.height;
  const auto half = pieceOf(light, static_cast<int>(left), static_cast<int>(top), static_cast<int>(width),
                            static_cast<int>(height * 1.05));
  if (half.width < 20 || half.height < 10) return false;
  const auto plane = resized(half, kSmileFaceWidth, kSmileFaceWidth * half.height / half.width);
  const auto found = joined(findWindows(cascade, plane, kSmileScale, kLeastSmile));
  return std::any_of(found.begin(), found.end(), [](const auto& w) { return w.neighbours >= kSmileNeighbours; });
}

}  // namespace

std::vector<FoundWindow> joined(const std::vector<FoundWindow>& windows) {
  std::vector<std::size_t> parents(windows.size());
  std::iota(parents.begin(), parents.end(), std::size_t{0});
  for (std::size_t i = 0; i < windows.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (areAlike(windows[i], windows[j])) parents[rootOf(parents, i)] = rootOf(parents, j);
  std::vector<FoundWindow> sums(windows.size(), FoundWindow{0, 0, 0, 0, 0}), groups;
  for (std::size_t i = 0; i < windows.size(); ++i) {
    auto& sum = sums[rootOf(parents, i)];
    sum.x += windows[i].x, sum.y += windows[i].y, sum.width += windows[i].width, sum.height += windows[i].height;
    ++sum.neighbours;
  }
  for (auto& sum : sums) {
    if (sum.neighbours == 0) continue;
    const double count = sum.neighbours;
    groups.push_back({sum.x / count, sum.y / count, sum.width / count, sum.height / count, sum.neighbours});
  }
  std::stable_sort(groups.begin(), groups.end(), [](const auto& a, const auto& b) { return a.width > b.width; });
  return groups;
}

Result<FaceFinder> FaceFinder::open(const std::filesystem::path& file) {
  const auto mapped = MappedFile::open(file);
  if (!mapped) return fail(ErrorCode::Unavailable, "no face model at " + file.string() + "; reinstall Amuse");
  auto model = parseFaceModel(mapped->bytes());
  if (!model) return tl::unexpected(model.error());
  return FaceFinder(std::move(*model));
}

std::vector<Face> FaceFinder::find(const LightPlane& light) const {
  const int longest = std::max(light.width, light.height);
  if (longest <= 0) return {};
  const double scale = static_cast<double>(kFaceSide) / longest;
  const auto plane = resized(light, std::max(1, static_cast<int>(std::lround(light.width * scale))),
                             std::max(1, static_cast<int>(std::lround(light.height * scale))));
  std::vector<FoundWindow> kept;
  for (const auto& window : joined(findWindows(model_.face, plane, kFaceScale, kLeastFace))) {
    if (window.neighbours < kFaceNeighbours || kept.size() == kMostFaces) continue;
    if (std::none_of(kept.begin(), kept.end(), [&](const auto& other) { return liesIn(window, other); }))
      kept.push_back(window);
  }
  std::vector<Face> faces;
  for (const auto& window : kept) {
    Face face{
        {window.x / plane.width, window.y / plane.height, window.width / plane.width, window.height / plane.height},
        1 - std::exp(-window.neighbours / 8.0)};
    face.isSmiling = smiles(model_.smile, light, face.region);
    faces.push_back(face);
  }
  return faces;
}

}  // namespace amuse::inspire
