#include "lm/ppm_baseline.h"

#include <algorithm>

namespace amuse::lm {

namespace {

/// A key for each context, from none to the longest there is: a rolling hash, so that a longer context goes on from the
/// shorter one's.
std::vector<std::uint64_t> ppmContexts(theory::Mode mode, std::span<const std::uint8_t> history, std::size_t longest) {
  constexpr std::uint64_t kFirst = 0xcbf29ce484222325, kPrime = 0x100000001b3;
  std::vector<std::uint64_t> keys{kFirst};
  for (std::size_t length = 1; length <= longest && length <= history.size() + 1; ++length) {
    const bool atMode = length == history.size() + 1;
    const std::uint64_t token =
        atMode ? kSymbolCount + static_cast<std::uint64_t>(mode) : std::uint64_t{history[history.size() - length]};
    const std::uint64_t mixed = (keys.back() ^ (token + 1)) * kPrime;
    keys.push_back(mixed ^ mixed >> 29);
  }
  return keys;
}

/// One more of the symbol; true when it is the first.
bool count(std::vector<std::pair<std::uint8_t, std::uint32_t>>& followers, std::uint8_t symbol) {
  for (auto& [known, times] : followers)
    if (known == symbol) return ++times, false;
  followers.emplace_back(symbol, 1);
  return true;
}

}  // namespace

PpmBaseline::PpmBaseline(std::span<const TrainingSection> sections, std::size_t longest)
    : SymbolBaseline("PPM-C"), longest_(longest) {
  for (const TrainingSection& section : sections) {
    if (section.isWindow || !section.startKnown) continue;
    ++sectionCounts_[static_cast<std::size_t>(section.mode)];
    auto symbols = symbolBytes(section.chords);
    if (section.endKnown) symbols.push_back(kEndSymbol);
    for (std::size_t t = 0; t < symbols.size(); ++t) {
      const auto keys = ppmContexts(section.mode, std::span(symbols).first(t), longest_);
      // A context learns only of what was news to every longer one: shorter contexts are asked about nothing else.
      for (auto key = keys.rbegin(); key != keys.rend(); ++key)
        if (!count(contexts_[*key], symbols[t])) break;
    }
  }
}

std::array<double, kSymbolCount> PpmBaseline::distribution(theory::Mode mode,
                                                           std::span<const std::uint8_t> history) const {
  std::array<double, kSymbolCount> p{};
  std::array<bool, kSymbolCount> given{};
  double left = 1;
  std::size_t open = kSymbolCount;
  const auto keys = ppmContexts(mode, history, longest_);
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
