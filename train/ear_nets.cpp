#include "ear_nets.h"

#include "transcribe/heard.h"

namespace amuse::train {
namespace {

using namespace transcribe;

constexpr auto kWidth = static_cast<std::int64_t>(kChordWidth);
/// Share of what a block adds that is left out while training.
constexpr double kDropout = 0.15;
constexpr auto kQualities = static_cast<std::int64_t>(kQualityCount);

std::vector<float> floats(const torch::Tensor& tensor) {
  const auto flat = tensor.detach().contiguous().flatten();
  return {flat.data_ptr<float>(), flat.data_ptr<float>() + flat.numel()};
}

/// weights: depth x columns, padded with zero columns up to `width`.
EarLayer padded(const torch::Tensor& weights, const torch::Tensor& bias, std::size_t width) {
  const auto extra = static_cast<std::int64_t>(width) - weights.size(1);
  return {floats(torch::constant_pad_nd(weights, {0, extra})), floats(torch::constant_pad_nd(bias, {0, extra}))};
}

/// A normalisation as a factor and an addend a column.
std::pair<torch::Tensor, torch::Tensor> affineOf(const torch::nn::BatchNorm1d& norm) {
  const auto factor = norm->weight / torch::sqrt(norm->running_var + norm->options.eps());
  return {factor, norm->bias - norm->running_mean * factor};
}

}  // namespace

ChordEarImpl::ChordEarImpl() {
  partials_ = register_module("partials", torch::nn::Linear(static_cast<std::int64_t>(kPartialsDepth),
                                                            static_cast<std::int64_t>(kPartialsWidth)));
  fold_ = register_module(
      "fold", torch::nn::Linear(torch::nn::LinearOptions(static_cast<std::int64_t>(kFoldDepth), kWidth).bias(false)));
  foldNorm_ = register_module("foldNorm", torch::nn::BatchNorm1d(kWidth));
  for (std::size_t b = 0; b < kChordDilations.size(); ++b) {
    const auto name = std::to_string(b);
    auto times = torch::randn({static_cast<std::int64_t>(kChordTaps), kWidth}) * 0.2;
    times[static_cast<std::int64_t>(kChordTaps) / 2] += 0.6;
    times_.push_back(register_parameter("times" + name, times));
    classes_.push_back(
        register_parameter("classes" + name, torch::randn({12, kWidth, kWidth}) * std::sqrt(2.0 / (12 * kWidth))));
    norms_.push_back(register_module("norm" + name, torch::nn::BatchNorm1d(kWidth)));
  }
  heads_ = register_module("heads", torch::nn::Linear(kWidth, kQualities + 1));
  pooled_ = register_module("pooled", torch::nn::Linear(kWidth, 2));
  std::vector<std::int64_t> steps;
  for (std::int64_t q = 0; q < 12; ++q)
    for (std::int64_t p = 0; p < 12; ++p) steps.push_back((q - p + 12) % 12);
  circle_ = torch::tensor(steps);
}

torch::Tensor ChordEarImpl::block(std::size_t index, const torch::Tensor& h) {
  const auto batch = h.size(0), frames = h.size(1);
  const auto reach = static_cast<std::int64_t>(kChordDilations[index] * (kChordTaps / 2));
  const auto wide = torch::constant_pad_nd(h, {0, 0, reach, reach});
  torch::Tensor seen;
  for (std::int64_t tap = 0; tap < static_cast<std::int64_t>(kChordTaps); ++tap) {
    const auto part = wide.narrow(1, tap * static_cast<std::int64_t>(kChordDilations[index]), frames) *
                      times_[index][tap].repeat({12});
    seen = tap == 0 ? part : seen + part;
  }
  // [from class, its values, to class, its values]: the same weights along each diagonal.
  const auto matrix = classes_[index]
                          .index_select(0, circle_)
                          .view({12, 12, kWidth, kWidth})
                          .permute({0, 2, 1, 3})
                          .reshape({12 * kWidth, 12 * kWidth});
  const auto mixed =
      torch::matmul(seen.view({batch * frames, 12 * kWidth}), matrix).view({batch * frames * 12, kWidth});
  const auto added = torch::relu(norms_[index]->forward(mixed)).view({batch, frames, 12 * kWidth});
  return h + torch::dropout(added, kDropout, is_training());
}

ChordHearing ChordEarImpl::forward(const torch::Tensor& pitches) {
  const auto batch = pitches.size(0), frames = pitches.size(1), n = batch * frames;
  const auto bins = static_cast<std::int64_t>(kBinsPerSemitone);
  const auto wide = torch::constant_pad_nd(
      pitches.reshape({n, static_cast<std::int64_t>(kPitchBins)}),
      {static_cast<std::int64_t>(kPartialsBelow) * bins, static_cast<std::int64_t>(kPartialsAbove) * bins});
  const auto seen = torch::relu(partials_->forward(wide.unfold(1, static_cast<std::int64_t>(kPartialsDepth), bins)));
  const auto octaves =
      seen.view({n, static_cast<std::int64_t>(kOctaves), 12, static_cast<std::int64_t>(kPartialsWidth)})
          .permute({0, 2, 1, 3});
  auto h = fold_->forward(octaves.reshape({n * 12, static_cast<std::int64_t>(kFoldDepth)}));
  h = torch::relu(foldNorm_->forward(h)).view({batch, frames, 12 * kWidth});
  for (std::size_t b = 0; b < kChordDilations.size(); ++b) h = block(b, h);
  const auto classes = h.view({batch, frames, 12, kWidth});
  const auto heads = heads_->forward(classes);
  const auto pooled = pooled_->forward(classes.mean(2));
  const auto chords =
      torch::cat({heads.narrow(3, 0, kQualities).reshape({batch, frames, 12 * kQualities}), pooled.narrow(2, 0, 1)}, 2);
  const auto basses = torch::cat({heads.select(3, kQualities), pooled.narrow(2, 1, 1)}, 2);
  return {torch::log_softmax(chords, 2), torch::log_softmax(basses, 2)};
}

void ChordEarImpl::exportTo(EarWeights& weights) {
  torch::NoGradGuard guard;
  weights.partials = padded(partials_->weight.t(), partials_->bias, kPartialsWidth);
  const auto [foldFactor, foldAddend] = affineOf(foldNorm_);
  weights.fold = padded(fold_->weight.t() * foldFactor, foldAddend, kChordWidth);
  for (std::size_t b = 0; b < kChordDilations.size(); ++b) {
    const auto [factor, addend] = affineOf(norms_[b]);
    weights.chordBlocks[b].times = floats(times_[b]);
    weights.chordBlocks[b].classes = padded((classes_[b] * factor).view({12 * kWidth, kWidth}), addend, kChordWidth);
  }
  weights.heads = padded(heads_->weight.t(), heads_->bias, kHeadWidth);
  weights.pooled = padded(pooled_->weight.t(), pooled_->bias, kPooledWidth);
}

BeatEarImpl::BeatEarImpl() {
  constexpr auto kBeat = static_cast<std::int64_t>(kBeatWidth);
  const auto conv = [](std::int64_t from, std::int64_t to, std::int64_t dilation) {
    return torch::nn::Conv1d(
        torch::nn::Conv1dOptions(from, to, static_cast<std::int64_t>(kBeatTaps)).dilation(dilation).padding(dilation));
  };
  bands_ = register_module("bands", conv(static_cast<std::int64_t>(kBeatBands), kBeat, 1));
  for (std::size_t b = 0; b < kBeatDilations.size(); ++b) {
    convs_.push_back(
        register_module("conv" + std::to_string(b), conv(kBeat, kBeat, static_cast<std::int64_t>(kBeatDilations[b]))));
    norms_.push_back(register_module("norm" + std::to_string(b), torch::nn::BatchNorm1d(kBeat)));
  }
  heads_ = register_module("heads", torch::nn::Linear(kBeat, 2));
}

torch::Tensor BeatEarImpl::forward(const torch::Tensor& bands) {
  auto h = torch::relu(bands_->forward(bands.transpose(1, 2)));
  for (std::size_t b = 0; b < kBeatDilations.size(); ++b)
    h = h + torch::relu(norms_[b]->forward(convs_[b]->forward(h)));
  return heads_->forward(h.transpose(1, 2));
}

void BeatEarImpl::exportTo(EarWeights& weights) {
  torch::NoGradGuard guard;
  // Torch has [to, from, tap]; the engine reads tap after tap.
  const auto matrix = [](const torch::Tensor& kernel) {
    return kernel.permute({2, 1, 0}).reshape({-1, kernel.size(0)});
  };
  weights.bands = padded(matrix(bands_->weight), bands_->bias, kBeatWidth);
  for (std::size_t b = 0; b < kBeatDilations.size(); ++b) {
    const auto [factor, addend] = affineOf(norms_[b]);
    weights.beatBlocks[b] = padded(matrix(convs_[b]->weight) * factor, convs_[b]->bias * factor + addend, kBeatWidth);
  }
  weights.beatHeads = padded(heads_->weight.t(), heads_->bias, kBeatHeadWidth);
}

}  // namespace amuse::train
