#include "lm/symbol_baseline.h"

#include <cmath>

namespace amuse::lm {

namespace {

theory::TriadClass triadOfSymbol(int symbol) noexcept {
  return theory::triadOf(static_cast<theory::ChordClass>(symbol % theory::kChordClassCount));
}

int firstOfRoot(int symbol) noexcept { return symbol / theory::kChordClassCount * theory::kChordClassCount; }

/// The first symbol of the same root and triad stands for all of them.
Symbol plainTriad(Symbol symbol) noexcept {
  Symbol plain = firstOfRoot(symbol);
  while (triadOfSymbol(plain) != triadOfSymbol(symbol)) ++plain;
  return plain;
}

}  // namespace

double triadSum(std::span<const double> p, Symbol symbol) noexcept {
  if (symbol >= kNoChordSymbol) return p[static_cast<std::size_t>(symbol)];
  const int first = firstOfRoot(symbol);
  double sum = 0;
  for (int s = first; s < first + theory::kChordClassCount; ++s)
    if (triadOfSymbol(s) == triadOfSymbol(symbol)) sum += p[static_cast<std::size_t>(s)];
  return sum;
}

std::vector<std::uint8_t> SymbolBaseline::symbolBytes(std::span<const theory::RelativeChord> chords) const {
  std::vector<std::uint8_t> symbols;
  for (const auto& chord : chords) {
    const Symbol symbol = symbolOf(chord);
    const bool reduced = level_ == Level::Triads && symbol < kNoChordSymbol;
    symbols.push_back(static_cast<std::uint8_t>(reduced ? plainTriad(symbol) : symbol));
  }
  return symbols;
}

std::vector<SequenceScore> SymbolBaseline::score(const Conditions& conditions,
                                                 std::span<const ScoreRequest> requests) const {
  std::vector<SequenceScore> scores;
  for (const ScoreRequest& request : requests) {
    auto history = symbolBytes(request.prefix);
    SequenceScore& score = scores.emplace_back();
    for (const auto& chord : request.chords) {
      const Symbol symbol = symbolBytes({&chord, 1}).front();
      const auto p = distribution(conditions.mode, history);
      const double sevenths = std::log(p[static_cast<std::size_t>(symbol)]);
      score.chords.push_back({sevenths, sevenths, std::log(triadSum(p, symbol))});
      history.push_back(static_cast<std::uint8_t>(symbol));
    }
    score.end = std::log(distribution(conditions.mode, history)[kEndSymbol]);
  }
  return scores;
}

NextDistribution SymbolBaseline::next(const Conditions& conditions,
                                      std::span<const theory::RelativeChord> prefix) const {
  return {distribution(conditions.mode, symbolBytes(prefix))};
}

}  // namespace amuse::lm
