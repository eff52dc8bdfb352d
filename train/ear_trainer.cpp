#include "ear_trainer.h"

#include <chrono>
#include <cmath>
#include <fstream>

#include "base/random.h"
#include "ear_nets.h"
#include "transcribe/heard.h"

namespace amuse::train {
namespace {

using namespace transcribe;

/// Of the targets' weight, what goes to all classes alike; what the bass counts beside the chord.
constexpr double kSpread = 0.03, kBassShare = 0.5;
constexpr std::int64_t kBeatsPerFrame = 4;  ///< Frames of beats to a frame of pitches.

/// Some stretches side by side.
struct EarBatch {
  torch::Tensor inputs;
  torch::Tensor targets, basses;  ///< Chords: indexes, -1 where unknown. Beats: 0..1, [B, T, 2]; basses unused.
};

/// Where each stretch of a pass begins.
struct Stretch {
  std::size_t cut = 0;
  std::int64_t start = 0;
};

std::vector<Stretch> dealStretches(const std::vector<RenderedCut>& cuts, std::int64_t frames, bool isShuffled,
                                   Random& random) {
  std::vector<Stretch> out;
  for (std::size_t c = 0; c < cuts.size(); ++c) {
    const auto length = static_cast<std::int64_t>(cuts[c].frames);
    const std::int64_t room = std::max<std::int64_t>(0, length - frames);
    for (std::int64_t at = 0; at < length; at += frames) {
      const auto start =
          isShuffled ? static_cast<std::int64_t>(random.uniform() * static_cast<double>(room + 1)) : std::min(at, room);
      out.push_back({c, start});
    }
  }
  if (isShuffled)
    for (std::size_t i = out.size(); i > 1; --i) std::swap(out[i - 1], out[random.below(i)]);
  return out;
}

/// A stretch's chord moved by semitones.
std::int64_t movedChord(std::int64_t chord, int semitones) {
  if (chord < 0 || chord == static_cast<std::int64_t>(kNoChord)) return chord;
  const auto q = static_cast<std::int64_t>(kQualityCount);
  return ((chord / q + semitones + 12) % 12) * q + chord % q;
}

/// Another balance of the registers, and less or more background: as other players and rooms have it.
void colour(float* row, const std::vector<float>& gains, float floor) {
  for (std::size_t b = 0; b < kPitchBins; ++b) row[b] = std::min(1.0f, std::max(row[b] * gains[b], floor * 0.5f));
}

std::vector<float> anyGains(Random& random) {
  std::vector<float> knots, gains;
  for (int k = 0; k < 9; ++k) knots.push_back(static_cast<float>(std::clamp(1 + 0.22 * random.normal(), 0.3, 1.6)));
  for (std::size_t b = 0; b < kPitchBins; ++b) {
    const double at = static_cast<double>(b) / kPitchBins * 8;
    const auto k = static_cast<std::size_t>(at);
    const auto part = static_cast<float>(at - static_cast<double>(k));
    gains.push_back(knots[k] * (1 - part) + knots[k + 1] * part);
  }
  return gains;
}

EarBatch chordBatch(const std::vector<RenderedCut>& cuts, std::span<const Stretch> stretches, std::int64_t frames,
                    Random* random) {
  const auto n = static_cast<std::int64_t>(stretches.size());
  EarBatch batch{torch::zeros({n, frames, static_cast<std::int64_t>(kPitchBins)}),
                 torch::full({n, frames}, -1, torch::kInt64), torch::full({n, frames}, -1, torch::kInt64)};
  for (std::int64_t s = 0; s < n; ++s) {
    const auto& [c, start] = stretches[static_cast<std::size_t>(s)];
    const auto& cut = cuts[c];
    const int up = random != nullptr ? static_cast<int>(random->below(11)) - 5 : 0;
    const auto gains = random != nullptr ? anyGains(*random) : std::vector<float>(kPitchBins, 1);
    const auto floor = random != nullptr && random->chance(0.3) ? static_cast<float>(random->uniform(0, 0.2)) : 0.0f;
    float* out = batch.inputs[s].data_ptr<float>();
    for (std::int64_t f = 0; f < frames; ++f) {
      const auto from = static_cast<std::size_t>(start + f);
      if (from >= cut.frames) break;
      float* row = out + f * static_cast<std::int64_t>(kPitchBins);
      for (std::size_t b = 0; b < kPitchBins; ++b) {
        const auto to = static_cast<std::ptrdiff_t>(b) + up * static_cast<std::ptrdiff_t>(kBinsPerSemitone);
        if (to >= 0 && to < static_cast<std::ptrdiff_t>(kPitchBins))
          row[to] = static_cast<float>(cut.pitches[from * kPitchBins + b]) / 255;
      }
      if (random != nullptr) colour(row, gains, floor);
      const std::int64_t bass = cut.basses[from];
      batch.targets[s].data_ptr<std::int64_t>()[f] = movedChord(cut.chords[from], up);
      batch.basses[s].data_ptr<std::int64_t>()[f] = bass >= 0 && bass < 12 ? (bass + up + 12) % 12 : bass;
    }
  }
  return batch;
}

EarBatch beatBatch(const std::vector<RenderedCut>& cuts, std::span<const Stretch> stretches, std::int64_t frames,
                   Random* random) {
  const auto n = static_cast<std::int64_t>(stretches.size());
  const std::int64_t length = frames * kBeatsPerFrame;
  EarBatch batch{torch::zeros({n, length, static_cast<std::int64_t>(kBeatBands)}), torch::zeros({n, length, 2}), {}};
  for (std::int64_t s = 0; s < n; ++s) {
    const auto& [c, start] = stretches[static_cast<std::size_t>(s)];
    const auto& cut = cuts[c];
    std::vector<float> gains(kBeatBands, 1);
    if (random != nullptr)
      for (float& g : gains) g = static_cast<float>(std::clamp(1 + 0.15 * random->normal(), 0.4, 1.3));
    float* out = batch.inputs[s].data_ptr<float>();
    float* target = batch.targets[s].data_ptr<float>();
    for (std::int64_t f = 0; f < length; ++f) {
      const auto from = static_cast<std::size_t>(start * kBeatsPerFrame + f);
      if (from >= cut.beatFrames) break;
      for (std::size_t b = 0; b < kBeatBands; ++b)
        out[f * static_cast<std::int64_t>(kBeatBands) + static_cast<std::int64_t>(b)] =
            gains[b] * static_cast<float>(cut.bands[from * kBeatBands + b]) / 255;
      if (cut.beats[from] == 0) continue;
      // Players are not exact to a frame: the neighbours count half.
      for (std::int64_t near = std::max<std::int64_t>(0, f - 1); near <= std::min(length - 1, f + 1); ++near)
        for (int head = 0; head < cut.beats[from]; ++head)
          target[near * 2 + head] = std::max(target[near * 2 + head], near == f ? 1.0f : 0.5f);
    }
  }
  return batch;
}

/// Mean -ln P of the targets, a little of it spread over all classes: labels are not always right, and nets that are
/// never contradicted grow too sure. @param spread  The share that is.
torch::Tensor negativeLikelihood(const torch::Tensor& logs, const torch::Tensor& targets, double spread) {
  const auto rows = logs.reshape({-1, logs.size(-1)});
  const auto known = (targets.flatten() >= 0).to(torch::kFloat);
  const auto right = rows.gather(1, targets.flatten().clamp_min(0).unsqueeze(1)).squeeze(1);
  return -(((1 - spread) * right + spread * rows.mean(1)) * known).sum() / known.sum().clamp_min(1);
}

/// Numbers that a test makes again: [1, frames, width].
torch::Tensor parityInput(std::int64_t frames, std::int64_t width) {
  Random random(kEarParitySeed);
  auto input = torch::zeros({1, frames, width});
  for (std::int64_t i = 0; i < frames * width; ++i) input.data_ptr<float>()[i] = static_cast<float>(random.uniform());
  return input;
}
void writeRow(std::ofstream& out, const torch::Tensor& row) {
  for (std::int64_t i = 0; i < row.numel(); ++i) out << (i == 0 ? "" : " ") << row[i].item<float>();
  out << '\n';
}

struct Sums {
  double loss = 0, steps = 0, right = 0, rootRight = 0, frames = 0;
};

/// What is different for chords and for beats.
struct ChordTask {
  using Net = ChordEar;
  static EarBatch batch(const std::vector<RenderedCut>& cuts, std::span<const Stretch> stretches, std::int64_t frames,
                        Random* random) {
    return chordBatch(cuts, stretches, frames, random);
  }
  static torch::Tensor loss(Net& net, const EarBatch& batch, Sums* sums) {
    const auto heard = net->forward(batch.inputs);
    if (sums != nullptr) {
      const auto known = batch.targets >= 0;
      const auto best = heard.chords.argmax(2);
      const auto q = static_cast<std::int64_t>(kQualityCount);
      const auto root = [&](const torch::Tensor& chord) { return torch::div(chord, q, "floor"); };
      sums->right += ((best == batch.targets) & known).sum().item<double>();
      sums->rootRight += ((root(best) == root(batch.targets)) & known).sum().item<double>();
      sums->frames += known.sum().item<double>();
    }
    const double spread = net->is_training() ? kSpread : 0;
    return negativeLikelihood(heard.chords, batch.targets, spread) +
           kBassShare * negativeLikelihood(heard.basses, batch.basses, spread);
  }
  /// Two frames' chords and basses.
  static void writeParity(Net& net, const std::filesystem::path& file) {
    torch::NoGradGuard guard;
    const auto heard = net->forward(parityInput(48, static_cast<std::int64_t>(kPitchBins)));
    std::ofstream out(file);
    for (const std::int64_t f : {std::int64_t{0}, std::int64_t{30}})
      writeRow(out, heard.chords[0][f]), writeRow(out, heard.basses[0][f]);
  }
};
struct BeatTask {
  using Net = BeatEar;
  static EarBatch batch(const std::vector<RenderedCut>& cuts, std::span<const Stretch> stretches, std::int64_t frames,
                        Random* random) {
    return beatBatch(cuts, stretches, frames, random);
  }
  static torch::Tensor loss(Net& net, const EarBatch& batch, Sums*) {
    return torch::binary_cross_entropy_with_logits(net->forward(batch.inputs), batch.targets);
  }
  /// Three frames' chances of a beat and a downbeat.
  static void writeParity(Net& net, const std::filesystem::path& file) {
    torch::NoGradGuard guard;
    const auto heard = torch::sigmoid(net->forward(parityInput(1100, static_cast<std::int64_t>(kBeatBands))));
    std::ofstream out(file);
    for (const std::int64_t f : {0, 500, 1099}) writeRow(out, heard[0][f]);
  }
};

template <typename Task>
class EarTraining final {
 public:
  using Net = typename Task::Net;
  EarTraining(const std::vector<RenderedCut>& train, const std::vector<RenderedCut>& valid, const EarOptions& options)
      : train_(train),
        valid_(valid),
        options_(options),
        net_((torch::manual_seed(options.seed), Net())),
        optimizer_(net_->parameters(), torch::optim::AdamWOptions(options.rate).weight_decay(options.decay)) {}

