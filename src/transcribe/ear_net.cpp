#include "transcribe/ear_net.h"

#include <algorithm>
#include <cmath>

#include "base/files.h"
#include "lm/net_kernels.h"

namespace amuse::transcribe {
namespace {

constexpr std::size_t kFrameWidth = 12 * kChordWidth;
/// Frames that are worked on between two looks at the stop token.
constexpr std::size_t kFramesAtOnce = 256;

void pack(EarLayer& layer) {
  const std::size_t columns = layer.bias.size();
  layer.weights = lm::packPanels(layer.weights, layer.weights.size() / columns, columns);
}

/// Rows in, rows out: y[r] = x[r] W + bias.
void apply(const EarLayer& layer, const std::vector<const float*>& x, const std::vector<float*>& y) {
  const std::size_t columns = layer.bias.size();
  lm::netKernels().multiply(x.data(), y.data(), x.size(), layer.weights.data(), layer.bias.data(),
                            layer.weights.size() / columns, columns);
}

void rectify(float* values, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) values[i] = std::max(0.0f, values[i]);
}

/// One frame's bins to 12 pitch classes of kChordWidth values.
void foldFrame(const EarWeights& weights, std::span<const float> bins, float* out) {
  std::array<float, (kPartialsBelow + kSemitones + kPartialsAbove) * kBinsPerSemitone> wide{};
  std::copy(bins.begin(), bins.end(), wide.begin() + kPartialsBelow * kBinsPerSemitone);
  std::array<float, kSemitones * kPartialsWidth> seen;
  std::vector<const float*> x;
  std::vector<float*> y;
  for (std::size_t s = 0; s < kSemitones; ++s)
    x.push_back(&wide[s * kBinsPerSemitone]), y.push_back(&seen[s * kPartialsWidth]);
  apply(weights.partials, x, y);
  rectify(seen.data(), seen.size());
  std::array<float, 12 * kFoldDepth> folded;
  x.clear(), y.clear();
  for (std::size_t p = 0; p < 12; ++p) {
    for (std::size_t o = 0; o < kOctaves; ++o)
      std::copy_n(&seen[(o * 12 + p) * kPartialsWidth], kPartialsWidth, &folded[p * kFoldDepth + o * kPartialsWidth]);
    x.push_back(&folded[p * kFoldDepth]), y.push_back(out + p * kChordWidth);
  }
  apply(weights.fold, x, y);
  rectify(out, kFrameWidth);
}

/// Each value over time: frames outside the recording are 0. `twice` gets the pitch classes once more behind
/// themselves, so that a circle can be read from any of them on.
void weighTimes(const ChordBlock& block, std::size_t dilation, const std::vector<float>& h, std::size_t frame,
                float* twice) {
  const std::size_t frames = h.size() / kFrameWidth;
  std::fill_n(twice, kFrameWidth, 0.0f);
  for (std::size_t tap = 0; tap < kChordTaps; ++tap) {
    const std::size_t shifted = frame + tap * dilation, reach = kChordTaps / 2 * dilation;
    if (shifted < reach || shifted - reach >= frames) continue;
    const float* from = &h[(shifted - reach) * kFrameWidth];
    const float* weights = &block.times[tap * kChordWidth];
    for (std::size_t p = 0; p < 12; ++p)
      for (std::size_t c = 0; c < kChordWidth; ++c)
        twice[p * kChordWidth + c] += weights[c] * from[p * kChordWidth + c];
  }
  std::copy_n(twice, kFrameWidth, twice + kFrameWidth);
}

/// h += rectified(circle(times(h))), some frames at a time, into `out`.
void applyBlock(const ChordBlock& block, std::size_t dilation, const std::vector<float>& h, std::size_t first,
                std::size_t last, std::vector<float>& out) {
  std::vector<float> twice(2 * kFrameWidth), mixed(kFrameWidth);
  std::vector<const float*> x;
  std::vector<float*> y;
  for (std::size_t p = 0; p < 12; ++p) x.push_back(&twice[p * kChordWidth]), y.push_back(&mixed[p * kChordWidth]);
  for (std::size_t f = first; f < last; ++f) {
    weighTimes(block, dilation, h, f, twice.data());
    apply(block.classes, x, y);
    for (std::size_t i = 0; i < kFrameWidth; ++i)
      out[f * kFrameWidth + i] = h[f * kFrameWidth + i] + std::max(0.0f, mixed[i]);
  }
}

void toLogs(float* logits, std::size_t n) {
  lm::netKernels().softmax(logits, n);
  for (std::size_t i = 0; i < n; ++i) logits[i] = std::log(logits[i] + 1e-12f);
}

/// One frame's pitch classes to chords and basses.
void headFrame(const EarWeights& weights, const float* classes, float* chords, float* basses) {
  std::array<float, 12 * kHeadWidth> heads;
  std::vector<const float*> x;
  std::vector<float*> y;
  std::array<float, kChordWidth> mean{};
  for (std::size_t p = 0; p < 12; ++p) {
    x.push_back(classes + p * kChordWidth), y.push_back(&heads[p * kHeadWidth]);
    for (std::size_t c = 0; c < kChordWidth; ++c) mean[c] += classes[p * kChordWidth + c] / 12;
  }
  apply(weights.heads, x, y);
  std::array<float, kPooledWidth> pooled;
  apply(weights.pooled, {mean.data()}, {pooled.data()});
  for (std::size_t p = 0; p < 12; ++p) {
    std::copy_n(&heads[p * kHeadWidth], kQualityCount, chords + p * kQualityCount);
    basses[p] = heads[p * kHeadWidth + kQualityCount];
  }
  chords[kNoChord] = pooled[0], basses[kNoBass] = pooled[1];
  toLogs(chords, kChordCount), toLogs(basses, kBassCount);
}

/// Rows of frames before, at and after each frame, side by side; frames outside are 0.
std::vector<float> neighbours(const std::vector<float>& h, std::size_t width, std::size_t dilation) {
  const std::size_t frames = h.size() / width;
  std::vector<float> out(frames * kBeatTaps * width, 0.0f);
  for (std::size_t f = 0; f < frames; ++f)
    for (std::size_t tap = 0; tap < kBeatTaps; ++tap) {
      const std::size_t shifted = f + tap * dilation;
      if (shifted < dilation || shifted - dilation >= frames) continue;
      std::copy_n(&h[(shifted - dilation) * width], width, &out[(f * kBeatTaps + tap) * width]);
    }
  return out;
}

std::vector<float> applyToAll(const EarLayer& layer, const std::vector<float>& rows, std::size_t depth) {
  const std::size_t count = rows.size() / depth, columns = layer.bias.size();
  std::vector<float> out(count * columns);
  std::vector<const float*> x;
  std::vector<float*> y;
  for (std::size_t r = 0; r < count; ++r) x.push_back(&rows[r * depth]), y.push_back(&out[r * columns]);
  apply(layer, x, y);
  return out;
}

float chanceOf(float logit) { return 1 / (1 + std::exp(-logit)); }

}  // namespace

