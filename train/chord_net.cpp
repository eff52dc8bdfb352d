#include "chord_net.h"

namespace amuse::train {

namespace {

constexpr std::int64_t kNoRow = static_cast<std::int64_t>(lm::kNetRowCount);

/// [kSymbolCount, 12 + 16 + 84]: which root, class and triad-on-a-root a symbol has.
torch::Tensor symbolFactors() {
  auto factors = torch::zeros({lm::kSymbolCount, 12 + theory::kChordClassCount + 12 * theory::kTriadClassCount});
  for (int w = 0; w < lm::kNoChordSymbol; ++w) {
    const int root = w / theory::kChordClassCount, kind = w % theory::kChordClassCount;
    const int triad = static_cast<int>(theory::triadOf(static_cast<theory::ChordClass>(kind)));
    factors[w][root] = 1;
    factors[w][12 + kind] = 1;
    factors[w][12 + theory::kChordClassCount + root * theory::kTriadClassCount + triad] = 1;
  }
  return factors;
}

/// A mask that keeps whole columns for all steps, scaled so that the mean stays.
torch::Tensor dropMask(torch::IntArrayRef size, double p) {
  return torch::bernoulli(torch::full(size, 1 - p)) / (1 - p);
}

}  // namespace

ChordNetImpl::ChordNetImpl(const NetShape& s, const NetDropout& d) : shape(s), dropout(d) {
  using namespace torch::nn;
  rows = register_module(
      "rows", EmbeddingBag(EmbeddingBagOptions(kNoRow + 1, s.embedding).mode(torch::kSum).padding_idx(kNoRow)));
  if (s.dense > 0) conditions = register_module("conditions", Linear(LinearOptions(s.dense, s.embedding).bias(false)));
  cell = register_module("cell", GRU(s.embedding, s.hidden));
  symbols = register_module("symbols", Linear(s.hidden, lm::kSymbolCount));
  gates = register_module("gates", Linear(s.hidden, std::max<std::int64_t>(s.channels, 1)));
  durations = register_module("durations", Linear(s.hidden, static_cast<std::int64_t>(lm::kDurationClasses)));
  factors = symbolFactors();
  shared = register_parameter("shared", torch::zeros({factors.size(1), s.hidden}));
  torch::NoGradGuard guard;
  rows->weight.normal_(0, 0.3);
  rows->weight[kNoRow].zero_();
  for (auto* layer : {&symbols, &gates}) {
    (*layer)->weight.normal_(0, 0.01);
    (*layer)->bias.zero_();
  }
}

NetOutput ChordNetImpl::forward(const NetBatch& batch) {
  const auto t = batch.steps, b = batch.width;
  auto x = rows->forward(batch.rows).view({t, b, shape.embedding});
  if (shape.dense > 0) x = x + conditions->forward(batch.dense).unsqueeze(0);
  if (is_training()) x = x * dropMask({1, b, shape.embedding}, dropout.input);
  auto h = std::get<0>(cell->forward(x));
  if (is_training()) h = h * dropMask({1, b, shape.hidden}, dropout.output);
  h = h.reshape({t * b, shape.hidden});
  auto logits = torch::addmm(symbols->bias, h, outputWeight().t());
  if (shape.channels > 0) {
    const auto weights = (1 + gates->forward(h)).unsqueeze(1);
    logits = logits + torch::bmm(weights, batch.base.view({t * b, shape.channels, lm::kSymbolCount})).squeeze(1);
  }
  return {torch::log_softmax(logits, 1), torch::log_softmax(durations->forward(h), 1)};
}

}  // namespace amuse::train
