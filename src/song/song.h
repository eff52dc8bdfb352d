#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "brief/brief.h"
#include "theory/chord_symbol.h"
#include "theory/key.h"

/// The song document: a value. Time is an integer tick, 960 a quarter note.
namespace amuse::song {

using Tick = std::int64_t;
inline constexpr Tick kTicksPerQuarter = 960;

/// Beats a bar over the note value of a beat: 6/8 -> {6, 8}. The beat is the denominator.
struct Meter {
  int beats = 4;
  int unit = 4;  ///< 2, 4, 8 or 16.
  [[nodiscard]] constexpr Tick beatTicks() const noexcept { return kTicksPerQuarter * 4 / unit; }
  [[nodiscard]] constexpr Tick barTicks() const noexcept { return beatTicks() * beats; }
  auto operator<=>(const Meter&) const = default;
};
/// "6/8". 1..32 beats over 2, 4, 8 or 16. Errors: Parse, InvalidArgument.
[[nodiscard]] Result<Meter> parseMeter(std::string_view text);
[[nodiscard]] std::string toText(const Meter& meter);

/// Stable within a song; never reused, also not after a deletion.
using Id = std::string;

/// Where a chord came from.
struct HumanOrigin {
  bool operator==(const HumanOrigin&) const = default;
};
struct SuggestionOrigin {
  std::uint32_t seed = 0;
  std::string prior, proposer;  ///< Names of the models that answered.
  std::string inspiration;      ///< The text or reference it was asked with.
  bool operator==(const SuggestionOrigin&) const = default;
};
struct TranscriptionOrigin {
  std::string source;
  double startSeconds = 0, endSeconds = 0, confidence = 0;
  bool operator==(const TranscriptionOrigin&) const = default;
};
using Origin = std::variant<HumanOrigin, SuggestionOrigin, TranscriptionOrigin>;

struct ChordEvent {
  Id id;
  Tick start = 0, length = 0;  ///< From the part's first bar line; length > 0.
  theory::ChordSymbol symbol;
  bool locked = false;
  std::optional<std::vector<int>> voicing = std::nullopt;  ///< MIDI numbers, low to high; the songwriter's own.
  Origin origin = HumanOrigin{};
  bool operator==(const ChordEvent&) const = default;
};

struct Note {
  Id id;
  Tick start = 0, length = 0;
  int pitch = 60;     ///< MIDI number.
  int velocity = 80;  ///< 1..127.
  bool operator==(const Note&) const = default;
};

/// A syllable (with the note it is sung on) or a whole line (without).
struct Lyric {
  Id id;
  Tick start = 0;
  std::string text;
  std::optional<Id> noteId = std::nullopt;
  bool operator==(const Lyric&) const = default;
};

struct Part {
  Id id;
  std::string name;
  int bars = 4;
  Tick pickupTicks = 0;            ///< Upbeat before the first bar line; chords and notes there start below 0.
  std::vector<ChordEvent> chords;  ///< In order, not overlapping.
  std::vector<Note> melody;
  std::vector<Lyric> lyrics;
  bool operator==(const Part&) const = default;
};

/// A value from a tick of the played song on. Each map is sorted and its first entry is at 0.
struct TempoChange {
  Tick at = 0;
  double bpm = 100;  ///< Quarter notes a minute, 20..400.
  bool operator==(const TempoChange&) const = default;
};
struct MeterChange {
  Tick at = 0;
  Meter meter;
  bool operator==(const MeterChange&) const = default;
};
struct KeyChange {
  Tick at = 0;
  theory::Key key;
  bool operator==(const KeyChange&) const = default;
};

/// How it is played; names are looked up by `perform`.
struct Style {
  std::string groove = "auto";
  double swing = -1;            ///< 0 straight .. 1 triplet; below 0 the groove's own.
  double energy = 0.5;          ///< 0..1.
  double density = 0.5;         ///< 0..1.
  std::string feel = "normal";  ///< normal, half, double.
  bool operator==(const Style&) const = default;
};

inline constexpr int kSchemaVersion = 1;

struct Song {
  int schemaVersion = kSchemaVersion;
  std::string title;
  std::vector<TempoChange> tempoMap{{}};
  std::vector<MeterChange> meterMap{{}};
  std::vector<KeyChange> keyMap{{}};
  std::vector<Part> parts;
  std::vector<Id> order;  ///< Parts as played; a part may come more than once.
  Style style;
  int capo = 0;  ///< Guitar capo fret, 0..11.
  std::vector<brief::Inspiration> inspirations;
  std::uint64_t nextId = 1;  ///< Source of fresh ids.
  bool operator==(const Song&) const = default;
};

}  // namespace amuse::song
