#include "paper_lstm.h"

#include <fmt/format.h>

#include <chrono>
#include <fstream>
#include <numeric>

#include "base/random.h"

namespace amuse::train {

namespace {

constexpr std::size_t kBatch = 16, kJudgeBatch = 64;
constexpr int kDefaultEpochs = 40, kPatience = 3;
constexpr double kRate = 1e-3, kDropout = 0.3, kLargestGradient = 1;
constexpr std::int64_t kIgnored = -100;  ///< What cross_entropy leaves out.

/// One sequence: inputs start with kStart, targets end with kEnd where the end is known.
struct Sequence {
  std::vector<std::int64_t> inputs, targets;
};

Sequence sequenceOf(const FlatVocabulary& vocabulary, const std::vector<theory::RelativeChord>& chords, bool ends) {
  Sequence sequence{{FlatVocabulary::kStart}, {}};
  for (const auto& chord : chords) {
    sequence.targets.push_back(vocabulary.tokenOf(chord));
    sequence.inputs.push_back(sequence.targets.back());
  }
  if (ends)
    sequence.targets.push_back(FlatVocabulary::kEnd);
  else
    sequence.inputs.pop_back();
  return sequence;
}

struct Batch {
  torch::Tensor inputs, targets;  ///< [steps, batch]
};

Batch batchOf(const std::vector<Sequence>& sequences, std::span<const std::size_t> chosen) {
  std::size_t steps = 0;
  for (const auto i : chosen) steps = std::max(steps, sequences[i].inputs.size());
  const auto shape = {static_cast<std::int64_t>(steps), static_cast<std::int64_t>(chosen.size())};
  Batch batch{torch::zeros(shape, torch::kInt64), torch::full(shape, kIgnored, torch::kInt64)};
  auto inputs = batch.inputs.accessor<std::int64_t, 2>(), targets = batch.targets.accessor<std::int64_t, 2>();
  for (std::size_t b = 0; b < chosen.size(); ++b) {
    const Sequence& sequence = sequences[chosen[b]];
    for (std::size_t t = 0; t < sequence.inputs.size(); ++t) {
      inputs[static_cast<std::int64_t>(t)][static_cast<std::int64_t>(b)] = sequence.inputs[t];
      targets[static_cast<std::int64_t>(t)][static_cast<std::int64_t>(b)] = sequence.targets[t];
    }
  }
  return batch;
}

/// Batches of like length in random order: the order is shuffled, sorted by length within large pieces, and cut.
std::vector<std::vector<std::size_t>> dealBatches(const std::vector<Sequence>& sequences, Random& random) {
  std::vector<std::size_t> order(sequences.size());
  std::iota(order.begin(), order.end(), 0);
  const auto shuffle = [&](auto& values) {
    for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[random.below(i)]);
  };
  shuffle(order);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return sequences[a].inputs.size() < sequences[b].inputs.size();
  });
  std::vector<std::vector<std::size_t>> batches;
  for (std::size_t first = 0; first < order.size(); first += kBatch)
    batches.emplace_back(order.begin() + static_cast<std::ptrdiff_t>(first),
                         order.begin() + static_cast<std::ptrdiff_t>(std::min(first + kBatch, order.size())));
  shuffle(batches);
  return batches;
}

double trainPass(PaperLstm& model, torch::optim::Adam& optimiser, const std::vector<Sequence>& sequences,
                 Random& random) {
  model->train();
  double loss = 0, count = 0;
  for (const auto& chosen : dealBatches(sequences, random)) {
    const Batch batch = batchOf(sequences, chosen);
    const auto logits = model->forward(batch.inputs).reshape({-1, FlatVocabulary::kTokens});
    const auto targets = batch.targets.reshape({-1});
    const auto known = static_cast<double>((targets != kIgnored).sum().item<std::int64_t>());
    const auto mean = torch::nn::functional::cross_entropy(
        logits, targets, torch::nn::functional::CrossEntropyFuncOptions().ignore_index(kIgnored));
    optimiser.zero_grad();
    mean.backward();
    torch::nn::utils::clip_grad_norm_(model->parameters(), kLargestGradient);
    optimiser.step();
    loss += mean.item<double>() * known;
    count += known;
  }
  return loss / count / std::log(2.0);
}

std::vector<PaperFigures> judge(PaperLstm& model, const FlatVocabulary& vocabulary,
                                const std::vector<JudgedSection>& sections) {
  const torch::NoGradGuard noGradients;
  model->eval();
  std::vector<Sequence> sequences;
  for (const auto& section : sections) sequences.push_back(sequenceOf(vocabulary, section.chords, true));
  std::vector<std::size_t> order(sections.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return sequences[a].inputs.size() < sequences[b].inputs.size();
  });
  std::vector<PaperFigures> figures(sections.size());
  for (std::size_t first = 0; first < order.size(); first += kJudgeBatch) {
    const auto chosen = std::span(order).subspan(first, std::min(kJudgeBatch, order.size() - first));
    const auto p = torch::softmax(model->forward(batchOf(sequences, chosen).inputs), -1).contiguous();
    const auto* values = p.data_ptr<float>();
    for (std::size_t b = 0; b < chosen.size(); ++b) {
      const auto& chords = sections[chosen[b]].chords;
      for (std::size_t t = 0; t <= chords.size(); ++t)
        addStep(vocabulary, values + (t * chosen.size() + b) * FlatVocabulary::kTokens,
                t < chords.size() ? lm::symbolOf(chords[t]) : lm::kEndSymbol, figures[chosen[b]]);
    }
  }
  return figures;
}

