#pragma once

#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "base/result.h"
#include "song/song.h"

/// Plain text charts, for typing, mailing and version control:
///
///     title: Low Tide
///     key: C Maj
///     meter: 4/4
///     tempo: 96
///
///     [Verse]
///     | C . Am . | F G | % | G |
///
///     [Verse]
///
/// Bars are in the syntax of notation/bar_syntax.h, any number a line. A setting (title, key, meter, tempo, capo,
/// numbers) holds from where it stands. A part's name alone, known from above, plays that part again. Lines that begin
/// with '#' are remarks. With "numbers: nashville" chords are Nashville numbers (theory/nashville.h).
namespace amuse::notation {

inline constexpr std::size_t kMaxTextChartBytes = 1u << 20;

enum class ChartSymbols { LeadSheet, Nashville };

/// The song as a chart, four bars a line. Melody and words are left out.
/// Errors: TooLarge (over 10,000 bars).
[[nodiscard]] Result<WithLosses<std::string>> writeTextChart(const song::Song& song,
                                                             ChartSymbols symbols = ChartSymbols::LeadSheet);

/// Errors: TooLarge; Parse with the offset of what is not understood (a chord, a setting's value).
[[nodiscard]] Result<WithLosses<song::Song>> readTextChart(std::string_view text);

}  // namespace amuse::notation
