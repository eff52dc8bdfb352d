#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/result.h"
#include "song/song.h"

/// Harte chord labels, as corpora and chord recognisers keep them: one "start end chord" a line, in seconds.
namespace amuse::notation {

inline constexpr std::size_t kMaxLabBytes = 4u << 20;

/// One line: a chord from a second to a second.
struct LabSpan {
  double start = 0, end = 0;
  std::optional<theory::ChordSymbol> chord;  ///< N is the chord without tones; nothing is X, a chord nobody knows.
  bool operator==(const LabSpan&) const = default;
};

/// The lines as they stand, by their starts; at least one. Chords may be Harte or lead-sheet symbols, fields may be
/// parted by blanks or tabs. Errors: TooLarge; Parse with the offset (no times, an end before its start, an unknown
/// chord).
[[nodiscard]] Result<std::vector<LabSpan>> readLabSpans(std::string_view text);
/// "0.000000 1.500000 C:maj" a line; N and X as they are named. readLabSpans reads it back to the microsecond.
[[nodiscard]] std::string writeLabSpans(std::span<const LabSpan> spans);

/// Times count from the first sound (a pickup begins at 0) and follow the tempo map; silence is N; six decimals.
/// Everything but chords and their times is left out. Errors: TooLarge (over 10,000 bars).
[[nodiscard]] Result<WithLosses<std::string>> writeLab(const song::Song& song);

struct LabOptions {
  std::optional<double> tempoBpm = std::nullopt;  ///< Nothing: estimated from the times.
  song::Meter meter;
};

/// A song of one part. Without a tempo the one is taken on whose beats the chord changes lie best (60 to 180 a minute),
/// and changes that lie near a beat are put on it; a remark says which. X counts as no chord, with a remark.
/// Errors: readLabSpans's.
[[nodiscard]] Result<WithLosses<song::Song>> readLab(std::string_view text, const LabOptions& options = {});

}  // namespace amuse::notation
