#include "inspire/picture_look.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/assert.h"
#include "inspire/dense_descriptors.h"

namespace amuse::inspire {
namespace {

/// Perceptual coordinates: lightness 0..1 and two colour axes. Source: Ottosson 2020.
struct Oklab {
  double l = 0, a = 0, b = 0;
};

double squaredDistance(const Oklab& x, const Oklab& y) {
  return (x.l - y.l) * (x.l - y.l) + (x.a - y.a) * (x.a - y.a) + (x.b - y.b) * (x.b - y.b);
}

double toLinear(double value) { return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4); }

Oklab toOklab(const Rgb& colour) {
  static const auto kLinear = [] {
    std::array<double, 256> table{};
    for (std::size_t i = 0; i < table.size(); ++i) table[i] = toLinear(static_cast<double>(i) / 255);
    return table;
  }();
  const double r = kLinear[colour[0]], g = kLinear[colour[1]], b = kLinear[colour[2]];
  const double l = std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const double m = std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const double s = std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
          1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
          0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

struct NamedColour {
  std::string_view name;
  Rgb colour;
};
/// Everyday names. Values: CSS Color Module 4 where the name is there, else read off by eye for this project.
constexpr std::array kColours{NamedColour{"black", {12, 12, 12}},        NamedColour{"charcoal", {54, 54, 56}},
                              NamedColour{"grey", {128, 128, 128}},      NamedColour{"silver", {192, 192, 192}},
                              NamedColour{"white", {250, 250, 250}},     NamedColour{"cream", {255, 244, 214}},
                              NamedColour{"beige", {222, 204, 170}},     NamedColour{"sand", {205, 170, 115}},
                              NamedColour{"tan", {176, 136, 92}},        NamedColour{"brown", {115, 72, 38}},
                              NamedColour{"dark brown", {60, 38, 24}},   NamedColour{"rust", {178, 76, 32}},
                              NamedColour{"orange", {255, 150, 30}},     NamedColour{"gold", {235, 190, 40}},
                              NamedColour{"yellow", {250, 230, 60}},     NamedColour{"pale yellow", {250, 240, 160}},
                              NamedColour{"olive", {118, 116, 50}},      NamedColour{"dark green", {28, 62, 32}},
                              NamedColour{"green", {60, 140, 60}},       NamedColour{"light green", {160, 210, 130}},
                              NamedColour{"teal", {20, 120, 120}},       NamedColour{"turquoise", {64, 200, 195}},
                              NamedColour{"pale blue", {190, 215, 235}}, NamedColour{"sky blue", {120, 175, 225}},
                              NamedColour{"blue", {45, 100, 200}},       NamedColour{"deep blue", {25, 45, 115}},
                              NamedColour{"navy", {18, 24, 56}},         NamedColour{"slate blue", {92, 108, 130}},
                              NamedColour{"lavender", {200, 185, 230}},  NamedColour{"purple", {120, 60, 160}},
                              NamedColour{"plum", {90, 40, 80}},         NamedColour{"magenta", {215, 50, 160}},
                              NamedColour{"pink", {245, 165, 190}},      NamedColour{"rose", {205, 90, 110}},
                              NamedColour{"red", {205, 35, 35}},         NamedColour{"dark red", {105, 20, 24}},
                              NamedColour{"salmon", {245, 145, 115}},    NamedColour{"peach", {255, 210, 175}}};

constexpr std::size_t kMostColours = 6, kSampledPixels = 4096;
constexpr int kRounds = 8;
/// Colours nearer than this look alike.
constexpr double kVisibleDistance = 0.075;

struct Cluster {
  Oklab middle;
  std::array<double, 3> rgb{};
  double count = 0;
};

/// Spread starts: each is the sampled colour furthest from those before it.
std::vector<Cluster> startClusters(const std::vector<Oklab>& points) {
  std::vector<Cluster> clusters{{points[points.size() / 2], {}, 0}};
  std::vector<double> nearest(points.size(), std::numeric_limits<double>::max());
  while (clusters.size() < kMostColours) {
    std::size_t furthest = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
      nearest[i] = std::min(nearest[i], squaredDistance(points[i], clusters.back().middle));
      if (nearest[i] > nearest[furthest]) furthest = i;
    }
    clusters.push_back({points[furthest], {}, 0});
  }
  return clusters;
}

std::size_t nearestCluster(const std::vector<Cluster>& clusters, const Oklab& point) {
  std::size_t best = 0;
  for (std::size_t k = 1; k < clusters.size(); ++k)
    if (squaredDistance(point, clusters[k].middle) < squaredDistance(point, clusters[best].middle)) best = k;
  return best;
}

void improve(std::vector<Cluster>& clusters, const std::vector<Oklab>& points, const std::vector<Rgb>& colours) {
  std::vector<Cluster> sums(clusters.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    Cluster& sum = sums[nearestCluster(clusters, points[i])];
    sum.middle.l += points[i].l, sum.middle.a += points[i].a, sum.middle.b += points[i].b;
    for (std::size_t c = 0; c < 3; ++c) sum.rgb[c] += colours[i][c];
    sum.count += 1;
  }
  std::erase_if(sums, [](const Cluster& sum) { return sum.count == 0; });
  for (Cluster& sum : sums) {
    sum.middle = {sum.middle.l / sum.count, sum.middle.a / sum.count, sum.middle.b / sum.count};
    for (double& value : sum.rgb) value /= sum.count;
  }
  clusters = std::move(sums);
}

/// Joins the smaller of each pair that looks alike into the larger.
void joinAlike(std::vector<Cluster>& clusters) {
  std::sort(clusters.begin(), clusters.end(), [](const Cluster& x, const Cluster& y) { return x.count > y.count; });
  std::vector<Cluster> kept;
  for (const Cluster& cluster : clusters) {
    const auto alike = std::find_if(kept.begin(), kept.end(), [&](const Cluster& other) {
      return squaredDistance(cluster.middle, other.middle) < kVisibleDistance * kVisibleDistance;
    });
    if (alike != kept.end()) {
      alike->count += cluster.count;
    } else {
      kept.push_back(cluster);
    }
  }
  std::sort(kept.begin(), kept.end(), [](const Cluster& x, const Cluster& y) { return x.count > y.count; });
  clusters = std::move(kept);
}

std::vector<PaletteColour> paletteOf(const std::vector<Rgb>& colours) {
  std::vector<Oklab> points(colours.size());
  std::transform(colours.begin(), colours.end(), points.begin(), toOklab);
  auto clusters = startClusters(points);
  for (int round = 0; round < kRounds; ++round) improve(clusters, points, colours);
  joinAlike(clusters);
  std::vector<PaletteColour> palette;
  for (const Cluster& cluster : clusters) {
    Rgb colour{};
    for (std::size_t c = 0; c < 3; ++c) colour[c] = static_cast<std::uint8_t>(std::lround(cluster.rgb[c]));
    palette.push_back({colour, colourName(colour), cluster.count / static_cast<double>(colours.size())});
  }
  return palette;
}

std::vector<Rgb> sampled(const Image& image) {
  const std::size_t pixels = image.pixels.size() / 3, step = std::max<std::size_t>(1, pixels / kSampledPixels);
  std::vector<Rgb> colours;
  for (std::size_t i = 0; i < pixels; i += step)
    colours.push_back({image.pixels[i * 3], image.pixels[i * 3 + 1], image.pixels[i * 3 + 2]});
  return colours;
}

void measureColours(const std::vector<Rgb>& colours, PictureLook& look) {
  double sum = 0, squares = 0, warmth = 0;
  for (const Rgb& colour : colours) {
    const Oklab point = toOklab(colour);
    sum += point.l, squares += point.l * point.l;
    const int most = std::max({colour[0], colour[1], colour[2]}), least = std::min({colour[0], colour[1], colour[2]});
    look.saturation += (most - least) / 255.0;
    // From blue to orange, the axis painters call cool and warm.
    warmth += (0.55 * point.a + 0.83 * point.b) / 0.12;
  }
  const auto count = static_cast<double>(colours.size());
  look.brightness = sum / count;
  look.contrast = std::min(1.0, 2 * std::sqrt(std::max(0.0, squares / count - look.brightness * look.brightness)));
  look.saturation /= count;
  look.warmth = look.isGrey ? 0 : std::clamp(warmth / count, -1.0, 1.0);
}

void measureEdges(const Image& image, PictureLook& look) {
  const Image small = withShortSide(image, 256);
  const auto light = [&](int x, int y) { return static_cast<double>(small.at(x, y)[1]); };
  double edges = 0, fine = 0, coarse = 1;
  for (int y = 2; y + 2 < small.height; ++y) {
    for (int x = 2; x + 2 < small.width; ++x) {
      const double dx = light(x + 1, y) - light(x - 1, y), dy = light(x, y + 1) - light(x, y - 1);
      edges += dx * dx + dy * dy > 24 * 24 ? 1 : 0;
      const double here = light(x, y);
      fine += std::abs(4 * here - light(x - 1, y) - light(x + 1, y) - light(x, y - 1) - light(x, y + 1));
      coarse += std::abs(4 * here - light(x - 2, y) - light(x + 2, y) - light(x, y - 2) - light(x, y + 2));
    }
  }
  const double inner = std::max(1, small.width - 4) * static_cast<double>(std::max(1, small.height - 4));
  look.texture = std::min(1.0, edges / inner);
  look.sharpness = std::clamp(fine / coarse * 1.6 - 0.4, 0.0, 1.0);
}

}  // namespace

