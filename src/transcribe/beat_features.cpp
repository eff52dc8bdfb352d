#include "transcribe/beat_features.h"

#include <algorithm>
#include <cmath>

#include "transcribe/transcription.h"

namespace amuse::transcribe {

namespace {

constexpr std::size_t kBeatWindow = 1024;
constexpr double kRangeDb = 60;
/// A loudest band under this is silence.
constexpr float kLeastPower = 1e-7f;

}  // namespace

audio::FrameMatrix findBeatFeatures(const MonoAudio& audio) {
  auto bands = audio::melBands(audio::powerSpectrogram(audio, kBeatWindow, kBeatHop),
                               static_cast<double>(kTranscribeRateHz) / kBeatWindow, kBeatBands, 30, 10000);
  if (bands.values.empty()) return bands;
  const float loudest = *std::max_element(bands.values.begin(), bands.values.end());
  const auto perDecade = static_cast<float>(10 / kRangeDb);
  for (float& value : bands.values) {
    const float ratio = loudest > kLeastPower ? value / loudest : 0;
    value = std::max(0.0f, 1 + perDecade * std::log10(ratio + 1e-9f));
  }
  return bands;
}

}  // namespace amuse::transcribe
