#pragma once

#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"
#include "song/song.h"

/// Every change to a song: a closed set of small operations, each of which knows its inverse. The command line, the
/// server and the web page use the same ones; tests/golden/song/edits.json shows each of them at work.
///
/// Places are part ticks (chords, notes, lyrics) or played ticks (tempo, metre, key). An edit that adds something may
/// leave its id empty; a fresh one is then given, and AppliedEdit::edit has it filled in.
namespace amuse::song {

// Chords. ------------------------------------------------------------------------------------------------------------

struct InsertChord {
  Id partId;
  ChordEvent chord;
  bool operator==(const InsertChord&) const = default;
};
/// Another chord in the same place: symbol, voicing and origin are replaced, id, time and lock stay.
struct ReplaceChord {
  Id chordId;
  theory::ChordSymbol symbol;
  std::optional<std::vector<int>> voicing = std::nullopt;
  Origin origin = HumanOrigin{};
  bool operator==(const ReplaceChord&) const = default;
};
struct RemoveChord {
  Id chordId;
  bool operator==(const RemoveChord&) const = default;
};
/// To another start in its part, length unchanged. Neighbours do not give way: batch the edits that make room.
struct MoveChord {
  Id chordId;
  Tick start = 0;
  bool operator==(const MoveChord&) const = default;
};
struct StretchChord {
  Id chordId;
  Tick length = 0;
  bool operator==(const StretchChord&) const = default;
};
/// Cuts a chord in two at a part tick inside it; the second half is a copy with an id of its own.
struct SplitChord {
  Id chordId;
  Tick at = 0;
  Id newId;  ///< Of the second half; empty for a fresh one.
  bool operator==(const SplitChord&) const = default;
};
/// Joins a chord with the one after it: the first one's symbol sounds until the end of the second, gap included.
struct JoinChords {
  Id chordId;
  bool operator==(const JoinChords&) const = default;
};
struct LockChord {
  Id chordId;
  bool locked = true;
  bool operator==(const LockChord&) const = default;
};
/// One chord and its voicing, spelled for the key where it sounds.
struct TransposeChord {
  Id chordId;
  int semitones = 0;  ///< -24..24.
  bool operator==(const TransposeChord&) const = default;
};
struct SetVoicing {
  Id chordId;
  std::optional<std::vector<int>> voicing = std::nullopt;  ///< Nothing: back to the program's own choice.
  bool operator==(const SetVoicing&) const = default;
};

// Parts. -------------------------------------------------------------------------------------------------------------

/// Chords, voicings and melody of one part; chords are spelled for the key they arrive in. The key map stays.
struct TransposePart {
  Id partId;
  int semitones = 0;  ///< -24..24.
  bool operator==(const TransposePart&) const = default;
};
/// Every part and every key of the map.
struct TransposeSong {
  int semitones = 0;  ///< -24..24.
  bool operator==(const TransposeSong&) const = default;
};
/// Adds a part with all that is in it; it is not yet played (SetOrder does that).
struct AddPart {
  Part part;
  std::optional<std::size_t> index = std::nullopt;  ///< Place among the parts; nothing: last.
  bool operator==(const AddPart&) const = default;
};
/// Removes a part, and its playings from the order.
struct RemovePart {
  Id partId;
  bool operator==(const RemovePart&) const = default;
};
struct RenamePart {
  Id partId;
  std::string name;
  bool operator==(const RenamePart&) const = default;
};
/// To another place in the list of parts; the order of playing stays.
struct MovePart {
  Id partId;
  std::size_t index = 0;
  bool operator==(const MovePart&) const = default;
};
struct SetBars {
  Id partId;
  int bars = 4;
  bool operator==(const SetBars&) const = default;
};
struct SetPickup {
  Id partId;
  Tick ticks = 0;
  bool operator==(const SetPickup&) const = default;
};
/// How full and lively the part is played; nothing: as the style and the part's name ask.
struct SetPartLevel {
  Id partId;
  std::optional<double> energy, density;  ///< 0..1.
  bool operator==(const SetPartLevel&) const = default;
};
struct SetOrder {
  std::vector<Id> order;
  bool operator==(const SetOrder&) const = default;
};

// Tempo, metre, key: sets the change at a played tick, or takes it away (nothing; not at tick 0). ---------------------

struct SetTempo {
  Tick at = 0;
  std::optional<double> bpm;
  bool operator==(const SetTempo&) const = default;
};
struct SetMeter {
  Tick at = 0;
  std::optional<Meter> meter;
  bool operator==(const SetMeter&) const = default;
};
struct SetKey {
  Tick at = 0;
  std::optional<theory::Key> key;
  bool operator==(const SetKey&) const = default;
};

// The song as a whole. -----------------------------------------------------------------------------------------------

struct SetTitle {
  std::string title;
  bool operator==(const SetTitle&) const = default;
};
struct SetStyle {
  Style style;
  bool operator==(const SetStyle&) const = default;
};
struct SetCapo {
  int capo = 0;
  bool operator==(const SetCapo&) const = default;
};
/// A track's place in the mix; a plain one takes its entry away.
struct SetTrackMix {
  TrackMix mix;
  bool operator==(const SetTrackMix&) const = default;
};
struct SetKeywords {
  brief::KeywordChoices keywords;
  bool operator==(const SetKeywords&) const = default;
};
/// What language models may be given of the song.
struct SetSharing {
  Sharing sharing;
  bool operator==(const SetSharing&) const = default;
};
struct AddInspiration {
  brief::Inspiration inspiration;
  std::optional<std::size_t> index = std::nullopt;  ///< Nothing: last.
  bool operator==(const AddInspiration&) const = default;
};
struct RemoveInspiration {
  std::size_t index = 0;
  bool operator==(const RemoveInspiration&) const = default;
};
/// Its text, media, weight, or where it is heard.
struct ChangeInspiration {
  std::size_t index = 0;
  brief::Inspiration inspiration;
  bool operator==(const ChangeInspiration&) const = default;
};
struct AddSuggestion {
  KeptSuggestion suggestion;
  std::optional<std::size_t> index = std::nullopt;  ///< Nothing: last.
  bool operator==(const AddSuggestion&) const = default;
};
struct JudgeSuggestion {
  Id suggestionId;
  Verdict verdict = Verdict::Kept;
  bool operator==(const JudgeSuggestion&) const = default;
};
struct RemoveSuggestion {
  Id suggestionId;
  bool operator==(const RemoveSuggestion&) const = default;
};
/// The whole document becomes another: a file imported over a song, or an earlier version brought back.
struct ReplaceSong {
  Song song;
  bool operator==(const ReplaceSong&) const = default;
};

// Melody and words. --------------------------------------------------------------------------------------------------

struct AddNote {
  Id partId;
  Note note;
  bool operator==(const AddNote&) const = default;
};
/// Lyrics sung on the note stay, without it.
struct RemoveNote {
  Id noteId;
  bool operator==(const RemoveNote&) const = default;
};
/// Everything about a note but its id, which names the note.
struct ChangeNote {
  Note note;
  bool operator==(const ChangeNote&) const = default;
};
struct AddLyric {
  Id partId;
  Lyric lyric;
  bool operator==(const AddLyric&) const = default;
};
struct RemoveLyric {
  Id lyricId;
  bool operator==(const RemoveLyric&) const = default;
};
struct ChangeLyric {
  Lyric lyric;
  bool operator==(const ChangeLyric&) const = default;
};

struct Edit;
/// Several edits as one: all of them or none. Only the outcome has to be a valid song, so chords may trade places.
struct Batch {
  std::vector<Edit> edits;
  bool operator==(const Batch&) const;
};

struct Edit {
  using Operation =
      std::variant<InsertChord, ReplaceChord, RemoveChord, MoveChord, StretchChord, SplitChord, JoinChords, LockChord,
                   TransposeChord, SetVoicing, TransposePart, TransposeSong, AddPart, RemovePart, RenamePart, MovePart,
                   SetBars, SetPickup, SetPartLevel, SetOrder, SetTempo, SetMeter, SetKey, SetTitle, SetStyle, SetCapo,
                   SetTrackMix, SetKeywords, SetSharing, AddInspiration, RemoveInspiration, ChangeInspiration,
                   AddSuggestion, JudgeSuggestion, RemoveSuggestion, ReplaceSong, AddNote, RemoveNote, ChangeNote,
                   AddLyric, RemoveLyric, ChangeLyric, Batch>;
  Operation operation;
  bool operator==(const Edit&) const;
};

inline constexpr std::size_t kMaxBatchEdits = 20000;
inline constexpr int kMaxBatchDepth = 8;

/// What apply() did.
struct AppliedEdit {
  Edit edit;     ///< As applied, with the ids it gave: applying this one again elsewhere gives the same song.
  Edit inverse;  ///< Undoes it.
  bool operator==(const AppliedEdit&) const = default;
};

/// Applies an edit. On an error the song is as it was.
/// Applying the inverse gives the song back, except `nextId`, which never falls: an id is not used again.
/// Errors: NotFound (an id or index that is not there); InvalidArgument (the outcome breaks a rule of validate(), or
/// the edit makes no sense in itself), naming what to change; TooLarge (a batch beyond its limits).
[[nodiscard]] Result<AppliedEdit> apply(Song& song, const Edit& edit);

/// Applies edits in order as one change: all of them or none, and only the outcome has to be valid. What each did comes
/// back in the same order, so that any last few of them can be undone. Errors as apply().
[[nodiscard]] Result<std::vector<AppliedEdit>> applyAll(Song& song, std::span<const Edit> edits);

/// The edit's name in JSON: "insertChord".
[[nodiscard]] std::string_view nameOf(const Edit& edit) noexcept;

/// Equal in everything but `nextId`.
[[nodiscard]] bool sameMusic(const Song& a, const Song& b);

/// JSON of an edit: {"op": "moveChord", "chordId": "c3", "start": 1920}; the fields are those of the structs above.
[[nodiscard]] std::string toJson(const Edit& edit, int indent = -1);
/// Errors as parseSong.
[[nodiscard]] Result<Edit> parseEdit(std::string_view json);

/// [{"edit": ..., "inverse": ...}, ...] on one line: how a store keeps what was done.
[[nodiscard]] std::string toJson(std::span<const AppliedEdit> applied);
/// Errors as parseSong, for at most kMaxBatchEdits edits and kMaxHistoryBytes.
[[nodiscard]] Result<std::vector<AppliedEdit>> parseAppliedEdits(std::string_view json);
inline constexpr std::size_t kMaxHistoryBytes = 64u << 20;

}  // namespace amuse::song
