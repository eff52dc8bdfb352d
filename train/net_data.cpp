#include "net_data.h"

#include <algorithm>

#include "base/random.h"

namespace amuse::train {

namespace {

constexpr std::int64_t kWidth = static_cast<std::int64_t>(lm::kMaxNetRows);
constexpr std::int64_t kNoRow = static_cast<std::int64_t>(lm::kNetRowCount);

std::int64_t stepsOf(const NetSection& section) {
  return static_cast<std::int64_t>(section.chords.size()) + (section.endKnown ? 1 : 0);
}

NetData makeEmpty(std::int64_t steps, std::int64_t sequences, std::int64_t dense, std::int64_t channels) {
  const auto n = static_cast<std::size_t>(steps + 1);
  NetData data;
  data.channels = channels;
  data.denseSize = dense;
  data.rows.assign(n * lm::kMaxNetRows, kNoRow);
  data.timing.assign(n * 2, kNoRow);
  data.base.assign(n * static_cast<std::size_t>(channels * lm::kSymbolCount), c10::Half(0.0f));
  data.targets.assign(n, -1);
  data.durations.assign(n, -1);
  data.weights.assign(n, 0);
  data.dense.assign(static_cast<std::size_t>(sequences * dense), 0);
  return data;
}

/// Channels come from the mode's own tonic.
void putBase(NetData& data, std::int64_t first, const NetSection& section, const std::vector<float>& channels) {
  c10::Half* out = data.base.data() + first * data.channels * lm::kSymbolCount;
  const std::int64_t rows = stepsOf(section) * data.channels;
  for (std::int64_t r = 0; r < rows; ++r)
    for (int w = 0; w < lm::kSymbolCount; ++w)
      out[r * lm::kSymbolCount + lm::toParent(section.mode, w)] =
          channels[static_cast<std::size_t>(r * lm::kSymbolCount + w)];
}

void putRows(std::int64_t* to, std::int64_t* timing, const lm::NetRows& rows) {
  for (std::size_t i = 0; i < rows.count; ++i) {
    const bool timed = rows.rows[i] >= lm::firstNetRow(lm::kNetDuration);
    if (timed)
      timing[rows.rows[i] >= lm::firstNetRow(lm::kNetMetric) ? 1 : 0] = rows.rows[i];
    else
      to[i] = rows.rows[i];
  }
}

void putSteps(NetData& data, std::int64_t first, const NetSection& section) {
  lm::NetHistory history(section.mode);
  lm::NetRows rows;
  const std::int64_t steps = stepsOf(section);
  for (std::int64_t t = 0; t < steps; ++t) {
    const std::int64_t n = first + t;
    const auto heard = static_cast<std::size_t>(t);
    const bool timed = !section.beats.empty();
    history.rows(rows,
                 timed ? lm::NetTiming{std::span(section.beats).first(heard), section.beatsPerBar} : lm::NetTiming{});
    putRows(data.rows.data() + n * kWidth, data.timing.data() + n * 2, rows);
    const bool isEnd = heard == section.chords.size();
    data.targets.data()[n] = isEnd ? lm::kEndSymbol : lm::toParent(section.mode, lm::symbolOf(section.chords[heard]));
    if (timed && heard > 0 && section.beats[heard - 1] > 0)
      data.durations.data()[n] = static_cast<std::int64_t>(lm::durationClass(section.beats[heard - 1]));
    data.weights.data()[n] = static_cast<float>(section.weight);
    if (!isEnd) history.push(section.chords[heard]);
  }
}

}  // namespace

NetData makeNetData(const std::vector<NetSection>& sections, const ChannelSource& channels) {
  std::int64_t steps = 0;
  for (const NetSection& section : sections) steps += stepsOf(section);
  const auto dense = sections.empty() ? 0 : static_cast<std::int64_t>(sections.front().dense.size());
  NetData data = makeEmpty(steps, static_cast<std::int64_t>(sections.size()), dense,
                           channels ? static_cast<std::int64_t>(lm::kMixtureChannels) : 0);
  if (!sections.empty()) data.groups = sections.front().groups;
  std::vector<float> parts;
  std::int64_t first = 0;
  for (const NetSection& section : sections) {
    putSteps(data, first, section);
    if (channels) {
      channels(section, parts);
      putBase(data, first, section, parts);
    }
    std::copy(section.dense.begin(), section.dense.end(),
              data.dense.data() + static_cast<std::int64_t>(data.sequences.size()) * dense);
    data.sequences.push_back({first, stepsOf(section)});
    first += stepsOf(section);
  }
  return data;
}

std::vector<std::vector<std::size_t>> dealBatches(const NetData& data, std::int64_t steps, std::uint64_t seed) {
  Random random(seed);
  std::vector<std::pair<double, std::size_t>> order;
  for (std::size_t s = 0; s < data.sequences.size(); ++s)
    order.emplace_back(static_cast<double>(data.sequences[s].steps) * (1 + 0.2 * random.uniform()), s);
  std::sort(order.begin(), order.end());
  std::vector<std::vector<std::size_t>> batches;
  std::int64_t longest = 0;
  for (const auto& [key, s] : order) {
    longest = std::max(longest, data.sequences[s].steps);
    if (batches.empty() || static_cast<std::int64_t>(batches.back().size() + 1) * longest > steps) {
      batches.emplace_back();
      longest = data.sequences[s].steps;
    }
    batches.back().push_back(s);
  }
  for (std::size_t i = batches.size(); i > 1; --i) std::swap(batches[i - 1], batches[random.below(i)]);
  return batches;
}

}  // namespace amuse::train
