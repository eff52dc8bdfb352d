#include "evaluate/plot.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace amuse::evaluate {
namespace {

/// Told apart by colour-blind readers too. Source: Okabe and Ito, "Color universal design", 2008.
constexpr std::array kColours{"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#999999"};
constexpr double kLeft = 64, kTop = 40, kBottom = 52, kLegendLine = 18;

const char* colourOf(std::size_t index) { return kColours[index % kColours.size()]; }

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else
      out += c;
  }
  return out;
}

std::string text(double x, double y, const std::string& words, const char* anchor = "middle", const char* more = "") {
  return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\" {}>{}</text>\n", x, y, anchor, more,
                     escaped(words));
}

std::string line(double x1, double y1, double x2, double y2, const char* style) {
  return fmt::format("<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" {}/>\n", x1, y1, x2, y2, style);
}

std::string box(double x, double y, double width, double height, const std::string& fill) {
  return fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"{}\"/>\n", x, y, width,
                     height, fill);
}

std::string page(double width, double height, const std::string& title, const std::string& body) {
  return fmt::format(
             "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}\" height=\"{1:.0f}\" viewBox=\"0 0 {0:.0f} "
             "{1:.0f}\" font-family=\"sans-serif\" font-size=\"12\">\n",
             width, height) +
         box(0, 0, width, height, "#ffffff") + text(width / 2, 24, title, "middle", "font-size=\"15\"") + body +
         "</svg>\n";
}

/// 1, 2 or 5 times a power of ten, such that about six steps cover the range.
double niceStep(double range) {
  const double raw = std::max(range, 1e-12) / 6, power = std::pow(10, std::floor(std::log10(raw)));
  for (const double factor : {1.0, 2.0, 5.0})
    if (raw <= factor * power) return factor * power;
  return 10 * power;
}

std::string numberText(double value, double step) {
  const int decimals = std::max(0, static_cast<int>(std::ceil(-std::log10(step) - 1e-9)));
  return fmt::format("{:.{}f}", std::abs(value) < step * 1e-6 ? 0 : value, decimals);
}

struct Range {
  double low = 0, high = 1;
  void take(double value) noexcept {
    low = std::min(low, value);
    high = std::max(high, value);
  }
  [[nodiscard]] double share(double value) const noexcept { return high > low ? (value - low) / (high - low) : 0.5; }
};

/// The plot's rectangle and what its sides stand for.
struct Frame {
  double width, height;
  Range x, y;
  [[nodiscard]] double px(double value) const { return kLeft + x.share(value) * width; }
  [[nodiscard]] double py(double value) const { return kTop + (1 - y.share(value)) * height; }
};

std::string yAxis(const Frame& frame, const std::string& label) {
  std::string out;
  const double step = niceStep(frame.y.high - frame.y.low);
  for (double tick = std::ceil(frame.y.low / step - 1e-9) * step; tick <= frame.y.high + step * 1e-6; tick += step) {
    const double y = frame.py(tick);
    out += line(kLeft, y, kLeft + frame.width, y, "stroke=\"#dddddd\"");
    out += text(kLeft - 6, y + 4, numberText(tick, step), "end");
  }
  const double middle = kTop + frame.height / 2;
  return out + text(16, middle, label, "middle", fmt::format("transform=\"rotate(-90 16 {:.1f})\"", middle).c_str());
}

std::string xAxis(const Frame& frame, const std::string& label) {
  std::string out;
  const double step = niceStep(frame.x.high - frame.x.low), bottom = kTop + frame.height;
  for (double tick = std::ceil(frame.x.low / step - 1e-9) * step; tick <= frame.x.high + step * 1e-6; tick += step) {
    out += line(frame.px(tick), bottom, frame.px(tick), bottom + 4, "stroke=\"#333333\"");
    out += text(frame.px(tick), bottom + 18, numberText(tick, step));
  }
  out += line(kLeft, bottom, kLeft + frame.width, bottom, "stroke=\"#333333\"");
  return out + text(kLeft + frame.width / 2, bottom + 38, label);
}

std::string legend(double x, const std::vector<std::string>& names) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const double y = kTop + kLegendLine * static_cast<double>(i);
    out += box(x, y, 12, 12, colourOf(i)) + text(x + 18, y + 10, names[i], "start");
  }
  return out;
}

template <typename Named>
std::vector<std::string> namesOf(const std::vector<Named>& items) {
  std::vector<std::string> names;
  names.reserve(items.size());
  for (const auto& item : items) names.push_back(item.name);
  return names;
}

bool isFinite(const std::pair<double, double>& point) {
  return std::isfinite(point.first) && std::isfinite(point.second);
}

Frame frameOf(const LineChart& chart) {
  Frame frame{540, 320, {1e300, -1e300}, {1e300, -1e300}};
  for (const Series& series : chart.series)
    for (const auto& point : series.points) {
      if (!isFinite(point)) continue;
      frame.x.take(point.first);
      frame.y.take(point.second);
    }
  if (frame.x.low > frame.x.high) frame.x = frame.y = {0, 1};
  const double margin = 0.05 * (frame.y.high - frame.y.low);
  frame.y = {frame.y.low - margin, frame.y.high + margin};
  if (chart.yRange) frame.y = {chart.yRange->first, chart.yRange->second};
  return frame;
}

