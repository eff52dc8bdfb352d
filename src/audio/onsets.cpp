#include "audio/onsets.h"

#include <algorithm>

namespace amuse::audio {
namespace {

/// Rises count over two frames (23 ms); a peak is the highest within 50 ms and stands 1.5 dB over the half second
/// around it.
constexpr std::size_t kStep = 2, kPeakFrames = 4, kAroundFrames = 22;
constexpr float kStandsOutDb = 1.5f;
/// What is this much quieter than the loudest band does not count as a rise.
constexpr float kFloorDb = -65;

std::vector<float> rises(const LogMel& mel) {
  const auto& db = mel.decibels;
  std::vector<float> out(db.frames, 0.0f);
  for (std::size_t f = kStep; f < db.frames; ++f) {
    const auto now = db.frame(f), before = db.frame(f - kStep);
    float sum = 0;
    for (std::size_t b = 0; b < db.width; ++b)
      sum += std::max(0.0f, std::max(now[b], kFloorDb) - std::max(before[b], kFloorDb));
    out[f] = sum / static_cast<float>(db.width);
  }
  return out;
}

/// The mean over kAroundFrames on both sides, by running sums.
std::vector<float> surroundings(const std::vector<float>& values) {
  std::vector<double> sums(values.size() + 1, 0.0);
  for (std::size_t i = 0; i < values.size(); ++i) sums[i + 1] = sums[i] + values[i];
  std::vector<float> out(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::size_t low = i > kAroundFrames ? i - kAroundFrames : 0;
    const std::size_t high = std::min(values.size(), i + kAroundFrames + 1);
    out[i] = static_cast<float>((sums[high] - sums[low]) / static_cast<double>(high - low));
  }
  return out;
}

}  // namespace

Onsets findOnsets(const LogMel& mel) {
  Onsets out;
  out.frameSeconds = mel.decibels.frameSeconds;
  const auto rise = rises(mel);
  const auto usual = surroundings(rise);
  out.strength.resize(rise.size());
  for (std::size_t f = 0; f < rise.size(); ++f) out.strength[f] = std::max(0.0f, rise[f] - usual[f]);
  for (std::size_t f = 0; f < rise.size(); ++f) {
    const std::size_t low = f > kPeakFrames ? f - kPeakFrames : 0, high = std::min(rise.size(), f + kPeakFrames + 1);
    const bool isHighest = std::max_element(&out.strength[low], out.strength.data() + high) == &out.strength[f];
    if (isHighest && out.strength[f] > kStandsOutDb)
      out.timesSeconds.push_back(static_cast<double>(f) * out.frameSeconds);
  }
  return out;
}

}  // namespace amuse::audio
