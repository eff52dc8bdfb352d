#include "flat_vocabulary.h"

#include <algorithm>

namespace amuse::train {

FlatVocabulary::FlatVocabulary(const std::vector<std::vector<theory::RelativeChord>>& sections) {
  std::map<theory::RelativeChord, std::size_t> counts;
  for (const auto& section : sections)
    for (const auto& chord : section) ++counts[chord];
  std::vector<std::pair<theory::RelativeChord, std::size_t>> ranked(counts.begin(), counts.end());
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.second > b.second; });

  shares_.assign(kTokens, {});
  std::array<double, lm::kSymbolCount> unknown{};
  std::fill(unknown.begin(), unknown.begin() + lm::kEndSymbol, 0.1);
  double unknownCount = 0, all = 0;
  for (std::size_t i = 0; i < ranked.size(); ++i) {
    const auto& [chord, count] = ranked[i];
    const auto symbol = static_cast<std::size_t>(lm::symbolOf(chord));
    all += static_cast<double>(count);
    if (i < kUnknown && count > 1) {
      tokens_[chord] = static_cast<int>(i);
      shares_[i][symbol] = 1;
    } else {
      unknown[symbol] += static_cast<double>(count);
      unknownCount += static_cast<double>(count);
    }
  }
  const double total = unknownCount + 0.1 * lm::kEndSymbol;
  for (std::size_t s = 0; s < unknown.size(); ++s) shares_[kUnknown][s] = static_cast<float>(unknown[s] / total);
  shares_[kEnd][lm::kEndSymbol] = 1;
  unknownShare_ = all > 0 ? unknownCount / all : 0;
}

int FlatVocabulary::tokenOf(const theory::RelativeChord& chord) const {
  const auto found = tokens_.find(chord);
  return found == tokens_.end() ? kUnknown : found->second;
}

}  // namespace amuse::train
