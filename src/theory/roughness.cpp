#include <array>
#include <cmath>

#include "theory/measures.h"

namespace amuse::theory {
namespace {

constexpr int kPartials = 6;
constexpr double kPartialDecay = 0.88;

// The curve Sethares fitted to Plomp and Levelt's listeners: exponents, the point of greatest roughness, and how the
// critical band widens with frequency. Source: Sethares, "Local consonance and the relationship between timbre and
// scale", JASA 94 (1993), with the constants of his published program; six partials falling by 0.88 as in its figure 3.
constexpr double kSlow = 3.51, kFast = 5.75, kPeak = 0.24, kBandSlope = 0.0207, kBandAtZero = 18.96;

double frequencyOf(int note) noexcept { return 440.0 * std::exp2((note - 69) / 12.0); }

double roughnessOfPartials(double a, double b) noexcept {
  const double low = std::fmin(a, b), difference = std::fabs(a - b);
  const double scaled = kPeak / (kBandSlope * low + kBandAtZero) * difference;
  if (kSlow * scaled > 15) return 0;  // beyond a few critical bands less than a millionth is left
  return std::exp(-kSlow * scaled) - std::exp(-kFast * scaled);
}

double roughnessOfNotes(double low, double high) noexcept {
  static const std::array<double, kPartials> kAmplitudes = [] {
    std::array<double, kPartials> amplitudes{1.0};
    for (std::size_t i = 1; i < kPartials; ++i) amplitudes[i] = amplitudes[i - 1] * kPartialDecay;
    return amplitudes;
  }();
  double total = 0;
  for (int i = 0; i < kPartials; ++i) {
    for (int j = 0; j < kPartials; ++j) {
      total += kAmplitudes[static_cast<std::size_t>(i)] * kAmplitudes[static_cast<std::size_t>(j)] *
               roughnessOfPartials(low * (i + 1), high * (j + 1));
    }
  }
  return total;
}

}  // namespace

double roughness(std::span<const int> notes) {
  double total = 0;
  for (std::size_t i = 0; i < notes.size(); ++i) {
    for (std::size_t j = i + 1; j < notes.size(); ++j) {
      total += roughnessOfNotes(frequencyOf(notes[i]), frequencyOf(notes[j]));
    }
  }
  return total;
}

}  // namespace amuse::theory
