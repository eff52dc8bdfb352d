#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "lm/chord_model.h"

/// How well a model predicts one section, at all three levels: bits, ranks, and whether it means its percentages.
namespace amuse::evaluate {

inline constexpr std::size_t kLevelCount = 3, kConfidenceBins = 15;
[[nodiscard]] constexpr std::size_t indexOf(lm::Level level) noexcept { return static_cast<std::size_t>(level); }

/// Guesses of about the same confidence: how sure the model was of its likeliest symbol, and how often it was right.
struct ConfidenceBin {
  double confidence = 0;  ///< Summed.
  std::size_t guesses = 0, right = 0;
};

/// Sums over symbols (chords and ends) at one level.
struct LevelSums {
  double bits = 0;
  std::size_t first = 0, amongFive = 0;  ///< Symbols that were the likeliest, or among the five likeliest.
  std::array<ConfidenceBin, kConfidenceBins> bins{};
};

/// What is known of a model on some sections.
struct PriorSums {
  std::size_t sections = 0, symbols = 0;
  std::array<LevelSums, kLevelCount> levels{};

  void add(const PriorSums& other) noexcept;
  /// Bits a symbol, top-1, top-5 as shares: 0 without symbols.
  [[nodiscard]] double bits(lm::Level level) const noexcept;
  [[nodiscard]] double top1(lm::Level level) const noexcept;
  [[nodiscard]] double top5(lm::Level level) const noexcept;
  /// Expected calibration error, 0..1: |right - confidence| averaged over the guesses, by 15 bins of equal width.
  /// Source: Naeini, Cooper and Hauskrecht, AAAI 2015.
  [[nodiscard]] double calibrationError(lm::Level level) const noexcept;
};

/// The exact chords that may be guessed, by symbol, the commonest first; at most 24 a symbol are tried.
class ExactChords {
 public:
  void count(const theory::RelativeChord& chord);
  void finish();  ///< Call once, after the last count.
  [[nodiscard]] std::span<const theory::RelativeChord> of(lm::Symbol symbol) const noexcept {
    return bySymbol_[static_cast<std::size_t>(symbol)];
  }

 private:
  std::vector<std::pair<theory::RelativeChord, std::size_t>> counted_;
  std::array<std::vector<theory::RelativeChord>, lm::kSymbolCount> bySymbol_;
};

/// One section under one model. `exact` null: the model has no exact chords, that level stays empty.
[[nodiscard]] PriorSums measureSection(const lm::ChordModel& model, const lm::Conditions& conditions,
                                       std::span<const theory::RelativeChord> chords, const ExactChords* exact);

}  // namespace amuse::evaluate
