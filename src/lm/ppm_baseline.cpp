#include "lm/ppm_baseline.h"

#include <algorithm>

namespace amuse::lm {

namespace {

/// A key for each context, from none to the longest there is. 64 bits hold eight tokens of a byte; the length is mixed in
/// by a multiplier that no shorter context shares.
std::vector<std::uint64_t> ppmContexts(theory::Mode mode, std::span<const std::uint8_t> history) {
  constexpr std::uint64_t kFirst = 0xcbf29ce484222325, kPrime = 0x100000001b3;
  std::vector<std::uint64_t> keys{kFirst};
  for (std::size_t length = 1; length <= PpmBaseline::kLongestContext && length <= history.size() + 1; ++length) {
    const bool atMode = length == history.size() + 1;
    const std::uint64_t token =
        atMode ? kSymbolCount + static_cast<std::uint64_t>(mode) : std::uint64_t{history[history.size() - length]};
    const std::uint64_t mixed = (keys.back() ^ (token + 1)) * kPrime;
    keys.push_back(mixed ^ mixed >> 29);
  }
  return keys;
}

}  // namespace

PpmBaseline::PpmBaseline(std::span<const TrainingSection> sections) : SymbolBaseline("PPM-C, 8") {
  for (const TrainingSection& section : sections) {
    if (section.isWindow || !section.startKnown) continue;
    ++sectionCounts_[static_cast<std::size_t>(section.mode)];
    auto symbols = symbolBytes(section.chords);
    if (section.endKnown) symbols.push_back(kEndSymbol);
    for (std::size_t t = 0; t < symbols.size(); ++t) {
      for (const auto key : ppmContexts(section.mode, std::span(symbols).first(t))) {
        Followers& followers = contexts_[key];
        const auto found = std::find_if(followers.begin(), followers.end(),
                                        [&](const auto& follower) { return follower.first == symbols[t]; });
        if (found == followers.end())
          followers.emplace_back(symbols[t], 1);
        else
          ++found->second;
      }
    }
  }
}

std::array<double, kSymbolCount> PpmBaseline::distribution(theory::Mode mode,
                                                           std::span<const std::uint8_t> history) const {
  std::array<double, kSymbolCount> p{};
  std::array<bool, kSymbolCount> given{};
  double left = 1;
  std::size_t open = kSymbolCount;
  const auto keys = ppmContexts(mode, history);
  for (auto key = keys.rbegin(); key != keys.rend() && open > 0; ++key) {
    const auto found = contexts_.find(*key);
    if (found == contexts_.end()) continue;
    double total = 0, kinds = 0;
    for (const auto& [symbol, count] : found->second)
      if (!given[symbol]) total += count, ++kinds;
    if (kinds == 0) continue;
    // Nothing is left to escape to once every symbol has its share.
    const double escape = static_cast<std::size_t>(kinds) == open ? 0 : kinds / (total + kinds);
    for (const auto& [symbol, count] : found->second) {
      if (given[symbol]) continue;
      p[symbol] = left * (1 - escape) * count / total;
      given[symbol] = true;
      --open;
    }
    left *= escape;
  }
  for (std::size_t s = 0; s < p.size(); ++s)
    if (!given[s]) p[s] = left / static_cast<double>(open);
  return p;
}

}  // namespace amuse::lm
