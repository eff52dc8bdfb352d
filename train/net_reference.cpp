#include "net_reference.h"

#include <torch/torch.h>

namespace amuse::train {

namespace {

torch::Tensor toDouble(const std::vector<float>& values, const std::vector<std::int64_t>& size) {
  return torch::from_blob(const_cast<float*>(values.data()), size, torch::kFloat)  // NOLINT: read only.
      .to(torch::kDouble);
}

/// What one network says at each step of a section, [steps, outputs]. The input layer is folded into the rows, so the
/// unit's own input weights are the identity.
torch::Tensor outputsOf(const lm::ChordNetWeights& net, const NetSection& section) {
  const auto hidden = static_cast<std::int64_t>(net.hidden), gates = 3 * hidden;
  const auto rows = toDouble(net.rows, {static_cast<std::int64_t>(lm::kNetRowCount), gates});
  auto constant = torch::zeros({gates}, torch::kDouble);
  if (net.dense > 0)
    constant = torch::matmul(toDouble(section.dense, {static_cast<std::int64_t>(net.dense)}),
                             toDouble(net.conditions, {static_cast<std::int64_t>(net.dense), gates}));
  lm::NetHistory history(section.mode);
  lm::NetRows shown;
  std::vector<torch::Tensor> inputs;
  for (std::size_t t = 0; t <= section.chords.size(); ++t) {
    history.rows(shown);
    std::vector<std::int64_t> index(shown.rows.begin(), shown.rows.begin() + static_cast<std::ptrdiff_t>(shown.count));
    inputs.push_back(rows.index_select(0, torch::tensor(index)).sum(0) + constant);
    if (t < section.chords.size()) history.push(section.chords[t]);
  }
  const auto x = torch::stack(inputs).unsqueeze(1);
  const std::vector<torch::Tensor> unit{torch::eye(gates, torch::kDouble),
                                        toDouble(net.recurrent, {hidden, gates}).t().contiguous(),
                                        toDouble(net.inputBias, {gates}), toDouble(net.recurrentBias, {gates})};
  const auto h =
      std::get<0>(torch::gru(x, torch::zeros({1, 1, hidden}, torch::kDouble), unit, true, 1, 0.0, false, false, false));
  const auto outputs = static_cast<std::int64_t>(net.outputBias.size());
  return torch::matmul(h.squeeze(1), toDouble(net.output, {hidden, outputs})) + toDouble(net.outputBias, {outputs});
}

}  // namespace

double scoreWithTorch(const std::vector<lm::ChordNetWeights>& nets, const NetSection& section,
                      const std::vector<float>& channels) {
  torch::NoGradGuard guard;
  torch::Tensor mean;
  for (const auto& net : nets) {
    const auto output = outputsOf(net, section) / static_cast<double>(nets.size());
    mean = mean.defined() ? mean + output : output;
  }
  const auto steps = static_cast<std::int64_t>(section.chords.size()) + 1;
  const auto width = static_cast<std::int64_t>(nets.front().channels);
  const auto parts = toDouble(channels, {steps, width, lm::kSymbolCount});
  const auto gates = 1 + mean.narrow(1, lm::kSymbolCount, width);
  std::vector<std::int64_t> parents, targets;
  for (int w = 0; w < lm::kSymbolCount; ++w) parents.push_back(lm::toParent(section.mode, w));
  for (const auto& chord : section.chords) targets.push_back(lm::symbolOf(chord));
  targets.push_back(lm::kEndSymbol);
  const auto logits = mean.index_select(1, torch::tensor(parents)) + (parts * gates.unsqueeze(2)).sum(1);
  return torch::log_softmax(logits, 1).gather(1, torch::tensor(targets).unsqueeze(1)).sum().item<double>();
}

}  // namespace amuse::train
