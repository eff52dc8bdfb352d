#pragma once

#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "base/result.h"
#include "song/song.h"

/// MusicXML (W3C MusicXML 4.0, score-partwise), the format notation programs exchange.
namespace amuse::notation {

inline constexpr std::size_t kMaxMusicXmlBytes = 16u << 20;

/// A lead sheet of one staff, parts unrolled as played: chord symbols (root, kind with its text, degrees, bass), the
/// melody with its words (rests where there is none), parts as rehearsal marks, key, time and tempo where they change,
/// a pickup as an implicit measure, the capo. Errors: TooLarge (over 10,000 bars).
[[nodiscard]] Result<WithLosses<std::string>> writeMusicXml(const song::Song& song);

/// Reads score-partwise files: chord symbols from all staves; melody and words from the part that has words, else the
/// first that has chord symbols, else the first (highest note of chords, first voice); rehearsal marks as parts.
/// Repeats and endings are played out; jumps (D.C., D.S.) are not, with a remark. Ticks are exact for divisors of 960 a
/// quarter and otherwise rounded. Nothing outside the file is ever opened: doctypes and entities are passed over.
/// Errors: TooLarge (bytes, elements nested beyond 64, bars); Parse (not XML); Unsupported (score-timewise,
/// compressed).
[[nodiscard]] Result<WithLosses<song::Song>> readMusicXml(std::string_view bytes);

}  // namespace amuse::notation