  std::vector<EarFigures> run(EarWeights& weights, const EarReport& report) {
    takeUp();
    for (int epoch = static_cast<int>(curve_.size()); epoch < options_.epochs; ++epoch) {
      curve_.push_back(runEpoch(epoch));
      net_->exportTo(weights);
      report(curve_.back());
      leaveOff();
    }
    net_->eval();
    net_->exportTo(weights);
    if (!options_.parity.empty()) Task::writeParity(net_, options_.parity);
    return curve_;
  }

 private:
  EarFigures runEpoch(int epoch) {
    const auto start = std::chrono::steady_clock::now();
    Random random = Random(options_.seed).fork("pass " + std::to_string(epoch));
    const auto stretches = dealStretches(train_, options_.frames, true, random);
    const auto size = static_cast<std::size_t>(options_.batch);
    net_->train();
    Sums sums;
    for (std::size_t at = 0; at + size <= stretches.size(); at += size) {
      const double done = (epoch + static_cast<double>(at) / static_cast<double>(stretches.size())) / options_.epochs;
      const double warm = std::min(1.0, epoch + (static_cast<double>(at) + 1) / (50.0 * static_cast<double>(size)));
      setRate(options_.rate * warm * (0.01 + 0.99 * 0.5 * (1 + std::cos(M_PI * done))));
      const auto batch = Task::batch(train_, std::span(stretches).subspan(at, size), options_.frames, &random);
      optimizer_.zero_grad();
      const auto cost = Task::loss(net_, batch, nullptr);
      cost.backward();
      torch::nn::utils::clip_grad_norm_(net_->parameters(), 2.0);
      optimizer_.step();
      sums.loss += cost.template item<double>(), sums.steps += 1;
    }
    EarFigures figures{.epoch = epoch + 1, .train = sums.loss / sums.steps};
    measure(figures);
    figures.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return figures;
  }

