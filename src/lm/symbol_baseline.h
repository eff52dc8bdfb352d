#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "lm/chord_model.h"

namespace amuse::lm {

/// A yardstick that tells chords apart at `sevenths` level, or only at `triads`, and predicts one symbol after another;
/// from one distribution it answers as any model. Symbols fit a byte.
class SymbolBaseline : public ChordModel {
 public:
  [[nodiscard]] const std::string& name() const noexcept final { return name_; }
  [[nodiscard]] std::vector<SequenceScore> score(const Conditions& conditions,
                                                 std::span<const ScoreRequest> requests) const final;
  [[nodiscard]] NextDistribution next(const Conditions& conditions,
                                      std::span<const theory::RelativeChord> prefix) const final;
  /// Chords below the `sevenths` level are not modelled: 0.
  [[nodiscard]] double logResidual(const Conditions&, const theory::RelativeChord&,
                                   const theory::RelativeChord*) const final {
    return 0;
  }
  [[nodiscard]] double sectionCount(theory::Mode mode) const noexcept final {
    return sectionCounts_[static_cast<std::size_t>(mode)];
  }

 protected:
  explicit SymbolBaseline(std::string name, Level level = Level::Sevenths) : name_(std::move(name)), level_(level) {}
  /// The symbols of some chords, a byte each; at `triads` level those of the plain triads.
  [[nodiscard]] std::vector<std::uint8_t> symbolBytes(std::span<const theory::RelativeChord> chords) const;
  /// What comes after `history` (the section so far, from its start); sums to 1.
  [[nodiscard]] virtual std::array<double, kSymbolCount> distribution(theory::Mode mode,
                                                                      std::span<const std::uint8_t> history) const = 0;

  std::string name_;
  Level level_;
  std::array<double, theory::kModeCount> sectionCounts_{};
};

/// The probability of all symbols of the same root and triad.
[[nodiscard]] double triadSum(std::span<const double> p, Symbol symbol) noexcept;

}  // namespace amuse::lm
