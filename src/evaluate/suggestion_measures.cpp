#include "evaluate/suggestion_measures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace amuse::evaluate {
namespace {

using Token = std::uint64_t;
using Tokens = std::vector<Token>;
constexpr std::size_t kLongestGram = 4;
constexpr double kSmoothedZero = 0.1;

/// Root, tones and bass; the class is no part of what sounds.
Token tokenOf(const theory::RelativeChord& chord) {
  return static_cast<Token>(chord.root) << 16 | static_cast<Token>(chord.quality.tones.bits()) << 4 |
         static_cast<Token>(chord.bass);
}

Tokens tokensOf(std::span<const theory::RelativeChord> chords) {
  Tokens tokens;
  for (const auto& chord : chords) tokens.push_back(tokenOf(chord));
  return tokens;
}

using GramCounts = std::map<Tokens, int>;

GramCounts gramsOf(const Tokens& tokens, std::size_t length) {
  GramCounts grams;
  for (std::size_t i = 0; i + length <= tokens.size(); ++i)
    ++grams[Tokens(tokens.begin() + static_cast<std::ptrdiff_t>(i),
                   tokens.begin() + static_cast<std::ptrdiff_t>(i + length))];
  return grams;
}

/// The n-grams of every progression, counted once, so that each can be held against all others.
struct Counted {
  std::size_t length = 0;
  std::array<GramCounts, kLongestGram> grams;
};

double bleu(const std::vector<Counted>& all, std::size_t own) {
  const Counted& hypothesis = all[own];
  double logSum = 0;
  for (std::size_t n = 0; n < kLongestGram; ++n) {
    double matched = 0;
    for (const auto& [gram, count] : hypothesis.grams[n]) {
      int most = 0;
      for (std::size_t i = 0; i < all.size(); ++i) {
        if (i == own) continue;
        const auto found = all[i].grams[n].find(gram);
        if (found != all[i].grams[n].end()) most = std::max(most, found->second);
      }
      matched += std::min(count, most);
    }
    const double possible = hypothesis.length >= n + 1 ? static_cast<double>(hypothesis.length - n) : 1;
    if (n == 0 && matched == 0) return 0;  // as NLTK: nothing shared at all is 0, not a smoothed crumb
    logSum += std::log((matched == 0 ? kSmoothedZero : matched) / possible);
  }
  std::size_t closest = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i == own) continue;
    const auto gap = [&](std::size_t length) {
      return length > hypothesis.length ? length - hypothesis.length : hypothesis.length - length;
    };
    if (closest == 0 || gap(all[i].length) < gap(closest)) closest = all[i].length;
  }
  const double penalty = hypothesis.length >= closest
                             ? 1
                             : std::exp(1 - static_cast<double>(closest) / static_cast<double>(hypothesis.length));
  return penalty * std::exp(logSum / kLongestGram);
}

}  // namespace

double selfBleu(std::span<const Progression> progressions) {
  if (progressions.size() < 2) return 0;
  std::vector<Counted> all;
  for (const auto& progression : progressions) {
    const Tokens tokens = tokensOf(progression);
    Counted counted{tokens.size(), {}};
    for (std::size_t n = 0; n < kLongestGram; ++n) counted.grams[n] = gramsOf(tokens, n + 1);
    all.push_back(std::move(counted));
  }
  double sum = 0;
  for (std::size_t i = 0; i < all.size(); ++i) sum += bleu(all, i);
  return sum / static_cast<double>(all.size());
}

void BigramCounts::add(std::span<const theory::RelativeChord> chords, double weight) {
  Tokens tokens = tokensOf(chords);
  tokens.erase(std::unique(tokens.begin(), tokens.end()), tokens.end());
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    counts_[{tokens[i], tokens[i + 1]}] += weight;
    total_ += weight;
  }
}

double BigramCounts::distanceTo(const BigramCounts& other) const {
  if (total_ <= 0 || other.total_ <= 0) return std::sqrt(std::log(2.0));
  double divergence = 0;
  const auto half = [](double p, double q) { return p > 0 ? 0.5 * p * std::log(2 * p / (p + q)) : 0; };
  for (const auto& [pair, count] : counts_) {
    const auto found = other.counts_.find(pair);
    divergence += half(count / total_, found == other.counts_.end() ? 0 : found->second / other.total_);
  }
  for (const auto& [pair, count] : other.counts_) {
    const auto found = counts_.find(pair);
    divergence += half(count / other.total_, found == counts_.end() ? 0 : found->second / total_);
  }
  return std::sqrt(std::max(0.0, divergence));
}

}  // namespace amuse::evaluate
