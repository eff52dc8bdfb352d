#include "propose/mood_estimate.h"

#include <algorithm>
#include <cmath>

namespace amuse::propose {
namespace {

constexpr int kColumns = kMoodFeatureCount + 1;
using MoodVector = std::array<double, kColumns>;
using MoodMatrix = std::array<MoodVector, kColumns>;

// Gaussian elimination; the ridge keeps the matrix positive definite, so no pivoting is needed.
MoodVector solve(MoodMatrix a, MoodVector b) {
  for (int i = 0; i < kColumns; ++i) {
    for (int row = i + 1; row < kColumns; ++row) {
      const double factor = a[row][i] / a[i][i];
      for (int k = i; k < kColumns; ++k) a[row][k] -= factor * a[i][k];
      b[row] -= factor * b[i];
    }
  }
  MoodVector x{};
  for (int i = kColumns - 1; i >= 0; --i) {
    double rest = b[i];
    for (int k = i + 1; k < kColumns; ++k) rest -= a[i][k] * x[k];
    x[i] = rest / a[i][i];
  }
  return x;
}

MoodVector meanFeatures(const TrainingRecord& record) {
  MoodVector mean{};
  for (const auto& progression : record.progressions) {
    const auto features = moodFeatures(progression, record.mode);
    for (int i = 0; i < kMoodFeatureCount; ++i) mean[i] += features[i];
  }
  for (double& x : mean) x /= static_cast<double>(std::max<std::size_t>(1, record.progressions.size()));
  mean[kMoodFeatureCount] = 1;
  return mean;
}

}  // namespace

std::array<double, kMoodFeatureCount> moodFeatures(std::span<const theory::RelativeChord> chords,
                                                   theory::Mode mode) noexcept {
  std::array<double, kMoodFeatureCount> features{};
  const auto scale = theory::scaleOf(mode);
  for (const auto& chord : chords) {
    const auto triad = theory::triadOf(chord.quality.chordClass);
    const double colour = colourOf(chord);
    features[0] += triad == theory::TriadClass::Maj;
    features[1] += triad == theory::TriadClass::Min;
    features[2] += triad == theory::TriadClass::Dim;
    features[3] += triad == theory::TriadClass::Aug;
    features[4] += colour == 0;
    features[5] += colour == 2;
    features[6] += colour == 3;
    features[7] += colour == 4;
    features[8] += chord.bass != 0;
    features[9] += !chord.quality.tones.transposed(chord.root).isSubsetOf(scale);
  }
  for (double& x : features) x /= static_cast<double>(std::max<std::size_t>(1, chords.size()));
  return features;
}

brief::Affect MoodEstimate::operator()(std::span<const double, kMoodFeatureCount> features) const noexcept {
  std::array<double, 4> out{};
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = weights[i][kMoodFeatureCount];
    for (std::size_t k = 0; k < kMoodFeatureCount; ++k) out[i] += weights[i][k] * features[k];
    out[i] = std::clamp(out[i], -1.0, 1.0);
  }
  return {.valence = out[0], .arousal = out[1], .tension = out[2], .complexity = out[3]};
}

MoodEstimate fitMoodEstimate(std::span<const TrainingRecord> records) {
  MoodMatrix normal{};
  std::array<MoodVector, 4> targets{};
  for (int i = 0; i < kColumns; ++i) normal[i][i] = 2.0;
  for (const auto& record : records) {
    const MoodVector x = meanFeatures(record);
    const auto& affect = record.affect;
    const std::array<double, 4> y{affect.valence, affect.arousal, affect.tension, affect.complexity};
    for (int i = 0; i < kColumns; ++i) {
      for (int k = 0; k < kColumns; ++k) normal[i][k] += x[i] * x[k];
      for (std::size_t t = 0; t < y.size(); ++t) targets[t][i] += x[i] * y[t];
    }
  }
  MoodEstimate estimate;
  for (std::size_t t = 0; t < targets.size(); ++t) estimate.weights[t] = solve(normal, targets[t]);
  return estimate;
}

}  // namespace amuse::propose
