#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "lm/chord_model.h"

/// How well a model predicts real sections.
namespace amuse::lm {

/// A section to be predicted, with what it is grouped by in reports.
struct MeasuredSection {
  std::vector<theory::RelativeChord> chords;
  theory::Mode mode = theory::Mode::Maj;
  std::string source;
};

/// Sums over the symbols of some sections: their chords, and one end each.
struct Prediction {
  std::size_t sections = 0, symbols = 0;
  double triads = 0, sevenths = 0, exact = 0;  ///< Bits, summed.
  std::size_t first = 0, amongFive = 0;        ///< Symbols (`sevenths` level) that were the likeliest, or in the five.
  void add(const Prediction& other) noexcept;
  [[nodiscard]] double bitsPerSymbol(Level level) const noexcept;  ///< 0 without symbols.
  [[nodiscard]] double top1() const noexcept;
  [[nodiscard]] double top5() const noexcept;
};

/// One prediction a section, in order. `ranks`: whether to find top-1 and top-5 as well, which takes longer.
[[nodiscard]] std::vector<Prediction> predictSections(const ChordModel& model,
                                                      std::span<const MeasuredSection> sections, bool ranks);

}  // namespace amuse::lm