std::string toHex(const Rgb& colour) { return fmt::format("#{:02x}{:02x}{:02x}", colour[0], colour[1], colour[2]); }

std::string_view colourName(const Rgb& colour) {
  const Oklab point = toOklab(colour);
  const auto* best = std::min_element(kColours.begin(), kColours.end(), [&](const auto& x, const auto& y) {
    return squaredDistance(toOklab(x.colour), point) < squaredDistance(toOklab(y.colour), point);
  });
  return best->name;
}

Image withShortSide(const Image& image, int shortSide) {
  const int shorter = std::min(image.width, image.height);
  if (shorter <= shortSide) return image;
  const auto scaled = [&](int side) { return std::max(1, side * shortSide / shorter); };
  Image out{scaled(image.width), scaled(image.height), {}};
  out.pixels.reserve(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height) * 3);
  for (int y = 0; y < out.height; ++y) {
    const int top = y * image.height / out.height, bottom = std::max(top + 1, (y + 1) * image.height / out.height);
    for (int x = 0; x < out.width; ++x) {
      const int left = x * image.width / out.width, right = std::max(left + 1, (x + 1) * image.width / out.width);
      std::array<unsigned, 3> sums{};
      for (int sy = top; sy < bottom; ++sy) {
        const std::uint8_t* pixel = &image.pixels[(static_cast<std::size_t>(sy) * image.width + left) * 3];
        for (int sx = left; sx < right; ++sx, pixel += 3)
          for (std::size_t c = 0; c < 3; ++c) sums[c] += pixel[c];
      }
      const auto area = static_cast<unsigned>((bottom - top) * (right - left));
      for (const unsigned sum : sums) out.pixels.push_back(static_cast<std::uint8_t>((sum + area / 2) / area));
    }
  }
  return out;
}

PictureLook lookAt(const Image& image) {
  AMUSE_ASSERT(image.isWhole() && !image.pixels.empty());
  PictureLook look;
  const auto colours = sampled(image);
  look.palette = paletteOf(colours);
  look.isGrey = isGreyPicture(image);
  measureColours(colours, look);
  measureEdges(image, look);
  return look;
}

brief::Affect colourAffect(const PictureLook& look) {
  const auto bounded = [](double value) { return std::clamp(value, -1.0, 1.0); };
  const double v = look.brightness - 0.5, s = look.saturation - 0.3;
  const double pleasure = bounded(2.2 * (0.69 * v + 0.22 * s));
  const double arousal = bounded(2.2 * (-0.155 * v + 0.60 * s) + 0.1 * look.warmth + 0.3 * (look.contrast - 0.45));
  const double tension = bounded(-0.5 * pleasure + 0.35 * arousal + 0.4 * (look.contrast - 0.45));
  const double complexity =
      bounded(0.12 * (static_cast<double>(look.palette.size()) - 4) + 0.5 * (look.texture - 0.35));
  return {pleasure, arousal, tension, complexity};
}

}  // namespace amuse::inspire
