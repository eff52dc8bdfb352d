#include "song/internal/edit_operations.h"

namespace amuse::song {

Result<AppliedEdit> carryOut(Song& song, const AddNote& edit) {
  const auto part = locatePart(song, edit.partId);
  if (!part) return tl::unexpected(part.error());
  AddNote done = edit;
  if (auto settled = settleId(song, done.note.id, 'n'); !settled) return tl::unexpected(settled.error());
  (*part)->melody.push_back(done.note);
  sortEvents((*part)->melody);
  return AppliedEdit{{done}, {RemoveNote{done.note.id}}};
}

Result<AppliedEdit> carryOut(Song& song, const RemoveNote& edit) {
  const auto found = locateNote(song, edit.noteId);
  if (!found) return tl::unexpected(found.error());
  Edit inverse{AddNote{found->part->id, found->event()}};
  std::vector<Edit> all{inverse};
  for (Lyric& lyric : found->part->lyrics) {
    if (lyric.noteId != edit.noteId) continue;
    all.push_back({ChangeLyric{lyric}});
    lyric.noteId.reset();
  }
  found->events().erase(found->events().begin() + static_cast<std::ptrdiff_t>(found->index));
  if (all.size() > 1) inverse = {Batch{std::move(all)}};
  return AppliedEdit{{edit}, inverse};
}

Result<AppliedEdit> carryOut(Song& song, const ChangeNote& edit) {
  const auto found = locateNote(song, edit.note.id);
  if (!found) return tl::unexpected(found.error());
  const ChangeNote inverse{found->event()};
  found->event() = edit.note;
  sortEvents(found->events());
  return AppliedEdit{{edit}, {inverse}};
}

Result<AppliedEdit> carryOut(Song& song, const AddLyric& edit) {
  const auto part = locatePart(song, edit.partId);
  if (!part) return tl::unexpected(part.error());
  AddLyric done = edit;
  if (auto settled = settleId(song, done.lyric.id, 'l'); !settled) return tl::unexpected(settled.error());
  (*part)->lyrics.push_back(done.lyric);
  sortEvents((*part)->lyrics);
  return AppliedEdit{{done}, {RemoveLyric{done.lyric.id}}};
}

Result<AppliedEdit> carryOut(Song& song, const RemoveLyric& edit) {
  const auto found = locateLyric(song, edit.lyricId);
  if (!found) return tl::unexpected(found.error());
  const AddLyric inverse{found->part->id, found->event()};
  found->events().erase(found->events().begin() + static_cast<std::ptrdiff_t>(found->index));
  return AppliedEdit{{edit}, {inverse}};
}

Result<AppliedEdit> carryOut(Song& song, const ChangeLyric& edit) {
  const auto found = locateLyric(song, edit.lyric.id);
  if (!found) return tl::unexpected(found.error());
  const ChangeLyric inverse{found->event()};
  found->event() = edit.lyric;
  sortEvents(found->events());
  return AppliedEdit{{edit}, {inverse}};
}

}  // namespace amuse::song
