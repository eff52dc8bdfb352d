#include "net_trainer.h"

#include <chrono>
#include <cmath>

#include "chord_net.h"

namespace amuse::train {

namespace {

constexpr std::int64_t kNoRow = static_cast<std::int64_t>(lm::kNetRowCount);
constexpr std::int64_t kRowWidth = static_cast<std::int64_t>(lm::kMaxNetRows);

/// Leaves whole blocks of rows out, sequence by sequence, but never the last chord and the mode.
torch::Tensor dropBlocks(const torch::Tensor& rows, std::int64_t steps, std::int64_t width, double p) {
  auto keep = torch::ones({width, kNoRow + 1}, torch::kBool);
  for (std::size_t block = 0; block < lm::kNetBlockCount; ++block) {
    if (block == lm::kNetLast || block == lm::kNetMode || block >= lm::kNetDuration) continue;
    const auto first = static_cast<std::int64_t>(lm::firstNetRow(block));
    const auto count = static_cast<std::int64_t>(lm::kNetBlockRows[block]);
    keep.narrow(1, first, count) = torch::bernoulli(torch::full({width, 1}, 1 - p)).to(torch::kBool);
  }
  const auto who = torch::arange(width).view({1, width, 1}).expand({steps, width, rows.size(1)}).reshape({-1});
  const auto kept = keep.index({who, rows.flatten()}).view_as(rows);
  return torch::where(kept, rows, torch::full_like(rows, kNoRow));
}

template <typename T>
torch::Tensor wrap(const std::vector<T>& values, std::vector<std::int64_t> size, torch::Dtype type) {
  return torch::from_blob(const_cast<T*>(values.data()), size, type);  // NOLINT: torch has no read-only views.
}

/// Tensors over a NetData's memory.
struct NetTensors {
  explicit NetTensors(const NetData& from)
      : data(from),
        rows(wrap(data.rows, {data.paddedSteps(), kRowWidth}, torch::kInt64)),
        timing(wrap(data.timing, {data.paddedSteps(), 2}, torch::kInt64)),
        base(wrap(data.base, {data.paddedSteps(), data.channels * lm::kSymbolCount}, torch::kHalf)),
        targets(wrap(data.targets, {data.paddedSteps()}, torch::kInt64)),
        durations(wrap(data.durations, {data.paddedSteps()}, torch::kInt64)),
        weights(wrap(data.weights, {data.paddedSteps()}, torch::kFloat)),
        dense(wrap(data.dense, {static_cast<std::int64_t>(data.sequences.size()), data.denseSize}, torch::kFloat)) {}
  const NetData& data;
  torch::Tensor rows, timing, base, targets, durations, weights, dense;
};

/// `timed`: the chance, sequence by sequence, that durations are shown.
NetBatch makeBatch(const NetTensors& from, const std::vector<std::size_t>& sequences, double timed) {
  std::int64_t longest = 0;
  for (const std::size_t s : sequences) longest = std::max(longest, from.data.sequences[s].steps);
  const auto width = static_cast<std::int64_t>(sequences.size());
  auto index = torch::full({longest, width}, from.data.paddedSteps() - 1, torch::kInt64);
  auto who = torch::empty({width}, torch::kInt64);
  for (std::int64_t b = 0; b < width; ++b) {
    const auto s = sequences[static_cast<std::size_t>(b)];
    who.data_ptr<std::int64_t>()[b] = static_cast<std::int64_t>(s);
    for (std::int64_t t = 0; t < from.data.sequences[s].steps; ++t)
      index.data_ptr<std::int64_t>()[t * width + b] = from.data.sequences[s].first + t;
  }
  const auto flat = index.flatten();
  const auto shown = torch::bernoulli(torch::full({1, width, 1}, timed)).to(torch::kBool);
  auto timing = from.timing.index_select(0, flat).view({longest, width, 2});
  timing = torch::where(shown, timing, torch::full_like(timing, kNoRow)).view({-1, 2});
  NetBatch batch;
  batch.steps = longest;
  batch.width = width;
  batch.rows = torch::cat({from.rows.index_select(0, flat), timing}, 1);
  batch.base = from.base.index_select(0, flat).to(torch::kFloat);
  batch.targets = from.targets.index_select(0, flat);
  batch.durations = from.durations.index_select(0, flat);
  batch.weights = from.weights.index_select(0, flat);
  batch.dense = from.dense.index_select(0, who);
  return batch;
}

/// Each group of conditions is left out for a whole sequence at random.
torch::Tensor dropConditions(const torch::Tensor& dense, const std::vector<int>& groups, double p) {
  if (groups.empty()) return dense;
  const int count = *std::max_element(groups.begin(), groups.end()) + 1;
  const auto kept = torch::bernoulli(torch::full({dense.size(0), count}, 1 - p));
  std::vector<std::int64_t> columns(groups.begin(), groups.end());
  return dense * kept.index_select(1, torch::tensor(columns));
}

struct Sums {
  double bits = 0, triads = 0, symbols = 0, durations = 0, timed = 0;
};

/// ln P of the target's triad.
torch::Tensor triadLogs(const torch::Tensor& logSymbols, const torch::Tensor& targets) {
  static const torch::Tensor groups = [] {
    auto g = torch::zeros({lm::kSymbolCount, lm::kSymbolCount});
    for (int a = 0; a < lm::kSymbolCount; ++a)
      for (int b = 0; b < lm::kSymbolCount; ++b) {
        const auto triad = [](int w) {
          return w >= lm::kNoChordSymbol ? w
                                         : w / theory::kChordClassCount * 1000 +
                                               static_cast<int>(theory::triadOf(
                                                   static_cast<theory::ChordClass>(w % theory::kChordClassCount)));
        };
        if (triad(a) == triad(b)) g[a][b] = 1;
      }
    return g;
  }();
  return (logSymbols.exp() * groups.index_select(0, targets)).sum(1).log();
}

/// What is shown beside mode and chords.
struct Shown {
  bool dense = false, durations = false;
};

Sums evaluate(ChordNet& net, const NetTensors& data, Shown shown) {
  torch::NoGradGuard guard;
  net->eval();
  Sums sums;
  for (const auto& sequences : dealBatches(data.data, 4000, 0)) {
    auto batch = makeBatch(data, sequences, shown.durations ? 1 : 0);
    if (!shown.dense) batch.dense = torch::zeros_like(batch.dense);
    const auto output = net->forward(batch);
    const auto real = batch.targets >= 0;
    const auto targets = batch.targets.clamp_min(0);
    sums.bits -= (output.logSymbols.gather(1, targets.unsqueeze(1)).squeeze(1) * real).sum().item<double>();
    sums.triads -= (triadLogs(output.logSymbols, targets) * real).sum().item<double>();
    sums.symbols += real.sum().item<double>();
    const auto timed = batch.durations >= 0;
    sums.durations -= (output.logDurations.gather(1, batch.durations.clamp_min(0).unsqueeze(1)).squeeze(1) * timed)
                          .sum()
                          .item<double>();
    sums.timed += timed.sum().item<double>();
  }
  return sums;
}

using Weights = std::vector<torch::Tensor>;

Weights copyOf(ChordNet& net) {
  Weights copy;
  for (const auto& p : net->parameters()) copy.push_back(p.detach().clone());
  return copy;
}

void assign(ChordNet& net, const Weights& weights) {
  torch::NoGradGuard guard;
  std::size_t i = 0;
  for (auto& p : net->parameters()) p.copy_(weights[i++]);
}

/// A running average whose window grows with the number of steps taken.
void moveAverage(ChordNet& net, Weights& average, double keep, std::int64_t step) {
  torch::NoGradGuard guard;
  const double own = std::max(1 - keep, 1.0 / static_cast<double>(step + 1));
  std::size_t i = 0;
  for (const auto& p : net->parameters()) average[i++].lerp_(p.detach(), own);
}

std::vector<float> toVector(const torch::Tensor& tensor) {
  const auto flat = tensor.detach().contiguous().flatten();
  return {flat.data_ptr<float>(), flat.data_ptr<float>() + flat.numel()};
}

lm::ChordNetWeights exportNet(ChordNet& net) {
  torch::NoGradGuard guard;
  lm::ChordNetWeights out;
  out.hidden = static_cast<std::size_t>(net->shape.hidden);
  out.dense = static_cast<std::size_t>(net->shape.dense);
  out.channels = static_cast<std::size_t>(net->shape.channels);
  const auto named = net->cell->named_parameters();
  const auto input = named["weight_ih_l0"].t();
  out.rows = toVector(torch::matmul(net->rows->weight.narrow(0, 0, kNoRow), input));
  if (out.dense > 0) out.conditions = toVector(torch::matmul(net->conditions->weight.t(), input));
  out.inputBias = toVector(named["bias_ih_l0"]);
  out.recurrent = toVector(named["weight_hh_l0"].t());
  out.recurrentBias = toVector(named["bias_hh_l0"]);
  // A network that stands alone has a gate for nothing.
  const auto gates = net->gates->weight.narrow(0, 0, net->shape.channels);
  const auto gateBias = net->gates->bias.narrow(0, 0, net->shape.channels);
  out.output = toVector(torch::cat({net->outputWeight(), gates, net->durations->weight}).t());
  out.outputBias = toVector(torch::cat({net->symbols->bias, gateBias, net->durations->bias}));
  return out;
}

struct Progress {
  int epoch = 0;
  std::int64_t step = 0;
  double best = 1e9;
};

torch::Tensor lossOf(const NetOutput& output, const NetBatch& batch, double durationShare) {
  const auto real = (batch.targets >= 0) * batch.weights;
  const auto logs = output.logSymbols.gather(1, batch.targets.clamp_min(0).unsqueeze(1)).squeeze(1);
  const auto timed = (batch.durations >= 0) * batch.weights;
  const auto lengths = output.logDurations.gather(1, batch.durations.clamp_min(0).unsqueeze(1)).squeeze(1);
  return -(logs * real).sum() / real.sum() - durationShare * (lengths * timed).sum() / real.sum();
}

void setRate(torch::optim::AdamW& optimizer, double rate) {
  for (auto& group : optimizer.param_groups()) static_cast<torch::optim::AdamWOptions&>(group.options()).lr(rate);
}

double trainEpoch(ChordNet& net, const NetTensors& data, const NetOptions& options, torch::optim::AdamW& optimizer,
                  Weights& average, Progress& progress) {
  net->train();
  const auto batches = dealBatches(data.data, options.batchSteps, options.seed * 1000 + progress.epoch);
  const double total = static_cast<double>(batches.size()) * options.epochs;
  double loss = 0, count = 0;
  for (const auto& sequences : batches) {
    const double done = static_cast<double>(progress.step) / total;
    const double warm = std::min(1.0, static_cast<double>(progress.step + 1) / 200);
    setRate(optimizer, options.rate * warm * (0.02 + 0.98 * 0.5 * (1 + std::cos(M_PI * done))));
    auto batch = makeBatch(data, sequences, 1 - options.timingDropout);
    batch.rows = dropBlocks(batch.rows, batch.steps, batch.width, options.blockDropout);
    batch.dense = dropConditions(batch.dense, data.data.groups, options.conditionDropout);
    optimizer.zero_grad();
    const auto cost = lossOf(net->forward(batch), batch, options.durationShare);
    cost.backward();
    torch::nn::utils::clip_grad_norm_(net->parameters(), 1.0);
    optimizer.step();
    moveAverage(net, average, options.average, progress.step++);
    loss += cost.item<double>();
    ++count;
  }
  return loss / count / std::log(2.0);
}

/// A training under way: everything that a checkpoint holds.
class Training {
 public:
  Training(const NetData& train, const NetData& valid, const NetOptions& options)
      : options_(options),
        train_(train),
        valid_(valid),
        net_(NetShape{options.embedding, options.hidden, train.denseSize, train.channels},
             NetDropout{options.inputDropout, options.outputDropout, options.blockDropout}),
        optimizer_(net_->parameters(),
                   torch::optim::AdamWOptions(options.rate).weight_decay(options.decay).betas({0.9, 0.99})),
        average_(copyOf(net_)),
        best_(copyOf(net_)) {}

