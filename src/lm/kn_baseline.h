#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "lm/chord_model.h"
#include "lm/kneser_ney.h"
#include "lm/measure.h"
#include "lm/ngram_fit.h"
#include "lm/symbol_baseline.h"

/// The yardstick of every prior: a plain interpolated modified Kneser-Ney model of order 5 with the mode as first
/// token, alone or with a cache of the section's own chords. Fitted in memory; for measuring, not for shipping.
namespace amuse::lm {

class KneserNeyBaseline final : public SymbolBaseline {
 public:
  /// Counts whole sections without source weights, as such models usually are. `level`: sevenths (triads are then sums)
  /// or triads, which tells nothing finer apart.
  explicit KneserNeyBaseline(std::span<const TrainingSection> sections, Level level = Level::Sevenths);

  /// From now on mixes in a cache: p = (1 - l) p_KN + l p_cache, where the cache counts the section's earlier chords,
  /// those that followed the last chord 9 times and those that followed the last two 39 times. l depends on how much
  /// of the last two chords was met before and is fitted on `sections` by expectation maximisation; fitting it on the
  /// very sections it is measured on is in the baseline's favour.
  void addCache(std::span<const MeasuredSection> sections);

 private:
  struct Cache {
    std::array<double, kSymbolCount> p{};
    std::size_t bucket = 0;  ///< 0 without history; else 1 + how many of the last two chords were met before.
  };
  [[nodiscard]] static Cache cacheOf(std::span<const std::uint8_t> history);
  [[nodiscard]] std::array<float, kSymbolCount> plain(theory::Mode mode, std::span<const std::uint8_t> history) const;
  [[nodiscard]] std::array<double, kSymbolCount> distribution(theory::Mode mode,
                                                              std::span<const std::uint8_t> history) const override;

  KneserNey counts_{kSymbolCount};
  std::array<double, 4> cacheShare_{};
};

}  // namespace amuse::lm
