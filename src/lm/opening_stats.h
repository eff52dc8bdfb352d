#pragma once

#include <array>
#include <span>
#include <vector>

#include "theory/mode.h"

/// How likely real openings are under a model: the yardstick for "too unusual" and for the surprise of a suggestion.
namespace amuse::lm {

inline constexpr std::size_t kShortestOpening = 2, kLongestOpening = 16;
/// Percentiles 1, 2, 5, 10, ..., 95, 98, 99.
inline constexpr std::array<double, 23> kOpeningQuantiles{0.01, 0.02, 0.05, 0.10, 0.15, 0.20, 0.25, 0.30,
                                                          0.35, 0.40, 0.45, 0.50, 0.55, 0.60, 0.65, 0.70,
                                                          0.75, 0.80, 0.85, 0.90, 0.95, 0.98, 0.99};

/// Distribution of log P a chord (natural, `sevenths` level, no end) over the first n chords of real sections, by mode
/// family and n, each section judged by a model that was not trained on its song. A view of a mapped model.
class OpeningStats {
 public:
  OpeningStats() = default;
  /// `table`: family (major, minor) x length (2..16) x quantile; anything of another size counts as absent.
  explicit OpeningStats(std::span<const float> table) noexcept;

  [[nodiscard]] bool empty() const noexcept { return table_.empty(); }
  /// The log P a chord below which a share q (0..1) of openings of that family and length lie, interpolated; beyond the
  /// 1st and 99th percentile the nearest. Lengths outside 2..16 are taken as the nearest. 0 when empty.
  [[nodiscard]] double quantile(double q, theory::Mode mode, std::size_t length) const noexcept;
  /// The share of openings that are less likely than this, 0..1; inverse of quantile between the 1st and the 99th
  /// percentile, 0 and 1 beyond. 0.5 when empty.
  [[nodiscard]] double percentile(double logPPerChord, theory::Mode mode, std::size_t length) const noexcept;

 private:
  [[nodiscard]] std::span<const float> row(theory::Mode mode, std::size_t length) const noexcept;
  std::span<const float> table_;
};

/// The table of OpeningStats. `samples[family][length - kShortestOpening]`: log P a chord of each opening (sorted
/// here).
using OpeningSamples = std::array<std::array<std::vector<float>, kLongestOpening - kShortestOpening + 1>, 2>;
[[nodiscard]] std::vector<float> openingTable(OpeningSamples samples);

}  // namespace amuse::lm
