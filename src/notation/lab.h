#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "base/result.h"
#include "song/song.h"

/// Harte chord labels, as corpora and chord recognisers keep them: one "start end chord" a line, in seconds.
namespace amuse::notation {

inline constexpr std::size_t kMaxLabBytes = 4u << 20;

/// Times count from the first sound (a pickup begins at 0) and follow the tempo map; silence is N; six decimals.
/// Everything but chords and their times is left out. Errors: TooLarge (over 10,000 bars).
[[nodiscard]] Result<WithLosses<std::string>> writeLab(const song::Song& song);

struct LabOptions {
  std::optional<double> tempoBpm = std::nullopt;  ///< Nothing: estimated from the times.
  song::Meter meter;
};

/// A song of one part. Without a tempo the one is taken on whose beats the chord changes lie best (60 to 180 a minute),
/// and changes that lie near a beat are put on it; a remark says which. Chords may be Harte or lead-sheet symbols,
/// fields may be parted by blanks or tabs; X counts as no chord, with a remark. Errors: TooLarge; Parse with the offset
/// (no times, an end before its start, an unknown chord).
[[nodiscard]] Result<WithLosses<song::Song>> readLab(std::string_view text, const LabOptions& options = {});

}  // namespace amuse::notation