EarNet::EarNet(const EarWeights& weights) : weights_(weights) {
  for (auto* layer :
       {&weights_.partials, &weights_.fold, &weights_.heads, &weights_.pooled, &weights_.bands, &weights_.beatHeads})
    pack(*layer);
  for (auto& block : weights_.chordBlocks) pack(block.classes);
  for (auto& block : weights_.beatBlocks) pack(block);
}

Result<EarNet> EarNet::open(const std::filesystem::path& file) {
  const auto bytes = readFile(file, kMaxEarFileBytes);
  if (!bytes) return tl::unexpected(bytes.error());
  const auto weights = parseEarWeights(*bytes);
  if (!weights) return tl::unexpected(weights.error());
  return EarNet(*weights);
}

Result<HeardChords> EarNet::hearChords(const audio::FrameMatrix& pitches, const std::function<void(double)>& progress,
                                       const std::stop_token& stop) const {
  HeardChords out;
  out.frames = pitches.frames, out.frameSeconds = pitches.frameSeconds;
  out.chords.resize(out.frames * kChordCount), out.basses.resize(out.frames * kBassCount);
  std::vector<float> h(out.frames * kFrameWidth), next(h.size());
  constexpr std::size_t kRounds = kChordDilations.size() + 2;
  for (std::size_t round = 0; round < kRounds; ++round) {
    for (std::size_t first = 0; first < out.frames; first += kFramesAtOnce) {
      if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "the transcription was cancelled");
      const std::size_t last = std::min(out.frames, first + kFramesAtOnce);
      if (round == 0)
        for (std::size_t f = first; f < last; ++f) foldFrame(weights_, pitches.frame(f), &h[f * kFrameWidth]);
      else if (round + 1 == kRounds)
        for (std::size_t f = first; f < last; ++f)
          headFrame(weights_, &h[f * kFrameWidth], &out.chords[f * kChordCount], &out.basses[f * kBassCount]);
      else
        applyBlock(weights_.chordBlocks[round - 1], kChordDilations[round - 1], h, first, last, next);
    }
    if (round > 0 && round + 1 < kRounds) std::swap(h, next);
    if (progress) progress(static_cast<double>(round + 1) / kRounds);
  }
  return out;
}

HeardBeats EarNet::hearBeats(const audio::FrameMatrix& bands) const {
  HeardBeats out;
  out.frameSeconds = bands.frameSeconds;
  auto h = applyToAll(weights_.bands, neighbours(bands.values, kBeatBands, 1), kBeatTaps * kBeatBands);
  rectify(h.data(), h.size());
  for (std::size_t b = 0; b < kBeatDilations.size(); ++b) {
    const auto added =
        applyToAll(weights_.beatBlocks[b], neighbours(h, kBeatWidth, kBeatDilations[b]), kBeatTaps * kBeatWidth);
    for (std::size_t i = 0; i < h.size(); ++i) h[i] += std::max(0.0f, added[i]);
  }
  const auto heads = applyToAll(weights_.beatHeads, h, kBeatWidth);
  for (std::size_t f = 0; f < bands.frames; ++f) {
    out.beats.push_back(chanceOf(heads[f * kBeatHeadWidth]));
    out.downbeats.push_back(chanceOf(heads[f * kBeatHeadWidth + 1]));
  }
  return out;
}

}  // namespace amuse::transcribe
