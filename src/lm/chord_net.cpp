#include "lm/chord_net.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "lm/net_kernels.h"

namespace amuse::lm {

namespace {

constexpr std::size_t kMaxHidden = 1024, kMaxDense = 4096, kMaxChannels = 64;

std::size_t roundedUp(std::size_t n) noexcept { return (n + kPanel - 1) / kPanel * kPanel; }

std::vector<float> unpackPanels(std::span<const float> packed, std::size_t depth, std::size_t columns) {
  std::vector<float> matrix(depth * columns);
  for (std::size_t k = 0; k < depth; ++k)
    for (std::size_t c = 0; c < columns; ++c)
      matrix[k * columns + c] = packed[c / kPanel * kPanel * depth + k * kPanel + c % kPanel];
  return matrix;
}

std::vector<float> toVector(std::span<const float> values) { return {values.begin(), values.end()}; }

bool isSound(std::span<const float> values, std::size_t size) noexcept {
  if (values.size() != size) return false;
  return std::all_of(values.begin(), values.end(), [](float v) { return std::abs(v) < 1e4f; });
}

std::string chunkName(std::string_view prefix, const char* name) { return std::string(prefix) + "." + name; }

}  // namespace

std::optional<ChordNetView> ChordNetView::find(const ModelFile& file, std::string_view prefix) {
  const auto shape = file.chunk<std::uint32_t>(chunkName(prefix, "shape"));
  if (shape.size() != 4) return std::nullopt;
  ChordNetView net;
  net.hidden = shape[0];
  net.dense = shape[1];
  net.channels = shape[2];
  if (net.hidden == 0 || net.hidden > kMaxHidden || net.hidden % kPanel != 0) return std::nullopt;
  if (net.dense > kMaxDense || net.channels > kMaxChannels || shape[3] != kNetRowCount) return std::nullopt;
  const auto floats = [&](const char* name) { return file.chunk<float>(chunkName(prefix, name)); };
  net.rows = floats("rows");
  net.conditions = floats("cond");
  net.inputBias = floats("inb");
  net.recurrent = floats("rec");
  net.recurrentBias = floats("recb");
  net.output = floats("out");
  net.outputBias = floats("outb");
  const std::size_t gates = 3 * net.hidden, outputs = roundedUp(kSymbolCount + net.channels + kDurationClasses);
  const bool sound = isSound(net.rows, kNetRowCount * gates) && isSound(net.conditions, net.dense * gates) &&
                     isSound(net.inputBias, gates) && isSound(net.recurrent, net.hidden * gates) &&
                     isSound(net.recurrentBias, gates) && isSound(net.output, net.hidden * outputs) &&
                     isSound(net.outputBias, outputs);
  return sound ? std::optional(net) : std::nullopt;
}

void writeNet(ModelFileWriter& writer, std::string_view prefix, const ChordNetWeights& weights) {
  const std::size_t gates = 3 * weights.hidden, outputs = weights.outputBias.size();
  const std::vector<std::uint32_t> shape{
      static_cast<std::uint32_t>(weights.hidden), static_cast<std::uint32_t>(weights.dense),
      static_cast<std::uint32_t>(weights.channels), static_cast<std::uint32_t>(kNetRowCount)};
  writer.add(chunkName(prefix, "shape"), shape);
  writer.add(chunkName(prefix, "rows"), weights.rows);
  writer.add(chunkName(prefix, "cond"), weights.conditions);
  writer.add(chunkName(prefix, "inb"), weights.inputBias);
  writer.add(chunkName(prefix, "rec"), packPanels(weights.recurrent, weights.hidden, gates));
  writer.add(chunkName(prefix, "recb"), weights.recurrentBias);
  writer.add(chunkName(prefix, "out"), packPanels(weights.output, weights.hidden, outputs));
  auto bias = weights.outputBias;
  bias.resize(roundedUp(outputs), 0.0f);
  writer.add(chunkName(prefix, "outb"), bias);
}

ChordNetWeights readNet(const ChordNetView& net) {
  const std::size_t outputs = kSymbolCount + net.channels + kDurationClasses;
  return {net.hidden,
          net.dense,
          net.channels,
          toVector(net.rows),
          toVector(net.conditions),
          toVector(net.inputBias),
          unpackPanels(net.recurrent, net.hidden, 3 * net.hidden),
          toVector(net.recurrentBias),
          unpackPanels(net.output, net.hidden, outputs),
          toVector(net.outputBias.first(outputs))};
}

ChordNetBatch::ChordNetBatch(const ChordNetView& net, std::size_t capacity) : net_(net), capacity_(capacity) {
  const std::size_t gates = 3 * net.hidden;
  memory_.assign(capacity * (net.hidden + 3 * gates + net.outputs()), 0.0f);
  float* at = memory_.data();
  const auto take = [&](std::vector<float*>& into, std::size_t size) {
    for (std::size_t s = 0; s < capacity; ++s, at += size) into.push_back(at);
  };
  take(state_, net.hidden);
  take(bias_, gates);
  take(output_, net.outputs());
  take(input_, gates);
  take(recurrent_, gates);
  from_.resize(capacity);
  to_.resize(capacity);
  for (std::size_t s = 0; s < capacity; ++s) condition(s, {});
}

void ChordNetBatch::condition(std::size_t s, std::span<const float> dense) {
  const std::size_t gates = net_.inputBias.size();
  std::copy(net_.inputBias.begin(), net_.inputBias.end(), bias_[s]);
  for (std::size_t d = 0; d < std::min(dense.size(), net_.dense); ++d) {
    if (dense[d] == 0) continue;
    for (std::size_t i = 0; i < gates; ++i) bias_[s][i] += dense[d] * net_.conditions[d * gates + i];
  }
}

void ChordNetBatch::restart(std::size_t s) { std::fill_n(state_[s], net_.hidden, 0.0f); }

void ChordNetBatch::copy(std::size_t from, std::size_t to) {
  if (from == to) return;
  std::copy_n(state_[from], net_.hidden, state_[to]);
  std::copy_n(bias_[from], net_.inputBias.size(), bias_[to]);
  std::copy_n(output_[from], net_.outputs(), output_[to]);
}

void ChordNetBatch::step(std::span<const std::size_t> which, std::span<const NetRows> inputs, bool wanted) {
  const NetKernels& kernels = netKernels();
  const std::size_t gates = net_.inputBias.size();
  for (std::size_t i = 0; i < which.size(); ++i) {
    std::copy_n(bias_[which[i]], gates, input_[i]);
    std::array<const float*, kMaxNetRows> rows;
    for (std::size_t r = 0; r < inputs[i].count; ++r) rows[r] = net_.rows.data() + inputs[i].rows[r] * gates;
    kernels.addRows(rows.data(), inputs[i].count, input_[i], gates);
    from_[i] = state_[which[i]];
  }
  kernels.multiply(from_.data(), recurrent_.data(), which.size(), net_.recurrent.data(), net_.recurrentBias.data(),
                   net_.hidden, gates);
  for (std::size_t i = 0; i < which.size(); ++i)
    kernels.advance(input_[i], recurrent_[i], state_[which[i]], net_.hidden);
  if (!wanted) return;
  for (std::size_t i = 0; i < which.size(); ++i) to_[i] = output_[which[i]];
  kernels.multiply(from_.data(), to_.data(), which.size(), net_.output.data(), net_.outputBias.data(), net_.hidden,
                   net_.outputs());
}

std::span<const float> ChordNetBatch::output(std::size_t s) const noexcept { return {output_[s], net_.outputs()}; }

}  // namespace amuse::lm
