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

template <typename Chords>
std::vector<std::uint8_t> symbolsOf(const Chords& chords) {
  std::vector<std::uint8_t> symbols;
  for (const auto& chord : chords) symbols.push_back(static_cast<std::uint8_t>(symbolOf(chord)));
  return symbols;
}

double triadSum(std::span<const double> p, Symbol symbol) {
  if (symbol >= kNoChordSymbol) return p[static_cast<std::size_t>(symbol)];
  const auto triad = [](int s) {
    return theory::triadOf(static_cast<theory::ChordClass>(s % theory::kChordClassCount));
  };
  const int first = symbol / theory::kChordClassCount * theory::kChordClassCount;
  double sum = 0;
  for (int s = first; s < first + theory::kChordClassCount; ++s)
    if (triad(s) == triad(symbol)) sum += p[static_cast<std::size_t>(s)];
  return sum;
}

}  // namespace

KneserNeyBaseline::KneserNeyBaseline(std::span<const TrainingSection> sections) {
  ModeChain chain;
  for (const TrainingSection& section : sections) {
    if (section.isWindow || !section.startKnown) continue;
    ++sectionCounts_[static_cast<std::size_t>(section.mode)];
    auto symbols = symbolsOf(section.chords);
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

std::array<double, kSymbolCount> KneserNeyBaseline::mixed(theory::Mode mode,
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
    auto symbols = symbolsOf(section.chords);
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
  name_ = "KN-5 + cache";
}

std::vector<SequenceScore> KneserNeyBaseline::score(const Conditions& conditions,
                                                    std::span<const ScoreRequest> requests) const {
  std::vector<SequenceScore> scores;
  for (const ScoreRequest& request : requests) {
    auto history = symbolsOf(request.prefix);
    SequenceScore& score = scores.emplace_back();
    for (const auto& chord : request.chords) {
      const Symbol symbol = symbolOf(chord);
      const auto p = mixed(conditions.mode, history);
      const double sevenths = std::log(p[static_cast<std::size_t>(symbol)]);
      score.chords.push_back({sevenths, sevenths, std::log(triadSum(p, symbol))});
      history.push_back(static_cast<std::uint8_t>(symbol));
    }
    score.end = std::log(mixed(conditions.mode, history)[kEndSymbol]);
  }
  return scores;
}

NextDistribution KneserNeyBaseline::next(const Conditions& conditions,
                                         std::span<const theory::RelativeChord> prefix) const {
  return {mixed(conditions.mode, symbolsOf(prefix))};
}

}  // namespace amuse::lm
