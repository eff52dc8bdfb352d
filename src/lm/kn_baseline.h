#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "lm/chord_model.h"
#include "lm/kneser_ney.h"
#include "lm/measure.h"
#include "lm/ngram_fit.h"

/// The yardstick of every prior: a plain interpolated modified Kneser-Ney model of order 5 with the mode as first
/// token, alone or with a cache of the section's own chords. Fitted in memory; for measuring, not for shipping.
namespace amuse::lm {

class KneserNeyBaseline final : public ChordModel {
 public:
  /// Counts whole sections without source weights, as such models usually are.
  explicit KneserNeyBaseline(std::span<const TrainingSection> sections);

  /// From now on mixes in a cache: p = (1 - l) p_KN + l p_cache, where the cache counts the section's earlier chords,
  /// those that followed the last chord 9 times and those that followed the last two 39 times. l depends on how much
  /// of the last two chords was met before and is fitted on `sections` by expectation maximisation; fitting it on the
  /// very sections it is measured on is in the baseline's favour.
  void addCache(std::span<const MeasuredSection> sections);

  [[nodiscard]] const std::string& name() const noexcept override { return name_; }
  [[nodiscard]] std::vector<SequenceScore> score(const Conditions& conditions,
                                                 std::span<const ScoreRequest> requests) const override;
  [[nodiscard]] NextDistribution next(const Conditions& conditions,
                                      std::span<const theory::RelativeChord> prefix) const override;
  /// Chords below the `sevenths` level are not modelled: 0.
  [[nodiscard]] double logResidual(const Conditions&, const theory::RelativeChord&,
                                   const theory::RelativeChord*) const override {
    return 0;
  }
  [[nodiscard]] double sectionCount(theory::Mode mode) const noexcept override {
    return sectionCounts_[static_cast<std::size_t>(mode)];
  }

 private:
  struct Cache {
    std::array<double, kSymbolCount> p{};
    std::size_t bucket = 0;  ///< 0 without history; else 1 + how many of the last two chords were met before.
  };
  [[nodiscard]] static Cache cacheOf(std::span<const std::uint8_t> history);
  [[nodiscard]] std::array<float, kSymbolCount> plain(theory::Mode mode, std::span<const std::uint8_t> history) const;
  [[nodiscard]] std::array<double, kSymbolCount> mixed(theory::Mode mode, std::span<const std::uint8_t> history) const;

  std::string name_ = "KN-5";
  KneserNey counts_{kSymbolCount};
  std::array<double, 4> cacheShare_{};
  std::array<double, theory::kModeCount> sectionCounts_{};
};

}  // namespace amuse::lm
