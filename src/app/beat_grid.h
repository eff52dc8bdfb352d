#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "song/song.h"
#include "transcribe/transcription.h"

/// The beats of a recording as bars: where a second falls in written music.
namespace amuse::app {

/// Beats with their times, going on evenly before the first heard, to a bar line, and after the last.
class BeatGrid final {
 public:
  /// @param from,until  Seconds that the grid has to cover. Nothing when fewer than two beats were heard, or
  ///                    so far away that over 20,000 would have to be made up.
  [[nodiscard]] static std::optional<BeatGrid> over(const transcribe::Transcription& heard, double from, double until);

  [[nodiscard]] const std::vector<transcribe::Beat>& beats() const noexcept { return beats_; }
  /// Beats from the first one on, fractions between them.
  [[nodiscard]] double positionOf(double seconds) const noexcept;
  /// The same on the nearest half beat.
  [[nodiscard]] double onHalfBeat(double seconds) const noexcept;
  /// The bar line nearest to a time, as an index of beats().
  [[nodiscard]] std::size_t nearestBarLine(double seconds) const noexcept;
  /// The beat with which the bar of a beat begins.
  [[nodiscard]] std::size_t barLineOf(std::size_t beat) const noexcept;
  /// Beats from a bar line to the next; the last bar has at least as many as the last one that was heard whole.
  [[nodiscard]] int barLength(std::size_t barLine) const noexcept;
  [[nodiscard]] std::size_t barCount() const noexcept;  ///< Bar lines in the grid.
  /// What a bar of so many beats is written as: over quarters, or over eighths where most bars have six.
  [[nodiscard]] song::Meter meterOf(int beats) const noexcept { return {beats, beatsPerBar_ == 6 ? 8 : 4}; }

 private:
  BeatGrid(std::vector<transcribe::Beat> beats, int beatsPerBar);
  void goBackTo(double seconds, double period);
  void goOnTo(double seconds, double period);

  std::vector<transcribe::Beat> beats_;           ///< At least two.
  int beatsPerBar_, beatsOfFirst_, beatsOfLast_;  ///< Of most bars, of the first and last that were heard whole.
};

}  // namespace amuse::app
