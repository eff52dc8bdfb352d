#include <algorithm>

#include "song/internal/edit_operations.h"

namespace amuse::song {
namespace {

/// Sets, adds or removes the entry of a map at a tick; returns the value that was there.
template <typename Change, typename Value>
Result<std::optional<Value>> setChange(std::vector<Change>& map, Tick at, const std::optional<Value>& value,
                                       Value Change::*member) {
  auto place = std::lower_bound(map.begin(), map.end(), at, [](const Change& c, Tick t) { return c.at < t; });
  const bool there = place != map.end() && place->at == at;
  std::optional<Value> before;
  if (there) before = (*place).*member;
  if (value && there) {
    (*place).*member = *value;
  } else if (value) {
    Change change;
    change.at = at;
    change.*member = *value;
    map.insert(place, change);
  } else if (!there) {
    return fail(ErrorCode::NotFound, "nothing changes at that tick");
  } else if (at == 0) {
    return fail(ErrorCode::InvalidArgument, "what holds at the beginning can be set but not taken away");
  } else {
    map.erase(place);
  }
  return before;
}

}  // namespace

Result<AppliedEdit> carryOut(Song& song, const SetTempo& edit) {
  const auto before = setChange(song.tempoMap, edit.at, edit.bpm, &TempoChange::bpm);
  if (!before) return tl::unexpected(before.error());
  return AppliedEdit{{edit}, {SetTempo{edit.at, *before}}};
}

Result<AppliedEdit> carryOut(Song& song, const SetMeter& edit) {
  const auto before = setChange(song.meterMap, edit.at, edit.meter, &MeterChange::meter);
  if (!before) return tl::unexpected(before.error());
  return AppliedEdit{{edit}, {SetMeter{edit.at, *before}}};
}

Result<AppliedEdit> carryOut(Song& song, const SetKey& edit) {
  const auto before = setChange(song.keyMap, edit.at, edit.key, &KeyChange::key);
  if (!before) return tl::unexpected(before.error());
  return AppliedEdit{{edit}, {SetKey{edit.at, *before}}};
}

Result<AppliedEdit> carryOut(Song& song, const SetTitle& edit) {
  const SetTitle inverse{song.title};
  song.title = edit.title;
  return AppliedEdit{{edit}, {inverse}};
}

Result<AppliedEdit> carryOut(Song& song, const SetStyle& edit) {
  const SetStyle inverse{song.style};
  song.style = edit.style;
  return AppliedEdit{{edit}, {inverse}};
}

Result<AppliedEdit> carryOut(Song& song, const SetCapo& edit) {
  const SetCapo inverse{song.capo};
  song.capo = edit.capo;
  return AppliedEdit{{edit}, {inverse}};
}

Result<AppliedEdit> carryOut(Song& song, const AddInspiration& edit) {
  const std::size_t index = edit.index.value_or(song.inspirations.size());
  if (index > song.inspirations.size()) return fail(ErrorCode::NotFound, "the index lies beyond the inspirations");
  song.inspirations.insert(song.inspirations.begin() + static_cast<std::ptrdiff_t>(index), edit.inspiration);
  return AppliedEdit{{AddInspiration{edit.inspiration, index}}, {RemoveInspiration{index}}};
}

Result<AppliedEdit> carryOut(Song& song, const RemoveInspiration& edit) {
  if (edit.index >= song.inspirations.size())
    return fail(ErrorCode::NotFound, "the index lies beyond the inspirations");
  const auto place = song.inspirations.begin() + static_cast<std::ptrdiff_t>(edit.index);
  const AddInspiration inverse{*place, edit.index};
  song.inspirations.erase(place);
  return AppliedEdit{{edit}, {inverse}};
}

Result<AppliedEdit> carryOut(Song& song, const ChangeInspiration& edit) {
  if (edit.index >= song.inspirations.size())
    return fail(ErrorCode::NotFound, "the index lies beyond the inspirations");
  const ChangeInspiration inverse{edit.index, song.inspirations[edit.index]};
  song.inspirations[edit.index] = edit.inspiration;
  return AppliedEdit{{edit}, {inverse}};
}

Result<AppliedEdit> carryOut(Song& song, const SetKeywords& edit) {
  const SetKeywords inverse{song.keywords};
  song.keywords = edit.keywords;
  return AppliedEdit{{edit}, {inverse}};
}

Result<AppliedEdit> carryOut(Song& song, const SetSharing& edit) {
  const SetSharing inverse{song.sharing};
  song.sharing = edit.sharing;
  return AppliedEdit{{edit}, {inverse}};
}

Result<AppliedEdit> carryOut(Song& song, const SetTrackMix& edit) {
  const auto place = std::lower_bound(song.mix.begin(), song.mix.end(), edit.mix.track,
                                      [](const TrackMix& mix, TrackKind track) { return mix.track < track; });
  const bool there = place != song.mix.end() && place->track == edit.mix.track;
  SetTrackMix inverse;
  inverse.mix.track = edit.mix.track;
  if (there) inverse.mix = *place;
  if (edit.mix.isPlain()) {
    if (there) song.mix.erase(place);
  } else if (there) {
    *place = edit.mix;
  } else {
    song.mix.insert(place, edit.mix);
  }
  return AppliedEdit{{edit}, {inverse}};
}

Result<AppliedEdit> carryOut(Song& song, const ReplaceSong& edit) {
  Song before = std::move(song);
  song = edit.song;
  song.nextId = std::max(song.nextId, before.nextId);
  return AppliedEdit{{edit}, {ReplaceSong{std::move(before)}}};
}

}  // namespace amuse::song
