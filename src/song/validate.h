#pragma once

#include <cstddef>
#include <string_view>

#include "base/result.h"
#include "song/song.h"

/// What every song that is stored, sent or edited obeys.
namespace amuse::song {

inline constexpr std::size_t kMaxSongBytes = 8u << 20;  ///< Of JSON.
inline constexpr std::size_t kMaxParts = 256, kMaxOrder = 1024, kMaxMapEntries = 4096, kMaxInspirations = 256;
inline constexpr std::size_t kMaxEventsOfPart = 8192;  ///< Chords, notes and lyrics each.
inline constexpr std::size_t kMaxTitleBytes = 500, kMaxNameBytes = 200, kMaxLyricBytes = 2000, kMaxIdBytes = 64;
inline constexpr std::size_t kMaxVoices = 16;
inline constexpr std::size_t kMaxSuggestions = 2048, kMaxSuggestedChords = 256;
inline constexpr double kMaxSuggestedBeats = 1024;
inline constexpr double kMinGainDb = -60, kMaxGainDb = 12;
inline constexpr int kMaxBars = 999;
inline constexpr Tick kMaxTick = 100'000'000'000;              ///< Beyond the longest possible song.
inline constexpr std::uint64_t kMaxNextId = (1ull << 53) - 1;  ///< What JavaScript counts exactly.
inline constexpr double kMinTempoBpm = 20, kMaxTempoBpm = 400;

/// Checks the whole song; the first broken rule is the error (InvalidArgument), naming the part or event by its id:
/// - texts are UTF-8 without control characters and not too long; numbers are in their ranges; lists not too long;
/// - maps are sorted, begin at 0, and metre changes lie on bar lines;
/// - ids are unique in the whole song, and their numbers below `nextId`;
/// - chords and notes are sorted by start, do not overlap, and lie between the part's pickup and its last bar line;
/// - voicings ascend; every chord can be written and read back; lyrics are sorted by start, then idBefore(), and point
/// to
///   notes of their own part;
/// - `order` names parts, and a part that is played twice has the same metres both times.
/// Linear in the song's size, up to a logarithm.
[[nodiscard]] Result<void> validate(const Song& song);

/// An id's shape: 1 to 64 ASCII letters, digits, '-' or '_'.
[[nodiscard]] bool isId(std::string_view text) noexcept;
/// The order of events that begin together: older ids first ("l9" before "l13"), so shorter ones first.
[[nodiscard]] inline bool idBefore(std::string_view a, std::string_view b) noexcept {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}
/// The number an id made by this program carries ("c12" -> 12); 0 for other ids.
[[nodiscard]] std::uint64_t numberOfId(std::string_view id) noexcept;

}  // namespace amuse::song
