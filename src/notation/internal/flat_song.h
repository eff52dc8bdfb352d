#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/result.h"
#include "song/song.h"

/// A song as written formats see it: one line of time, with everything at played ticks (song/timeline.h).
/// Writers take a song apart with flatten(); readers fill one in and have assemble() make a song of it.
namespace amuse::notation {

inline constexpr int kMaxWrittenBars = 10000;  ///< Of a song written to or read from a file, parts unrolled.

inline constexpr std::size_t kMaxWrittenEvents = 200'000;

struct FlatSection {
  song::Tick start = 0;
  std::string name;
  bool operator==(const FlatSection&) const = default;
};
struct FlatChord {
  song::Tick start = 0, length = 0;
  theory::ChordSymbol symbol;
  [[nodiscard]] song::Tick end() const noexcept { return start + length; }
  bool operator==(const FlatChord&) const = default;
};
struct FlatNote {
  song::Tick start = 0, length = 0;
  int pitch = 60, velocity = 80;
  [[nodiscard]] song::Tick end() const noexcept { return start + length; }
  bool operator==(const FlatNote&) const = default;
};
struct FlatLyric {
  song::Tick start = 0;
  std::string text;
  bool onNote = false;  ///< A syllable sung on the note that starts here.
  bool operator==(const FlatLyric&) const = default;
};

struct FlatSong {
  std::string title;
  std::vector<song::TempoChange> tempoMap{{}};
  std::vector<song::MeterChange> meterMap{{}};
  std::vector<song::KeyChange> keyMap{{}};
  std::vector<FlatSection> sections;
  std::vector<FlatChord> chords;
  std::vector<FlatNote> notes;
  std::vector<FlatLyric> lyrics;
  song::Tick leadIn = 0;  ///< Chords and notes may start from -leadIn on.
  song::Tick length = 0;
  int capo = 0;
  bool operator==(const FlatSong&) const = default;
};

/// The song as it is played: sorted, chords and notes without overlaps.
/// Errors: TooLarge (over kMaxWrittenBars bars or kMaxWrittenEvents chords, notes and lyrics).
[[nodiscard]] Result<FlatSong> flatten(const song::Song& song);

/// A song that passes validate(). Sections become parts, and sections that are alike (name, bars, metres, content) one
/// part played again. What cannot stand is mended and, where it matters, remarked on: sections begin on bar lines,
/// chords end at their section's end, overlaps are cut, texts are cleaned and cut to their limits.
/// Errors: TooLarge (bars, parts, or events beyond their limits).
[[nodiscard]] Result<WithLosses<song::Song>> assemble(FlatSong flat, std::vector<Diagnostic> remarks = {});

/// The events of a sorted list that begin in [from, to).
template <typename Event>
[[nodiscard]] std::span<const Event> startingWithin(const std::vector<Event>& events, song::Tick from, song::Tick to) {
  const auto before = [](const Event& event, song::Tick at) { return event.start < at; };
  const auto first = std::lower_bound(events.begin(), events.end(), from, before);
  const auto last = std::lower_bound(first, events.end(), to, before);
  return {first, last};
}

/// Chords without gaps from `from` to `to`: silence becomes N.C., and what reaches beyond is cut.
[[nodiscard]] std::vector<FlatChord> withoutGaps(const std::vector<FlatChord>& chords, song::Tick from, song::Tick to);

/// UTF-8 without control characters (blanks instead), invalid bytes as '?', cut to whole characters within the limit.
[[nodiscard]] std::string cleanText(std::string_view text, std::size_t limitBytes);

/// What a format can hold of a song; what it cannot is remarked on if the song has it.
struct Holds {
  bool melody = false, velocities = false, syllables = false, words = false, capo = false, sections = false;
  bool tempo = false, meter = false, key = false, allModes = false, tempoInsideBars = false, pickup = false;
  bool gaps = false;
};
[[nodiscard]] std::vector<Diagnostic> lossesOf(const song::Song& song, const Holds& holds);

}  // namespace amuse::notation