  void measure(EarFigures& figures) {
    torch::NoGradGuard guard;
    net_->eval();
    Random random(0);
    const auto stretches = dealStretches(valid_, options_.frames, false, random);
    Sums sums;
    const auto size = static_cast<std::size_t>(options_.batch);
    for (std::size_t at = 0; at < stretches.size(); at += size) {
      const auto count = std::min(size, stretches.size() - at);
      const auto batch = Task::batch(valid_, std::span(stretches).subspan(at, count), options_.frames, nullptr);
      sums.loss += Task::loss(net_, batch, &sums).template item<double>(), sums.steps += 1;
    }
    figures.valid = sums.loss / sums.steps;
    figures.right = sums.frames > 0 ? sums.right / sums.frames : 0;
    figures.rootRight = sums.frames > 0 ? sums.rootRight / sums.frames : 0;
  }

  void setRate(double rate) {
    for (auto& group : optimizer_.param_groups()) static_cast<torch::optim::AdamWOptions&>(group.options()).lr(rate);
  }

  void leaveOff() {
    if (options_.checkpoint.empty()) return;
    torch::save(net_, options_.checkpoint.string());
    torch::save(optimizer_, options_.checkpoint.string() + ".steps");
    std::vector<double> state;
    for (const auto& f : curve_) state.insert(state.end(), {f.train, f.valid, f.right, f.rootRight, f.seconds});
    torch::save(torch::tensor(state, torch::kDouble), options_.checkpoint.string() + ".curve");
  }

