#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "lm/chord_model.h"

/// What a chord network is shown at each step: rows of one table, so that its first layer is a sum of looked-up rows.
/// Roots count from the tonic of the mode's parent major scale, so that modes share what they have in common and a key
/// read as its relative changes one row only. Trainer and engine both read this; a change here is a new file format.
namespace amuse::lm {

/// Blocks of rows, in the order they have in the table.
enum NetBlock : std::size_t {
  kNetLast,  ///< The last chord's symbol; two more for the start of a section and an unknown chord before.
  kNetRoot,  ///< Its root from the parent tonic; from the mode's own tonic.
  kNetDegree,
  kNetClass,  ///< Its class.
  kNetTones,  ///< Its pitch classes, each a row.
  kNetBass,   ///< Its lowest pitch class.
  kNetMode,
  kNetPosition,  ///< Chords heard so far: 0 to 40, then together.
  kNetModulo,    ///< The same modulo 16.
  kNetMatch,     ///< Length of the longest earlier match of what was just heard.
  kNetFollower,  ///< The symbol that came after it then.
  kNetBack2,     ///< The symbol that stood two (three, four, eight) chords before the one to come.
  kNetBack3,
  kNetBack4,
  kNetBack8,
  kNetDuration,  ///< How long the chord before the last was held, when durations are given.
  kNetMetric,    ///< Where in four bars the last chord began, when durations are given.
  kNetBlockCount
};
inline constexpr std::array<std::size_t, kNetBlockCount> kNetBlockRows{
    kSymbolCount + 1, 12,           12,           16,           12,           12, 9, 42, 16, 11,
    kSymbolCount,     kSymbolCount, kSymbolCount, kSymbolCount, kSymbolCount, 10, 17};
[[nodiscard]] constexpr std::size_t firstNetRow(std::size_t block) noexcept {
  std::size_t first = 0;
  for (std::size_t i = 0; i < block; ++i) first += kNetBlockRows[i];
  return first;
}
inline constexpr std::size_t kNetRowCount = firstNetRow(kNetBlockCount);
/// At most so many rows at one step.
inline constexpr std::size_t kMaxNetRows = 32;

/// Held lengths are told apart in these classes, in beats; a network's duration head predicts them.
inline constexpr std::array<double, 9> kDurationBeats{0.5, 1, 1.5, 2, 3, 4, 6, 8, 16};
inline constexpr std::size_t kDurationClasses = kDurationBeats.size();
/// The nearest class (by ratio) of a positive length.
[[nodiscard]] std::size_t durationClass(double beats) noexcept;

/// The rows of one step; no memory of its own.
struct NetRows {
  std::array<std::uint16_t, kMaxNetRows> rows;
  std::size_t count = 0;
  void add(std::size_t block, std::size_t row) noexcept {
    rows[count++] = static_cast<std::uint16_t>(firstNetRow(block) + row);
  }
};

/// Durations of the chords so far, for networks that were taught to use them; empty spans: unknown.
struct NetTiming {
  std::span<const double> beats;  ///< Parallel to the history; a value <= 0 is unknown.
  double beatsPerBar = 4;
};

/// A section's past as networks see it; fixed memory once reserved.
class NetHistory {
 public:
  explicit NetHistory(theory::Mode mode);
  void restart() noexcept;
  void push(const theory::RelativeChord& chord);
  /// The rows for predicting what comes next. Timing only where given. Linear in the length.
  void rows(NetRows& out, const NetTiming& timing = {}) const noexcept;
  [[nodiscard]] theory::Mode mode() const noexcept { return mode_; }
  [[nodiscard]] std::size_t length() const noexcept { return length_; }

 private:
  theory::Mode mode_;
  int shift_ = 0;  ///< The parent tonic above the mode's own.
  std::size_t length_ = 0;
  theory::RelativeChord last_;
  std::vector<std::uint8_t> symbols_;  ///< From the parent tonic; the latest kMaxNetHistory.
};
inline constexpr std::size_t kMaxNetHistory = 256;

/// A symbol counted from the parent major scale's tonic instead of the mode's own, and back.
[[nodiscard]] Symbol toParent(theory::Mode mode, Symbol symbol) noexcept;
[[nodiscard]] Symbol fromParent(theory::Mode mode, Symbol symbol) noexcept;

}  // namespace amuse::lm