  TrainedNet run(const std::function<void(const EpochFigures&)>& report) {
    takeUp();
    for (; progress_.epoch < options_.epochs; ++progress_.epoch) {
      curve_.push_back(runEpoch());
      report(curve_.back());
      leaveOff();
    }
    assign(net_, best_);
    TrainedNet out{exportNet(net_), std::move(curve_), bestEpoch_, {}};
    const auto bits = [&](Shown shown) {
      const Sums sums = evaluate(net_, valid_, shown);
      return sums.bits / sums.symbols / std::log(2.0);
    };
    out.known = {bits({true, false}), bits({false, true}), bits({true, true})};
    if (!options_.checkpoint.empty()) {
      std::filesystem::remove(options_.checkpoint);
      std::filesystem::remove(optimizerPath());
    }
    return out;
  }

 private:
  EpochFigures runEpoch() {
    const auto start = std::chrono::steady_clock::now();
    torch::manual_seed(options_.seed * 1000 + static_cast<std::uint64_t>(progress_.epoch));
    EpochFigures figures{.epoch = progress_.epoch + 1};
    figures.train = trainEpoch(net_, train_, options_, optimizer_, average_, progress_);
    const Weights own = copyOf(net_);
    assign(net_, average_);
    const Sums sums = evaluate(net_, valid_, {});
    figures.valid = sums.bits / sums.symbols / std::log(2.0);
    figures.validTriads = sums.triads / sums.symbols / std::log(2.0);
    figures.validDurations = sums.timed > 0 ? sums.durations / sums.timed / std::log(2.0) : 0;
    if (figures.valid < progress_.best) {
      progress_.best = figures.valid;
      best_ = copyOf(net_);
      bestEpoch_ = figures.epoch;
    }
    assign(net_, own);
    figures.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return figures;
  }

