#include <algorithm>

#include "song/internal/edit_operations.h"

namespace amuse::song {

Result<AppliedEdit> carryOut(Song& song, const InsertChord& edit) {
  const auto part = locatePart(song, edit.partId);
  if (!part) return tl::unexpected(part.error());
  InsertChord done = edit;
  if (auto settled = settleId(song, done.chord.id, 'c'); !settled) return tl::unexpected(settled.error());
  (*part)->chords.push_back(done.chord);
  sortEvents((*part)->chords);
  return AppliedEdit{{done}, {RemoveChord{done.chord.id}}};
}

Result<AppliedEdit> carryOut(Song& song, const ReplaceChord& edit) {
  const auto found = locateChord(song, edit.chordId);
  if (!found) return tl::unexpected(found.error());
  ChordEvent& chord = found->event();
  const ReplaceChord inverse{chord.id, chord.symbol, chord.voicing, chord.origin};
  chord.symbol = edit.symbol;
  chord.voicing = edit.voicing;
  chord.origin = edit.origin;
  return AppliedEdit{{edit}, {inverse}};
}

Result<AppliedEdit> carryOut(Song& song, const RemoveChord& edit) {
  const auto found = locateChord(song, edit.chordId);
  if (!found) return tl::unexpected(found.error());
  const InsertChord inverse{found->part->id, found->event()};
  found->events().erase(found->events().begin() + static_cast<std::ptrdiff_t>(found->index));
  return AppliedEdit{{edit}, {inverse}};
}

Result<AppliedEdit> carryOut(Song& song, const MoveChord& edit) {
  const auto found = locateChord(song, edit.chordId);
  if (!found) return tl::unexpected(found.error());
  const MoveChord inverse{edit.chordId, found->event().start};
  found->event().start = edit.start;
  sortEvents(found->events());
  return AppliedEdit{{edit}, {inverse}};
}

Result<AppliedEdit> carryOut(Song& song, const StretchChord& edit) {
  const auto found = locateChord(song, edit.chordId);
  if (!found) return tl::unexpected(found.error());
  const StretchChord inverse{edit.chordId, found->event().length};
  found->event().length = edit.length;
  return AppliedEdit{{edit}, {inverse}};
}

Result<AppliedEdit> carryOut(Song& song, const SplitChord& edit) {
  const auto found = locateChord(song, edit.chordId);
  if (!found) return tl::unexpected(found.error());
  ChordEvent& first = found->event();
  if (edit.at <= first.start || edit.at >= first.start + first.length) {
    return fail(ErrorCode::InvalidArgument, "a chord is split at a tick inside it");
  }
  SplitChord done = edit;
  if (auto settled = settleId(song, done.newId, 'c'); !settled) return tl::unexpected(settled.error());
  ChordEvent second = first;
  second.id = done.newId;
  second.start = edit.at;
  second.length = first.start + first.length - edit.at;
  first.length = edit.at - first.start;
  found->events().push_back(std::move(second));
  sortEvents(found->events());
  return AppliedEdit{{done}, {JoinChords{edit.chordId}}};
}

Result<AppliedEdit> carryOut(Song& song, const JoinChords& edit) {
  const auto found = locateChord(song, edit.chordId);
  if (!found) return tl::unexpected(found.error());
  if (found->index + 1 == found->events().size()) {
    return fail(ErrorCode::InvalidArgument, "the last chord of a part has none after it to be joined with");
  }
  ChordEvent& first = found->event();
  const auto second = found->events().begin() + static_cast<std::ptrdiff_t>(found->index) + 1;
  const Batch inverse{{{StretchChord{first.id, first.length}}, {InsertChord{found->part->id, *second}}}};
  first.length = second->start + second->length - first.start;
  found->events().erase(second);
  return AppliedEdit{{edit}, {inverse}};
}

Result<AppliedEdit> carryOut(Song& song, const LockChord& edit) {
  const auto found = locateChord(song, edit.chordId);
  if (!found) return tl::unexpected(found.error());
  const LockChord inverse{edit.chordId, found->event().locked};
  found->event().locked = edit.locked;
  return AppliedEdit{{edit}, {inverse}};
}

Result<AppliedEdit> carryOut(Song& song, const SetVoicing& edit) {
  const auto found = locateChord(song, edit.chordId);
  if (!found) return tl::unexpected(found.error());
  const SetVoicing inverse{edit.chordId, found->event().voicing};
  found->event().voicing = edit.voicing;
  return AppliedEdit{{edit}, {inverse}};
}

}  // namespace amuse::song
