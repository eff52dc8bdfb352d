#include <algorithm>
#include <cmath>

#include "audio/fft.h"
#include "audio/sound_features.h"

namespace amuse::audio {
namespace {

constexpr std::size_t kPitchFrame = 1024, kPitchHop = 256;
constexpr double kHighestHz = 1200, kLowestHz = 70;
constexpr float kVoiced = 0.2f;

/// Autocorrelation of the compressed spectrum, which favours no loud partial.
/// Source: Tolonen and Karjalainen, IEEE Trans. Speech and Audio Proc. 8 (2000), p. 708.
class PitchFinder {
 public:
  explicit PitchFinder(double rate)
      : rate_(rate),
        shape_(hannWindow(kPitchFrame)),
        piece_(2 * kPitchFrame),
        mirrored_(2 * kPitchFrame),
        re_(fft_.bins()),
        im_(fft_.bins()) {}

  /// Strength 0..1 and octaves above 1 Hz.
  std::pair<float, float> find(const float* samples) {
    for (std::size_t n = 0; n < kPitchFrame; ++n) piece_[n] = samples[n] * shape_[n];
    fft_.power(piece_, re_);
    for (std::size_t k = 0; k < fft_.bins(); ++k) {
      mirrored_[k] = std::cbrt(re_[k] + 1e-12f);
      if (k > 0 && k < kPitchFrame) mirrored_[2 * kPitchFrame - k] = mirrored_[k];
    }
    fft_.transform(mirrored_, re_, im_);
    const auto shortest = static_cast<std::size_t>(rate_ / kHighestHz),
               longest = static_cast<std::size_t>(rate_ / kLowestHz);
    std::size_t best = shortest;
    for (std::size_t lag = shortest; lag <= longest; ++lag)
      if (re_[lag] > re_[best] && re_[lag] >= re_[lag - 1] && re_[lag] >= re_[lag + 1]) best = lag;
    return {re_[0] > 0 ? re_[best] / re_[0] : 0, static_cast<float>(std::log2(rate_ / static_cast<double>(best)))};
  }

 private:
  double rate_;
  RealFft fft_{2 * kPitchFrame};
  std::vector<float> shape_, piece_, mirrored_, re_, im_;
};

}  // namespace

PitchTrack pitchTrack(const MonoAudio& audio, const LogMel& mel) {
  PitchTrack track;
  PitchFinder finder(audio.sampleRateHz);
  float last = 0;
  int glides = 0;
  bool isOdd = false;
  for (std::size_t f = 0; f < mel.isActive.size(); ++f) {
    if (!mel.isActive[f]) continue;
    isOdd = !isOdd;
    if (!isOdd) continue;
    if (f * kPitchHop + kPitchFrame > audio.samples.size()) break;
    const auto [strength, pitch] = finder.find(&audio.samples[f * kPitchHop]);
    track.strengths.push_back(strength);
    if (strength <= kVoiced) {
      last = 0;
      continue;
    }
    if (last > 0 && std::abs(pitch - last) < 0.5f) track.glide += std::abs(pitch - last), ++glides;
    track.pitches.push_back(pitch);
    last = pitch;
  }
  const auto voiced = static_cast<double>(track.pitches.size());
  if (!track.strengths.empty()) track.voicedShare = voiced / static_cast<double>(track.strengths.size());
  if (glides > 0) track.glide /= glides;
  if (voiced > 0) track.steadyShare = glides / voiced;
  return track;
}

}  // namespace amuse::audio
