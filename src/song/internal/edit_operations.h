#pragma once

#include "base/result.h"
#include "song/edits.h"

/// One function an edit: changes the song and says how it went, without asking whether the outcome is a valid song
/// (apply() does). On an error the song may be half changed; apply() works on a copy.
namespace amuse::song {

[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const InsertChord& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const ReplaceChord& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const RemoveChord& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const MoveChord& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const StretchChord& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const SplitChord& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const JoinChords& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const LockChord& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const SetVoicing& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const TransposeChord& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const TransposePart& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const TransposeSong& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const AddPart& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const RemovePart& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const RenamePart& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const MovePart& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const SetBars& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const SetPickup& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const SetOrder& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const SetPartLevel& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const SetTempo& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const SetMeter& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const SetKey& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const SetTitle& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const SetStyle& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const SetCapo& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const AddInspiration& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const SetTrackMix& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const SetKeywords& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const SetSharing& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const ChangeInspiration& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const AddSuggestion& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const JudgeSuggestion& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const RemoveSuggestion& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const RemoveInspiration& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const ReplaceSong& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const AddNote& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const RemoveNote& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const ChangeNote& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const AddLyric& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const RemoveLyric& edit);
[[nodiscard]] Result<AppliedEdit> carryOut(Song& song, const ChangeLyric& edit);

/// An event inside a song, found by id.
template <typename Event>
struct Located {
  Part* part = nullptr;
  std::size_t index = 0;
  std::vector<Event> Part::*list = nullptr;

  [[nodiscard]] std::vector<Event>& events() const { return part->*list; }
  [[nodiscard]] Event& event() const { return events()[index]; }
};

[[nodiscard]] Result<Part*> locatePart(Song& song, const Id& id);
[[nodiscard]] Result<Located<ChordEvent>> locateChord(Song& song, const Id& id);
[[nodiscard]] Result<Located<Note>> locateNote(Song& song, const Id& id);
[[nodiscard]] Result<Located<Lyric>> locateLyric(Song& song, const Id& id);

/// Gives an id to what has none; refuses one that is taken, and keeps `nextId` above any number an id carries.
[[nodiscard]] Result<void> settleId(Song& song, Id& id, char letter);
/// The same for a part and all that is in it.
[[nodiscard]] Result<void> settleIds(Song& song, Part& part);

/// Restores the one order events are kept in.
template <typename Event>
void sortEvents(std::vector<Event>& events);

}  // namespace amuse::song
