#include "corpus/section.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace amuse::corpus {

namespace {

/// Length of a bar in the data's beats (the metre's denominator); nothing for an unknown metre.
std::optional<double> beatsPerBar(std::string_view meter) {
  const auto slash = meter.find('/');
  if (slash == std::string_view::npos || slash == 0 || slash > 2) return std::nullopt;
  int beats = 0;
  for (const char digit : meter.substr(0, slash)) {
    if (digit < '0' || digit > '9') return std::nullopt;
    beats = beats * 10 + (digit - '0');
  }
  return beats > 0 ? std::optional<double>(beats) : std::nullopt;
}

/// Start of each chord in bars, and the end; nothing when a duration is unknown.
std::optional<std::vector<double>> barPositions(const Section& section) {
  const auto bar = beatsPerBar(section.meter);
  if (!bar) return std::nullopt;
  std::vector<double> positions{0};
  for (const auto& beats : section.beats) {
    if (!beats) return std::nullopt;
    positions.push_back(positions.back() + *beats / *bar);
  }
  return positions;
}

std::vector<double> oneChordABar(std::size_t count) {
  std::vector<double> positions;
  for (std::size_t i = 0; i <= count; ++i) positions.push_back(static_cast<double>(i));
  return positions;
}

bool isMultiple(double position, int bars) noexcept {
  const double phrases = position / bars;
  return std::abs(phrases - std::round(phrases)) < 1e-6;
}

}  // namespace

std::string_view toText(LicenseClass license) noexcept {
  switch (license) {
    case LicenseClass::Open: return "open";
    case LicenseClass::NonCommercial: return "nc";
    case LicenseClass::ShareAlike: return "sharealike";
    case LicenseClass::Unknown: return "unknown";
  }
  return "";
}

std::string_view toText(Split split) noexcept {
  switch (split) {
    case Split::Train: return "train";
    case Split::Valid: return "valid";
    case Split::Test: return "test";
  }
  return "";
}

std::vector<Window> barWindows(const Section& section, int bars) {
  const std::size_t count = section.chords.size();
  const std::vector<double> positions = barPositions(section).value_or(oneChordABar(count));
  std::vector<Window> windows;
  for (std::size_t first = 0; first < count; ++first) {
    if (!isMultiple(positions[first], bars)) continue;
    const auto last = std::lower_bound(positions.begin(), positions.end(), positions[first] + bars - 1e-6);
    if (last == positions.end()) break;
    const auto end = static_cast<std::size_t>(last - positions.begin());
    if (end == first || (first == 0 && end == count)) continue;
    windows.push_back({first, end - first, true, isMultiple(positions[end], bars), end == count});
  }
  return windows;
}

std::vector<Window> cutLong(const Section& section, std::size_t longest) {
  std::vector<Window> windows;
  const std::size_t count = section.chords.size();
  for (std::size_t first = 0; first < count; first += longest) {
    const std::size_t length = std::min(longest, count - first);
    const bool ends = first + length == count;
    windows.push_back({first, length, first == 0, ends, ends});
  }
  return windows;
}

}  // namespace amuse::corpus
