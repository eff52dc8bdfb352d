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
  /// How full and how lively this part is played, 0..1; nothing: as the style and the part's name ask.
  std::optional<double> energy = std::nullopt, density = std::nullopt;
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

/// What plays; a song has at most one track of each.
enum class TrackKind { Keys, Guitar, Bass, Drums, Melody, Pad };
inline constexpr std::size_t kTrackKinds = 6;
[[nodiscard]] std::string_view toText(TrackKind kind) noexcept;  ///< "keys", "guitar", ...
[[nodiscard]] Result<TrackKind> parseTrackKind(std::string_view text);

/// A track's place in the mix.
struct TrackMix {
  TrackKind track = TrackKind::Keys;
  double gainDb = 0;  ///< -60..12, on top of the groove's own level.
  double pan = 0;     ///< -1 left .. 1 right, on top of the groove's own place.
  bool muted = false;
  /// Nothing changed: such entries are not kept.
  [[nodiscard]] bool isPlain() const noexcept { return gainDb == 0 && pan == 0 && !muted; }
  bool operator==(const TrackMix&) const = default;
};

/// What the songwriter thought of a suggestion.
enum class Verdict { Shown, Kept, Refused };
[[nodiscard]] std::string_view toText(Verdict verdict) noexcept;  ///< "shown", "kept", "refused".
[[nodiscard]] Result<Verdict> parseVerdict(std::string_view text);

/// A progression that was suggested: kept for later, refused, or only shown. None of them is suggested again.
struct KeptSuggestion {
  Id id;
  std::vector<theory::ChordSymbol> chords;  ///< 1..256.
  std::vector<double> beats;                ///< Parallel to chords, of the metre where it was asked; each > 0.
  theory::Key key;                          ///< They stand in it.
  Verdict verdict = Verdict::Kept;
  std::string note;  ///< One line of the songwriter's or the suggestion's word; may be empty.
  Origin origin = HumanOrigin{};
  bool operator==(const KeptSuggestion&) const = default;
};

/// What of a song language models may be given, be they on this machine or elsewhere. Words are keywords, mood and
/// chords, and the text of inspirations.
struct Sharing {
  bool words = true, pictures = false, sounds = false;
  bool operator==(const Sharing&) const = default;
};

inline constexpr int kSchemaVersion = 3;

struct Song {
  int schemaVersion = kSchemaVersion;
  std::string title;
  std::vector<TempoChange> tempoMap{{}};
  std::vector<MeterChange> meterMap{{}};
  std::vector<KeyChange> keyMap{{}};
  std::vector<Part> parts;
  std::vector<Id> order;  ///< Parts as played; a part may come more than once.
  Style style;
  int capo = 0;                    ///< Guitar capo fret, 0..11.
  std::vector<TrackMix> mix = {};  ///< Sorted by track, each at most once, none of them plain.
  std::vector<brief::Inspiration> inspirations;
  brief::KeywordChoices keywords = {};
  std::vector<KeptSuggestion> suggestions = {};  ///< Oldest first.
  Sharing sharing = {};
  std::uint64_t nextId = 1;  ///< Source of fresh ids.
  bool operator==(const Song&) const = default;
};

}  // namespace amuse::song
