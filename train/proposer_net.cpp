#include <fmt/format.h>
#include <torch/torch.h>

#include <chrono>
#include <numeric>

#include "base/files.h"
#include "base/random.h"
#include "propose/harmony_net.h"
#include "propose/held_out.h"
#include "train_command.h"

/// The proposer's network (propose/harmony_net.h), trained on what stands in the proposer's file: written progressions
/// with their keywords, genres and affect, and pieces of songs with their style and estimated affect.
namespace amuse::train {
namespace {

using propose::NetCondition;
using propose::NetConditionLayout;
using Layout = NetConditionLayout;

constexpr int kUnits = 80, kBatch = 128, kDefaultEpochs = 30, kPatience = 4;
constexpr double kRate = 3e-3, kDecay = 1e-4, kDropout = 0.35, kInputDropout = 0.1, kSongShare = 0.35;
// How often a part of the condition is hidden, so that the network knows what to do without it.
constexpr double kHideAll = 0.15, kHideKeywords = 0.25, kHideGenres = 0.25, kHideAffect = 0.2, kHideColour = 0.15;

struct Example {
  NetCondition condition;
  std::vector<std::vector<int>> inputs;
  std::vector<int> targets;
};
struct Examples {
  std::vector<Example> written, songs, chosen, judged;  ///< chosen: stops the training; judged: held out for good.
};

Example exampleOf(const propose::ProposerModel& model, const propose::file::ProgressionRow& row,
                  NetCondition condition) {
  Example example{std::move(condition), {}, {}};
  const auto tokens = model.tokensOf(row);
  const theory::RelativeChord* previous = nullptr;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto& chord = model.chords()[tokens[i] & propose::file::kChordMask].chord;
    const bool starts = (tokens[i] & propose::file::kPhraseStart) != 0;
    // Where a song ends is not known to a query, so its pieces say "many left".
    const int slots = row.whole ? static_cast<int>(tokens.size()) : 64 + static_cast<int>(tokens.size());
    example.inputs.push_back(propose::netInputs(previous, static_cast<int>(i), slots, starts));
    example.targets.push_back(lm::symbolOf(chord));
    previous = &chord;
  }
  return example;
}

brief::Affect affectOf(const std::int8_t (&stored)[4]) {
  return {stored[0] / 100.0, stored[1] / 100.0, stored[2] / 100.0, stored[3] / 100.0};
}

void addRecords(const propose::ProposerModel& model, Examples& examples) {
  const auto heldOut = propose::heldOutRecords(model);
  for (std::size_t r = 0; r < heldOut.size(); ++r) {
    const auto& record = model.records()[r];
    brief::Brief brief;
    for (const auto term : model.keywordsOf(record))
      brief.keywords.push_back({.word = std::string(model.termText(term)), .weight = 1, .evidence = {}});
    for (const auto term : model.genresOf(record)) brief.genres.push_back({std::string(model.termText(term)), 1});
    brief.affect = affectOf(record.affect);
    const auto lead = propose::leadsOf(brief).front();
    auto& part = heldOut[r] ? examples.judged : r % 10 == 3 ? examples.chosen : examples.written;
    const auto condition = propose::conditionOf(model, brief, lead, static_cast<theory::Mode>(record.mode));
    for (const auto& row : model.progressions().subspan(record.progressionStart, record.progressionCount)) {
      part.push_back(exampleOf(model, row, condition));
      propose::setColour(part.back().condition, row.colour / 32.0);
    }
  }
}

void addSongs(const propose::ProposerModel& model, Examples& examples) {
  for (const auto& group : model.groups()) {
    for (const auto& row : model.progressions().subspan(group.progressionStart, group.progressionCount)) {
      NetCondition condition(Layout::kSize);
      for (std::size_t i = 0; i < 4; ++i) condition[Layout::kAffect + i] = static_cast<float>(row.affect[i]) / 100;
      condition[Layout::kAffectKnown] = 1;
      condition[Layout::kMode + group.mode] = condition[Layout::kStyle + group.style] = 1;
      propose::setColour(condition, row.colour / 32.0);
      examples.songs.push_back(exampleOf(model, row, std::move(condition)));
    }
  }
}

struct NetImpl final : torch::nn::Module {
  NetImpl() {
    layer = register_module("layer", torch::nn::GRU(propose::kNetInputs + Layout::kSize, kUnits));
    output = register_module("output", torch::nn::Linear(kUnits + Layout::kSize, propose::kNetOutputs));
    dropout = register_module("dropout", torch::nn::Dropout(kDropout));
    inputDropout = register_module("inputDropout", torch::nn::Dropout(kInputDropout));
  }
  torch::Tensor forward(const torch::Tensor& inputs, const torch::Tensor& conditions) {
    const auto everywhere = conditions.unsqueeze(0).expand({inputs.size(0), -1, -1});
    const auto hidden = std::get<0>(layer->forward(torch::cat({inputDropout(inputs), everywhere}, 2)));
    return output->forward(torch::cat({dropout(hidden), everywhere}, 2));
  }
  torch::nn::GRU layer{nullptr};
  torch::nn::Linear output{nullptr};
  torch::nn::Dropout dropout{nullptr}, inputDropout{nullptr};
};
TORCH_MODULE(Net);

struct Batch {
  torch::Tensor inputs, conditions, targets;
};

void hideParts(float* condition, Random& random) {
  const auto hide = [&](int from, int to, int known) {
    std::fill(condition + from, condition + to, 0.0F);
    condition[known] = 0;
  };
  const bool all = random.chance(kHideAll);
  if (random.chance(kHideKeywords) || all) hide(Layout::kKeywords, Layout::kGenres, Layout::kKeywordsKnown);
  if (random.chance(kHideGenres) || all) hide(Layout::kGenres, Layout::kAffect, Layout::kGenresKnown);
  if (random.chance(kHideAffect) || all) hide(Layout::kAffect, Layout::kAffectKnown, Layout::kAffectKnown);
  if (random.chance(kHideColour)) hide(Layout::kColour, Layout::kColour + 1, Layout::kColourKnown);
}

Batch batchOf(std::span<const Example* const> examples, Random* hiding) {
  std::size_t steps = 0;
  for (const auto* example : examples) steps = std::max(steps, example->targets.size());
  const auto T = static_cast<std::int64_t>(steps), B = static_cast<std::int64_t>(examples.size());
  Batch batch{torch::zeros({T, B, propose::kNetInputs}), torch::zeros({B, Layout::kSize}),
              torch::full({T, B}, -100, torch::kInt64)};
  auto inputs = batch.inputs.accessor<float, 3>();
  auto targets = batch.targets.accessor<std::int64_t, 2>();
  auto* conditions = batch.conditions.data_ptr<float>();
  for (std::int64_t b = 0; b < B; ++b) {
    const Example& example = *examples[static_cast<std::size_t>(b)];
    std::copy(example.condition.begin(), example.condition.end(), conditions + b * Layout::kSize);
    if (hiding != nullptr) hideParts(conditions + b * Layout::kSize, *hiding);
    for (std::size_t t = 0; t < example.targets.size(); ++t) {
      for (const int input : example.inputs[t]) inputs[static_cast<std::int64_t>(t)][b][input] = 1;
      targets[static_cast<std::int64_t>(t)][b] = example.targets[t];
    }
  }
  return batch;
}

/// All written progressions and so many songs that they make up their share, in batches of like length.
std::vector<std::vector<const Example*>> dealBatches(const Examples& examples, Random& random) {
  std::vector<const Example*> dealt;
  double written = 0;
  for (const auto& example : examples.written) {
    dealt.push_back(&example);
    written += static_cast<double>(example.targets.size());
  }
  for (double songs = 0; !examples.songs.empty() && songs < kSongShare / (1 - kSongShare) * written;) {
    dealt.push_back(&examples.songs[random.below(examples.songs.size())]);
    songs += static_cast<double>(dealt.back()->targets.size());
  }
  for (std::size_t i = dealt.size(); i > 1; --i) std::swap(dealt[i - 1], dealt[random.below(i)]);
  std::stable_sort(dealt.begin(), dealt.end(), [](const Example* a, const Example* b) {
    return std::min<std::size_t>(a->targets.size(), 8) < std::min<std::size_t>(b->targets.size(), 8);
  });
  std::vector<std::vector<const Example*>> batches;
  for (std::size_t first = 0; first < dealt.size(); first += kBatch)
    batches.emplace_back(dealt.begin() + static_cast<std::ptrdiff_t>(first),
                         dealt.begin() + static_cast<std::ptrdiff_t>(std::min(first + kBatch, dealt.size())));
  for (std::size_t i = batches.size(); i > 1; --i) std::swap(batches[i - 1], batches[random.below(i)]);
  return batches;
}

torch::Tensor meanLoss(Net& net, const Batch& batch) {
  return torch::nn::functional::cross_entropy(
      net->forward(batch.inputs, batch.conditions).reshape({-1, propose::kNetOutputs}), batch.targets.reshape({-1}),
      torch::nn::functional::CrossEntropyFuncOptions().ignore_index(-100));
}

/// Bits a chord, with the condition or with keywords, genres and affect hidden.
double bitsOf(Net& net, const std::vector<Example>& examples, bool conditional) {
  const torch::NoGradGuard noGradients;
  net->eval();
  double bits = 0, chords = 0;
  for (std::size_t first = 0; first < examples.size(); first += 512) {
    std::vector<Example> hidden;
    std::vector<const Example*> some;
    const auto end = std::min(examples.size(), first + 512);
    hidden.reserve(end - first);
    for (std::size_t i = first; i < end; ++i) {
      hidden.push_back(examples[i]);
      if (!conditional) hidden.back().condition = propose::withoutKeywords(hidden.back().condition);
      some.push_back(&hidden.back());
    }
    const auto batch = batchOf(some, nullptr);
    const auto known = static_cast<double>((batch.targets != -100).sum().item<std::int64_t>());
    bits += meanLoss(net, batch).item<double>() * known / std::log(2.0);
    chords += known;
  }
  return bits / chords;
}

/// [rows][columns] of a weight kept as [columns][rows].
std::vector<float> transposed(const torch::Tensor& weight, std::int64_t from, std::int64_t to) {
  const auto rows = weight.detach().slice(1, from, to).t().contiguous();
  return {rows.data_ptr<float>(), rows.data_ptr<float>() + rows.numel()};
}

std::vector<float> valuesOf(const torch::Tensor& tensor) {
  const auto values = tensor.detach().contiguous();
  return {values.data_ptr<float>(), values.data_ptr<float>() + values.numel()};
}

std::string bytesOf(Net& net) {
  const auto parameters = net->layer->named_parameters();
  const auto& fromInput = parameters["weight_ih_l0"];
  auto bias = valuesOf(parameters["bias_ih_l0"]);
  const auto hiddenBias = valuesOf(parameters["bias_hh_l0"]);
  for (std::size_t i = 0; i < 2 * kUnits; ++i) bias[i] += hiddenBias[i];
  lm::ModelFileWriter writer;
  writer.addText("name", "builtin-net-1");
  writer.add("inputs", transposed(fromInput, 0, propose::kNetInputs));
  writer.add("conds", transposed(fromInput, propose::kNetInputs, propose::kNetInputs + Layout::kSize));
  writer.add("hidden", transposed(parameters["weight_hh_l0"], 0, kUnits));
  writer.add("bias", bias);
  writer.add("newbias", std::vector<float>(hiddenBias.begin() + 2 * kUnits, hiddenBias.end()));
  writer.add("out", transposed(net->output->weight, 0, kUnits));
  writer.add("outconds", transposed(net->output->weight, kUnits, kUnits + Layout::kSize));
  writer.add("outbias", valuesOf(net->output->bias));
  return writer.bytes();
}

double trainPass(Net& net, torch::optim::AdamW& optimiser, const Examples& examples, Random& random) {
  net->train();
  double loss = 0, batches = 0;
  for (const auto& some : dealBatches(examples, random)) {
    const auto mean = meanLoss(net, batchOf(some, &random));
    optimiser.zero_grad();
    mean.backward();
    torch::nn::utils::clip_grad_norm_(net->parameters(), 1);
    optimiser.step();
    loss += mean.item<double>();
    batches += 1;
  }
  return loss / batches / std::log(2.0);
}

}  // namespace