std::string polyline(const Frame& frame, const Series& series, const char* colour) {
  std::string points;
  for (const auto& point : series.points)
    if (isFinite(point)) points += fmt::format("{:.1f},{:.1f} ", frame.px(point.first), frame.py(point.second));
  return fmt::format("<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\"{}/>\n", points, colour,
                     series.dashed ? " stroke-dasharray=\"6 4\"" : "");
}

}  // namespace

std::string toSvg(const LineChart& chart) {
  const Frame frame = frameOf(chart);
  std::string body = yAxis(frame, chart.yLabel) + xAxis(frame, chart.xLabel);
  for (std::size_t i = 0; i < chart.series.size(); ++i) body += polyline(frame, chart.series[i], colourOf(i));
  body += legend(kLeft + frame.width + 16, namesOf(chart.series));
  return page(kLeft + frame.width + 156, kTop + frame.height + kBottom + 8, chart.title, body);
}

std::string toSvg(const BarChart& chart) {
  constexpr double kBar = 26, kGap = 22;
  const double group = kBar * static_cast<double>(std::max<std::size_t>(chart.bars.size(), 1)) + kGap;
  Frame frame{std::max(240.0, group * static_cast<double>(chart.groups.size())), 300, {0, 1}, {0, 1e-9}};
  for (const auto& bars : chart.bars)
    for (const double value : bars.values)
      if (std::isfinite(value)) frame.y.take(value * 1.08);
  if (chart.line) frame.y.take(chart.line->second * 1.08);
  frame.y.low = 0;
  std::string body = yAxis(frame, chart.yLabel);
  const double bottom = kTop + frame.height;
  for (std::size_t g = 0; g < chart.groups.size(); ++g) {
    const double left = kLeft + kGap / 2 + group * static_cast<double>(g);
    for (std::size_t b = 0; b < chart.bars.size(); ++b) {
      const auto& values = chart.bars[b].values;
      const double value = g < values.size() && values[g] > 0 && std::isfinite(values[g]) ? values[g] : 0;
      const double x = left + kBar * static_cast<double>(b), y = frame.py(value);
      body += box(x, y, kBar - 2, bottom - y, colourOf(b));
      body += text(x + kBar / 2 - 1, y - 3, fmt::format("{:.3g}", value), "middle", "font-size=\"9\"");
    }
    body += text(left + (group - kGap) / 2, bottom + 18, chart.groups[g]);
  }
  body += line(kLeft, bottom, kLeft + frame.width, bottom, "stroke=\"#333333\"");
  std::vector<std::string> names = namesOf(chart.bars);
  if (chart.line) {
    const double y = frame.py(chart.line->second);
    body += line(kLeft, y, kLeft + frame.width, y, "stroke=\"#000000\" stroke-dasharray=\"6 4\"");
    body += text(kLeft + frame.width + 6, y + 4, chart.line->first, "start", "font-size=\"10\"");
  }
  return page(kLeft + frame.width + 190, bottom + kBottom, chart.title, body + legend(kLeft + frame.width + 40, names));
}

std::string toSvg(const ConfusionMatrix& matrix) {
  const auto count = static_cast<double>(matrix.labels.size());
  const double cell = count > 16 ? 26 : 36, left = 130, top = 120;
  std::string body = text(left + cell * count / 2, 44, "found", "middle", "font-style=\"italic\"");
  for (std::size_t row = 0; row < matrix.labels.size(); ++row) {
    const double y = top + cell * static_cast<double>(row);
    double total = 0;
    for (const double value : matrix.counts[row]) total += value;
    body += text(left - 6, y + cell / 2 + 4, matrix.labels[row], "end", "font-size=\"11\"");
    body += text(left + cell * count + 6, y + cell / 2 + 4, fmt::format("{:.0f}", total), "start", "font-size=\"10\"");
    const double x = left + cell * (static_cast<double>(row) + 0.5);
    body += text(x, top - 6, matrix.labels[row], "start",
                 fmt::format("font-size=\"11\" transform=\"rotate(-50 {:.1f} {:.1f})\"", x, top - 6).c_str());
    for (std::size_t column = 0; column < matrix.labels.size(); ++column) {
      const double share = total > 0 ? matrix.counts[row][column] / total : 0;
      const double cellX = left + cell * static_cast<double>(column);
      const auto shade = [&](double full) { return static_cast<int>(std::lround(255 - share * (255 - full))); };
      body += box(cellX, y, cell - 1, cell - 1, fmt::format("#{:02x}{:02x}{:02x}", shade(0), shade(0x72), shade(0xb2)));
      if (share >= 0.005)
        body += text(cellX + cell / 2, y + cell / 2 + 4, fmt::format("{:.0f}", 100 * share), "middle",
                     share > 0.5 ? "font-size=\"10\" fill=\"#ffffff\"" : "font-size=\"10\"");
    }
  }
  body +=
      text(14, top + cell * count / 2, "given", "middle",
           fmt::format("font-style=\"italic\" transform=\"rotate(-90 14 {:.1f})\"", top + cell * count / 2).c_str());
  return page(left + cell * count + 60, top + cell * count + 20, matrix.title + " (% of each row)", body);
}

}  // namespace amuse::evaluate
