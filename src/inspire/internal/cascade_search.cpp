#include <algorithm>
#include <cmath>
#include <cstdint>

#include "inspire/face_finder.h"
#include "inspire/internal/light_planes.h"

namespace amuse::inspire {
namespace {

/// Sums of all values above and left of a place; the sum in any box is four of them.
struct Sums {
  int stride = 0;
  std::vector<std::int32_t> upright, tilted;  ///< `tilted`: sums of the cone above a place; empty where not needed.
  std::vector<std::int64_t> squares;
  int margin = 0;  ///< Columns of zeros on each side, into which cones reach.
};

Sums sumsOf(const LightPlane& plane, bool needsTilted) {
  Sums sums;
  sums.margin = needsTilted ? plane.height + 1 : 0;
  const int width = plane.width + 2 * sums.margin;
  sums.stride = width + 1;
  const std::size_t size = static_cast<std::size_t>(sums.stride) * static_cast<std::size_t>(plane.height + 1);
  sums.upright.resize(size), sums.squares.resize(size), sums.tilted.resize(needsTilted ? size : 0);
  std::vector<std::int32_t> above(static_cast<std::size_t>(width)), row(above.size());
  for (int y = 0; y < plane.height; ++y) {
    std::swap(above, row);
    for (int x = 0; x < plane.width; ++x)
      row[static_cast<std::size_t>(x) + static_cast<std::size_t>(sums.margin)] = static_cast<std::int32_t>(
          std::lround(255 * plane.values[static_cast<std::size_t>(y) * static_cast<std::size_t>(plane.width) +
                                         static_cast<std::size_t>(x)]));
    std::int32_t line = 0;
    std::int64_t squares = 0;
    for (int x = 0; x < width; ++x) {
      const std::size_t at =
          (static_cast<std::size_t>(y) + 1) * static_cast<std::size_t>(sums.stride) + static_cast<std::size_t>(x) + 1;
      const std::size_t up = at - static_cast<std::size_t>(sums.stride);
      line += row[static_cast<std::size_t>(x)];
      squares += std::int64_t{row[static_cast<std::size_t>(x)]} * row[static_cast<std::size_t>(x)];
      sums.upright[at] = sums.upright[up] + line;
      sums.squares[at] = sums.squares[up] + squares;
      if (!needsTilted) continue;
      // The cone of a place: those of its upper neighbours, less what they share, and the two values under the tip.
      const bool isLast = x + 1 >= width;
      std::int32_t cone = row[static_cast<std::size_t>(x)] + sums.tilted[up - 1] + (isLast ? 0 : sums.tilted[up + 1]);
      if (y > 0) cone += above[static_cast<std::size_t>(x)] - sums.tilted[up - static_cast<std::size_t>(sums.stride)];
      sums.tilted[at] = cone;
    }
  }
  return sums;
}

/// A node's boxes as places in the sums.
struct PlacedNode {
  struct Box {
    std::ptrdiff_t corners[4];
    float weight;
  };
  Box boxes[3];
  int count;
  bool isTilted;
  float threshold;
  std::int32_t below, above;
};

std::vector<PlacedNode> placedNodes(const Cascade& cascade, std::ptrdiff_t stride) {
  std::vector<PlacedNode> nodes;
  for (const auto& stage : cascade.stages)
    for (const auto& tree : stage.trees)
      for (const auto& node : tree.nodes) {
        PlacedNode placed{{}, 0, node.isTilted, node.threshold, node.below, node.above};
        for (const auto& box : node.boxes) {
          if (box.width == 0) continue;
          const std::ptrdiff_t x = box.x, y = box.y, w = box.width, h = box.height;
          const auto at = [stride](std::ptrdiff_t column, std::ptrdiff_t row) { return row * stride + column; };
          placed.boxes[placed.count++] =
              node.isTilted ? PlacedNode::Box{{at(x, y), at(x - h, y + h), at(x + w, y + w), at(x + w - h, y + w + h)},
                                              box.weight}
                            : PlacedNode::Box{{at(x, y), at(x + w, y), at(x, y + h), at(x + w, y + h)}, box.weight};
        }
        nodes.push_back(placed);
      }
  return nodes;
}

/// 1 / (area times the spread of the window's values), or 0 for a window without contrast. As OpenCV, a frame of one
/// value is left out.
double oneOverSpread(const Sums& sums, std::size_t origin, const Cascade& cascade) {
  const auto stride = static_cast<std::size_t>(sums.stride);
  const auto width = static_cast<std::size_t>(cascade.width - 2), height = static_cast<std::size_t>(cascade.height - 2);
  const std::size_t first = origin + stride + 1, last = first + height * stride;
  const double area = static_cast<double>(width * height);
  const auto inside = [&](const auto& table) {
    return static_cast<double>(table[last + width] - table[last] - table[first + width] + table[first]);
  };
  const double sum = inside(sums.upright), spread = area * inside(sums.squares) - sum * sum;
  if (spread <= 0) return 0;
  const double scale = 1 / std::sqrt(spread);
  return area * scale < 0.1 ? scale : 0;
}

float valueOf(const PlacedNode& node, const std::int32_t* table) {
  float value = 0;
  for (int i = 0; i < node.count; ++i) {
    const auto& c = node.boxes[i].corners;
    value += node.boxes[i].weight * static_cast<float>(table[c[0]] - table[c[1]] - table[c[2]] + table[c[3]]);
  }
  return value;
}

bool passes(const Cascade& cascade, const std::vector<PlacedNode>& nodes, const Sums& sums, std::size_t origin) {
  const double scale = oneOverSpread(sums, origin, cascade);
  if (scale == 0) return false;
  const PlacedNode* first = nodes.data();
  for (const auto& stage : cascade.stages) {
    float total = 0;
    for (const auto& tree : stage.trees) {
      std::int32_t at = 0;
      do {
        const auto& node = first[at];
        const auto& table = node.isTilted ? sums.tilted : sums.upright;
        const double value = valueOf(node, table.data() + origin) * scale;
        at = value < node.threshold ? node.below : node.above;
      } while (at > 0);
      total += tree.leaves[static_cast<std::size_t>(-at)];
      first += tree.nodes.size();
    }
    if (total < stage.threshold) return false;
  }
  return true;
}

bool hasTilted(const Cascade& cascade) {
  for (const auto& stage : cascade.stages)
    for (const auto& tree : stage.trees)
      for (const auto& node : tree.nodes)
        if (node.isTilted) return true;
  return false;
}

}  // namespace

std::vector<FoundWindow> findWindows(const Cascade& cascade, const LightPlane& plane, double scale, double leastWidth) {
  std::vector<FoundWindow> found;
  const bool needsTilted = hasTilted(cascade);
  for (double factor = std::max(1.0, leastWidth / cascade.width);; factor *= scale) {
    const int width = static_cast<int>(plane.width / factor), height = static_cast<int>(plane.height / factor);
    if (width < cascade.width || height < cascade.height) return found;
    const auto sums = sumsOf(resized(plane, width, height), needsTilted);
    const auto nodes = placedNodes(cascade, sums.stride);
    // Every second place where windows are small beside their steps; as OpenCV does.
    const int step = factor > 2 ? 1 : 2;
    for (int y = 0; y + cascade.height <= height; y += step)
      for (int x = 0; x + cascade.width <= width; x += step) {
        const auto origin = static_cast<std::size_t>(y) * static_cast<std::size_t>(sums.stride) +
                            static_cast<std::size_t>(x + sums.margin);
        if (passes(cascade, nodes, sums, origin))
          found.push_back({x * factor, y * factor, cascade.width * factor, cascade.height * factor, 1});
      }
  }
}

}  // namespace amuse::inspire