  [[nodiscard]] std::filesystem::path optimizerPath() const { return options_.checkpoint.string() + ".steps"; }

  void leaveOff() {
    if (options_.checkpoint.empty()) return;
    Weights all;
    for (const Weights& part : {copyOf(net_), average_, best_}) all.insert(all.end(), part.begin(), part.end());
    std::vector<double> state{static_cast<double>(progress_.epoch + 1), static_cast<double>(progress_.step),
                              progress_.best, static_cast<double>(bestEpoch_)};
    for (const EpochFigures& f : curve_)
      state.insert(state.end(), {f.train, f.valid, f.validTriads, f.validDurations, f.seconds});
    all.push_back(torch::tensor(state, torch::kDouble));
    torch::save(all, options_.checkpoint.string());
    torch::save(optimizer_, optimizerPath().string());
  }

  void takeUp() {
    if (options_.checkpoint.empty() || !std::filesystem::exists(options_.checkpoint)) return;
    Weights all;
    torch::load(all, options_.checkpoint.string());
    torch::load(optimizer_, optimizerPath().string());
    const auto n = static_cast<std::ptrdiff_t>(average_.size());
    assign(net_, {all.begin(), all.begin() + n});
    average_ = {all.begin() + n, all.begin() + 2 * n};
    best_ = {all.begin() + 2 * n, all.begin() + 3 * n};
    const double* state = all.back().data_ptr<double>();
    progress_ = {static_cast<int>(state[0]), static_cast<std::int64_t>(state[1]), state[2]};
    bestEpoch_ = static_cast<int>(state[3]);
    for (int e = 0; e < progress_.epoch; ++e) {
      const double* f = state + 4 + 5 * e;
      curve_.push_back({e + 1, f[0], f[1], f[2], f[3], f[4]});
    }
  }

  const NetOptions& options_;
  NetTensors train_, valid_;
  ChordNet net_;
  torch::optim::AdamW optimizer_;
  Weights average_, best_;
  Progress progress_;
  int bestEpoch_ = 0;
  std::vector<EpochFigures> curve_;
};

}  // namespace

TrainedNet trainNet(const NetData& trainData, const NetData& validData, const NetOptions& options,
                    const std::function<void(const EpochFigures&)>& report) {
  torch::manual_seed(options.seed);
  torch::set_num_threads(1);
  return Training(trainData, validData, options).run(report);
}

}  // namespace amuse::train
