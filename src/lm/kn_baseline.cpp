#include "lm/kn_baseline.h"

#include <cmath>

namespace amuse::lm {

namespace {

constexpr std::size_t kContextChords = 4;
using ModeChain = std::array<std::uint64_t, kContextChords + 1>;

/// Contexts of none to four tokens before the next; the mode is the token in front of the first chord.
std::span<const std::uint64_t> baselineChain(theory::Mode mode, std::span<const std::uint8_t> history,
                                             ModeChain& chain) {
  std::uint64_t packed = 0;
  for (std::size_t length = 0; length <= kContextChords; ++length) {
    chain[length] = packed | static_cast<std::uint64_t>(length) << 48;
    if (length > history.size()) return std::span(chain).first(length + 1);
    const bool atMode = length == history.size();
    const auto token = atMode ? kSymbolCount + 1 + static_cast<std::uint64_t>(mode)
                              : static_cast<std::uint64_t>(history[history.size() - 1 - length]);
    packed = packed << 8 | token;
  }
  return chain;
}

}  // namespace

KneserNeyBaseline::KneserNeyBaseline(std::span<const TrainingSection> sections, Level level)
    : SymbolBaseline(level == Level::Triads ? "KN-5 on triads" : "KN-5", level) {
  ModeChain chain;
  for (const TrainingSection& section : sections) {
    if (section.isWindow || !section.startKnown) continue;
    ++sectionCounts_[static_cast<std::size_t>(section.mode)];
    auto symbols = symbolBytes(section.chords);
    if (section.endKnown) symbols.push_back(kEndSymbol);
    for (std::size_t t = 0; t < symbols.size(); ++t)
      counts_.add(baselineChain(section.mode, std::span(symbols).first(t), chain), symbols[t]);
  }
  counts_.finish();
}

std::array<float, kSymbolCount> KneserNeyBaseline::plain(theory::Mode mode,
                                                         std::span<const std::uint8_t> history) const {
  ModeChain chain;
  std::array<float, kSymbolCount> p;
  counts_.probabilities(baselineChain(mode, history, chain), p);
  return p;
}

KneserNeyBaseline::Cache KneserNeyBaseline::cacheOf(std::span<const std::uint8_t> history) {
  Cache cache;
  if (history.empty()) return cache;
  const std::size_t n = history.size();
  std::size_t met = 0;
  double total = 0;
  for (std::size_t j = 0; j < n; ++j) {
    double weight = 1;
    if (j >= 1 && history[j - 1] == history[n - 1]) {
      weight += 8;
      met = std::max<std::size_t>(met, 1);
      if (j >= 2 && history[j - 2] == history[n - 2]) weight += 30, met = 2;
    }
    cache.p[history[j]] += weight;
    total += weight;
  }
  for (double& p : cache.p) p /= total;
  cache.bucket = 1 + met;
  return cache;
}

std::array<double, kSymbolCount> KneserNeyBaseline::distribution(theory::Mode mode,
                                                                 std::span<const std::uint8_t> history) const {
  const auto kn = plain(mode, history);
  const Cache cache = cacheOf(history);
  const double share = cacheShare_[cache.bucket];
  std::array<double, kSymbolCount> p;
  for (std::size_t w = 0; w < kSymbolCount; ++w) p[w] = (1 - share) * static_cast<double>(kn[w]) + share * cache.p[w];
  return p;
}

void KneserNeyBaseline::addCache(std::span<const MeasuredSection> sections) {
  struct Event {
    std::size_t bucket;
    double plain, cached;
  };
  std::vector<Event> events;
  for (const MeasuredSection& section : sections) {
    auto symbols = symbolBytes(section.chords);
    symbols.push_back(kEndSymbol);
    for (std::size_t t = 0; t < symbols.size(); ++t) {
      const auto history = std::span<const std::uint8_t>(symbols).first(t);
      const Cache cache = cacheOf(history);
      events.push_back(
          {cache.bucket, static_cast<double>(plain(section.mode, history)[symbols[t]]), cache.p[symbols[t]]});
    }
  }
  cacheShare_ = {0, 0.2, 0.2, 0.2};
  for (int round = 0; round < 50; ++round) {
    std::array<double, 4> claimed{}, seen{};
    for (const Event& event : events) {
      const double share = cacheShare_[event.bucket], own = share * event.cached;
      claimed[event.bucket] += own / (own + (1 - share) * event.plain);
      ++seen[event.bucket];
    }
    for (std::size_t b = 1; b < cacheShare_.size(); ++b) cacheShare_[b] = seen[b] > 0 ? claimed[b] / seen[b] : 0;
  }
  name_ += " + cache";
}

}  // namespace amuse::lm