  void takeUp() {
    if (options_.checkpoint.empty() || !std::filesystem::exists(options_.checkpoint.string() + ".curve")) return;
    torch::load(net_, options_.checkpoint.string());
    torch::load(optimizer_, options_.checkpoint.string() + ".steps");
    torch::Tensor state;
    torch::load(state, options_.checkpoint.string() + ".curve");
    const double* f = state.data_ptr<double>();
    for (int e = 0; e < state.numel() / 5; ++e, f += 5) curve_.push_back({e + 1, f[0], f[1], f[2], f[3], f[4]});
  }

  const std::vector<RenderedCut>&train_, &valid_;
  const EarOptions& options_;
  Net net_;
  torch::optim::AdamW optimizer_;
  std::vector<EarFigures> curve_;
};

}  // namespace

std::vector<EarFigures> trainChordEar(const std::vector<RenderedCut>& train, const std::vector<RenderedCut>& valid,
                                      const EarOptions& options, EarWeights& weights, const EarReport& report) {
  return EarTraining<ChordTask>(train, valid, options).run(weights, report);
}
std::vector<EarFigures> trainBeatEar(const std::vector<RenderedCut>& train, const std::vector<RenderedCut>& valid,
                                     const EarOptions& options, EarWeights& weights, const EarReport& report) {
  return EarTraining<BeatTask>(train, valid, options).run(weights, report);
}

}  // namespace amuse::train