Result<void> trainProposerNet(const TrainOptions& options) {
  const auto model = propose::ProposerModel::open(options.start);
  if (!model) return tl::unexpected(model.error());
  Examples examples;
  addRecords(*model, examples);
  addSongs(*model, examples);
  torch::set_num_threads(1);
  torch::manual_seed(options.seed);
  Random random(options.seed);
  Net net;
  torch::optim::AdamW optimiser(net->parameters(), torch::optim::AdamWOptions(kRate).weight_decay(kDecay));
  const auto start = std::chrono::steady_clock::now();
  double best = 1e9;
  for (int pass = 1, idle = 0; pass <= (options.epochs > 0 ? options.epochs : kDefaultEpochs) && idle < kPatience;
       ++pass) {
    const double learned = trainPass(net, optimiser, examples, random);
    const double chosen = bitsOf(net, examples.chosen, true);
    const std::chrono::duration<double> gone = std::chrono::steady_clock::now() - start;
    fmt::print("{:5.0f} s pass {} learned {:.4f}, chosen by {:.4f}; held out {:.4f}, without keywords {:.4f}\n",
               gone.count(), pass, learned, chosen, bitsOf(net, examples.judged, true),
               bitsOf(net, examples.judged, false));
    if (chosen < best - 0.0005) {
      best = chosen, idle = 0;
      if (const auto done = writeFile(options.out / "proposer-net-open.bin", bytesOf(net)); !done) return done;
    } else {
      ++idle;
    }
    for (auto& group : optimiser.param_groups()) {
      auto& rate = static_cast<torch::optim::AdamWOptions&>(group.options());
      rate.lr(std::max(2e-4, rate.lr() * (idle > 0 ? 0.5 : 0.93)));
    }
    if (options.minutes > 0 && gone.count() > 60 * options.minutes) break;
  }
  return {};
}

}  // namespace amuse::train