struct Bits {
  double triads = 0, sevenths = 0;
};

Bits bitsOf(const std::vector<JudgedSection>& sections, const std::vector<PaperFigures>& figures) {
  Bits bits;
  double symbols = 0;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    bits.triads += figures[i].triads;
    bits.sevenths += figures[i].sevenths;
    symbols += static_cast<double>(sections[i].chords.size() + 1);
  }
  return {bits.triads / symbols, bits.sevenths / symbols};
}

/// Halves the step whenever a pass brings nothing, and stops after kPatience such passes in a row.
Result<void> descend(const TrainOptions& options, const PaperData& data, const FlatVocabulary& vocabulary) {
  torch::manual_seed(options.seed);
  Random random(static_cast<std::uint32_t>(options.seed));
  PaperLstm model;
  torch::optim::Adam optimiser(model->parameters(), torch::optim::AdamOptions(kRate));
  std::vector<Sequence> sequences;
  for (std::size_t i = 0; i < data.train.size(); ++i)
    sequences.push_back(sequenceOf(vocabulary, data.train[i], data.endKnown[i] != 0));
  const auto table = options.out / ("paper_lstm_" + options.set + ".tsv");
  const auto weights = options.out / ("paper_lstm_" + options.set + ".pt");
  std::string curve;
  double best = 1e9;
  const auto start = std::chrono::steady_clock::now();
  for (int pass = 1, idle = 0; pass <= (options.epochs > 0 ? options.epochs : kDefaultEpochs); ++pass) {
    const double learned = trainPass(model, optimiser, sequences, random);
    const auto figures = judge(model, vocabulary, data.valid);
    const Bits bits = bitsOf(data.valid, figures);
    const std::chrono::duration<double> gone = std::chrono::steady_clock::now() - start;
    const auto line = fmt::format("# pass\t{}\t{:.4f}\t{:.4f}\t{:.4f}\n", pass, learned, bits.triads, bits.sevenths);
    std::printf("%5.0f s %s", gone.count(), line.c_str());
    curve += line;
    if (bits.sevenths < best - 0.001) {
      best = bits.sevenths, idle = 0;
      torch::save(model, weights.string());
    } else {
      ++idle;
      for (auto& group : optimiser.param_groups()) {
        auto& rate = static_cast<torch::optim::AdamOptions&>(group.options());
        rate.lr(rate.lr() / 2);
      }
    }
    if (idle == 0 || idle >= kPatience) {
      const auto comment = fmt::format(
          "# amuse-train paper-lstm --set {} --seed {}; {} sections, {:.2f} % of their chords unknown to the "
          "vocabulary\n"
          "# pass, bits a token learned (dropout on), triads and sevenths on the judged sections; the best pass's "
          "figures "
          "are below\n{}",
          options.set, options.seed, data.train.size(), 100 * vocabulary.unknownShare(), curve);
      if (idle == 0) {
        if (const auto done = writeFigures(table, comment, data.valid, figures); !done) return done;
      } else {
        std::printf("%d passes without gain: done, best %.4f\n", idle, best);
        break;
      }
    }
    if (options.minutes > 0 && gone.count() > 60 * options.minutes) break;
  }
  return {};
}

}  // namespace

PaperLstmImpl::PaperLstmImpl() {
  embedding_ = register_module("embedding", torch::nn::Embedding(FlatVocabulary::kTokens + 1, kUnits / 2));
  layers_ = register_module(
      "layers", torch::nn::LSTM(torch::nn::LSTMOptions(kUnits / 2, kUnits).num_layers(2).dropout(kDropout)));
  dropout_ = register_module("dropout", torch::nn::Dropout(kDropout));
  output_ = register_module("output", torch::nn::Linear(kUnits, FlatVocabulary::kTokens));
}

torch::Tensor PaperLstmImpl::forward(const torch::Tensor& tokens, std::tuple<torch::Tensor, torch::Tensor>& state) {
  auto [hidden, next] = layers_->forward(embedding_->forward(tokens), state);
  state = std::move(next);
  return output_->forward(dropout_->forward(hidden));
}

torch::Tensor PaperLstmImpl::forward(const torch::Tensor& tokens) {
  const auto hidden = std::get<0>(layers_->forward(embedding_->forward(tokens)));
  return output_->forward(dropout_->forward(hidden));
}

Result<void> trainPaperLstm(const TrainOptions& options) {
  const auto data = readPaperData(options);
  if (!data) return tl::unexpected(data.error());
  const FlatVocabulary vocabulary(data->train);
  std::printf("%zu sections to learn, %zu to judge, %.2f %% of the chords unknown\n", data->train.size(),
              data->valid.size(), 100 * vocabulary.unknownShare());
  return descend(options, *data, vocabulary);
}

}  // namespace amuse::train
