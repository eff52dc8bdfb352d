#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

/// Small plots for the reports under docs/: text in, SVG out. Write the text with writeFile; any browser shows it.
namespace amuse::evaluate {

/// One line of a chart.
struct Series {
  std::string name;
  std::vector<std::pair<double, double>> points;  ///< x, y; in the order they are joined.
  bool dashed = false;
};

/// Lines over an axis each way, with a legend; a learning curve, a calibration curve.
struct LineChart {
  std::string title, xLabel, yLabel;
  std::vector<Series> series;
  std::optional<std::pair<double, double>> yRange = std::nullopt;  ///< Empty: what the points need.
};
/// Points that are not finite are left out. 760 x 420 pixels.
[[nodiscard]] std::string toSvg(const LineChart& chart);

/// Bars in groups: one colour a series, one group a label.
struct BarChart {
  std::string title, yLabel;
  std::vector<std::string> groups;
  struct Bars {
    std::string name;
    std::vector<double> values;  ///< Parallel to groups; missing and negative ones count as 0.
  };
  std::vector<Bars> bars;
  /// A dashed line across, with its name: a bar to be reached.
  std::optional<std::pair<std::string, double>> line = std::nullopt;
};
/// Every bar carries its value. As wide as the groups need.
[[nodiscard]] std::string toSvg(const BarChart& chart);

/// Which label was given (row) and which was found (column).
struct ConfusionMatrix {
  std::string title;
  std::vector<std::string> labels;
  std::vector<std::vector<double>> counts;  ///< labels x labels.
};
/// Cells are shaded by their share of the row and show it in percent (none under 0.5 %); the row's count stands at its
/// right.
[[nodiscard]] std::string toSvg(const ConfusionMatrix& matrix);

}  // namespace amuse::evaluate
