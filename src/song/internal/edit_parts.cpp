#include <algorithm>

#include "song/internal/edit_operations.h"

namespace amuse::song {
Result<AppliedEdit> carryOut(Song& song, const AddPart& edit) {
  const std::size_t index = edit.index.value_or(song.parts.size());
  if (index > song.parts.size()) return fail(ErrorCode::NotFound, "the index lies beyond the song's parts");
  AddPart done{edit.part, index};
  if (auto settled = settleIds(song, done.part); !settled) return tl::unexpected(settled.error());
  sortEvents(done.part.chords);
  sortEvents(done.part.melody);
  sortEvents(done.part.lyrics);
  song.parts.insert(song.parts.begin() + static_cast<std::ptrdiff_t>(index), done.part);
  return AppliedEdit{{done}, {RemovePart{done.part.id}}};
}

Result<AppliedEdit> carryOut(Song& song, const RemovePart& edit) {
  const auto part = locatePart(song, edit.partId);
  if (!part) return tl::unexpected(part.error());
  const auto index = static_cast<std::size_t>(*part - song.parts.data());
  const std::vector<Id> order = song.order;
  Edit inverse{AddPart{**part, index}};
  song.parts.erase(song.parts.begin() + static_cast<std::ptrdiff_t>(index));
  if (std::erase(song.order, edit.partId) > 0) inverse = {Batch{{inverse, {SetOrder{order}}}}};
  return AppliedEdit{{edit}, inverse};
}

Result<AppliedEdit> carryOut(Song& song, const RenamePart& edit) {
  const auto part = locatePart(song, edit.partId);
  if (!part) return tl::unexpected(part.error());
  const RenamePart inverse{edit.partId, (*part)->name};
  (*part)->name = edit.name;
  return AppliedEdit{{edit}, {inverse}};
}

Result<AppliedEdit> carryOut(Song& song, const MovePart& edit) {
  const auto part = locatePart(song, edit.partId);
  if (!part) return tl::unexpected(part.error());
  if (edit.index >= song.parts.size()) return fail(ErrorCode::NotFound, "the index lies beyond the song's parts");
  const auto from = static_cast<std::size_t>(*part - song.parts.data());
  Part moved = std::move(**part);
  song.parts.erase(song.parts.begin() + static_cast<std::ptrdiff_t>(from));
  song.parts.insert(song.parts.begin() + static_cast<std::ptrdiff_t>(edit.index), std::move(moved));
  return AppliedEdit{{edit}, {MovePart{edit.partId, from}}};
}

Result<AppliedEdit> carryOut(Song& song, const SetBars& edit) {
  const auto part = locatePart(song, edit.partId);
  if (!part) return tl::unexpected(part.error());
  const SetBars inverse{edit.partId, (*part)->bars};
  (*part)->bars = edit.bars;
  return AppliedEdit{{edit}, {inverse}};
}

Result<AppliedEdit> carryOut(Song& song, const SetPickup& edit) {
  const auto part = locatePart(song, edit.partId);
  if (!part) return tl::unexpected(part.error());
  const SetPickup inverse{edit.partId, (*part)->pickupTicks};
  (*part)->pickupTicks = edit.ticks;
  return AppliedEdit{{edit}, {inverse}};
}

Result<AppliedEdit> carryOut(Song& song, const SetPartLevel& edit) {
  const auto part = locatePart(song, edit.partId);
  if (!part) return tl::unexpected(part.error());
  const SetPartLevel inverse{edit.partId, (*part)->energy, (*part)->density};
  (*part)->energy = edit.energy;
  (*part)->density = edit.density;
  return AppliedEdit{{edit}, {inverse}};
}

Result<AppliedEdit> carryOut(Song& song, const SetOrder& edit) {
  const SetOrder inverse{song.order};
  song.order = edit.order;
  return AppliedEdit{{edit}, {inverse}};
}

}  // namespace amuse::song
